import { randomBytes } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { Pool } from 'pg';

const SECONDS_OF_A_WEEK = 7 * 24 * 3_600;

/** better-auth over the same PostgreSQL, as its documentation sets it up, asked through its fetch handler. */
export type Peer = {
  /** Signs in and answers with the cookies of the session. */
  readonly signIn: () => Promise<string>;
  readonly getSession: (cookie: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

const ORIGIN = 'http://console.test';
const PERSON = { email: 'owner@example.test', password: 'a long enough passphrase', name: 'Owner' };

/**
 * Opens it in a database of its own with one person. `updateAge` seconds after which a session is written anew: 0 does
 * so at every call, which is the nearest it has to a refresh. Its limits are off; ours stay on.
 */
export async function openPeer(
  databaseUrl: string,
  session: { readonly updateAge: number; readonly cookieCache: boolean },
): Promise<Peer> {
  const pool = new Pool({ connectionString: databaseUrl, max: 16 });
  const options = {
    database: pool,
    baseURL: ORIGIN,
    secret: randomBytes(32).toString('base64url'),
    emailAndPassword: { enabled: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    session: {
      expiresIn: SECONDS_OF_A_WEEK,
      updateAge: session.updateAge,
      cookieCache: { enabled: session.cookieCache, maxAge: 900 },
    },
  };
  const auth = betterAuth(options);
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  const post = (path: string, body: unknown) =>
    auth.handler(
      new Request(`${ORIGIN}/api/auth${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: ORIGIN },
        body: JSON.stringify(body),
      }),
    );
  await post('/sign-up/email', PERSON);
  return {
    signIn: async () => {
      const { email, password } = PERSON;
      const response = await post('/sign-in/email', { email, password });
      if (response.status !== 200) throw new Error(`the peer does not sign in: ${response.status}`);
      await response.text();
      return response.headers
        .getSetCookie()
        .map((line) => line.split(';', 1)[0])
        .join('; ');
    },
    getSession: async (cookie) => {
      const response = await auth.handler(
        new Request(`${ORIGIN}/api/auth/get-session`, { headers: { cookie } }),
      );
      const text = await response.text();
      if (!text.includes(PERSON.email)) throw new Error(`the peer knows no session: ${text}`);
    },
    close: () => pool.end(),
  };
}
