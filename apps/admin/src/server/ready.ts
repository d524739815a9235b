import { env } from '#env.ts';
import { api } from '#server/api.ts';

/**
 * Ends the process when it could not serve, with the names of what is missing or not fit and no value. By itself Next
 * would go on listening and answer everything with an error.
 */
export function assertReady(): void {
  try {
    api().assertEnvironment();
    if (!env.local) assertPublic();
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown';
    process.stderr.write(`the console cannot start: ${why}\n`);
    process.exit(1);
  }
}

/** What strangers are told must not come from what a request claims. */
function assertPublic(): void {
  const missing = [
    ...(env.publicUrl?.startsWith('https://') === true ? [] : ['TOSTER_PUBLIC_URL']),
    ...(env.securityContact === null ? ['TOSTER_SECURITY_CONTACT'] : []),
  ];
  if (missing.length > 0) throw new Error(`missing or malformed: ${missing.join(', ')}`);
}
