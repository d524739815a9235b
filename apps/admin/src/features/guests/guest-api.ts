import type { GuestRouter } from '@toster/api/guests/guest.router';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { parseClientError } from '@toster/contracts/errors';
import { JSON_HEADERS } from '#trpc/headers.ts';
import { refreshSession } from '#trpc/refresh.ts';

type Inputs = inferRouterInputs<GuestRouter>;
type Outputs = inferRouterOutputs<GuestRouter>;
type Procedure = keyof Outputs;

/** What came of a guest's call. `out`: nobody is signed in any more. */
export type Called<T> =
  | { readonly kind: 'done'; readonly data: T }
  | { readonly kind: 'out' | 'offline' | 'failed' };

/** Calls a procedure of guests; renews the session once where it has to. Never rejects. */
export async function callGuest<P extends Procedure>(
  procedure: P,
  input: Inputs[P],
): Promise<Called<Outputs[P]>> {
  const sentAt = Date.now();
  const called = await callOnce<Outputs[P]>(procedure, input);
  if (called.kind !== 'out') return called;
  const renewed = await refreshSession(sentAt, 'guest');
  if (renewed === 'renewed') return callOnce(procedure, input);
  return { kind: renewed === 'ended' ? 'out' : 'offline' };
}

async function callOnce<T>(procedure: string, input: unknown): Promise<Called<T>> {
  let response: Response;
  try {
    response = await fetch(`/api/guest/trpc/${procedure}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: JSON_HEADERS,
      body: JSON.stringify(input),
    });
  } catch {
    return { kind: 'offline' };
  }
  const body = (await response.json().catch(() => null)) as Answer<T> | null;
  if (response.ok && body?.result !== undefined) return { kind: 'done', data: body.result.data };
  const code = parseClientError(body?.error?.data)?.code;
  return { kind: code === 'UNAUTHENTICATED' || code === 'STALE' ? 'out' : 'failed' };
}

type Answer<T> = {
  readonly result?: { readonly data: T };
  readonly error?: { readonly data: unknown };
};
