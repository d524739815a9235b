import type postgres from 'postgres';

/** The roles a person or process signs in with. */
export const LOGIN_ROLES = [
  'toster_app',
  'toster_auth',
  'toster_worker',
  'toster_relay',
  'toster_maintenance',
] as const;

export type LoginRole = (typeof LOGIN_ROLES)[number];

export type RolePasswords = Readonly<Record<LoginRole, string>>;

const ROLES_LOCK = 7_305_001;

/**
 * Makes the cluster's roles and sets their passwords. Safe to run again and beside another run.
 * `toster_owner` owns the tables, `toster_guard` (BYPASSRLS, no login) the functions that must see past the wall.
 */
export async function ensureRoles(admin: postgres.Sql, passwords: RolePasswords): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(${ROLES_LOCK})`;
    const present = new Set(
      (await sql`select rolname from pg_roles`).map((row) => String(row['rolname'])),
    );
    const make = async (name: string, attributes: string) => {
      if (!present.has(name)) await sql.unsafe(`create role ${name} ${attributes}`);
    };
    await make('toster_owner', 'nologin');
    await make('toster_guard', 'nologin bypassrls');
    for (const role of LOGIN_ROLES) {
      const bypass = role === 'toster_maintenance' ? 'bypassrls' : 'nobypassrls';
      await make(role, `login noinherit nosuperuser nocreatedb nocreaterole ${bypass}`);
      const quoted = passwords[role].replaceAll("'", "''");
      await sql.unsafe(`alter role ${role} with password '${quoted}'`);
      // PostgreSQL lets a role change its own password and defaults: each start undoes that.
      await sql.unsafe(`alter role ${role} reset all`);
    }
  });
}
