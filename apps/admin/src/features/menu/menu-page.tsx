'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { type MenuAddress, MenuView } from '#features/menu/menu-view.tsx';
import { readingOf } from '#features/shell/reading.ts';
import { usePlaces } from '#features/shell/session.tsx';
import { useLocationId } from '#features/shell/use-location.ts';
import { useTRPC } from '#trpc/client.tsx';

const PARSERS = {
  q: parseAsString.withDefault(''),
  item: parseAsString.withOptions({ history: 'push' }),
} as const;

/** The menu of one establishment, by category: the one in the address, else the first. */
export function MenuPage() {
  const trpc = useTRPC();
  const locations = usePlaces('menu.read');
  const [chosen] = useLocationId();
  const [address, setAddress] = useQueryStates(PARSERS);
  const place = locations.find((location) => location.id === chosen) ?? locations[0] ?? null;
  const query = useQuery(
    trpc.menu.list.queryOptions(
      { locationId: place?.id ?? '' },
      { enabled: place !== null, placeholderData: keepPreviousData, refetchInterval: 30_000 },
    ),
  );
  const change = useCallback((next: Partial<MenuAddress>) => void setAddress(next), [setAddress]);
  return <MenuView reading={readingOf(query)} place={place} address={address} onAddress={change} />;
}
