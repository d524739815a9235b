const EXACT: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
};
/** What tells a stranger about the inside. */
const TELLING = ['x-powered-by', 'server', 'access-control-allow-origin'];

/** What an answer that the proxy of the console has seen lacks of its headers, or has too much. */
export function brokenPromises(headers: Readonly<Record<string, string>>): readonly string[] {
  const policy = headers['content-security-policy'] ?? '';
  return [
    ...Object.entries(EXACT)
      .filter(([name, value]) => headers[name] !== value)
      .map(([name]) => name),
    ...TELLING.filter((name) => name in headers),
    ...(policy.startsWith("default-src 'none'") && !/unsafe-(inline|eval)/.test(policy)
      ? []
      : ['content-security-policy']),
    ...(headers['permissions-policy']?.includes('camera=()') === true
      ? []
      : ['permissions-policy']),
    ...('set-cookie' in headers && !/no-store/.test(headers['cache-control'] ?? '')
      ? ['cache-control']
      : []),
  ];
}
