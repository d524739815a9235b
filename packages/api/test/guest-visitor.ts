import { verifyAccessToken } from '@toster/auth/access-token';
import { REALM_SETTINGS } from '@toster/auth/realms';
import { rotateSession } from '@toster/auth/rotate-session';
import { signIn } from '@toster/auth/sign-in';
import { AppError } from '@toster/contracts/errors';
import { newId } from '@toster/contracts/ids';
import type { Fleet } from './fleet.ts';
import type { Tally, Visitor } from './fleet-traffic.ts';
import { PASSWORD } from './kitchen.ts';

const { absoluteTtlSeconds } = REALM_SETTINGS.customer;

type Session = {
  accessToken: string;
  refreshToken: string;
  accessExpiresAt: number;
  readonly startedAt: number;
};

/** Somebody in the realm of guests, whose pages do not exist yet: the functions that they will call. */
export class GuestVisitor implements Visitor {
  readonly #fleet: Fleet;
  readonly #email: string;
  readonly #tally: Tally;
  #session: Session | null = null;
  #visits = 0;

  constructor(fleet: Fleet, email: string, tally: Tally) {
    this.#fleet = fleet;
    this.#email = email;
    this.#tally = tally;
  }

  forgetSearches(): void {}

  async visit(): Promise<void> {
    this.#visits += 1;
    const session = this.#session;
    if (session === null || this.#visits % 29 === 0) return this.signIn();
    if (this.#fleet.now() >= session.accessExpiresAt || this.#visits % 4 === 0) {
      return this.refresh();
    }
    const { realms } = this.#fleet.any().auth;
    await this.#noted('call', () =>
      verifyAccessToken(realms.customer, session.accessToken, this.#fleet.now()),
    );
  }

  async signIn(): Promise<void> {
    const { auth } = this.#fleet.any();
    const startedAt = this.#fleet.now();
    const tokens = await this.#noted('signIn', () =>
      signIn(auth, 'customer', { email: this.#email, password: PASSWORD }, origin()),
    );
    if (tokens !== null) this.#session = { ...tokens, startedAt };
  }

  /** A session that has reached its absolute age ends whatever the keys are; that is no failure. */
  async refresh(): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    const { auth } = this.#fleet.any();
    const { refreshToken } = session;
    await this.#noted('refresh', async () => {
      const rotation = await rotateSession(auth, 'customer', { refreshToken }, origin());
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
      this.#tally.note(what, null, `guest ${this.#email}`);
      return result;
    } catch (error) {
      const answer = error instanceof AppError ? error.code : String(error);
      this.#tally.note(what, answer, `guest ${this.#email}`);
      return null;
    }
  }
}

function origin() {
  return { requestId: newId(), ip: null, ipKey: null, userAgent: null };
}
