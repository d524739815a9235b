'use client';
import type { ListStaffOutput } from '@toster/contracts/schemas/staff';
import { SearchX, Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useRef } from 'react';
import { SearchBox } from '#features/filters/search-box.tsx';
import { useRowKeys } from '#features/filters/use-row-keys.ts';
import { PageHeader } from '#features/shell/page-header.tsx';
import type { Reading } from '#features/shell/reading.ts';
import { ReadingView } from '#features/shell/reading-view.tsx';
import { useSession } from '#features/shell/session.tsx';
import { filterStaff, HELD, isFiltered, type StaffFilters } from '#features/staff/filters.ts';
import { StaffTable } from '#features/staff/staff-table.tsx';
import { useRoles } from '#features/staff/use-roles.ts';
import { Button } from '#ui/button.tsx';
import { InlineSelect } from '#ui/inline-select.tsx';
import { StateView } from '#ui/state-view.tsx';

type StaffViewProps = {
  reading: Reading<ListStaffOutput>;
  filters: StaffFilters;
  onFilters: (filters: Partial<StaffFilters>) => void;
};

/** The people one works with: first name, roles, place and standing. */
export function StaffView({ reading, filters, onFilters }: StaffViewProps) {
  const t = useTranslations('staff');
  const roles = useRoles();
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const { org } = useSession();
  const people = useMemo(() => {
    // In the alphabet of the restaurant, which the database does not know.
    const { compare } = new Intl.Collator(org.locale);
    return (reading.data?.people ?? []).toSorted((a, b) => compare(a.firstName, b.firstName));
  }, [reading.data, org.locale]);
  const shown = useMemo(() => filterStaff(people, filters), [people, filters]);
  const search = useCallback((q: string) => onFilters({ q }), [onFilters]);
  const clear = () => onFilters({ q: '', role: null, status: null });
  return (
    <>
      <PageHeader title={t('title')}>
        {reading.data === null ? '\u00A0' : t('scope', { count: shown.length })}
      </PageHeader>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchBox value={filters.q} onChange={search} label={t('search')} />
        <InlineSelect
          label={t('columns.roles')}
          value={filters.role ?? ''}
          onChange={(event) =>
            onFilters({ role: HELD.find((held) => held === event.target.value) ?? null })
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
            onFilters({
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
        <ReadingView reading={reading} label={t('loading')}>
          {() =>
            shown.length > 0 ? (
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
            )
          }
        </ReadingView>
      </div>
    </>
  );
}
