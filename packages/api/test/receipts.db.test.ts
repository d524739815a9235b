import { paperGates } from '@toster/auth/limits/attempt-gates';
import { ZGetOrderOutput } from '@toster/contracts/schemas/orders';
import { ZGetReceiptOutput, ZReprintReceiptOutput } from '@toster/contracts/schemas/receipts';
import { taxSharesOf, totalsOf } from '@toster/contracts/tax';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createContext } from '../src/context.ts';
import { readPaper } from '../src/features/receipts/read-paper.ts';
import { type Kitchen, memberOf, nobody, openKitchen } from './kitchen.ts';

let kitchen: Kitchen;
let ours: Restaurant;
let theirs: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen();
  ours = await kitchen.restaurant();
  theirs = await kitchen.restaurant(['owner']);
});
afterAll(() => kitchen.close());

type Role = Parameters<typeof memberOf>[1];
const ZSold = z.object({
  id: z.string(),
  receipt: z.object({ code: z.string(), number: z.int() }),
});

/** An order placed and paid through the API. */
const sell = (at: Restaurant = ours, input: Readonly<Record<string, unknown>> = {}) =>
  kitchen.ask(
    at.members.owner,
    'orders.create',
    {
      locationId: at.place.location.id,
      channel: 'takeaway',
      lines: [{ menuItemId: at.menu.items[0]?.id, quantity: 2 }],
      payment: { method: 'cash' },
      ...input,
    },
    ZSold,
  );
const get = (role: Role, input: unknown) =>
  kitchen.ask(memberOf(ours, role), 'receipts.get', input, ZGetReceiptOutput);
const reprint = (role: Role, id: string, headers: Readonly<Record<string, string>> = {}) =>
  kitchen.ask(memberOf(ours, role), 'receipts.reprint', { id }, ZReprintReceiptOutput, { headers });
const codeOf = async (role: Role, path: string, input: unknown) =>
  (await kitchen.call(memberOf(ours, role), path, input)).error?.code ?? 'OK';
const copiesOf = (id: string) =>
  kitchen.admin<{ seq: number; staff_id: string }[]>`
    select seq, staff_id from receipt_copy where receipt_id = ${id} order by seq`;
/** Somebody with a paper at an address; without one, at an address nobody knows. */
const paper = (slug: string, code: string, address: string | null = null) =>
  readPaper(
    { ...createContext({ headers: new Headers(), server: kitchen.server }), address },
    { slug, code },
  );

describe('a receipt', () => {
  test('is found by its code, its id and its order, and says what was sold, taxed and paid', async () => {
    const [soup, , beer] = ours.menu.items;
    await kitchen.admin`update menu_item set tax_class = 'alcohol' where id = ${beer?.id ?? ''}`;
    const sold = await sell(ours, {
      lines: [
        { menuItemId: soup?.id, quantity: 3 },
        { menuItemId: beer?.id, quantity: 2 },
      ],
      payment: { method: 'cash', tipMinor: 700 },
    });
    const found = await get('owner', { code: sold.receipt.code });
    const { receipt } = found;
    expect(await get('owner', { orderId: sold.id })).toEqual(found);
    expect(await get('owner', { id: receipt.id })).toEqual(found);
    const lines = [
      { taxClass: 'standard', lineTotalMinor: (soup?.priceMinor ?? 0) * 3 },
      { taxClass: 'alcohol', lineTotalMinor: (beer?.priceMinor ?? 0) * 2 },
    ];
    expect(receipt).toMatchObject({
      number: sold.receipt.number,
      orderId: sold.id,
      lines: [
        { name: soup?.name, quantity: 3, ...lines[0] },
        { name: beer?.name, quantity: 2, ...lines[1] },
      ],
      taxes: taxSharesOf('UA', lines),
      ...totalsOf('UA', lines),
      pricesIncludeTax: true,
      payments: [
        {
          method: 'cash',
          amountMinor: totalsOf('UA', lines).totalMinor,
          tipMinor: 700,
          card: null,
        },
      ],
      sellerAsOf: 'issue',
    });
    expect(found).toMatchObject({ since: null, mayReprint: true, copies: [] });
  });

  test('wants exactly one of code, id and order', async () => {
    const { id, receipt } = await sell();
    expect(await codeOf('owner', 'receipts.get', {})).toBe('INVALID_INPUT');
    expect(await codeOf('owner', 'receipts.get', { code: receipt.code, orderId: id })).toBe(
      'INVALID_INPUT',
    );
    expect(await codeOf('owner', 'receipts.get', { code: receipt.code.toLowerCase() })).toBe(
      'INVALID_INPUT',
    );
    expect(await codeOf('owner', 'receipts.get', { code: receipt.code })).toBe('OK');
  });

  test('keeps the seller of its day; an older one without a seller names the present settings', async () => {
    const { orgId } = ours.org;
    const state = (address: string, legalName: string) =>
      kitchen.admin.begin(async (tx) => {
        await tx`insert into org_profile (org_id, legal_name, tax_id, phone, receipt_footer)
        values (${orgId}, ${legalName}, '32855961', '+380440000000', 'Смачного!')
        on conflict (org_id) do update set legal_name = excluded.legal_name`;
        await tx`insert into location_profile (org_id, location_id, address, postcode)
        values (${orgId}, ${ours.place.location.id}, ${address}, '04070')
        on conflict (org_id, location_id) do update set address = excluded.address`;
      });
    await state('вул. Сагайдачного 10', 'ТОВ «Перша назва»');
    const sold = await sell();
    await state('вул. Хорива 4', 'ТОВ «Друга назва»');
    const kept = (await get('owner', { code: sold.receipt.code })).receipt;
    expect(kept.seller).toEqual({
      name: ours.org.name,
      legalName: 'ТОВ «Перша назва»',
      taxId: '32855961',
      country: 'UA',
      place: ours.place.location.name,
      address: 'вул. Сагайдачного 10',
      postcode: '04070',
      city: ours.place.location.city,
      phone: '+380440000000',
      timezone: 'Europe/Kyiv',
      locale: 'uk-UA',
      footer: 'Смачного!',
    });
    const order = await kitchen.order(ours, { status: 'delivered' });
    await kitchen.admin.begin(async (tx) => {
      // The receipt of an order from before the columns existed.
      const [row] = await tx`select seller, taxes from receipt where order_id = ${order.id}`;
      expect(row).toEqual({ seller: null, taxes: null });
    });
    const older = (await get('owner', { orderId: order.id })).receipt;
    expect(older).toMatchObject({
      sellerAsOf: 'today',
      seller: { legalName: 'ТОВ «Друга назва»', address: 'вул. Хорива 4' },
      taxes: taxSharesOf('UA', older.lines),
    });
    expect((await paper(ours.org.slug, older.code))?.seller).toEqual(older.seller);
  });

  test('says what became of its order', async () => {
    const of = async (status: 'refunded' | 'voided' | 'delivered') =>
      kitchen.order(ours, { status, payment: { method: 'cash' } });
    const states = ['refunded', 'voided', 'delivered'] as const;
    const orders = await Promise.all(states.map(of));
    const found = await Promise.all(orders.map(({ id }) => get('owner', { orderId: id })));
    expect(found.map(({ since }) => since)).toEqual(['refunded', 'cancelled', null]);
  });

  test('shows of a card brand and four digits to those who may read payments in full, to nobody else', async () => {
    const card = { brand: 'Visa', last4: '4242' };
    const order = await kitchen.order(ours, {
      status: 'delivered',
      payment: { method: 'card', card },
    });
    const cardFor = async (role: Role) =>
      (await get(role, { orderId: order.id })).receipt.payments[0]?.card;
    expect(await cardFor('owner')).toEqual(card);
    expect(await cardFor('cashier')).toEqual(card);
    expect(await cardFor('operator')).toBeNull();
    const copy = await reprint('owner', order.receiptId ?? '');
    expect(copy.receipt.payments).toMatchObject([{ method: 'card', card: null }]);
  });

  test('of another restaurant or another establishment does not exist', async () => {
    const foreign = await sell(theirs);
    const [, second] = ours.locations;
    const elsewhere = await kitchen.order(
      { ...ours, place: { ...ours.place, location: second } },
      { status: 'delivered' },
    );
    const own = await sell();
    for (const role of ['owner', 'manager', 'cashier'] as const) {
      expect(await codeOf(role, 'receipts.get', { code: foreign.receipt.code })).toBe('NOT_FOUND');
      expect(await codeOf(role, 'receipts.get', { orderId: foreign.id })).toBe('NOT_FOUND');
      expect(await codeOf(role, 'receipts.get', { code: own.receipt.code })).toBe('OK');
      const there = role === 'owner' ? 'OK' : 'NOT_FOUND';
      expect(await codeOf(role, 'receipts.get', { orderId: elsewhere.id })).toBe(there);
      expect(await codeOf(role, 'receipts.reprint', { id: elsewhere.receiptId })).toBe(there);
    }
    expect(await codeOf('owner', 'receipts.get', { id: nobody() })).toBe('NOT_FOUND');
    expect(await codeOf('accountant', 'receipts.get', { code: own.receipt.code })).toBe('OK');
  });
});

describe('a copy', () => {
  test('is numbered without a gap, also when many print at the same time', async () => {
    const sold = await sell();
    const { receipt } = await get('owner', { code: sold.receipt.code });
    const roles = ['owner', 'manager', 'operator', 'cashier'] as const;
    const made = await Promise.all(
      [...roles, ...roles].map(async (role) => (await reprint(role, receipt.id)).seq),
    );
    expect(made.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const { copies } = await get('owner', { id: receipt.id });
    expect(copies.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(new Set(copies.map(({ by }) => by.firstName))).toEqual(
      new Set(roles.map((role) => memberOf(ours, role).firstName)),
    );
  });

  test('is one where the same call is made again, and a refused call takes no number', async () => {
    const sold = await sell();
    const { receipt } = await get('owner', { code: sold.receipt.code });
    const headers = { 'idempotency-key': `copy-${receipt.code}` };
    const answers = await Promise.all([
      reprint('owner', receipt.id, headers),
      reprint('owner', receipt.id, headers),
    ]);
    expect(answers.map(({ seq }) => seq)).toEqual([1, 1]);
    expect(await codeOf('cook', 'receipts.reprint', { id: receipt.id })).toBe('FORBIDDEN');
    expect(await codeOf('courier', 'receipts.reprint', { id: receipt.id })).toBe('NOT_FOUND');
    expect((await reprint('cashier', receipt.id)).seq).toBe(2);
    expect(await copiesOf(receipt.id)).toHaveLength(2);
  });

  test('of their own delivery is what couriers print, who may not open receipts', async () => {
    const courier = memberOf(ours, 'courier');
    const order = await kitchen.order(ours, {
      status: 'on_way',
      channel: 'delivery',
      courierId: courier.id,
      payment: { method: 'cash' },
    });
    const other = await kitchen.order(ours, { status: 'on_way', payment: { method: 'cash' } });
    const seen = await kitchen.ask(courier, 'orders.get', { id: order.id }, ZGetOrderOutput);
    expect(seen).toMatchObject({ receipt: null, reprintable: order.receiptId });
    expect(seen.hidden).toContain('receipt');
    expect(await codeOf('courier', 'receipts.get', { orderId: order.id })).toBe('FORBIDDEN');
    expect((await reprint('courier', order.receiptId ?? '')).seq).toBe(1);
    expect(await codeOf('courier', 'receipts.reprint', { id: other.receiptId })).toBe('NOT_FOUND');
    const unpaid = await kitchen.order(ours, { status: 'on_way', courierId: courier.id });
    const bare = await kitchen.ask(courier, 'orders.get', { id: unpaid.id }, ZGetOrderOutput);
    expect(bare.reprintable).toBeNull();
  });

  test('stands in the log with who printed which, and nobody can change or remove it', async () => {
    const sold = await sell();
    const { receipt } = await get('owner', { code: sold.receipt.code });
    await reprint('cashier', receipt.id);
    const events = await kitchen.admin`
      select action, actor_id, label, domain, loc from au.event
       where rel = 'receipt_copy' and row_id like ${`${receipt.id}%`}`;
    expect(events).toEqual([
      {
        action: 'receipt.reprinted',
        actor_id: memberOf(ours, 'cashier').id,
        label: String(receipt.number),
        domain: 'finance',
        loc: ours.place.location.id,
      },
    ]);
    const change = (statement: string) => kitchen.admin.unsafe(statement, [receipt.id]);
    for (const [table, key] of [
      ['receipt_copy', 'receipt_id'],
      ['receipt', 'id'],
    ]) {
      await expect(change(`delete from ${table} where ${key} = $1`)).rejects.toThrow(
        /immutable|TS004/,
      );
      await expect(
        change(`update ${table} set number = number + 1 where ${key} = $1`),
      ).rejects.toThrow('immutable');
    }
    expect((await reprint('cashier', receipt.id)).seq).toBe(2);
  });
});

describe('the public place of a receipt', () => {
  test('shows what stands on the paper to whoever has slug and code, and nothing of guest, member or card', async () => {
    const order = await kitchen.order(ours, {
      status: 'delivered',
      customer: ours.customer,
      channel: 'delivery',
      address: { line: 'вул. Таємна 7', city: 'Київ' },
      handledBy: memberOf(ours, 'cashier').id,
      kitchenNote: 'алергія на горіхи',
      payment: { method: 'card', card: { brand: 'Visa', last4: '4242' } },
    });
    const { receipt } = await get('owner', { orderId: order.id });
    const found = await paper(ours.org.slug, receipt.code);
    const { id: _id, orderId: _order, locationId: _place, payments, ...printed } = receipt;
    expect(found).toEqual({
      ...printed,
      since: null,
      payments: payments.map((payment) => ({ ...payment, card: null })),
    });
    const text = JSON.stringify(found);
    for (const secret of [
      ours.customer.name,
      ours.customer.phone,
      'Таємна',
      'горіхи',
      '4242',
      'Visa',
      memberOf(ours, 'cashier').id,
      ours.org.orgId,
      order.id,
    ])
      expect(text).not.toContain(secret);
  });

  test('knows no code of another restaurant, no other spelling of a slug, and nothing that is no code', async () => {
    const [own, foreign] = [await sell(), await sell(theirs)];
    expect((await paper(ours.org.slug, own.receipt.code))?.code).toBe(own.receipt.code);
    expect((await paper(theirs.org.slug, foreign.receipt.code))?.code).toBe(foreign.receipt.code);
    const wrong: readonly (readonly [string, string])[] = [
      [ours.org.slug, foreign.receipt.code],
      [theirs.org.slug, own.receipt.code],
      ['', own.receipt.code],
      [ours.org.slug.toUpperCase(), own.receipt.code],
      [`${ours.org.slug}' or true --`, own.receipt.code],
      [ours.org.slug, `${own.receipt.code}0`],
      [ours.org.slug, '%'],
      ['x'.repeat(5_000), own.receipt.code],
    ];
    for (const [slug, code] of wrong) expect(await paper(slug, code)).toBeNull();
    const spoken = `${own.receipt.code.slice(0, 5)}-${own.receipt.code.slice(5)}`.toLowerCase();
    expect((await paper(ours.org.slug, spoken))?.code).toBe(own.receipt.code);
  });

  test('counts a code that opens nothing against the address it came from, and no other', async () => {
    const { receipt } = await sell();
    const { server } = kitchen;
    const [guesser, guest] = ['192.0.2.66', '192.0.2.1'];
    const { keys, log } = server.auth.attempts;
    const waits = () =>
      Promise.all(
        [guesser, guest].map(async (each) => (await log.look(paperGates(keys, each))).waitMs),
      );
    for (let guess = 0; guess < 20; guess += 1) {
      expect(await waits()).toEqual([0, 0]);
      expect(await paper(ours.org.slug, 'ZZZZZZZZZZ', guesser)).toBeNull();
      expect((await paper(ours.org.slug, receipt.code, guest))?.code).toBe(receipt.code);
      expect(await paper(ours.org.slug, 'no code', guest)).toBeNull();
    }
    const [guesserWaits, guestWaits] = await waits();
    expect(guesserWaits).toBeGreaterThan(890_000);
    expect(guestWaits).toBe(0);
  });

  test('lets sixty guesses made at once be wrong twenty times, and looks no further', async () => {
    const { receipt } = await sell();
    const { keys, log } = kitchen.server.auth.attempts;
    const address = '192.0.2.67';
    const guesses = Array.from({ length: 60 }, (_, index) =>
      paper(ours.org.slug, index === 59 ? receipt.code : 'ZZZZZZZZZZ', address),
    );
    expect(await Promise.all(guesses)).toEqual(guesses.map(() => null));
    expect((await log.look(paperGates(keys, address))).waitMs).toBeGreaterThan(890_000);
    expect(await paper(ours.org.slug, receipt.code, address)).toBeNull();
    expect((await paper(ours.org.slug, receipt.code, '192.0.2.68'))?.code).toBe(receipt.code);
  });

  test('opens for one guest after another, also from an address that was wrong nineteen times', async () => {
    const { receipt } = await sell();
    const address = '192.0.2.69';
    for (let wrong = 0; wrong < 19; wrong += 1) await paper(ours.org.slug, 'ZZZZZZZZZZ', address);
    for (let guest = 0; guest < 25; guest += 1)
      expect((await paper(ours.org.slug, receipt.code, address))?.code).toBe(receipt.code);
  });
});
