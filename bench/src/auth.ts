import { verifyAccessToken } from '@toster/auth/access-token';
import { answerRefresh, answerSignIn, answerTrpc } from '@toster/api/handlers';
import type { Server } from '@toster/api/server';
import { newId } from '@toster/contracts/ids';
import { hmacSha256 } from '@toster/crypto/hmac';
import { createRestaurant } from '@toster/db/testing/factories/restaurant';
import type { Fixture } from './fixture.ts';
import { openPeer, type Peer } from './peer.ts';
import { type Contender, interleave, throughput } from './rounds.ts';
import { PASSWORD, passwords, serverOn } from './server.ts';
import { table } from './table.ts';

const ROUNDS = 5;
const ROUND_MS = 800;
const SIGN_IN_MS = 1_500;
const LANES = [1, 16, 64] as const;

/**
 * Signing in, refreshing and an authenticated call, ours and better-auth's, each through its fetch handler in this
 * process, over the same PostgreSQL in the same run.
 */
export async function benchAuth(fixture: Fixture): Promise<string> {
  await fixture.admin.unsafe('create database peer');
  await fixture.admin.unsafe('create database peer_cached');
  const server = serverOn(fixture, (role) => fixture.url(role), 16);
  const peerUrl = (name: string) => fixture.adminUrl.replace(/\/[^/?]+(\?|$)/, `/${name}$1`);
  const usual = await openPeer(peerUrl('peer'), { updateAge: 86_400, cookieCache: false });
  const renewing = await openPeer(peerUrl('peer'), { updateAge: 0, cookieCache: false });
  const cached = await openPeer(peerUrl('peer_cached'), { updateAge: 86_400, cookieCache: true });
  const email = await somebody(fixture);
  const us = browserOf(server, email);
  try {
    const sections = [await verifying(server, us, usual, cached)];
    for (const lanes of LANES) {
      sections.push(await refreshing(us, renewing, lanes));
      sections.push(await calling(us, usual, lanes));
    }
    for (const lanes of LANES) sections.push(await signingIn(us, usual, lanes));
    return [...sections, ...BOUNDS].join('\n');
  } finally {
    await Promise.all([usual.close(), renewing.close(), cached.close()]);
    await Promise.all([server.app.pool.close(), server.auth.db.pool.close()]);
  }
}

const BOUNDS = [
  'The aims were three times better-auth for a refresh and for an authenticated call. What bounds them: load and servers share two cores,',
  'so from 16 in flight on the one thread of JavaScript is used up. Half of a refresh is two system calls that are slow on a virtual',
  'machine, the write to the socket of PostgreSQL and the hop to the thread in which WebCrypto, and so jose, signs; better-auth makes as',
  'many writes and no signature. An authenticated call of ours checks in the database that session and rights live, enters the wall,',
  'reads the organisation, its establishments, memberships and rights, and holds the answer to its schema; better-auth reads one session',
  'and one user. Sign-in is argon2id (19 MiB, two passes) against scrypt; nothing else matters there. better-auth has no rotation: its',
  'row "session written anew" is the nearest it has to a refresh.',
  '',
];

async function somebody(fixture: Fixture): Promise<string> {
  const stored = await passwords.hash(PASSWORD);
  const orgId = newId();
  const note = { action: 'demo.seeded', request: newId(), part: 0 };
  const { members } = await fixture.maintenance.run(orgId, note, (tx) =>
    createRestaurant(tx, { org: { orgId }, password: stored }),
  );
  return members.owner.email;
}

type Us = ReturnType<typeof browserOf>;

/** Our console, as a browser asks it. Each sign-in comes from an address of its own, as those of many restaurants do. */
function browserOf(server: Server, email: string) {
  let addresses = 0;
  const post = (path: string, body: unknown, cookie = '') => {
    addresses = (addresses + 1) % 0xff_ff_ff;
    const address = `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}`;
    return new Request(`http://console.test${path}`, {
      method: 'POST',
      headers: {
        host: 'console.test',
        'content-type': 'application/json',
        'x-toster-csrf': '1',
        'x-forwarded-for': address,
        cookie,
      },
      body: JSON.stringify(body),
    });
  };
  const cookiesOf = async (response: Response): Promise<string> => {
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    await response.text();
    return response.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
  };
  return {
    signIn: async () =>
      cookiesOf(
        await answerSignIn(post('/api/auth/sign-in', { email, password: PASSWORD }), server),
      ),
    refresh: async (cookie: string) =>
      cookiesOf(await answerRefresh(post('/api/auth/refresh', {}, cookie), server)),
    call: async (path: string, cookie: string) => {
      const response = await answerTrpc(post(`/api/trpc/${path}`, {}, cookie), server);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${path}: ${text}`);
    },
  };
}

/** One session for each lane: nobody refreshes one session sixty-four times at once. */
const lanesOf = (lanes: number, signIn: () => Promise<string>) =>
  Promise.all(Array.from({ length: lanes }, signIn));

async function verifying(server: Server, us: Us, usual: Peer, cached: Peer): Promise<string> {
  const cookies = await us.signIn();
  const token = /__Host-t_at=([^;]+)/.exec(cookies)?.[1] ?? '';
  const { staff } = server.auth.realms;
  const signedPart = token.slice(0, token.lastIndexOf('.'));
  const [ours, withCache] = [await usual.signIn(), await cached.signIn()];
  const contenders: readonly Contender[] = [
    {
      name: 'one HMAC over the same bytes',
      run: (ms) =>
        throughput(async () => hmacSha256(staff.accessKeys.signing.key, signedPart), 1, ms),
    },
    {
      name: 'our access token, every rule of RFC 8725',
      run: (ms) => throughput(() => verifyAccessToken(staff, token, Date.now()), 1, ms),
    },
    {
      name: 'better-auth getSession from its cookie cache, no database',
      run: (ms) => throughput(() => cached.getSession(withCache), 1, ms),
    },
    {
      name: 'better-auth getSession',
      run: (ms) => throughput(() => usual.getSession(ours), 1, ms),
    },
  ];
  return table(
    'Verifying who calls, one after the other',
    'per second',
    await interleave(contenders, ROUNDS, ROUND_MS),
  );
}

async function refreshing(us: Us, renewing: Peer, lanes: number): Promise<string> {
  const ours = await lanesOf(lanes, us.signIn);
  const theirs = await lanesOf(lanes, renewing.signIn);
  const contenders: readonly Contender[] = [
    {
      name: 'better-auth, session written anew',
      run: (ms) => throughput((lane) => renewing.getSession(theirs[lane] ?? ''), lanes, ms),
    },
    {
      name: 'refresh: token rotated, access token minted',
      run: (ms) =>
        throughput(
          async (lane) => {
            ours[lane] = await us.refresh(ours[lane] ?? '');
          },
          lanes,
          ms,
        ),
    },
  ];
  return table(
    `Refreshing a session, ${lanes} in flight`,
    'per second',
    await interleave(contenders, ROUNDS, ROUND_MS),
  );
}

async function calling(us: Us, usual: Peer, lanes: number): Promise<string> {
  const ours = await lanesOf(lanes, us.signIn);
  const theirs = await lanesOf(lanes, usual.signIn);
  const contenders: readonly Contender[] = [
    {
      name: 'better-auth getSession',
      run: (ms) => throughput((lane) => usual.getSession(theirs[lane] ?? ''), lanes, ms),
    },
    {
      name: 'session.get: session alive, rights, wall, query, output schema',
      run: (ms) => throughput((lane) => us.call('session.get', ours[lane] ?? ''), lanes, ms),
    },
  ];
  return table(
    `An authenticated call, ${lanes} in flight`,
    'per second',
    await interleave(contenders, ROUNDS, ROUND_MS),
  );
}

async function signingIn(us: Us, usual: Peer, lanes: number): Promise<string> {
  const contenders: readonly Contender[] = [
    {
      name: 'better-auth, scrypt as it comes',
      run: (ms) => throughput(usual.signIn, lanes, ms),
    },
    {
      name: 'sign-in: attempt reserved, argon2id, session, attempt given back',
      run: (ms) => throughput(us.signIn, lanes, ms),
    },
  ];
  return table(
    `Signing in, ${lanes} in flight`,
    'per second',
    await interleave(contenders, 3, SIGN_IN_MS),
  );
}
