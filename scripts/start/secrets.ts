import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LOGIN_ROLES } from '@toster/db/roles';
import { z } from 'zod';

const KEY_RINGS = [
  'TOSTER_CONTEXT_KEYS',
  'TOSTER_STAFF_ACCESS_KEYS',
  'TOSTER_STAFF_REFRESH_KEYS',
  'TOSTER_CUSTOMER_ACCESS_KEYS',
  'TOSTER_CUSTOMER_REFRESH_KEYS',
  'TOSTER_PASSWORD_PEPPER',
  'TOSTER_ADDRESS_KEY',
] as const;

const ZSecrets = z.object({
  keys: z.record(z.enum(KEY_RINGS), z.string()),
  passwords: z.record(z.enum(LOGIN_ROLES), z.string()),
});

/** Key rings by the name of their variable, and passwords of the database roles. */
export type Secrets = z.infer<typeof ZSecrets>;

/** Where keys come from outside `local`: variables of the environment, by name. */
export type KeySource = (name: string) => string | undefined;

/**
 * The secrets of a home: made once with 256 random bits each, readable by the owner alone. They
 * must last as long as the data: sessions, contexts and passwords are checked with them. Outside
 * `local` the keys are never made up: `given` must know every one.
 */
export function loadSecrets(home: string, given?: KeySource): Secrets {
  const made = fromFile(join(home, 'secrets.json'));
  if (given === undefined) return made;
  const keys = KEY_RINGS.map((name) => [name, given(name)] as const);
  const missing = keys.filter(([, value]) => value === undefined).map(([name]) => name);
  if (missing.length > 0) throw new Error(`Outside TOSTER_ENV=local set ${missing.join(', ')}.`);
  return ZSecrets.parse({ keys: Object.fromEntries(keys), passwords: made.passwords });
}

function fromFile(file: string): Secrets {
  if (existsSync(file)) {
    const parsed = ZSecrets.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (parsed.success) return parsed.data;
    throw new Error(`${file} is damaged. Restore it, or remove ${dirname(file)} to start afresh.`);
  }
  const ring = () => `k1:${randomBytes(32).toString('base64url')}`;
  const secret = () => randomBytes(24).toString('hex');
  const secrets = ZSecrets.parse({
    keys: Object.fromEntries(KEY_RINGS.map((name) => [name, ring()])),
    passwords: Object.fromEntries(LOGIN_ROLES.map((role) => [role, secret()])),
  });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}
