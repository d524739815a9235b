/**
 * The environment PostgreSQL's programs run in: this process's own, with untranslated messages,
 * because the outcome of a start is read from its log, and without the variables that would
 * change which server, port or user is meant.
 */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return { ...Object.fromEntries(own), LC_ALL: 'C' };
}
