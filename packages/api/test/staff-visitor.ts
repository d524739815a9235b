import { REALM_SETTINGS } from '@toster/auth/realms';
import { z } from 'zod';
import { answerRefresh, answerSignIn, answerTrpc } from '../src/handlers.ts';
import type { Server } from '../src/server.ts';
import type { Fleet } from './fleet.ts';
import type { Tally, Visitor } from './fleet-traffic.ts';
import { PASSWORD } from './kitchen.ts';

const ZLines = z.object({ result: z.object({ data: z.object({ lines: z.array(z.unknown()) }) }) });
const { absoluteTtlSeconds } = REALM_SETTINGS.staff;
/** What the first page of the log is sure to hold. */
const MOST_LINES = 20;

type Session = { cookie: string; readonly startedAt: number; accessExpiresAt: number };

/** A member of staff at a browser, over HTTP. */
export class StaffVisitor implements Visitor {
  readonly #fleet: Fleet;
  readonly #email: string;
  readonly #address: string;
  readonly #tally: Tally;
  #session: Session | null = null;
  #visits = 0;
  /** Sign-ins that the log must find by this address. */
  #signIns = 0;

  constructor(fleet: Fleet, email: string, address: string, tally: Tally) {
    this.#fleet = fleet;
    this.#email = email;
    this.#address = address;
    this.#tally = tally;
  }

  forgetSearches(): void {
    this.#signIns = 0;
  }

  async visit(): Promise<void> {
    this.#visits += 1;
    if (this.#session === null || this.#visits % 23 === 0) return this.signIn();
    if (this.#fleet.now() >= this.#session.accessExpiresAt || this.#visits % 4 === 0) {
      return this.refresh();
    }
    return this.#visits % 5 === 0 ? this.#search() : this.#call();
  }

  async signIn(): Promise<void> {
    const body = JSON.stringify({ email: this.#email, password: PASSWORD });
    const startedAt = this.#fleet.now();
    const response = await this.#post('/api/auth/sign-in', body, answerSignIn);
    this.#tally.note('signIn', await refusalIn(response), this.#email);
    if (response.status !== 200) return;
    this.#session = { ...sessionIn(response, this.#fleet.now()), startedAt };
    this.#signIns += 1;
  }

  /** A session that has reached its absolute age ends whatever the keys are; that is no failure. */
  async refresh(): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    const response = await this.#post('/api/auth/refresh', '{}', answerRefresh);
    const refusal = await refusalIn(response);
    if (refusal !== null) {
      this.#session = null;
      if (this.#fleet.now() >= session.startedAt + absoluteTtlSeconds * 1_000) return;
    } else Object.assign(session, sessionIn(response, this.#fleet.now()));
    this.#tally.note('refresh', refusal, this.#email);
  }

  async #call(): Promise<void> {
    const response = await this.#post('/api/trpc/session.get', '{}', answerTrpc);
    this.#tally.note('call', await refusalIn(response), this.#email);
  }

  /** The log finds what came from an address, whichever key was in force then and is now. */
  async #search(): Promise<void> {
    const expected = Math.min(this.#signIns, MOST_LINES);
    const body = JSON.stringify({ address: this.#address });
    const response = await this.#post('/api/trpc/audit.search', body, answerTrpc);
    const refusal = await refusalIn(response);
    const found = refusal === null ? ZLines.parse(await response.json()).result.data.lines : [];
    const answer = found.length >= expected ? null : `found ${found.length} of ${expected}`;
    this.#tally.note('search', refusal ?? answer, this.#email);
  }

  #post(
    path: string,
    body: string,
    answer: (request: Request, server: Server) => Promise<Response>,
  ): Promise<Response> {
    const request = new Request(`http://console.test${path}`, {
      method: 'POST',
      headers: {
        host: 'console.test',
        'content-type': 'application/json',
        'x-toster-csrf': '1',
        'x-forwarded-for': this.#address,
        ...(this.#session === null ? {} : { cookie: this.#session.cookie }),
      },
      body,
    });
    return answer(request, this.#fleet.any());
  }
}

function sessionIn(response: Response, now: number): Pick<Session, 'cookie' | 'accessExpiresAt'> {
  const lines = response.headers.getSetCookie();
  const cookie = lines.map((line) => line.split(';', 1)[0]).join('; ');
  return { cookie, accessExpiresAt: now + (REALM_SETTINGS.staff.accessTtlSeconds - 1) * 1_000 };
}

async function refusalIn(response: Response): Promise<string | null> {
  if (response.status === 200) return null;
  const text = await response.clone().text();
  return `${response.status} ${/"code":"([A-Z_]+)"/.exec(text)?.[1] ?? ''}`;
}
