import { newId } from '@toster/contracts/new-id';
import type { AppRouter } from '@toster/api/root';
import {
  httpBatchLink,
  httpLink,
  splitLink,
  type TRPCClientError,
  type TRPCLink,
} from '@trpc/client';
import { observable, type Unsubscribable } from '@trpc/server/observable';
import { clientErrorOf } from '#trpc/error.ts';
import { OWN_SITE } from '#trpc/headers.ts';
import { refreshSession } from '#trpc/refresh.ts';

const URL = '/api/trpc';

/** What the page does when a call needs the person: prove who they are, or sign in again. */
export type SessionHooks = {
  /** Asks for the password; resolves to false when the person gives up. */
  stepUp: () => Promise<boolean>;
  /** The session is over. */
  ended: () => void;
  /** The rights of the person have changed, or more is asked of them: what the page shows of them is out of date. */
  changed?: () => void;
};

/**
 * The links of the browser's client. Reads are batched by POST, so that nothing personal stands in
 * an address; each change goes alone and keeps one idempotency key over all its attempts.
 */
export function createLinks(hooks: SessionHooks): TRPCLink<AppRouter>[] {
  return [
    recoverLink(hooks),
    splitLink({
      condition: (op) => op.type === 'mutation',
      true: httpLink({
        url: URL,
        headers: ({ op }) => ({
          ...OWN_SITE,
          'idempotency-key': String(op.context['idempotencyKey']),
        }),
      }),
      false: httpBatchLink({ url: URL, headers: OWN_SITE, maxItems: 10, methodOverride: 'POST' }),
    }),
  ];
}

/** Repeats a call once after a renewed session and once after a step-up; the call itself never changes. */
function recoverLink(hooks: SessionHooks): TRPCLink<AppRouter> {
  return () =>
    ({ op: original, next }) =>
      observable((observer) => {
        const op = { ...original, context: { ...original.context, idempotencyKey: newId() } };
        let current: Unsubscribable | null = null;
        let closed = false;
        let refreshed = false;
        let proved = false;

        const attempt = () => {
          const sentAt = Date.now();
          current = next(op).subscribe({
            next: (value) => observer.next(value),
            complete: () => observer.complete(),
            error: (error) => void recover(error, sentAt),
          });
        };

        const recover = async (error: TRPCClientError<AppRouter>, sentAt: number) => {
          const code = clientErrorOf(error)?.code;
          if (
            (code === 'STALE' || code === 'UNAUTHENTICATED' || code === 'SESSION_SUPERSEDED') &&
            !refreshed
          ) {
            refreshed = true;
            const result = await refreshSession(sentAt);
            if (closed) return;
            if (result === 'renewed') {
              if (code === 'STALE') hooks.changed?.();
              return attempt();
            }
            if (result === 'ended') hooks.ended();
          } else if (code === 'STEP_UP_REQUIRED' && !proved) {
            proved = true;
            if ((await hooks.stepUp()) && !closed) return attempt();
          } else if (code === 'SECOND_FACTOR_MISSING') {
            hooks.changed?.();
          }
          if (!closed) observer.error(error);
        };

        attempt();
        return () => {
          closed = true;
          current?.unsubscribe();
        };
      });
}
