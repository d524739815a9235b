import { randomUUID } from 'node:crypto';
import { PasswordHasher } from '@toster/auth/password';
import { createRealms } from '@toster/auth/realms';
import { signIn } from '@toster/auth/sign-in';
import { type ClientError, parseClientError } from '@toster/contracts/errors';
import { newId } from '@toster/contracts/ids';
import { HUMAN_ROLES, type HumanRole } from '@toster/contracts/rbac/roles';
import { type KeyRing, parseKeyRing } from '@toster/crypto/key-ring';
import type { Database } from '@toster/db/tenant';
import { testDatabase } from '@toster/db/testing/database';
import { createOrder, type OrderInput, type OrderRow } from '@toster/db/testing/factories/order';
import type { MemberRow } from '@toster/db/testing/factories/member';
import { createRestaurant, type Restaurant } from '@toster/db/testing/factories/restaurant';
import { z } from 'zod';
import { answerTrpc } from '../src/handlers.ts';
import { mintAccessToken, verifyAccessToken } from '@toster/auth/access-token';
import { type Limits, openLimits } from '@toster/auth/limits/open-limits';
import { Quotas } from '@toster/auth/limits/quotas';
import { composeServer } from '../src/server.ts';

export const PASSWORD = 'a long enough passphrase';
const MINUTE = 60_000;

/** What the API answered. */
export type Answer = {
  readonly status: number;
  readonly data: unknown;
  readonly error: ClientError | null;
  readonly response: Response;
};

export type CallOptions = {
  readonly headers?: Readonly<Record<string, string>>;
  /** The caller proved who they are so long ago, milliseconds. */
  readonly proofAgeMs?: number;
};

const ringOf = (kid: string, byte: number): KeyRing =>
  parseKeyRing(`${kid}:${Buffer.alloc(32, byte).toString('base64url')}`);

const ZClientError = z.custom<ClientError>((value) => parseClientError(value) !== null);
const ZEnvelope = z.union([
  z.object({ result: z.object({ data: z.unknown() }) }),
  z.object({ error: z.object({ data: ZClientError }) }),
]);

/** Quotas nobody uses up: for tests that call more in a minute than an organisation may. */
export const unmetered = (): Quotas => {
  const use = async () => ({ admitted: true, used: 0, resetMs: 0 });
  return new Quotas({ spend: use, look: use }, async () => undefined);
};

/** A whole API over a real database: restaurants, people in every role, and calls by HTTP. */
export async function openKitchen(
  options: {
    readonly quotas?: Quotas;
    /** Those of PostgreSQL alone by default. */
    readonly limits?: (db: Database) => Limits;
    /** Calls that meet STALE are repeated with a token of this moment: for walks through everything, some of which changes rights. */
    readonly renews?: true;
  } = {},
) {
  const database = await testDatabase();
  const clock = { offset: 0 };
  const now = () => Date.now() + clock.offset;
  const passwords = new PasswordHasher(ringOf('p-1', 9), { concurrent: 2, waiting: 256 });
  const stored = await passwords.hash(PASSWORD);
  const realms = createRealms({
    staff: { access: ringOf('s-1', 1), refresh: ringOf('sr-1', 2) },
    customer: { access: ringOf('c-1', 3), refresh: ringOf('cr-1', 4) },
  });
  const limits = (options.limits ?? openLimits)(database.auth);
  const server = composeServer({
    app: database.app,
    auth: { db: database.auth, realms, passwords, pepper: ringOf('p-1', 9), now },
    addressKeys: ringOf('a-1', 5),
    cookieMode: 'host',
    trustedHops: 1,
    limits: {
      ...limits,
      quotas: options.quotas ?? limits.quotas,
    },
    now,
  });
  const tokens = new Map<string, Promise<string>>();

  /** A restaurant with a member in each role; all but the owner work at the first location only. */
  const restaurant = (roles: readonly HumanRole[] = HUMAN_ROLES): Promise<Restaurant> => {
    const orgId = newId();
    const note = { action: 'demo.seeded', request: newId(), part: 0 };
    return database.maintenance.run(orgId, note, (tx) =>
      createRestaurant(tx, { org: { orgId }, roles, password: stored }),
    );
  };

  const order = (at: Restaurant, input: Partial<OrderInput> = {}): Promise<OrderRow> => {
    const note = { action: 'demo.seeded', request: newId(), part: 0 };
    const [item] = at.menu.items;
    if (item === undefined) throw new Error('the menu is empty');
    return database.maintenance.run(at.org.orgId, note, (tx) =>
      createOrder(tx, { place: at.place, lines: [{ item, quantity: 2 }], ...input }),
    );
  };

  /** That person is asked for no code any more. */
  const unguard = async ({ email }: Pick<MemberRow, 'email'>) => {
    for (const table of ['recovery_code', 'factor'])
      await database.admin`
        delete from auth.${database.admin(table)} f using auth.account a where a.id = f.account_id and a.email = ${email}`;
  };

  /** Cookies of a session of that person that began just now; their password is everybody's again, and no code is asked for, whatever a call has made of it. */
  const signedIn = async (member: Pick<MemberRow, 'email'>) => {
    const origin = { requestId: newId(), ip: '192.0.2.7', ipKey: null, userAgent: null };
    await unguard(member);
    await database.admin`
      update auth.password p set phc = ${stored.phc}, pepper_kid = ${stored.pepperKid}
      from auth.account a where a.id = p.account_id and a.email = ${member.email} and p.phc <> ${stored.phc}`;
    return signIn(server.auth, 'staff', { email: member.email, password: PASSWORD }, origin);
  };

  const accessToken = (member: Pick<MemberRow, 'email'>): Promise<string> => {
    const known =
      tokens.get(member.email) ?? signedIn(member).then((session) => session.accessToken);
    tokens.set(member.email, known);
    return known;
  };

  /** An access token of this moment for the session that person has, as a browser gets when the old one is stale. */
  const renew = async (member: Pick<MemberRow, 'email'>): Promise<void> => {
    const { staff } = server.auth.realms;
    const { sub, sid, org, cell, auth_time } = await verifyAccessToken(
      staff,
      await accessToken(member),
      now(),
    );
    const [row] = await database.admin<{ epoch: number; aal: number; amr: string[] }[]>`
      select m.epoch, s.aal, s.amr from auth.session s
      join membership m on m.account_id = s.account_id and m.org_id = s.org_id where s.id = ${sid}`;
    if (row === undefined) throw new Error(`${member.email} has no session`);
    const { token } = await mintAccessToken(
      staff,
      { sub, sid, org, cell, auth_time, ...row },
      now(),
    );
    tokens.set(member.email, Promise.resolve(token));
  };

  const send = async (
    path: string,
    input: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<Response> =>
    answerTrpc(
      new Request(`http://console.test/api/trpc/${path}`, {
        method: 'POST',
        headers: {
          host: 'console.test',
          'content-type': 'application/json',
          'x-toster-csrf': '1',
          'x-forwarded-for': '192.0.2.7',
          'user-agent': 'Kitchen/1',
          ...headers,
        },
        body: JSON.stringify(input),
      }),
      server,
    );

  const callOnce = async (
    member: Pick<MemberRow, 'email'> | null,
    path: string,
    input: unknown = {},
    options: CallOptions = {},
  ): Promise<Answer> => {
    const token = member === null ? null : await accessToken(member);
    clock.offset += options.proofAgeMs ?? 0;
    try {
      const cookie = token === null ? {} : { cookie: `__Host-t_at=${token}` };
      const response = await send(path, input, { ...cookie, ...options.headers });
      const body = ZEnvelope.parse(await response.clone().json());
      return 'result' in body
        ? { status: response.status, data: body.result.data, error: null, response }
        : { status: response.status, data: null, error: body.error.data, response };
    } finally {
      clock.offset -= options.proofAgeMs ?? 0;
    }
  };

  /** One call as that person, or as nobody. */
  const call = async (
    member: Pick<MemberRow, 'email'> | null,
    path: string,
    input: unknown = {},
    how: CallOptions = {},
  ): Promise<Answer> => {
    const answer = await callOnce(member, path, input, how);
    if (options.renews !== true || member === null || answer.error?.code !== 'STALE') return answer;
    await renew(member);
    return callOnce(member, path, input, how);
  };

  /** As `call`, for calls that must succeed; the answer is typed by its schema. */
  const ask = async <S extends z.ZodType>(
    member: Pick<MemberRow, 'email'>,
    path: string,
    input: unknown,
    output: S,
    options: CallOptions = {},
  ): Promise<z.output<S>> => {
    const answer = await call(member, path, input, options);
    if (answer.error !== null) throw new Error(`${path}: ${JSON.stringify(answer.error)}`);
    return output.parse(answer.data);
  };

  return {
    database,
    admin: database.admin,
    server,
    clock,
    /** What is stored of everybody's password. */
    password: stored,
    restaurant,
    order,
    signedIn,
    unguard,
    accessToken,
    forget: (member: Pick<MemberRow, 'email'>) => tokens.delete(member.email),
    renew,
    send,
    call,
    ask,
    close: () => {
      limits.close();
      return database.close();
    },
  };
}

export type Kitchen = Awaited<ReturnType<typeof openKitchen>>;

/** A member of the restaurant in that role. */
export function memberOf(restaurant: Restaurant, role: HumanRole): MemberRow {
  const member = restaurant.members[role];
  if (member === undefined) throw new Error(`nobody is ${role}`);
  return member;
}

/** An id nobody has. */
export const nobody = (): string => randomUUID();

/** Longer ago than a proof of identity counts. */
export const STALE_PROOF_MS = 6 * MINUTE;
