'use client';
import { skipToken, useQuery } from '@tanstack/react-query';
import { readingOf } from '#features/shell/reading.ts';
import { PersonView } from '#features/staff/person-view.tsx';
import { useTRPC } from '#trpc/client.tsx';

/** Reads one colleague, and what they may do where the caller may know that. */
export function PersonPage({ id }: { id: string }) {
  const trpc = useTRPC();
  const person = useQuery(trpc.staff.get.queryOptions({ id }));
  const access = useQuery(
    trpc.staff.access.queryOptions(person.data?.mayReadAccess === true ? { id } : skipToken),
  );
  return <PersonView reading={readingOf(person)} access={readingOf(access)} />;
}
