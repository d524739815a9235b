import { AppError } from '@toster/contracts/errors';

/** Largest request body, bytes. */
export const BODY_LIMIT_BYTES = 1024 * 1024;

/** Sent by every client of ours. A form or link of another site cannot set it without a preflight, which nobody answers. */
export const CSRF_HEADER = 'x-toster-csrf';

/**
 * Refuses requests that another site may have caused: the header of ours must be there, and what the
 * browser says of the sender must name this origin. Throws AppError CROSS_SITE.
 */
export function assertSameSite(request: Request, trustedHops: number): void {
  const { headers } = request;
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  const fromHere =
    headers.get(CSRF_HEADER) === '1' &&
    (site === null || site === 'same-origin') &&
    (origin === null || hostOf(origin) === ownHost(request, trustedHops));
  if (!fromHere) throw new AppError('CROSS_SITE');
}

/** Longest time a body may take to arrive, milliseconds. */
export const BODY_TIMEOUT_MS = 20_000;

/** Deepest nesting of a body's arrays and objects; no input of ours has a tenth of it. */
export const BODY_DEPTH = 32;

/**
 * The body as text. Throws UNSUPPORTED_MEDIA for anything but JSON, PAYLOAD_TOO_LARGE as soon as it is, TOO_DEEP before
 * anybody parses it, TOO_SLOW when it takes longer than `timeoutMs`.
 */
export async function readJsonText(request: Request, timeoutMs = BODY_TIMEOUT_MS): Promise<string> {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new AppError('UNSUPPORTED_MEDIA');
  if (Number(request.headers.get('content-length') ?? 0) > BODY_LIMIT_BYTES)
    throw new AppError('PAYLOAD_TOO_LARGE');
  const text = await within(timeoutMs, wholeBody(request));
  if (depthOf(text) > BODY_DEPTH) throw new AppError('TOO_DEEP');
  return text;
}

async function wholeBody(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > BODY_LIMIT_BYTES) throw new AppError('PAYLOAD_TOO_LARGE');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('TOO_SLOW')), timeoutMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** How deep brackets nest outside of strings, in one pass. What is no JSON at all fails in the parser. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (inString && character === '\\') at += 1;
    else if (character === '"') inString = !inString;
    else if (inString) continue;
    else if (character === '[' || character === '{') deepest = Math.max(deepest, (depth += 1));
    else if (character === ']' || character === '}') depth -= 1;
  }
  return deepest;
}

/** The host the client asked for; a proxy of ours may have passed it on in a header. */
function ownHost({ headers }: Request, trustedHops: number): string | null {
  const forwarded = trustedHops > 0 ? headers.get('x-forwarded-host') : null;
  return (forwarded ?? headers.get('host'))?.toLowerCase() ?? null;
}

/** Null for `null`, the origin of sandboxed and redirected requests. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
