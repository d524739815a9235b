'use client';
import type { ListMenuOutput, MenuItem } from '@toster/contracts/schemas/menu';
import { Plus, SearchX, UtensilsCrossed } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useRef, useState } from 'react';
import { SearchBox } from '#features/filters/search-box.tsx';
import { useRowKeys } from '#features/filters/use-row-keys.ts';
import { MenuTable } from '#features/menu/menu-table.tsx';
import { PageHeader } from '#features/shell/page-header.tsx';
import type { Reading } from '#features/shell/reading.ts';
import { ReadingView } from '#features/shell/reading-view.tsx';
import { useMay } from '#features/shell/session.tsx';
import { Button } from '#ui/button.tsx';
import { lazyPart } from '#ui/lazy.tsx';
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

/** What the address of a menu says. */
export type MenuAddress = { q: string; item: string | null };

type MenuViewProps = {
  reading: Reading<ListMenuOutput>;
  place: { id: string; name: string } | null;
  address: MenuAddress;
  onAddress: (address: Partial<MenuAddress>) => void;
};

/** A menu by category, and the dish that is open beside it. */
export function MenuView({ reading, place, address, onAddress }: MenuViewProps) {
  const t = useTranslations('menu');
  const [pricing, setPricing] = useState<MenuItem | null>(null);
  const [adding, setAdding] = useState(false);
  const mayEdit = useMay('menu.edit');
  const mayPrice = useMay('menu.price_edit');
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);

  const menu = reading.data;
  const { q } = address;
  const categories = useMemo(() => {
    const words = q.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
    return (menu?.categories ?? [])
      .map((category) => ({
        ...category,
        items: category.items.filter((item) =>
          words.every((word) =>
            `${item.name} ${item.description}`.toLocaleLowerCase().includes(word),
          ),
        ),
      }))
      .filter((category) => words.length === 0 || category.items.length > 0);
  }, [menu, q]);
  const items = menu?.categories.flatMap((category) => category.items) ?? [];
  const search = useCallback((value: string) => onAddress({ q: value }), [onAddress]);
  const soldOut = items.filter((item) => !item.available).length;

  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          mayEdit && mayPrice && menu !== null && menu.categories.length > 0 ? (
            <Button variant="primary" onClick={() => setAdding(true)}>
              <Plus aria-hidden className="size-4" />
              {t('add')}
            </Button>
          ) : undefined
        }
      >
        {place === null
          ? t('noPlace')
          : menu === null
            ? place.name
            : t('scope', { name: place.name, count: items.length, soldOut })}
      </PageHeader>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchBox value={q} onChange={search} label={t('search')} />
      </div>

      <div ref={list} className="overflow-hidden rounded-lg border border-line bg-surface">
        {place === null ? (
          <NoMenu />
        ) : (
          <ReadingView reading={reading} label={t('loading')}>
            {() =>
              items.length === 0 ? (
                <NoMenu />
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
                  stale={reading.stale}
                  onOpen={(item) => onAddress({ item: item.id })}
                  onPrice={setPricing}
                />
              )
            }
          </ReadingView>
        )}
      </div>

      <ItemSheet
        item={items.find((item) => item.id === address.item) ?? null}
        categories={menu?.categories ?? []}
        onClose={() => onAddress({ item: null })}
        onPrice={setPricing}
      />
      <PriceDialog item={pricing} place={place?.name ?? ''} onClose={() => setPricing(null)} />
      {place !== null && menu !== null ? (
        <NewItemDialog
          open={adding}
          locationId={place.id}
          menu={menu}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </>
  );
}

function NoMenu() {
  const t = useTranslations('menu');
  return (
    <StateView icon={UtensilsCrossed} title={t('none')}>
      {t('noneBody')}
    </StateView>
  );
}
