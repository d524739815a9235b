import 'server-only';
import type { Permission } from '@toster/contracts/rbac/permissions';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { safeNext } from '#features/auth/safe-next.ts';
import type { Session } from '#features/shell/session.tsx';
import { codeOf } from '#server/failure.ts';
import { PATH_HEADER } from '#server/path-header.ts';
import { queryClientOfRequest, trpc } from '#server/trpc.ts';

/**
 * The session of this request, read once. Without one the browser goes to sign in and comes back;
 * where only the access token is out of date, it renews it first (a page cannot set cookies).
 */
export const requireSession = cache(async (): Promise<Session> => {
  try {
    return await queryClientOfRequest().fetchQuery({ ...trpc.session.get.queryOptions({}), retry: false });
  } catch (error) {
    const code = codeOf(error);
    const next = encodeURIComponent(safeNext((await headers()).get(PATH_HEADER)));
    if (code === 'STALE' || code === 'SESSION_SUPERSEDED') redirect(`/renew?next=${next}`);
    if (code === 'UNAUTHENTICATED') redirect(`/sign-in?next=${next}`);
    throw error;
  }
});

/** The session, and the permission a page opens with where this person lacks it. */
export async function pageAccess(permission: Permission): Promise<{ session: Session; missing: Permission | null }> {
  const session = await requireSession();
  return { session, missing: permission in session.permissions ? null : permission };
}
