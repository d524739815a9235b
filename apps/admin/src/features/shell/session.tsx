'use client';
import type { AppRouter } from '@toster/api/root';
import type { Permission } from '@toster/contracts/rbac/permissions';
import type { inferRouterOutputs } from '@trpc/server';
import { createContext, type ReactNode, use, useMemo } from 'react';
import { placesOf } from '#features/shell/places.ts';

/** Who is signed in, where they work and what they may do: the answer of `session.get`. */
export type Session = inferRouterOutputs<AppRouter>['session']['get'];

const SessionContext = createContext<Session | null>(null);

/** Gives the signed-in pages their session. */
export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** The session of a signed-in page. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession needs a SessionProvider above it');
  return session;
}

/** Whether the signed-in person holds a permission somewhere; the API decides about each row. */
export function useMay(permission: Permission): boolean {
  return may(useSession(), permission);
}

/** The same for a session at hand. */
export function may(session: Session, permission: Permission): boolean {
  return permission in session.permissions;
}

/** Whether they hold it for the organisation itself and for every part of what it is about, not for some places or fields. */
export function useMayThroughout(permission: Permission): boolean {
  const reach = useSession().permissions[permission];
  return reach?.all === true && !reach.masked;
}

/** The establishments a permission reaches, for the person signed in. */
export function usePlaces(permission: Permission): Session['locations'] {
  const session = useSession();
  return useMemo(() => placesOf(session, permission), [session, permission]);
}
