'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { SearchX, Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useCallback, useMemo, useRef } from 'react';
import { SearchBox } from '#features/filters/search-box.tsx';
import { useRowKeys } from '#features/filters/use-row-keys.ts';
import { FailureView } from '#features/shell/failure-view.tsx';
import { PageHeader } from '#features/shell/page-header.tsx';
import { useSession } from '#features/shell/session.tsx';
import { filterStaff, HELD, isFiltered, STAFF_PARSERS } from '#features/staff/filters.ts';
import { StaffTable } from '#features/staff/staff-table.tsx';
import { useRoles } from '#features/staff/use-roles.ts';
import { useTRPC } from '#trpc/client.tsx';
import { Button } from '#ui/button.tsx';
import { InlineSelect } from '#ui/inline-select.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';
import { StateView } from '#ui/state-view.tsx';

/** The people one works with: first name, roles, place and standing. */
export function StaffPage() {
  const t = useTranslations('staff');
  const trpc = useTRPC();
  const roles = useRoles();
  const [filters, setFilters] = useQueryStates(STAFF_PARSERS);
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const query = useQuery(
    trpc.staff.list.queryOptions(
      {},
      { refetchInterval: 60_000, placeholderData: keepPreviousData },
    ),
  );
  const { org } = useSession();
  const people = useMemo(() => {
    // In the alphabet of the restaurant, which the database does not know.
    const { compare } = new Intl.Collator(org.locale);
    return (query.data?.people ?? []).toSorted((a, b) => compare(a.firstName, b.firstName));
  }, [query.data, org.locale]);
  const shown = useMemo(() => filterStaff(people, filters), [people, filters]);
  const search = useCallback((q: string) => void setFilters({ q }), [setFilters]);
  const clear = () => void setFilters({ q: '', role: null, status: null });
  return (
    <>
      <PageHeader title={t('title')}>{t('scope', { count: shown.length })}</PageHeader>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchBox value={filters.q} onChange={search} label={t('search')} />
        <InlineSelect
          label={t('columns.roles')}
          value={filters.role ?? ''}
          onChange={(event) =>
            void setFilters({ role: HELD.find((held) => held === event.target.value) ?? null })
          }
        >
          <option value="">{t('anyRole')}</option>
          {HELD.map((held) => (
            <option key={held} value={held}>
              {roles.role(held)}
            </option>
          ))}
        </InlineSelect>
        <InlineSelect
          label={t('columns.status')}
          value={filters.status ?? ''}
          onChange={({ target: { value } }) =>
            void setFilters({
              status: value === 'active' || value === 'suspended' ? value : null,
            })
          }
        >
          <option value="">{t('anyStatus')}</option>
          <option value="active">{t('status.active')}</option>
          <option value="suspended">{t('status.suspended')}</option>
        </InlineSelect>
        {isFiltered(filters) ? (
          <Button variant="ghost" onClick={clear}>
            {t('clearFilters')}
          </Button>
        ) : null}
      </div>
      <div ref={list} className="overflow-hidden rounded-lg border border-line bg-surface">
        {query.isPending ? (
          <SkeletonRows label={t('loading')} />
        ) : query.isError && !query.data ? (
          <FailureView error={query.error} onRetry={() => void query.refetch()} />
        ) : shown.length > 0 ? (
          <StaffTable people={shown} />
        ) : isFiltered(filters) ? (
          <StateView
            icon={SearchX}
            title={t('noneFound')}
            actions={<Button onClick={clear}>{t('clearFilters')}</Button>}
          >
            {t('noneFoundBody')}
          </StateView>
        ) : (
          <StateView icon={Users} title={t('none')}>
            {t('noneBody')}
          </StateView>
        )}
      </div>
    </>
  );
}
