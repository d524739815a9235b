import type { Scene } from '../scene.ts';

/** The manager works on the card: a better description, a new dish. */
const cardIsRevised: Scene = {
  key: 'card-is-revised',
  leaves: [
    { by: 'manager', action: 'menu_item.created' },
    { by: 'manager', action: 'menu_item.edited' },
  ],
  act: async (stage) => {
    const { edited, created } = stage.words;
    const manager = await stage.person('manager');
    const { id: locationId } = await stage.place(manager);
    const dish = await stage.dish(manager, locationId, edited.dish);
    const { description } = edited;
    await manager.call((api) => api.menu.editItem({ id: dish.id, data: { description } }));

    const { category, allergens, ...item } = created;
    const { categories } = await manager.call((api) => api.menu.list({ locationId }));
    const into = categories.find(({ name }) => name === category);
    if (into === undefined) throw new Error(`there is no category ${category}`);
    if (into.items.some(({ name }) => name === item.name)) return;
    const taxClass = into.items[0]?.taxClass ?? 'meal';
    const place = { locationId, categoryId: into.id };
    await manager.call((api) =>
      api.menu.createItem({ ...place, ...item, taxClass, allergens: [...allergens] }),
    );
  },
};

/** The owner raises a price, mistypes it, sees it and corrects it. */
const priceSlips: Scene = {
  key: 'price-slips',
  leaves: [
    { by: 'owner', action: 'menu_item.priced' },
    { by: 'owner', action: 'session.stepped_up' },
  ],
  act: async (stage) => {
    const { dish, wrongMinor, rightMinor } = stage.words.priced;
    const owner = await stage.person('owner');
    const { id: locationId } = await stage.place(owner);
    const { id } = await stage.dish(owner, locationId, dish);
    await owner.stepUp();
    for (const priceMinor of [wrongMinor, rightMinor]) {
      await owner.call((api) => api.menu.priceItem({ id, priceMinor }));
    }
  },
};

/** A dish runs out at lunch and is cooked again. */
const dishRunsOut: Scene = {
  key: 'dish-runs-out',
  leaves: [{ by: 'manager', action: 'menu_item.availability_changed' }],
  act: async (stage) => {
    const manager = await stage.person('manager');
    const { id: locationId } = await stage.place(manager);
    const { id } = await stage.dish(manager, locationId, stage.words.soldOut);
    for (const available of [false, true]) {
      await manager.call((api) => api.menu.setAvailability({ id, available }));
    }
  },
};

export const MENU: readonly Scene[] = [cardIsRevised, priceSlips, dishRunsOut];
