/**
 * Whether a database URL means a server on this machine. Anything doubtful is not: several hosts,
 * a host among the parameters, none at all (libpq then asks its own variables).
 */
export function isLoopback(databaseUrl: string): boolean {
  const { hostname, searchParams } = new URL(databaseUrl);
  if (searchParams.has('host') || searchParams.has('hostaddr')) return false;
  return /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/i.test(hostname);
}
