import { AppError, parseClientError } from '@toster/contracts/errors';
import { DEMO_PASSWORD } from '@toster/db/demo/logins';
import { createContext } from '../context.ts';
import { appErrorOf } from '../errors.ts';
import { CSRF_HEADER } from '../guard.ts';
import { answerSignIn, answerSignOut } from '../handlers.ts';
import { appRouter } from '../root.ts';
import type { Server } from '../server.ts';
import type { Device } from './devices.ts';

const ORIGIN = 'http://localhost';

/** Every procedure, as a person calls it. */
export type Api = ReturnType<typeof appRouter.createCaller>;

/** Who comes from where. */
export type Visitor = { readonly email: string; readonly device: Device; readonly address: string };

/** Somebody signed in to the console: a session of its own, its cookies, and nothing else. */
export class Person {
  readonly #server: Server;
  readonly #visitor: Visitor;
  readonly #cookies = new Map<string, string>();

  private constructor(server: Server, visitor: Visitor) {
    this.#server = server;
    this.#visitor = visitor;
  }

  /** Signs in by the handler that serves the sign-in page. Throws AppError, INVALID_CREDENTIALS for a wrong password. */
  static async signIn(
    server: Server,
    visitor: Visitor,
    password: string = DEMO_PASSWORD,
  ): Promise<Person> {
    const person = new Person(server, visitor);
    const body = JSON.stringify({ email: visitor.email, password });
    const request = person.#request('/api/auth/sign-in', body);
    const response = await answerSignIn(request, server);
    if (!response.ok) throw await errorOf(response);
    person.#keep(response.headers);
    return person;
  }

  /** Makes one call, as one HTTP request would. Throws what the procedure answers, as AppError. */
  async call<T>(work: (api: Api) => Promise<T>): Promise<T> {
    const responseHeaders = new Headers();
    const { headers } = this.#request('/api/trpc', '{}');
    const ctx = createContext({ headers, responseHeaders, server: this.#server });
    try {
      return await work(appRouter.createCaller(ctx));
    } catch (error) {
      throw appErrorOf(error);
    } finally {
      this.#keep(responseHeaders);
    }
  }

  /** Tries what the role does not allow. Throws when it is allowed after all, and what else is answered. */
  async isRefused(work: (api: Api) => Promise<unknown>): Promise<void> {
    const refusal = await this.call(work).then(
      () => null,
      (error: unknown) => error,
    );
    if (refusal instanceof AppError && refusal.code === 'FORBIDDEN') return;
    throw refusal instanceof Error
      ? refusal
      : new Error(`${this.#visitor.email} was allowed what the demo expects to be refused`);
  }

  /** Confirms who it is by the password. */
  async stepUp(): Promise<void> {
    await this.call((api) => api.session.stepUp({ password: DEMO_PASSWORD }));
  }

  async signOut(): Promise<void> {
    this.#keep(
      (await answerSignOut(this.#request('/api/auth/sign-out', '{}'), this.#server)).headers,
    );
  }

  #request(path: string, body: string): Request {
    const { device, address } = this.#visitor;
    const headers = new Headers({
      host: new URL(ORIGIN).host,
      'content-type': 'application/json',
      [CSRF_HEADER]: '1',
      'x-forwarded-for': address,
      'user-agent': device.userAgent,
    });
    const cookies = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookies !== '') headers.set('cookie', cookies);
    return new Request(`${ORIGIN}${path}`, { method: 'POST', headers, body });
  }

  #keep(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = ''] = line.split(';', 1);
      const at = pair.indexOf('=');
      const value = pair.slice(at + 1);
      if (value === '') this.#cookies.delete(pair.slice(0, at));
      else this.#cookies.set(pair.slice(0, at), value);
    }
  }
}

async function errorOf(response: Response): Promise<Error> {
  const answer = parseClientError(await response.json());
  return answer === null
    ? new Error(`sign-in answered ${response.status}`)
    : new AppError(answer.code);
}
