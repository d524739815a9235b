'use client';
import { Autocomplete } from '@base-ui/react/autocomplete';
import type { ListMenuOutput, MenuItem } from '@toster/contracts/schemas/menu';
import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { DraftLine } from '#features/orders/draft.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useEnterPick } from '#ui/use-enter-pick.ts';

type MenuPickerProps = {
  categories: ListMenuOutput['categories'];
  lines: readonly DraftLine[];
  onAdd: (item: MenuItem) => void;
};

/** The menu as a list to type into: arrows choose, Enter adds, the cursor stays where it is. Or tap a dish. */
export function MenuPicker({ categories, lines, onAdd }: MenuPickerProps) {
  const t = useTranslations('newOrder');
  const formats = useFormats();
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  // The menu came after the sheet had opened; from here on every key is a search.
  useEffect(() => input.current?.focus({ preventScroll: true }), []);
  const groups = useMemo(() => {
    const words = query.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
    const matches = (item: MenuItem, category: string) =>
      words.every((word) => `${item.name} ${category}`.toLocaleLowerCase().includes(word));
    return categories
      .map((category) => ({
        value: category.name,
        items: category.items.filter((item) => matches(item, category.name)),
      }))
      .filter((group) => group.items.length > 0);
  }, [categories, query]);
  const add = (item: MenuItem) => {
    onAdd(item);
    setQuery('');
    input.current?.focus({ preventScroll: true });
  };
  const available = groups.flatMap((group) => group.items).filter((item) => item.available);
  const { onItemHighlighted, onKeyDown } = useEnterPick(available, add);

  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      autoHighlight="always"
      keepHighlight
      items={groups}
      value={query}
      onValueChange={(value, details) =>
        details.reason === 'item-press' ? undefined : setQuery(value)
      }
      onItemHighlighted={(item: MenuItem | undefined) => onItemHighlighted(item)}
      itemToStringValue={(item: MenuItem) => item.name}
    >
      <div className="flex items-center gap-2.5 border-b border-line px-5">
        <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
        <Autocomplete.Input
          ref={input}
          onKeyDown={onKeyDown}
          aria-label={t('find')}
          placeholder={t('find')}
          className="h-11 min-w-0 flex-1 bg-transparent text-sm outline-none placeholder:text-ink-3 touch:text-lg"
        />
      </div>
      <Autocomplete.Empty className="empty:hidden">
        <p className="px-5 py-8 text-center text-sm text-ink-2">{t('noDish')}</p>
      </Autocomplete.Empty>
      <Autocomplete.List
        aria-label={t('dishes')}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-2 data-empty:p-0 max-sm:max-h-[42dvh]"
      >
        {(group: { value: string; items: MenuItem[] }) => (
          <Autocomplete.Group key={group.value} items={group.items} className="mb-2">
            <Autocomplete.GroupLabel className="px-3 pt-1.5 pb-1 text-xs font-medium text-ink-3">
              {group.value}
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(item: MenuItem) => {
                const quantity = lines.find((line) => line.item.id === item.id)?.quantity ?? 0;
                return (
                  <Autocomplete.Item
                    key={item.id}
                    value={item}
                    disabled={!item.available}
                    onClick={() => add(item)}
                    className="flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-3 text-sm outline-none data-disabled:text-ink-3 data-highlighted:bg-hover touch:min-h-12"
                  >
                    <span className="min-w-0 flex-1 truncate">{item.name}</span>
                    {quantity > 0 ? (
                      <span className="rounded-full bg-accent-soft px-1.5 text-xs font-semibold text-accent-ink nums">
                        × {quantity}
                      </span>
                    ) : null}
                    <span className="text-ink-3 nums">
                      {item.available
                        ? item.priceMinor === null
                          ? ''
                          : formats.money(item.priceMinor, item.currency)
                        : t('soldOut')}
                    </span>
                  </Autocomplete.Item>
                );
              }}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}
