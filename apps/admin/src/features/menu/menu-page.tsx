'use client';
import type { MenuItem } from '@toster/contracts/schemas/menu';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Plus, SearchX, UtensilsCrossed } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { useCallback, useMemo, useRef, useState } from 'react';
import { SearchBox } from '#features/filters/search-box.tsx';
import { useRowKeys } from '#features/filters/use-row-keys.ts';
import { MenuTable } from '#features/menu/menu-table.tsx';
import { FailureView } from '#features/shell/failure-view.tsx';
import { PageHeader } from '#features/shell/page-header.tsx';
import { useMay, usePlaces } from '#features/shell/session.tsx';
import { useLocationId } from '#features/shell/use-location.ts';
import { useTRPC } from '#trpc/client.tsx';
import { Button } from '#ui/button.tsx';
import { lazyPart } from '#ui/lazy.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';
import { StateView } from '#ui/state-view.tsx';

const ItemSheet = lazyPart(
  async () => (await import('#features/menu/item-sheet.tsx')).ItemSheet,
  ({ item }) => item !== null,
);
const NewItemDialog = lazyPart(
  async () => (await import('#features/menu/new-item-dialog.tsx')).NewItemDialog,
  ({ open }) => open,
);
const PriceDialog = lazyPart(
  async () => (await import('#features/menu/price-dialog.tsx')).PriceDialog,
  ({ item }) => item !== null,
);

/** The menu of one establishment, by category: the one in the address, else the first. */
export function MenuPage() {
  const t = useTranslations('menu');
  const trpc = useTRPC();
  const locations = usePlaces('menu.read');
  const [chosen] = useLocationId();
  const [q, setQ] = useQueryState('q', parseAsString.withDefault(''));
  const [editing, setEditing] = useQueryState(
    'item',
    parseAsString.withOptions({ history: 'push' }),
  );
  const [pricing, setPricing] = useState<MenuItem | null>(null);
  const [adding, setAdding] = useState(false);
  const mayEdit = useMay('menu.edit');
  const mayPrice = useMay('menu.price_edit');
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);

  const place = locations.find((location) => location.id === chosen) ?? locations[0];
  const query = useQuery(
    trpc.menu.list.queryOptions(
      { locationId: place?.id ?? '' },
      { enabled: place !== undefined, placeholderData: keepPreviousData, refetchInterval: 30_000 },
    ),
  );
  const categories = useMemo(() => {
    const words = q.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
    return (query.data?.categories ?? [])
      .map((category) => ({
        ...category,
        items: category.items.filter((item) =>
          words.every((word) =>
            `${item.name} ${item.description}`.toLocaleLowerCase().includes(word),
          ),
        ),
      }))
      .filter((category) => words.length === 0 || category.items.length > 0);
  }, [query.data, q]);
  const items = query.data?.categories.flatMap((category) => category.items) ?? [];
  const search = useCallback((value: string) => void setQ(value === '' ? null : value), [setQ]);
  const soldOut = items.filter((item) => !item.available).length;

  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          mayEdit && mayPrice && query.data && query.data.categories.length > 0 ? (
            <Button variant="primary" onClick={() => setAdding(true)}>
              <Plus aria-hidden className="size-4" />
              {t('add')}
            </Button>
          ) : undefined
        }
      >
        {place === undefined
          ? t('noPlace')
          : t('scope', { name: place.name, count: items.length, soldOut })}
      </PageHeader>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchBox value={q} onChange={search} label={t('search')} />
      </div>

      <div ref={list} className="overflow-hidden rounded-lg border border-line bg-surface">
        {place !== undefined && query.isPending ? (
          <SkeletonRows label={t('loading')} />
        ) : query.isError && !query.data ? (
          <FailureView error={query.error} onRetry={() => void query.refetch()} />
        ) : items.length === 0 ? (
          <StateView icon={UtensilsCrossed} title={t('none')}>
            {t('noneBody')}
          </StateView>
        ) : categories.length === 0 ? (
          <StateView
            icon={SearchX}
            title={t('noneFound')}
            actions={<Button onClick={() => search('')}>{t('clearSearch')}</Button>}
          >
            {t('noneFoundBody', { query: q })}
          </StateView>
        ) : (
          <MenuTable
            categories={categories}
            stale={query.isPlaceholderData}
            onOpen={(item) => void setEditing(item.id)}
            onPrice={setPricing}
          />
        )}
      </div>

      <ItemSheet
        item={items.find((item) => item.id === editing) ?? null}
        categories={query.data?.categories ?? []}
        onClose={() => void setEditing(null)}
        onPrice={setPricing}
      />
      <PriceDialog item={pricing} place={place?.name ?? ''} onClose={() => setPricing(null)} />
      {place && query.data ? (
        <NewItemDialog
          open={adding}
          locationId={place.id}
          menu={query.data}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </>
  );
}
