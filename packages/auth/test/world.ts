import { newId } from '@toster/contracts/ids';
import type { Role } from '@toster/contracts/rbac/roles';
import { openMaintenance } from '@toster/db/testing/factories/maintenance';
import {
  createAccount,
  createMember,
  type AccountRow,
  type MemberRow,
} from '@toster/db/testing/factories/member';
import { createOrg, type OrgRow } from '@toster/db/testing/factories/org';
import { testDatabase } from '@toster/db/testing/database';
import type { Auth, RequestOrigin } from '../src/auth.ts';
import { postgresAttemptLog } from '../src/limits/postgres-attempt-log.ts';
import { PasswordHasher } from '../src/password.ts';
import { signIn } from '../src/sign-in.ts';
import { ringOf, testRealms } from './keys.ts';

export const PASSWORD = 'a long enough passphrase';

/** A person with a password and one membership per organisation. */
export interface Person {
  readonly account: AccountRow;
  readonly email: string;
  readonly orgs: readonly OrgRow[];
  readonly members: readonly MemberRow[];
}

/** A real database, the package's dependencies over it, and a clock the test moves. */
export async function openWorld() {
  const database = await testDatabase();
  const clock = { now: Date.now() };
  const passwords = new PasswordHasher(ringOf('p-1', 9), { concurrent: 2, waiting: 256 });
  const stored = await passwords.hash(PASSWORD);
  const auth: Auth = {
    db: database.auth,
    realms: testRealms(),
    passwords,
    pepper: ringOf('p-1', 9),
    attempts: { log: postgresAttemptLog(database.auth), keys: ringOf('a-1', 8) },
    now: () => clock.now,
  };
  const maintenance = openMaintenance(database.adminUrl, database.auth.keys);
  const note = () => ({ action: 'demo.seeded', request: newId(), part: 0 });

  const org = async (name = 'Bistro'): Promise<OrgRow> => {
    const orgId = newId();
    return maintenance.run(orgId, note(), (tx) => createOrg(tx, { orgId, name }));
  };

  const person = async (
    options: {
      orgs?: number;
      roles?: readonly Role[];
      status?: 'active' | 'suspended';
      member?: 'active' | 'suspended';
    } = {},
  ): Promise<Person> => {
    const orgs: OrgRow[] = [];
    for (let index = 0; index < (options.orgs ?? 1); index++)
      orgs.push(await org(`Bistro ${index}`));
    const email = `person-${newId()}@example.test`;
    const account = await maintenance.run(orgs[0]?.orgId ?? newId(), note(), (tx) =>
      createAccount(tx, { email, password: stored, status: options.status ?? 'active' }),
    );
    const members: MemberRow[] = [];
    for (const of of orgs) {
      const grants = (options.roles ?? ['owner']).map((role) => ({ role }));
      const member = { org: of, account, grants, status: options.member ?? 'active' } as const;
      members.push(await maintenance.run(of.orgId, note(), (tx) => createMember(tx, member)));
    }
    return { account, email, orgs, members };
  };

  return {
    auth,
    admin: database.admin,
    worker: database.worker,
    clock,
    passwords,
    maintenance,
    org,
    person,
    /** A new origin for each call, as each request is one. */
    origin,
    signIn: (someone: Person) =>
      signIn(auth, 'staff', { email: someone.email, password: PASSWORD }, origin()),
    /** The actions the log holds about a session, in order. */
    actionsOf: async (sessionId: string): Promise<readonly string[]> => {
      const events =
        await database.admin`select action from au.event where row_id = ${sessionId} order by cap_seq`;
      return events.map((event) => String(event['action']));
    },
    advance: (milliseconds: number) => {
      clock.now += milliseconds;
    },
    close: async () => {
      await maintenance.close();
      await database.close();
    },
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;

function origin(ip: string | null = '192.0.2.7'): RequestOrigin {
  return {
    requestId: newId(),
    ip,
    ipKey: 'ab'.repeat(32),
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  };
}

let addresses = 0;

/** An address nobody has come from yet. */
export function freshAddress(): string {
  addresses += 1;
  return `198.18.${addresses >> 8}.${addresses & 255}`;
}

/** The first element; a test that finds none fails here and says so. */
export function first<T>(values: readonly T[]): T {
  const [value] = values;
  if (value === undefined) throw new Error('expected at least one');
  return value;
}
