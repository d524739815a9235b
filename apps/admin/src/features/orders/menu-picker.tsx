'use client';
import { Autocomplete } from '@base-ui/react/autocomplete';
import type { ListMenuOutput, MenuItem } from '@toster/contracts/schemas/menu';
import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ComponentProps, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { countOf, type DraftLine } from '#features/orders/draft.ts';
import { dishesOf, type Entry, findDishes, readEntry } from '#features/orders/dish-search.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { cn } from '#ui/cn.ts';

type KeyHandler = NonNullable<ComponentProps<typeof Autocomplete.Input>['onKeyDown']>;
type Group = { value: string; items: MenuItem[] };

type MenuPickerProps = {
  input: RefObject<HTMLInputElement | null>;
  categories: ListMenuOutput['categories'];
  lines: readonly DraftLine[];
  onAdd: (item: MenuItem, quantity: number, note: string) => void;
  /** A number or a wish without a dish: about the line at hand. */
  onCurrent: (entry: Entry) => void;
  onStep: (by: 1 | -1) => void;
  onRemove: () => void;
  onMove: (by: 1 | -1) => void;
};

/** Fingers on glass want no keyboard over the dishes. */
const isTouch = () => matchMedia('(pointer: coarse)').matches;

/**
 * The menu as tiles to tap by category, and as a line to type into: `3 borsch / no cream`, Enter adds, the cursor stays
 * where it is. While nothing is typed, plus, minus and Delete act on the line at hand.
 */
export function MenuPicker(props: MenuPickerProps) {
  const { input, categories, lines } = props;
  const t = useTranslations('newOrder');
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const highlighted = useRef<string>(undefined);
  // The menu came after the sheet had opened; from here on every key is an entry.
  useEffect(() => {
    if (!isTouch()) input.current?.focus({ preventScroll: true });
  }, [input]);
  const dishes = useMemo(() => dishesOf(categories), [categories]);
  const { entry, groups } = useMemo(
    () => shownFor(query, chosen, dishes, categories),
    [query, chosen, dishes, categories],
  );
  const add = (item: MenuItem) => {
    props.onAdd(item, entry.quantity ?? 1, entry.note ?? '');
    setQuery('');
    if (!isTouch()) input.current?.focus({ preventScroll: true });
  };
  const enter = () => {
    if (entry.words === '' && (entry.quantity !== null || entry.note !== null)) {
      props.onCurrent(entry);
      return setQuery('');
    }
    // Whoever types faster than the highlight moves still gets the first dish that matches.
    const available = groups.flatMap((group) => group.items).filter((item) => item.available);
    const item = available.find(({ id }) => id === highlighted.current) ?? available[0];
    if (item) add(item);
  };
  const onKeyDown: KeyHandler = (event) => {
    const act = actionOf(event, query === '', { ...props, enter, clear: () => setQuery('') });
    if (act === null || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    event.preventBaseUIHandler();
    act();
  };

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
      onItemHighlighted={(item: MenuItem | undefined) => {
        highlighted.current = item?.id;
      }}
      itemToStringValue={(item: MenuItem) => item.name}
    >
      <div className="flex items-center gap-2.5 border-b border-line px-5 phone:px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
        <Autocomplete.Input
          ref={input}
          onKeyDown={onKeyDown}
          aria-label={t('find')}
          placeholder={`${t('find')}: ${t('findHint')}`}
          className="h-11 min-w-0 flex-1 bg-transparent text-sm outline-none placeholder:text-ink-3 touch:text-lg"
        />
      </div>
      {categories.length > 1 ? (
        <div
          role="group"
          aria-label={t('categories')}
          className="flex flex-wrap gap-1.5 border-b border-line px-4 py-2"
        >
          {[{ id: null, name: t('all') }, ...categories].map((category) => (
            <button
              key={category.id ?? 'all'}
              type="button"
              aria-pressed={chosen === category.id}
              onClick={() => {
                setChosen(category.id);
                setQuery('');
              }}
              className={cn(
                'h-7 rounded-full border px-3 text-sm font-medium transition-colors touch:h-11 touch:px-4',
                chosen === category.id
                  ? 'border-transparent bg-primary text-on-primary'
                  : 'border-line-strong bg-surface text-ink-2 hover:bg-hover hover:text-ink',
              )}
            >
              {category.name}
            </button>
          ))}
        </div>
      ) : null}
      <Autocomplete.Empty className="empty:hidden">
        <p className="px-5 py-8 text-center text-sm text-ink-2">
          {dishes.length === 0 ? t('emptyMenu') : t('noDish')}
        </p>
      </Autocomplete.Empty>
      <Autocomplete.List
        aria-label={t('dishes')}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-3 data-empty:p-0"
      >
        {(group: Group) => (
          <Autocomplete.Group key={group.value} items={group.items} className="mb-3">
            {group.value === '' ? null : (
              <Autocomplete.GroupLabel className="px-1 pb-1.5 text-xs font-medium text-ink-3">
                {group.value}
              </Autocomplete.GroupLabel>
            )}
            <div
              role="presentation"
              className="grid grid-cols-2 gap-2 sm:grid-cols-3 wide:grid-cols-4"
            >
              <Autocomplete.Collection>
                {(item: MenuItem) => (
                  <DishTile
                    key={item.id}
                    item={item}
                    quantity={countOf(lines, item.id)}
                    onAdd={() => add(item)}
                  />
                )}
              </Autocomplete.Collection>
            </div>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}

/** What a query shows: dishes found by its words, else the chosen category, else the whole menu. */
function shownFor(
  query: string,
  chosen: string | null,
  dishes: ReturnType<typeof dishesOf>,
  categories: ListMenuOutput['categories'],
): { entry: Entry; groups: Group[] } {
  const read = readEntry(query);
  if (read.words === '')
    return {
      entry: read,
      groups: categories
        .filter(({ id, items }) => items.length > 0 && (chosen === null || id === chosen))
        .map(({ name, items }) => ({ value: name, items })),
    };
  const grouped = (words: string): Group[] => {
    const items = findDishes(dishes, words).map(({ item }) => item);
    return items.length === 0 ? [] : [{ value: '', items }];
  };
  const groups = grouped(read.words);
  // A number may belong to the name: "4 cheeses".
  if (groups.length > 0 || read.quantity === null) return { entry: read, groups };
  const words = `${read.quantity} ${read.words}`;
  return { entry: { ...read, quantity: null, words }, groups: grouped(words) };
}

type Actions = Pick<MenuPickerProps, 'onStep' | 'onRemove' | 'onMove'> & {
  enter: () => void;
  clear: () => void;
};

/** What a key does in the line of entry; null leaves it to the list and the browser. */
function actionOf(
  event: Parameters<KeyHandler>[0],
  empty: boolean,
  { enter, clear, onStep, onRemove, onMove }: Actions,
): (() => void) | null {
  if (event.ctrlKey || event.metaKey) return null;
  if (event.altKey)
    return event.key === 'ArrowUp'
      ? () => onMove(-1)
      : event.key === 'ArrowDown'
        ? () => onMove(1)
        : null;
  if (event.key === 'Enter') return enter;
  if (!empty) return event.key === 'Escape' ? clear : null;
  if (event.key === '+' || event.key === '=') return () => onStep(1);
  if (event.key === '-' || event.key === '−') return () => onStep(-1);
  return event.key === 'Delete' ? onRemove : null;
}

function DishTile({
  item,
  quantity,
  onAdd,
}: {
  item: MenuItem;
  quantity: number;
  onAdd: () => void;
}) {
  const t = useTranslations('newOrder');
  const formats = useFormats();
  return (
    <Autocomplete.Item
      value={item}
      disabled={!item.available}
      onClick={onAdd}
      className={cn(
        'relative flex min-h-14 cursor-default flex-col justify-between gap-1 rounded-md border border-line bg-surface px-2.5 py-2 text-left outline-none select-none touch:min-h-20',
        'data-highlighted:border-ink-3 data-highlighted:bg-hover pointer-coarse:data-highlighted:border-line pointer-coarse:data-highlighted:bg-surface',
        'active:bg-pressed data-disabled:bg-band data-disabled:text-ink-3',
        quantity > 0 && 'border-accent',
      )}
    >
      <span className="line-clamp-2 pr-6 text-sm leading-[17px] font-medium">{item.name}</span>
      <span className="text-xs text-ink-3 nums">
        {item.available
          ? item.priceMinor === null
            ? ''
            : formats.money(item.priceMinor, item.currency, { trim: true })
          : t('soldOut')}
      </span>
      {quantity > 0 ? (
        <span className="absolute top-1.5 right-1.5 min-w-5 rounded-full bg-accent-soft px-1.5 text-center text-xs leading-5 font-semibold text-accent-ink nums">
          {quantity}
        </span>
      ) : null}
    </Autocomplete.Item>
  );
}
