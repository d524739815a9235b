'use client';
import type { ListMenuOutput, MenuItem } from '@toster/contracts/schemas/menu';
import { Pencil } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { AvailabilitySwitch } from '#features/menu/availability-switch.tsx';
import { useMenuLabels } from '#features/menu/use-menu-labels.ts';
import { useMay } from '#features/shell/session.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { cn } from '#ui/cn.ts';

/** A heading that spans more columns than are shown would make room for the hidden ones. */
const COLUMNS_ON_A_PHONE = 3;

type MenuTableProps = {
  categories: ListMenuOutput['categories'];
  stale: boolean;
  onOpen: (item: MenuItem) => void;
  onPrice: (item: MenuItem) => void;
};

/** One table, a heading row per category. */
export function MenuTable({ categories, stale, onOpen, onPrice }: MenuTableProps) {
  const t = useTranslations('menu');
  return (
    <table
      className={cn('w-full table-fixed border-collapse text-sm', stale && 'renewing')}
      aria-busy={stale}
    >
      <caption className="sr-only">{t('title')}</caption>
      <thead>
        <tr className="border-b border-line text-left text-xs text-ink-3">
          <th scope="col" className="h-9 pl-4 font-medium">
            {t('columns.dish')}
          </th>
          <th scope="col" className="w-64 px-2 font-medium max-[1000px]:hidden">
            {t('columns.allergens')}
          </th>
          <th scope="col" className="w-32 px-2 font-medium phone:hidden">
            {t('columns.tax')}
          </th>
          <th scope="col" className="w-36 pr-4 pl-2 text-right font-medium phone:w-28">
            {t('columns.price')}
          </th>
          <th scope="col" className="w-40 pr-4 text-right font-medium phone:w-16 phone:pr-2">
            <span className="phone:sr-only">{t('columns.onSale')}</span>
          </th>
        </tr>
      </thead>
      {categories.map((category) => (
        <tbody key={category.id}>
          <tr className="border-b border-line bg-band">
            <th
              scope="rowgroup"
              colSpan={COLUMNS_ON_A_PHONE}
              className="h-9 px-4 text-left text-xs font-semibold text-ink-2"
            >
              {category.name}{' '}
              <span className="ml-1 font-normal text-ink-3 nums">{category.items.length}</span>
            </th>
            <td className="max-[1000px]:hidden" />
            <td className="phone:hidden" />
          </tr>
          {category.items.map((item) => (
            <MenuRow key={item.id} item={item} onOpen={onOpen} onPrice={onPrice} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function MenuRow({
  item,
  onOpen,
  onPrice,
}: {
  item: MenuItem;
  onOpen: (item: MenuItem) => void;
  onPrice: (item: MenuItem) => void;
}) {
  const t = useTranslations('menu');
  const formats = useFormats();
  const labels = useMenuLabels();
  const mayPrice = useMay('menu.price_edit');
  const allergens = item.allergens.map(labels.allergen).join(', ');
  const price = item.priceMinor === null ? null : formats.money(item.priceMinor, item.currency);
  return (
    <tr className="h-row border-b border-line last:border-0 hover:bg-hover">
      <td className="pl-4">
        <button
          type="button"
          data-row
          onClick={() => onOpen(item)}
          className="-mx-1.5 flex min-h-8 touch:min-h-11 touch:min-w-11 max-w-full items-center rounded-sm px-1.5 text-left hover:underline"
        >
          <span className={cn('font-medium wrap-anywhere', !item.available && 'text-ink-3')}>
            {item.name}
          </span>
        </button>
      </td>
      <td className="truncate px-2 text-ink-3 max-[1000px]:hidden" title={allergens}>
        {allergens}
      </td>
      <td className="px-2 text-ink-3 phone:hidden">{labels.taxClass(item.taxClass)}</td>
      <td className="pr-4 pl-2 text-right">
        {price === null ? (
          <span className="text-ink-3">{t('hidden')}</span>
        ) : mayPrice ? (
          <button
            type="button"
            onClick={() => onPrice(item)}
            aria-label={t('changePriceOf', { name: item.name, price })}
            className="group -mr-2 inline-flex h-8 touch:h-11 items-center gap-1.5 rounded-md px-2 font-medium nums hover:bg-pressed"
          >
            <Pencil
              aria-hidden
              className="size-3.5 text-ink-3 opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100 touch:opacity-100"
            />
            {price}
          </button>
        ) : (
          <span className="font-medium nums">{price}</span>
        )}
      </td>
      <td className="pr-4 phone:pr-2">
        <AvailabilitySwitch item={item} />
      </td>
    </tr>
  );
}
