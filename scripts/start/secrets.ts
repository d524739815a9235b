import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KEY_RINGS, type KeyRingName } from '@toster/auth/key-purposes';
import { generateKeyText, parseKeyRing } from '@toster/crypto/key-ring';
import { Secret } from '@toster/crypto/secret';
import { assertSoundSecrets } from '@toster/crypto/secret-policy';
import { LOGIN_ROLES, type LoginRole, type RolePasswords } from '@toster/db/roles';
import { z } from 'zod';

const ZKeys = z.object({ keys: z.record(z.enum(KEY_RINGS), z.string()) });
const ZSecrets = ZKeys.extend({ passwords: z.record(z.enum(LOGIN_ROLES), z.string()) });
const ZGivenPasswords = z.record(z.enum(LOGIN_ROLES), z.string().nullable());

/** The variable that holds a role's URL outside `local`. */
const URLS: Readonly<Record<LoginRole, string>> = {
  toster_app: 'DATABASE_URL_APP',
  toster_auth: 'DATABASE_URL_AUTH',
  toster_worker: 'DATABASE_URL_WORKER',
  toster_relay: 'DATABASE_URL_RELAY',
  toster_maintenance: 'DATABASE_URL_MAINTENANCE',
};

/** The cell of a home that names none. */
export const LOCAL_CELL = 'eu-1';

/** URLs that only the release sees beside those of the other parts. */
const MORE_URLS = ['DATABASE_URL', 'SMTP_URL', 'REDIS_URL'] as const;

const ring = () => z.string().optional().meta({ needed: 'outside local' });

/** What a release and `npm start` read beside their settings: outside `local` every secret of every part. */
export const ZReleaseSecrets = z.object({
  ...Object.fromEntries([...KEY_RINGS, ...Object.values(URLS)].map((name) => [name, ring()])),
  // The release tells by it whether a key is of this cell.
  TOSTER_CELL: z.string().optional(),
  DATABASE_URL_MAINTENANCE: z
    .string()
    .optional()
    .describe('The database as `toster_maintenance`, which reads all rows.'),
});

/** Key rings by the name of their variable, and how the database roles sign in. */
export type Secrets = z.infer<typeof ZKeys> & {
  readonly passwords: RolePasswords;
  /** Outside `local`: the URLs as they were given, by role. */
  readonly urls: Readonly<Partial<Record<LoginRole, string>>>;
  /** In `local`: names this set of passwords, and tells nothing about them. */
  readonly installation: string | undefined;
};

/** Where secrets come from outside `local`: variables of the environment, by name. */
export type SecretSource = (name: string) => string | undefined;

/**
 * The secrets of a home: made once with 256 random bits each, readable by the owner alone. They
 * must last as long as the data: sessions, contexts and passwords are checked with them. Outside
 * `local` nothing is made up or read from the home: `given` must know every key, and the URL of
 * every role but `toster_maintenance`, and all of it must be fit for a deployment (`UnsoundSecrets`): this is the one
 * place that sees the secrets of every part and can tell that two of them are the same. A URL without a password leaves
 * the role's own as it is.
 */
export function loadSecrets(home: string, given?: SecretSource): Secrets {
  if (given !== undefined) return fromEnvironment(given);
  const { keys, passwords } = fromFile(join(home, 'secrets.json'));
  const hash = createHash('sha256').update('toster installation');
  for (const role of LOGIN_ROLES) hash.update(`\0${passwords[role]}`);
  return { keys, passwords, urls: {}, installation: hash.digest('hex').slice(0, 16) };
}

function fromEnvironment(given: SecretSource): Secrets {
  const keys = KEY_RINGS.map((name) => [name, given(name)] as const);
  const urls = LOGIN_ROLES.map((role) => [role, given(URLS[role])] as const);
  const missing = [
    ...keys.filter(([, value]) => value === undefined).map(([name]) => name),
    ...urls
      .filter(([role, value]) => value === undefined && role !== 'toster_maintenance')
      .map(([role]) => URLS[role]),
  ];
  if (missing.length > 0) throw new Error(`Outside TOSTER_ENV=local set ${missing.join(', ')}.`);
  const passwords = urls.map(([role, url]) => [
    role,
    url === undefined ? null : passwordOf(role, url),
  ]);
  const more = MORE_URLS.map((name) => [name, given(name)] as const);
  const named = [...urls.map(([role, url]) => [URLS[role], url] as const), ...more];
  // Every value below was found above; the flatMap only tells the compiler.
  assertSoundSecrets(undefined, {
    rings: Object.fromEntries(
      keys.flatMap(([name, text]) => (text ? [[name, ringOf(name, text)]] : [])),
    ),
    urls: Object.fromEntries(
      named.flatMap(([name, url]) => (url ? [[name, new Secret(url)]] : [])),
    ),
    cell: given('TOSTER_CELL'),
  });
  return {
    keys: ZKeys.shape.keys.parse(Object.fromEntries(keys)),
    passwords: ZGivenPasswords.parse(Object.fromEntries(passwords)),
    urls: Object.fromEntries(urls.filter(([, url]) => url !== undefined)),
    installation: undefined,
  };
}

/** Parses a key ring; what is wrong with it is said with its name and without a value. */
function ringOf(name: string, text: string) {
  try {
    return parseKeyRing(text);
  } catch (error) {
    const why = error instanceof TypeError ? error.message : 'not a key ring';
    throw new Error(`${name}: ${why}`, { cause: error });
  }
}

/** The password in a role's URL; throws without quoting it when the URL is not one of that role. */
function passwordOf(role: LoginRole, text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^postgres(?:ql)?:$/.test(url.protocol) || url.username !== role) {
    throw new Error(`${URLS[role]} must be a postgres:// URL that signs in as ${role}.`);
  }
  return url.password === '' ? null : decodeURIComponent(url.password);
}

function fromFile(file: string): z.infer<typeof ZSecrets> {
  if (existsSync(file)) {
    const parsed = ZSecrets.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (parsed.success) return parsed.data;
    throw new Error(`${file} is damaged. Restore it, or remove ${dirname(file)} to start afresh.`);
  }
  const ring = () => generateKeyText(`${LOCAL_CELL}-1`);
  const secret = () => randomBytes(24).toString('hex');
  const secrets = ZSecrets.parse({
    keys: Object.fromEntries(KEY_RINGS.map((name) => [name, ring()])),
    passwords: Object.fromEntries(LOGIN_ROLES.map((role) => [role, secret()])),
  });
  writeFile(file, secrets);
  return secrets;
}

/** Gives a home another ring in place of one it has, whole or not at all. */
export function replaceKeys(home: string, name: KeyRingName, ring: string): void {
  const file = join(home, 'secrets.json');
  const secrets = fromFile(file);
  writeFile(file, { ...secrets, keys: { ...secrets.keys, [name]: ring } });
}

function writeFile(file: string, secrets: z.infer<typeof ZSecrets>): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
