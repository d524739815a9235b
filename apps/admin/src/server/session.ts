import 'server-only';
import type { Permission } from '@toster/contracts/rbac/permissions';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { safeNext } from '#features/auth/safe-next.ts';
import { opens } from '#features/shell/pages.ts';
import type { Session } from '#features/shell/session.tsx';
import { failureOf, type ServerFailure } from '#server/failure.ts';
import { PATH_HEADER } from '#server/path-header.ts';
import { callerOfRequest } from '#server/trpc.ts';

/**
 * The session of this request, read once, or why it cannot be read. Without a session the browser
 * goes to sign in and comes back; where only the access token is out of date, it renews it first,
 * because a page cannot set cookies.
 */
export const readSession = cache(
  async (): Promise<{ session: Session } | { failure: ServerFailure }> => {
    try {
      return { session: await callerOfRequest().session.get({}) };
    } catch (error) {
      const failure = failureOf(error);
      const next = encodeURIComponent(safeNext((await headers()).get(PATH_HEADER)));
      if (failure.code === 'STALE' || failure.code === 'SESSION_SUPERSEDED')
        redirect(`/renew?next=${next}`);
      if (failure.code === 'UNAUTHENTICATED') redirect(`/sign-in?next=${next}`);
      return { failure };
    }
  },
);

/** The session of a page; the layout around it has already shown a failure. */
export async function requireSession(): Promise<Session> {
  const answer = await readSession();
  if ('failure' in answer) throw new Error(`no session: ${answer.failure.code}`);
  return answer.session;
}

/** The session, and the permission a page opens with where this person holds none of those that open it. */
export async function pageAccess(
  ...anyOf: readonly [Permission, ...Permission[]]
): Promise<{ session: Session; missing: Permission | null }> {
  const session = await requireSession();
  return { session, missing: opens({ anyOf }, session) ? null : anyOf[0] };
}
