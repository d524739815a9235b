import { randomBytes } from 'node:crypto';
import { HUMAN_ROLES, type HumanRole } from '@toster/contracts/rbac/roles';
import { newId } from '@toster/contracts/ids';
import {
  idempotencyKey,
  importChunk,
  importFile,
  importFinding,
  importJob,
  importRejection,
  locationProfile,
  orgProfile,
  securityPolicy,
  consent,
  guestCode,
  guestSession,
  outbox,
  receiptCopy,
  refusal,
  useCounter,
} from '../../schema/index.ts';
import type { TestDatabase } from '../../testing/database.ts';
import { createCustomer, type CustomerRow } from '../../testing/factories/customer.ts';
import { createMember, type MemberRow } from '../../testing/factories/member.ts';
import { createMenuItem } from '../../testing/factories/menu.ts';
import { createOrder, type OrderRow } from '../../testing/factories/order.ts';
import { createRestaurant, type Restaurant } from '../../testing/factories/restaurant.ts';
import type { Handle } from '../../testing/factories/rows.ts';

/** A restaurant with at least one row in every tenant table. Its texts carry a mark that occurs nowhere else. */
export type Side = {
  readonly orgId: string;
  readonly mark: string;
  readonly restaurant: Restaurant;
  readonly members: Readonly<Record<HumanRole, MemberRow>>;
  /** Works at the first establishment, with tax and bank data. */
  readonly paid: MemberRow;
  /** Works nowhere in particular. */
  readonly unplaced: MemberRow;
  readonly guest: CustomerRow;
  /** A delivery in the courier's hands, handled by the cook: guest, address, kitchen note. */
  readonly delivery: OrderRow;
  /** Delivered long ago and paid by card. */
  readonly closed: OrderRow;
};

const DAY_MS = 86_400_000;
const DIGITS = 8;

/** Makes two restaurants that have nothing in common but the database. */
export async function twoRestaurants(
  db: TestDatabase,
): Promise<{ readonly a: Side; readonly b: Side }> {
  return { a: await side(db), b: await side(db) };
}

async function side(db: TestDatabase): Promise<Side> {
  const mark = `zq${randomBytes(6).toString('hex')}`;
  return db.maintenance.run(
    newId(),
    { action: 'demo.seeded', request: `seed:${mark}`, part: 0 },
    (tx) => fill(tx, mark),
  );
}

async function fill(tx: Handle, mark: string): Promise<Side> {
  const restaurant = await createRestaurant(tx, {
    roles: HUMAN_ROLES,
    org: { name: `House ${mark}`, slug: mark },
  });
  const { org, place, members } = restaurant;
  const { orgId } = org;
  const number = () => `+3807${randomBytes(DIGITS).readUInt32BE().toString().padStart(10, '0')}`;
  const paid = await createMember(tx, {
    org,
    grants: [{ role: 'cook', locationId: place.location.id }],
    locationId: place.location.id,
    firstName: `First ${mark}`,
    fullName: `Full ${mark}`,
    phone: number(),
    email: `private@${mark}.test`,
    payroll: { taxId: `tax-${mark}`, iban: `iban-${mark}`, hourlyWageMinor: 12_345 },
  });
  const unplaced = await createMember(tx, {
    org,
    grants: [{ role: 'accountant' }],
    firstName: `Loose ${mark}`,
    fullName: `Whole ${mark}`,
    payroll: { taxId: `loose-tax-${mark}`, iban: `loose-iban-${mark}`, hourlyWageMinor: 54_321 },
  });
  const guest = await createCustomer(tx, place, {
    name: `Guest ${mark}`,
    phone: number(),
    email: `guest@${mark}.test`,
  });
  const category = restaurant.menu.categories[0];
  const cook = members.cook;
  const courier = members.courier;
  if (!category || !cook || !courier) throw new Error('the restaurant is not complete');
  const dish = await createMenuItem(tx, place, category.id, {
    name: `Dish ${mark}`,
    description: `Recipe ${mark}`,
  });
  const lines = [{ item: dish, quantity: 2, modifiers: [`without ${mark}`] }];
  const delivery = await createOrder(tx, {
    place,
    lines,
    status: 'on_way',
    channel: 'delivery',
    customer: guest,
    tableLabel: `Table ${mark}`,
    handledBy: cook.id,
    courierId: courier.id,
    kitchenNote: `Note ${mark}`,
    address: {
      line: `Street ${mark}`,
      city: `City ${mark}`,
      postcode: '01001',
      doorNote: `Door ${mark}`,
    },
  });
  const closed = await createOrder(tx, {
    place,
    lines,
    status: 'delivered',
    placedAt: new Date(Date.now() - 3 * DAY_MS),
    customer: guest,
    handledBy: cook.id,
    payment: { method: 'card', card: { brand: `card ${mark}`, last4: '4242' } },
  });
  await tx.insert(receiptCopy).values({
    orgId,
    receiptId: closed.receiptId ?? '',
    seq: 1,
    locationId: place.location.id,
    number: 1,
    staffId: members.owner.id,
    at: new Date(0),
  });
  await tx.insert(orgProfile).values({
    orgId,
    legalName: `Company ${mark}`,
    taxId: `vat ${mark}`,
    address: `Office ${mark}`,
    email: `office@${mark}.test`,
    receiptFooter: `Thanks ${mark}`,
  });
  await guestRows(tx, mark, orgId, guest.id, place.location.id);
  await tx.insert(securityPolicy).values({ orgId, secondFactor: ['hr@2036-01-01T00:00:00.000Z'] });
  for (const { id } of restaurant.locations)
    await tx.insert(locationProfile).values({ orgId, locationId: id, address: `House ${mark}` });
  await transport(tx, mark, orgId, place.location.id, members.owner.id);
  return {
    orgId,
    mark,
    restaurant,
    members: members as Side['members'],
    paid,
    unplaced,
    guest,
    delivery,
    closed,
  };
}

/** A guest who has signed in and said yes to something. */
async function guestRows(
  tx: Handle,
  mark: string,
  orgId: string,
  customerId: string,
  locationId: string,
): Promise<void> {
  const later = new Date(Date.now() + 86_400_000);
  const emailKey = `guest@${mark}.test`;
  const keys = { orgId, customerId };
  await tx.insert(guestCode).values({
    ...keys,
    id: newId(),
    emailKey,
    language: 'en',
    codeDigests: [`digest ${mark}`],
    expiresAt: later,
  });
  await tx.insert(guestSession).values({
    ...keys,
    id: newId(),
    emailKey,
    cell: 'eu-1',
    idleExpiresAt: later,
    absoluteExpiresAt: later,
    authTime: new Date(),
    amr: ['otp'],
    aal: 1,
    userAgent: `browser ${mark}`,
  });
  await tx.insert(consent).values({
    ...keys,
    id: newId(),
    locationId,
    purpose: 'news_email',
    given: true,
    textVersion: '2026-11',
    language: 'en',
    channel: 'guest_page',
  });
}

async function transport(
  tx: Handle,
  mark: string,
  orgId: string,
  locationId: string,
  ownerId: string,
): Promise<void> {
  const jobId = newId();
  await tx.insert(importJob).values({
    orgId,
    id: jobId,
    locationId,
    kind: 'orders',
    source: `till ${mark}`,
    fileDigest: `digest ${mark}`,
    startedBy: ownerId,
    status: 'finished',
  });
  await tx.insert(importRejection).values({
    orgId,
    jobId,
    locationId,
    lineNo: 7,
    reason: 'price',
    raw: `raw line ${mark}`,
    ownerId,
  });
  await tx.insert(importFinding).values({
    orgId,
    jobId,
    lineNo: 8,
    ownerId,
    verdict: 'rejected',
    problem: { code: 'missing', field: `field ${mark}` },
    raw: `foretold line ${mark}`,
  });
  await tx.insert(importFile).values({
    orgId,
    jobId,
    ownerId,
    name: `export ${mark}.csv`,
    size: 24,
    sha256: `sha256 ${mark}`,
    chunkCount: 1,
    header: `header ${mark}`,
  });
  await tx
    .insert(importChunk)
    .values({ orgId, jobId, no: 0, ownerId, content: Buffer.from(`content of ${mark}`) });
  await tx.insert(idempotencyKey).values({
    orgId,
    actorId: ownerId,
    key: `key-${mark}`,
    procedure: 'orders.get',
    inputDigest: `input ${mark}`,
    answer: { name: `Answer ${mark}` },
  });
  await tx
    .insert(refusal)
    .values({ orgId, actorId: ownerId, reason: `reason ${mark}`, minute: new Date(0), count: 3 });
  await tx.insert(useCounter).values({
    orgId,
    actorId: ownerId,
    permission: `permission ${mark}`,
    times: [new Date(0)],
    lastAt: new Date(0),
    countedIn: '3',
    unspent: 0,
  });
  await tx
    .insert(outbox)
    .values({ orgId, id: newId(), topic: `topic.${mark}`, payload: { id: `payload ${mark}` } });
}

/** A second delivery of a side, in the state and hands the test asks for. */
export function deliveryOf(
  db: TestDatabase,
  of: Side,
  change: {
    readonly status?: OrderRow['status'];
    readonly courierId?: string | null;
    readonly guest?: CustomerRow;
  } = {},
): Promise<OrderRow> {
  const { place, menu } = of.restaurant;
  const item = menu.items[0];
  if (!item) throw new Error('the menu is empty');
  return db.maintenance.run(
    of.orgId,
    { action: 'order.created', request: newId(), part: 0 },
    (tx) =>
      createOrder(tx, {
        place,
        lines: [{ item, quantity: 1 }],
        status: change.status ?? 'on_way',
        channel: 'delivery',
        customer: change.guest ?? of.guest,
        courierId: change.courierId === undefined ? of.members.courier.id : change.courierId,
        kitchenNote: `Another note ${of.mark}`,
        address: { line: `Other street ${of.mark}`, city: 'Kyiv' },
      }),
  );
}
