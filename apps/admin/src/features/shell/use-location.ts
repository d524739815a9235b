'use client';
import { parseAsString, useQueryState } from 'nuqs';
import { useCallback } from 'react';
import { workplacesOf } from '#features/shell/places.ts';
import { useSession } from '#features/shell/session.tsx';

/** The establishment the pages are about, from the address; null is all of them. */
export function useLocationId(): [string | null, (id: string | null) => void] {
  const locations = workplacesOf(useSession());
  const [value, setValue] = useQueryState(
    'location',
    parseAsString.withOptions({ history: 'push', shallow: true }),
  );
  const known = locations.some((location) => location.id === value) ? value : null;
  const choose = useCallback((id: string | null) => void setValue(id), [setValue]);
  return [known, choose];
}

/** An address with the chosen establishment carried along. */
export function useScopedHref(): (path: string) => string {
  const [locationId] = useLocationId();
  return (path) => (locationId === null ? path : `${path}?location=${locationId}`);
}
