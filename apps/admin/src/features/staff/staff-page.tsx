'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { readingOf } from '#features/shell/reading.ts';
import { STAFF_PARSERS, type StaffFilters } from '#features/staff/filters.ts';
import { StaffView } from '#features/staff/staff-view.tsx';
import { useTRPC } from '#trpc/client.tsx';

/** Reads the team; what narrows it stands in the address. */
export function StaffPage() {
  const trpc = useTRPC();
  const [filters, setFilters] = useQueryStates(STAFF_PARSERS);
  const query = useQuery(
    trpc.staff.list.queryOptions(
      {},
      { refetchInterval: 60_000, placeholderData: keepPreviousData },
    ),
  );
  const change = useCallback((next: Partial<StaffFilters>) => void setFilters(next), [setFilters]);
  return <StaffView reading={readingOf(query)} filters={filters} onFilters={change} />;
}
