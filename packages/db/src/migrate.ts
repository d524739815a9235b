import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { contextPads } from '@toster/crypto/signed-context';
import type { KeyRing } from '@toster/crypto/key-ring';
import { ensureRoles, type RolePasswords } from './roles.ts';

const MIGRATIONS_LOCK = 7_305_002;
const MIGRATIONS_FOLDER = fileURLToPath(new URL('../drizzle', import.meta.url));

export type MigrateOptions = {
  readonly roles: RolePasswords;
  /** Names who manages the roles' passwords, where the server may have other users. */
  readonly installation?: string | undefined;
  /** The live keys of the signed context; at most two, the first one signs. */
  readonly contextKeys: KeyRing;
  readonly log?: (line: string) => void;
};

/**
 * Brings a database to the newest schema: roles, migrations in order, live context keys. Forward only, safe to
 * run again and from several processes at once (an advisory lock makes the others wait). Throws
 * RolesTaken or ContextKeyInUse before it changes anything.
 */
export async function migrate(adminUrl: string, options: MigrateOptions): Promise<void> {
  const admin = postgres(adminUrl, {
    max: 1,
    onnotice: (notice) => {
      if (!/already exists|does not exist|skipping/.test(notice['message'] ?? ''))
        options.log?.(notice['message'] ?? '');
    },
    connection: { application_name: 'toster-migrate' },
  });
  try {
    await admin`select pg_advisory_lock(${MIGRATIONS_LOCK})`;
    await assertContextKeys(admin, options.contextKeys);
    await ensureRoles(admin, options.roles, options.installation);
    await applyMigrations(drizzle(admin), {
      migrationsFolder: MIGRATIONS_FOLDER,
      migrationsSchema: 'drizzle',
    });
    await installContextKeys(admin, options.contextKeys);
  } finally {
    await admin.end();
  }
}

/** A live key of the signed context has the same id as one of ours, and other bytes. */
export class ContextKeyInUse extends Error {
  override name = 'ContextKeyInUse';

  constructor(kid: string) {
    super(
      `Key "${kid}" of TOSTER_CONTEXT_KEYS is live in this database with other bytes: another ` +
        'installation uses the database, or the key was changed under its old id. Use the secrets of ' +
        'the other installation (in local its secrets.json), or give a new key a new id and rotate.',
    );
  }
}

/**
 * Makes exactly these keys the live ones. Two are live during a rotation: the old still verifies
 * what it signed. Throws ContextKeyInUse, and changes nothing, rather than replace a live key's bytes.
 */
export async function installContextKeys(admin: postgres.Sql, keys: KeyRing): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`delete from sec.context_key where kid not in ${sql([...keys.kids])}`;
    await insertContextKeys(sql, keys);
  });
}

/**
 * Makes keys live beside those that are. Throws ContextKeyInUse, and changes nothing, when one is live with other bytes.
 */
export async function addContextKeys(adminUrl: string, keys: KeyRing): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    await admin.begin((sql) => insertContextKeys(sql, keys));
  } finally {
    await admin.end();
  }
}

async function insertContextKeys(sql: postgres.TransactionSql, keys: KeyRing): Promise<void> {
  for (const { kid, ipad, opad } of padsOf(keys)) {
    const kept = await sql`
      insert into sec.context_key as k (kid, ipad, opad) values (${kid}, ${ipad}, ${opad})
      on conflict (kid) do update set kid = excluded.kid
        where k.ipad = excluded.ipad and k.opad = excluded.opad
      returning kid`;
    if (kept.length === 0) throw new ContextKeyInUse(kid);
  }
}

/** Throws ContextKeyInUse where {@link installContextKeys} would; an empty database has no keys yet. */
async function assertContextKeys(admin: postgres.Sql, keys: KeyRing): Promise<void> {
  const [table] = await admin`select to_regclass('sec.context_key') is not null as present`;
  if (table?.['present'] !== true) return;
  for (const { kid, ipad, opad } of padsOf(keys)) {
    const other = await admin`
      select 1 from sec.context_key where kid = ${kid} and (ipad <> ${ipad} or opad <> ${opad})`;
    if (other.length > 0) throw new ContextKeyInUse(kid);
  }
}

function padsOf(keys: KeyRing) {
  return keys.keys.map(({ kid, key }) => ({ kid, ...contextPads(key) }));
}
