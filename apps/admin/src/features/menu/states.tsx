import type { ListMenuOutput, MenuItem } from '@toster/contracts/schemas/menu';
import type { ComponentProps } from 'react';
import { MenuView } from '#features/menu/menu-view.tsx';
import { Forbidden } from '#features/shell/failure-view.tsx';
import { id, PLACE } from '#features/states/fixtures.ts';
import { FAILED, LOADING, OFFLINE, read, readBefore } from '#features/states/readings.ts';
import type { PageStates } from '#features/states/states.ts';

const dish = (n: number, name: string, priceMinor: number, more: Partial<MenuItem> = {}) => ({
  id: id(200 + n),
  locationId: PLACE.id,
  categoryId: id(n < 3 ? 201 : 202),
  name,
  description: '',
  priceMinor,
  currency: 'UAH',
  taxClass: 'standard',
  allergens: [],
  available: true,
  position: n,
  ...more,
});

const MENU: ListMenuOutput = {
  locationId: PLACE.id,
  currency: 'UAH',
  pricesIncludeTax: true,
  categories: [
    {
      id: id(201),
      name: 'Супи',
      position: 1,
      items: [
        dish(1, 'Борщ', 16_000, { allergens: ['gluten', 'milk', 'celery'] }),
        dish(2, 'Юшка', 18_500, { allergens: ['fish'], available: false }),
      ],
    },
    {
      id: id(202),
      name: 'Вареники',
      position: 2,
      items: [
        dish(3, 'Вареники з капустою', 12_000, { allergens: ['gluten'] }),
        dish(4, 'Вареники з вишнею', 13_550, { allergens: ['gluten', 'eggs'] }),
      ],
    },
  ],
};
const EMPTY: ListMenuOutput = { ...MENU, categories: [] };
const WITHOUT_PRICES: ListMenuOutput = {
  ...MENU,
  categories: MENU.categories.map((category) => ({
    ...category,
    items: category.items.map((item) => ({ ...item, priceMinor: null })),
  })),
};

function view(reading: ComponentProps<typeof MenuView>['reading'], q = '') {
  return (
    <MenuView
      reading={reading}
      place={PLACE}
      address={{ q, item: null }}
      onAddress={() => undefined}
    />
  );
}

/** A menu in every state. */
export const menuStates: PageStates = {
  loading: () => view(LOADING),
  empty: () => view(read(EMPTY)),
  filtered: () => view(read(MENU), 'піца'),
  partial: () => view(read(WITHOUT_PRICES)),
  stale: () => view({ ...readBefore(MENU), stale: true }),
  error: () => view(FAILED),
  offline: () => view(OFFLINE),
  forbidden: () => <Forbidden permission="menu.read" heading="h1" />,
  data: () => view(read(MENU)),
};
