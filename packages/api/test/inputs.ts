import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { begunFactor, codeOf, enrolled } from './factors.ts';
import { announce, check, clearDesk, GOOD, type Person, send, upload } from './import-files.ts';
import { type Kitchen, PASSWORD } from './kitchen.ts';

/**
 * Makes an input that would succeed for the restaurant's owner, on fresh records. Where only one's own records can be
 * worked on, they are those of `person` if that person may make them.
 */
export type InputOf = (
  kitchen: Kitchen,
  restaurant: Restaurant,
  person?: Person,
) => Promise<Readonly<Record<string, unknown>>>;

const item: InputOf = async (kitchen, { org, place, menu }) => {
  const [pattern] = menu.items;
  if (pattern === undefined) throw new Error('the menu is empty');
  const [made] = await kitchen.admin<{ id: string }[]>`
    insert into menu_item (org_id, id, location_id, category_id, name, price_minor, currency, tax_class, position)
    values (${org.orgId}, gen_random_uuid(), ${place.location.id}, ${pattern.categoryId}, 'Вареники', 12000, 'UAH', 'standard', 9)
    returning id`;
  return { id: made?.id };
};

const orderIn =
  (status: 'placed' | 'cooking', more: Readonly<Record<string, unknown>>): InputOf =>
  async (kitchen, restaurant) => ({
    id: (await kitchen.order(restaurant, { status })).id,
    ...more,
  });

const location: InputOf = async (_kitchen, { place }) => ({ locationId: place.location.id });
const nothing: InputOf = async () => ({});

/** The request that set the restaurant up: there is always one. */
const request: InputOf = async (kitchen, { org }) => {
  const [event] = await kitchen.admin<{ request_id: string }[]>`
    select request_id from au.event where org_id = ${org.orgId} order by cap_seq limit 1`;
  return { requestId: event?.request_id };
};

/** Somebody who works at the location where all but the owner do. */
const colleague: InputOf = async (_kitchen, { members }) => ({
  id: members.cook?.id ?? members.owner.id,
});
const dish: InputOf = async (_kitchen, { menu }) => ({ kind: 'menu_item', id: menu.items[0]?.id });
const guest: InputOf = async (_kitchen, { customer }) => ({ id: customer.id });

/** The establishment where all but the owner work, as it is now. */
const establishment: InputOf = async (kitchen, { org, place }) => {
  const [profile] = await kitchen.admin<{ version: number }[]>`
    select version from location_profile where org_id = ${org.orgId} and location_id = ${place.location.id}`;
  return { id: place.location.id, version: profile?.version ?? 0 };
};
const DAY = '10:00-22:00';
const WEEK = { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: DAY, sun: '' };
const ownSession: InputOf = async (kitchen, { members }) => ({
  id: (await kitchen.signedIn(members.owner)).sessionId,
});

/** A secret of theirs waits for its first code. */
const begun: InputOf = async (kitchen, { members }, person = members.owner) => ({
  code: codeOf(kitchen, await begunFactor(kitchen, person.email)),
});
const withFactor: InputOf = async (kitchen, { members }, person = members.owner) => {
  await enrolled(kitchen, person.email);
  return {};
};
const withoutFactor: InputOf = async (kitchen, { members }, person = members.owner) => {
  await kitchen.unguard(person);
  return {};
};

/** An import that was brought so far, by that person where they may, else by the owner. */
const broughtBy =
  (
    bring: (
      kitchen: Kitchen,
      restaurant: Restaurant,
      person: Person,
    ) => Promise<Readonly<Record<string, unknown>>>,
  ): InputOf =>
  async (kitchen, restaurant, person = restaurant.members.owner) => {
    await clearDesk(kitchen, restaurant);
    try {
      return await bring(kitchen, restaurant, person);
    } catch (error) {
      if (person === restaurant.members.owner) throw error;
      await clearDesk(kitchen, restaurant);
      return bring(kitchen, restaurant, restaurant.members.owner);
    }
  };
const uploaded = broughtBy(async (kitchen, { place }, person) => ({
  id: await upload(kitchen, person, place.location.id, 'orders'),
}));
const readAsOrders: InputOf = async (kitchen, restaurant, person) => ({
  ...(await uploaded(kitchen, restaurant, person)),
  reading: GOOD.orders.reading,
});

/** By procedure. A procedure that is missing here fails the tests. */
export const INPUTS: Readonly<Record<string, InputOf>> = {
  'audit.history': dish,
  'audit.latest': async () => ({ after: '0' }),
  'audit.request': request,
  'audit.search': location,
  'home.attention': location,
  'home.figures': async (kitchen, restaurant) => ({
    ...(await location(kitchen, restaurant)),
    from: new Date(Date.now() - 3_600_000).toISOString(),
    weekAgo: new Date(Date.now() - 3_600_000 - 7 * 86_400_000).toISOString(),
  }),
  'home.queue': location,
  'audit.viewings': dish,
  'customers.get': guest,
  'customers.list': location,
  'customers.lookUp': async (_kitchen, { customer }) => ({ phone: customer.phone }),
  'customers.reveal': guest,
  'customers.update': async (kitchen, { customer }) => {
    const [contact] = await kitchen.admin<{ version: number }[]>`
      select version from customer_contact where customer_id = ${customer.id}`;
    return { id: customer.id, version: contact?.version, data: { name: 'Ірина Шевчук' } };
  },
  'locations.create': async () => ({
    name: 'Поділ',
    slug: `p-${crypto.randomUUID()}`,
    city: 'Київ',
    timezone: 'Europe/Kyiv',
  }),
  // What every role that may touch the establishment at all may change of it.
  'locations.edit': async (kitchen, restaurant) => ({
    ...(await establishment(kitchen, restaurant)),
    data: { phone: '+380 44 000 00 00' },
  }),
  'locations.list': nothing,
  'locations.setHours': async (kitchen, restaurant) => ({
    ...(await establishment(kitchen, restaurant)),
    data: { hours: WEEK },
  }),
  'imports.cancel': uploaded,
  'imports.check': readAsOrders,
  'imports.complete': broughtBy(async (kitchen, { place }, person) => ({
    id: await send(kitchen, person, place.location.id, 'orders', GOOD.orders.text),
  })),
  'imports.confirm': broughtBy(async (kitchen, restaurant, person) => ({
    id: await check(kitchen, restaurant, person, 'orders'),
  })),
  'imports.confirmPrices': broughtBy(async (kitchen, restaurant, person) => ({
    id: await check(kitchen, restaurant, person, 'menu'),
  })),
  'imports.get': uploaded,
  'imports.inspect': uploaded,
  'imports.lines': async (kitchen, restaurant, person) => ({
    ...(await uploaded(kitchen, restaurant, person)),
    of: 'rejected',
  }),
  'imports.list': location,
  'imports.preview': readAsOrders,
  'imports.putChunk': broughtBy(async (kitchen, { place }, person) => ({
    id: await send(kitchen, person, place.location.id, 'orders', GOOD.orders.text, 1),
    no: 0,
    content: Buffer.from(GOOD.orders.text).toString('base64'),
  })),
  'imports.start': broughtBy(async (_kitchen, { place }) =>
    announce(place.location.id, 'orders', GOOD.orders.text),
  ),
  'menu.createItem': async (kitchen, restaurant) => ({
    ...(await location(kitchen, restaurant)),
    categoryId: restaurant.menu.categories[0]?.id,
    name: 'Сирники',
    priceMinor: 9_900,
    taxClass: 'standard',
  }),
  'menu.editItem': async (kitchen, restaurant) => ({
    ...(await item(kitchen, restaurant)),
    data: { name: 'Борщ' },
  }),
  'menu.list': location,
  'menu.priceItem': async (kitchen, restaurant) => ({
    ...(await item(kitchen, restaurant)),
    priceMinor: 16_000,
  }),
  'menu.setAvailability': async (kitchen, restaurant) => ({
    ...(await item(kitchen, restaurant)),
    available: false,
  }),
  'orders.advance': orderIn('placed', { to: 'accepted' }),
  'orders.cancel': orderIn('placed', { reason: 'the guest left' }),
  'orders.create': async (kitchen, restaurant) => ({
    ...(await location(kitchen, restaurant)),
    channel: 'takeaway',
    lines: [{ menuItemId: restaurant.menu.items[0]?.id, quantity: 2 }],
    payment: { method: 'cash' },
  }),
  'orders.get': orderIn('placed', {}),
  'orders.list': location,
  'orders.void': orderIn('cooking', { reason: 'burnt' }),
  'receipts.get': async (kitchen, restaurant) => ({
    orderId: (await kitchen.order(restaurant, { status: 'delivered' })).id,
  }),
  'receipts.reprint': async (kitchen, restaurant) => ({
    id: (await kitchen.order(restaurant, { status: 'delivered' })).receiptId,
  }),
  'factor.begin': withoutFactor,
  'factor.confirm': begun,
  'factor.get': nothing,
  'factor.keep': async (kitchen, { members }, person = members.owner) => {
    await enrolled(kitchen, person.email);
    await kitchen.admin`update auth.factor set reset_due_at = now() + '1 day'`;
    return {};
  },
  'factor.remove': withFactor,
  'factor.renewCodes': withFactor,
  'profile.askAddressProof': nothing,
  'profile.get': nothing,
  'profile.changePassword': async () => ({ password: 'a sentence nobody else would think of' }),
  'session.address': ownSession,
  'session.get': nothing,
  'session.list': nothing,
  'session.revoke': ownSession,
  'session.revokeAll': nothing,
  'session.revokeOthers': nothing,
  'session.stepUp': async () => ({ password: PASSWORD }),
  'session.switchOrg': async (_kitchen, { org }) => ({ orgId: org.orgId }),
  'policy.get': nothing,
  'policy.standing': nothing,
  'policy.update': async (kitchen, { org }) => {
    const [policy] = await kitchen.admin<{ version: number }[]>`
      select version from security_policy where org_id = ${org.orgId}`;
    return { version: policy?.version ?? 0, secondFactor: ['privacy_officer'], inDays: 30 };
  },
  'settings.get': nothing,
  'settings.usage': nothing,
  'settings.update': async (kitchen, { org }) => {
    const [profile] = await kitchen.admin<{ version: number }[]>`
      select version from org_profile where org_id = ${org.orgId}`;
    return { version: profile?.version ?? 0, data: { legalName: 'ТОВ «Вареник»' } };
  },
  'staff.access': colleague,
  'staff.contact': colleague,
  'staff.get': colleague,
  'staff.list': nothing,
};
