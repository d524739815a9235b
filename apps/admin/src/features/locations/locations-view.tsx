'use client';
import type { ListLocationsOutput } from '@toster/contracts/schemas/locations';
import { Plus, SearchX, Store } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useRef } from 'react';
import { SearchBox } from '#features/filters/search-box.tsx';
import { useRowKeys } from '#features/filters/use-row-keys.ts';
import { filterLocations, type LocationFilters } from '#features/locations/filters.ts';
import { LocationsTable } from '#features/locations/locations-table.tsx';
import { openNowOf } from '#features/locations/open-state.ts';
import { PageHeader } from '#features/shell/page-header.tsx';
import type { Reading } from '#features/shell/reading.ts';
import { ReadingView } from '#features/shell/reading-view.tsx';
import { useMayThroughout, useSession } from '#features/shell/session.tsx';
import { Button } from '#ui/button.tsx';
import { lazyPart } from '#ui/lazy.tsx';
import { StateView } from '#ui/state-view.tsx';

const LocationSheet = lazyPart(
  async () => (await import('#features/locations/location-sheet.tsx')).LocationSheet,
  ({ id }) => id !== null,
);
const NewLocationDialog = lazyPart(
  async () => (await import('#features/locations/new-location-dialog.tsx')).NewLocationDialog,
  ({ open }) => open,
);

type Sheet = { place: string | null; new: boolean };
type LocationsViewProps = {
  reading: Reading<ListLocationsOutput>;
  filters: LocationFilters;
  onFilters: (filters: Partial<LocationFilters>) => void;
  sheet: Sheet;
  onSheet: (sheet: Partial<Sheet>) => void;
};

/** The establishments with what is going on at each now, and one of them beside the list. */
export function LocationsView({ reading, filters, onFilters, sheet, onSheet }: LocationsViewProps) {
  const t = useTranslations('locations');
  const mayAdd = useMayThroughout('locations.manage');
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const { org } = useSession();
  const all = useMemo(() => {
    // In the alphabet of the restaurant, which the database does not know.
    const { compare } = new Intl.Collator(org.locale);
    return (reading.data?.locations ?? []).toSorted((a, b) => compare(a.name, b.name));
  }, [reading.data, org.locale]);
  const shown = useMemo(() => filterLocations(all, filters), [all, filters]);
  const search = useCallback((q: string) => onFilters({ q }), [onFilters]);
  const at = reading.data?.at ?? '';
  const chosen = all.length > 1 ? all.find(({ id }) => id === filters.location) : undefined;
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          mayAdd && reading.data !== null ? (
            <Button variant="primary" onClick={() => onSheet({ new: true })}>
              <Plus aria-hidden className="size-4" />
              {t('add')}
            </Button>
          ) : undefined
        }
      >
        {reading.data === null
          ? '\u00A0'
          : chosen === undefined
            ? t('scope', {
                count: all.length,
                open: all.filter((each) => openNowOf(each, at).kind.startsWith('open')).length,
              })
            : t('scopeOne', { name: chosen.name })}
      </PageHeader>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchBox value={filters.q} onChange={search} label={t('search')} />
        {chosen === undefined ? null : (
          <Button variant="ghost" onClick={() => onFilters({ location: null })}>
            {t('showAll')}
          </Button>
        )}
      </div>
      <div ref={list} className="overflow-hidden rounded-lg border border-line bg-surface">
        <ReadingView reading={reading} label={t('loading')}>
          {() =>
            shown.length > 0 ? (
              <LocationsTable
                locations={shown}
                at={at}
                selected={sheet.place}
                onOpen={(place) => onSheet({ place })}
              />
            ) : filters.q !== '' ? (
              <StateView
                icon={SearchX}
                title={t('noneFound')}
                actions={<Button onClick={() => search('')}>{t('clearSearch')}</Button>}
              >
                {t('noneFoundBody', { query: filters.q })}
              </StateView>
            ) : (
              <StateView icon={Store} title={t('none')}>
                {t('noneBody')}
              </StateView>
            )
          }
        </ReadingView>
      </div>
      <LocationSheet
        id={reading.data === null ? null : sheet.place}
        neighbours={shown}
        all={all}
        at={at}
        onOpen={(place) => onSheet({ place })}
        onClose={() => onSheet({ place: null })}
      />
      <NewLocationDialog
        open={mayAdd && sheet.new}
        onClose={() => onSheet({ new: false })}
        onCreated={(place) => onSheet({ new: false, place })}
      />
    </>
  );
}
