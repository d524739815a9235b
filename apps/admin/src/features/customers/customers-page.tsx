'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import {
  CUSTOMER_PARSERS,
  CUSTOMER_SHEET_PARSERS,
  customerQuery,
  SORTS,
} from '#features/customers/filters.ts';
import { CustomersView } from '#features/customers/customers-view.tsx';
import { LookUpBox } from '#features/customers/look-up-box.tsx';
import { handGuest } from '#features/customers/picked-guest.ts';
import { PageHeader } from '#features/shell/page-header.tsx';
import { pagedReadingOf } from '#features/shell/reading.ts';
import { useMay, usePlaces } from '#features/shell/session.tsx';
import { useScopedHref } from '#features/shell/use-location.ts';
import { useTRPC, useTRPCClient } from '#trpc/client.tsx';
import { pagesOptions } from '#trpc/pages.ts';
import { InlineSelect } from '#ui/inline-select.tsx';
import { lazyPart } from '#ui/lazy.tsx';

const CustomerSheet = lazyPart(
  async () => (await import('#features/customers/customer-sheet.tsx')).CustomerSheet,
  ({ id }) => id !== null,
);

/** Guests: looked up by exact number or address, and listed, each for those whose role does it. */
export function CustomersPage() {
  const t = useTranslations('customers');
  const router = useRouter();
  const scoped = useScopedHref();
  const mayList = useMay('customers.read');
  const mayLookUp = useMay('customers.lookup_exact');
  const locations = usePlaces(mayList ? 'customers.read' : 'customers.lookup_exact');
  const [filters, setFilters] = useQueryStates(CUSTOMER_PARSERS);
  const [sheet, setSheet] = useQueryStates(CUSTOMER_SHEET_PARSERS, { history: 'push' });
  const open = useCallback((guest: string) => void setSheet({ guest }), [setSheet]);
  const [only] = locations.length === 1 ? locations : [];
  const place = (only ?? locations.find(({ id }) => id === filters.location))?.name;
  const reading = useCustomers(mayList);
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          mayList ? (
            <InlineSelect
              label={t('sort.label')}
              value={filters.sort}
              onChange={({ target: { value } }) =>
                void setFilters({ sort: SORTS.find((sort) => sort === value) ?? null })
              }
            >
              {SORTS.map((sort) => (
                <option key={sort} value={sort}>
                  {t(`sort.${sort}`)}
                </option>
              ))}
            </InlineSelect>
          ) : undefined
        }
      >
        {!mayList
          ? t('scopeLookUp')
          : place === undefined
            ? t('scopeAll', { count: locations.length })
            : t('scopeOne', { name: place })}
      </PageHeader>
      {mayLookUp ? (
        <LookUpBox
          onOpen={open}
          onOrder={(guest) => {
            handGuest(guest);
            const path = scoped('/orders');
            router.push(`${path}${path.includes('?') ? '&' : '?'}new=true`);
          }}
        />
      ) : null}
      {mayList ? (
        <>
          <CustomersView
            reading={reading}
            selected={sheet.guest}
            place={place ?? null}
            narrowed={only === undefined && place !== undefined}
            showLocation={place === undefined && locations.length > 1}
            onOpen={open}
            onShowAll={() => void setFilters({ location: null })}
          />
          <CustomerSheet
            id={sheet.guest}
            neighbours={reading.data?.customers ?? []}
            onOpen={open}
            onClose={() => void setSheet({ guest: null })}
          />
        </>
      ) : null}
    </>
  );
}

/** The guests of the address, page by page. Never asked for by those who may not list them. */
function useCustomers(enabled: boolean) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const locations = usePlaces('customers.read');
  const [filters] = useQueryStates(CUSTOMER_PARSERS);
  const input = useMemo(() => customerQuery(filters, locations), [filters, locations]);
  const query = useInfiniteQuery({
    ...pagesOptions(trpc.customers.list.infiniteQueryKey(input), (page) =>
      client.customers.list.query({ ...input, ...page }),
    ),
    enabled,
    placeholderData: keepPreviousData,
  });
  const data = useMemo(() => {
    const first = query.data?.pages[0];
    if (first === undefined) return null;
    return { ...first, customers: query.data?.pages.flatMap(({ customers }) => customers) ?? [] };
  }, [query.data]);
  return pagedReadingOf(query, data);
}
