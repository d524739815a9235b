import { scramVerifier } from '@toster/crypto/scram';
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

/** The password of each role; null leaves the one it has. */
export type RolePasswords = Readonly<Record<LoginRole, string | null>>;

/** The installation whose passwords are managed outside: it may always set them. */
export const ENVIRONMENT = 'environment';

/** The roles of this server have their passwords from another installation. */
export class RolesTaken extends Error {
  override name = 'RolesTaken';
}

const ROLES_LOCK = 7_305_001;
const MARK = 'Toster installation ';

/**
 * Makes the cluster's roles and sets their passwords. Safe to run again and beside another run.
 * Roles belong to the whole server: when `installation` is given, its name is noted there, and
 * RolesTaken is thrown, before anything is changed, where another one is noted. `toster_owner` owns the tables, `toster_guard` (BYPASSRLS, no login) the functions that must see past the wall.
 */
export async function ensureRoles(
  admin: postgres.Sql,
  passwords: RolePasswords,
  installation?: string,
): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(${ROLES_LOCK})`;
    const present = new Set(
      (await sql`select rolname from pg_roles`).map((row) => String(row['rolname'])),
    );
    const make = async (name: string, attributes: string) => {
      if (!present.has(name)) await sql.unsafe(`create role ${name} ${attributes}`);
    };
    if (installation !== undefined) await assertOwn(sql, installation);
    await make('toster_owner', 'nologin');
    if (installation !== undefined) {
      await sql.unsafe(`comment on role toster_owner is ${literal(MARK + installation)}`);
    }
    await make('toster_guard', 'nologin bypassrls');
    for (const role of LOGIN_ROLES) {
      const bypass = role === 'toster_maintenance' ? 'bypassrls' : 'nobypassrls';
      await make(role, `login noinherit nosuperuser nocreatedb nocreaterole ${bypass}`);
      const password = passwords[role];
      if (password !== null) {
        await sql.unsafe(`alter role ${role} with password ${literal(scramVerifier(password))}`);
      }
      // PostgreSQL lets a role change its own password and defaults: each start undoes that.
      await sql.unsafe(`alter role ${role} reset all`);
    }
  });
}

async function assertOwn(sql: postgres.TransactionSql, installation: string): Promise<void> {
  if (installation === ENVIRONMENT) return;
  const [row] = await sql`
    select shobj_description(oid, 'pg_authid') as mark from pg_roles where rolname = 'toster_owner'`;
  const mark = row?.['mark'] as string | null | undefined;
  if (typeof mark !== 'string' || !mark.startsWith(MARK)) return;
  const noted = mark.slice(MARK.length);
  if (noted === installation) return;
  const share =
    noted === ENVIRONMENT
      ? 'Its passwords and keys come from the environment of a deployment: use another server.'
      : 'To share it, copy secrets.json from the TOSTER_HOME that uses it into this one (both then ' +
        'have the same passwords and keys); or use another server.';
  throw new RolesTaken(
    `The roles of this PostgreSQL server belong to another installation (${noted}, this one is ` +
      `${installation}). ${share}`,
  );
}

/** A string constant; backslashes are plain in it, as `standard_conforming_strings` has it. */
function literal(text: string): string {
  if (text.includes('\0')) throw new TypeError('a password cannot hold a zero byte');
  return `'${text.replaceAll("'", "''")}'`;
}
