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
  /** The live keys of the signed context; at most two, the first one signs. */
  readonly contextKeys: KeyRing;
  readonly log?: (line: string) => void;
};

/**
 * Brings a database to the newest schema: roles, migrations in order, live context keys. Forward only, safe to
 * run again and from several processes at once (an advisory lock makes the others wait).
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
    await ensureRoles(admin, options.roles);
    await admin`select pg_advisory_lock(${MIGRATIONS_LOCK})`;
    await applyMigrations(drizzle(admin), {
      migrationsFolder: MIGRATIONS_FOLDER,
      migrationsSchema: 'drizzle',
    });
    await installContextKeys(admin, options.contextKeys);
  } finally {
    await admin.end();
  }
}

/** Makes exactly these keys the live ones. Two are live during a rotation: the old still verifies what it signed. */
export async function installContextKeys(admin: postgres.Sql, keys: KeyRing): Promise<void> {
  const pads = keys.keys.map(({ kid, key }) => ({ kid, ...contextPads(key) }));
  await admin.begin(async (sql) => {
    await sql`delete from sec.context_key where kid not in ${sql(pads.map((p) => p.kid))}`;
    for (const { kid, ipad, opad } of pads) {
      await sql`insert into sec.context_key (kid, ipad, opad) values (${kid}, ${ipad}, ${opad})
        on conflict (kid) do update set ipad = excluded.ipad, opad = excluded.opad`;
    }
  });
}
