'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import {
  LOCATION_PARSERS,
  LOCATION_SHEET_PARSERS,
  type LocationFilters,
} from '#features/locations/filters.ts';
import { LocationsView } from '#features/locations/locations-view.tsx';
import { readingOf } from '#features/shell/reading.ts';
import { useTRPC } from '#trpc/client.tsx';

/** Reads the establishments, and again each minute, because doors open and close. */
export function LocationsPage() {
  const trpc = useTRPC();
  const [filters, setFilters] = useQueryStates(LOCATION_PARSERS);
  const [sheet, setSheet] = useQueryStates(LOCATION_SHEET_PARSERS, { history: 'push' });
  const query = useQuery(
    trpc.locations.list.queryOptions(
      {},
      { refetchInterval: 60_000, placeholderData: keepPreviousData },
    ),
  );
  const change = useCallback(
    (next: Partial<LocationFilters>) => void setFilters(next),
    [setFilters],
  );
  return (
    <LocationsView
      reading={readingOf(query)}
      filters={filters}
      onFilters={change}
      sheet={sheet}
      onSheet={(next) => void setSheet(next)}
    />
  );
}
