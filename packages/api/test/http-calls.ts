import { answerTrpc } from '../src/handlers.ts';
import type { Server } from '../src/server.ts';

/** What every call of the console carries. */
export const ORDINARY = {
  host: 'console.test',
  'content-type': 'application/json',
  'x-toster-csrf': '1',
};

/** A request as a browser sends it. */
export const post = (
  path: string,
  body: string,
  headers: Readonly<Record<string, string>> = ORDINARY,
) => new Request(`http://console.test${path}`, { method: 'POST', headers, body });

/** One call of the API, with headers that may be wrong. */
export const callTrpc = (
  server: Server,
  path: string,
  body: string,
  headers?: Readonly<Record<string, string>>,
) => answerTrpc(post(`/api/trpc/${path}`, body, headers), server);

/** The code of a failed answer, of a call or of a handler beside the calls. */
export async function codeOf(response: Response): Promise<unknown> {
  const body: unknown = await response.json();
  const [first] = Array.isArray(body) ? body : [body];
  const { error, code } = first as { error?: { data: { code: string } }; code?: string };
  return error?.data.code ?? code;
}

/** The cookies an answer sets, as lines. */
export const cookiesOf = (response: Response) => response.headers.getSetCookie();

/** The same as a browser sends them back. */
export const cookieHeaderOf = (response: Response) =>
  cookiesOf(response)
    .map((line) => line.split(';', 1)[0])
    .join('; ');
