import { setTimeout as sleep } from 'node:timers/promises';
import { askGuestCode } from '@toster/auth/guests/ask-code';
import { readGuestChallenge } from '@toster/auth/guests/challenge';
import { enterGuestCode } from '@toster/auth/guests/enter-code';
import { REALM_SETTINGS } from '@toster/auth/realms';
import { rotateSession } from '@toster/auth/rotate-session';
import { AppError } from '@toster/contracts/errors';
import { newId } from '@toster/contracts/ids';
import { newGuestCode } from '@toster/crypto/guest-code';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { answerGuestTrpc } from '../src/handlers.ts';
import type { Fleet } from './fleet.ts';
import type { Tally, Visitor } from './fleet-traffic.ts';
import { codeOf, ORDINARY, post } from './http-calls.ts';

const { absoluteTtlSeconds } = REALM_SETTINGS.customer;

type Session = {
  accessToken: string;
  refreshToken: string;
  accessExpiresAt: number;
  readonly startedAt: number;
};

/** Guests of one restaurant, one after the other, from one address. */
type Guests = { readonly slug: string; readonly guests: readonly string[]; readonly ip: string };

/** A guest who signs in by letter, reads what is theirs and comes back; the next time it is another one. */
export class GuestVisitor implements Visitor {
  readonly #fleet: Fleet;
  readonly #of: Guests;
  readonly #tally: Tally;
  #session: Session | null = null;
  #visits = 0;
  #signIns = 0;

  constructor(fleet: Fleet, of: Guests, tally: Tally) {
    this.#fleet = fleet;
    this.#of = of;
    this.#tally = tally;
  }

  forgetSearches(): void {}

  async visit(): Promise<void> {
    this.#visits += 1;
    const session = this.#session;
    if (session === null) return this.signIn();
    if (this.#fleet.now() >= session.accessExpiresAt || this.#visits % 4 === 0) {
      return this.refresh();
    }
    await this.#noted('call', async () => {
      const headers = { ...ORDINARY, cookie: `__Host-tc_at=${session.accessToken}` };
      const request = post('/api/guest/trpc/self', '{}', headers);
      const response = await answerGuestTrpc(request, this.#fleet.any());
      if (!response.ok) throw new Error(String(await codeOf(response)));
    });
    // A reader pauses; a session makes so many calls a minute and no more.
    await sleep(400);
  }

  async signIn(): Promise<void> {
    const startedAt = this.#fleet.now();
    const email = this.#of.guests[this.#signIns % this.#of.guests.length] ?? '';
    this.#signIns += 1;
    const tokens = await this.#noted('signIn', async () => {
      const { slug } = this.#of;
      const asked = { slug, email, language: 'en' } as const;
      const challenge = await askGuestCode(this.#fleet.any().auth, asked, this.#origin());
      const code = await this.#letter(challenge);
      return enterGuestCode(this.#fleet.any().auth, { challenge, code }, this.#origin());
    });
    if (tokens !== null) this.#session = { ...tokens, startedAt };
  }

  /** What the worker writes into the letter, with the keys of the release that it happens to be of. */
  async #letter(challenge: string): Promise<string> {
    const { orgId: org, codeId } = readGuestChallenge(challenge) ?? { orgId: '', codeId: '' };
    const { keys } = this.#fleet.any().app;
    const { code, digest } = newGuestCode(keys, codeId);
    const worker = { pool: this.#fleet.database.worker.pool, keys };
    const action = { action: 'guest.code_asked', request: newId(), source: 'worker' } as const;
    await withTenant(worker, { kind: 'worker', org, caps: {}, ...action }, (tx) =>
      tx.execute(sql`select * from app.keep_guest_code(${codeId}, ${digest})`),
    );
    return code;
  }

  /** A session that has reached its absolute age ends whatever the keys are; that is no failure. */
  async refresh(): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    const { auth } = this.#fleet.any();
    const { refreshToken } = session;
    await this.#noted('refresh', async () => {
      const rotation = await rotateSession(auth, 'customer', { refreshToken }, this.#origin());
      if (rotation.ok) {
        const { accessToken, refreshToken: next, accessExpiresAt } = rotation.tokens;
        Object.assign(session, { accessToken, refreshToken: next, accessExpiresAt });
        return;
      }
      this.#session = null;
      if (this.#fleet.now() < session.startedAt + absoluteTtlSeconds * 1_000) throw rotation.error;
    });
  }

  async #noted<T>(what: 'call' | 'refresh' | 'signIn', work: () => Promise<T>): Promise<T | null> {
    try {
      const result = await work();
      this.#tally.note(what, null, `a guest of ${this.#of.slug}`);
      return result;
    } catch (error) {
      const answer = error instanceof AppError ? error.code : String(error);
      this.#tally.note(what, answer, `a guest of ${this.#of.slug}`);
      return null;
    }
  }

  #origin() {
    return { requestId: newId(), ip: this.#of.ip, ipKey: null, userAgent: null };
  }
}
