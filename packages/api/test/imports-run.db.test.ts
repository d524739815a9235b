import { newId } from '@toster/contracts/ids';
import { IMPORT_FILE_DAYS, IMPORT_LINES_DAYS } from '@toster/contracts/imports/kinds';
import {
  AUDIT_OPS,
  ZGetAuditRequestOutput,
  ZSearchAuditOutput,
} from '@toster/contracts/schemas/audit';
import { ZImportStateOutput, ZListImportLinesOutput } from '@toster/contracts/schemas/imports';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { withTenant } from '@toster/db/tenant';
import { tidyContext } from '@toster/imports/stored/stored-import';
import { sweepImports } from '@toster/imports/stored/sweep-imports';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { check, GOOD, look, upload, work } from './import-files.ts';
import { type Kitchen, memberOf, openKitchen, STALE_PROOF_MS } from './kitchen.ts';

let kitchen: Kitchen;
beforeAll(async () => {
  kitchen = await openKitchen();
});
afterAll(() => kitchen.close());

const open = () => kitchen.restaurant(['owner', 'manager', 'operator']);
const linesOf = async (
  { members: { owner } }: Restaurant,
  id: string,
  of: 'rejected' | 'changes',
  more: object = {},
) => kitchen.ask(owner, 'imports.lines', { id, of, ...more }, ZListImportLinesOutput);
const leftOf = async (id: string) => {
  const [left] = await kitchen.admin`
    select (select count(*)::int from import_chunk where job_id = ${id}) as chunks,
           (select count(*)::int from import_finding where job_id = ${id}) as findings,
           (select emptied_at is not null from import_file where job_id = ${id}) as emptied`;
  return left;
};
const state = (restaurant: Restaurant, path: string, id: string) =>
  kitchen.ask(restaurant.members.owner, path, { id }, ZImportStateOutput);

/** Two known dishes of the small menu, one changed in price, one new, one line that cannot be read. */
async function menuOf(restaurant: Restaurant) {
  const [first, second] = restaurant.menu.items;
  const [category] = restaurant.menu.categories;
  if (!first || !second || !category) throw new Error('the menu is too small');
  const price = (minor: number) => (minor / 100).toFixed(2);
  const nameOf = (id: string) =>
    restaurant.menu.categories.find((each) => each.id === id)?.name ?? '';
  return {
    first,
    text: [
      'Category;Name;Price;Allergens',
      `${nameOf(first.categoryId)};${first.name};${price(first.priceMinor + 500)};`,
      `${nameOf(second.categoryId)};${second.name};${price(second.priceMinor)};`,
      `${category.name};Галушки;89,50;глютен, яйця`,
      `${category.name};Окрошка;free;`,
      '',
    ].join('\n'),
    reading: {
      kind: 'menu',
      delimiter: ';',
      encoding: 'utf-8',
      columns: { category: 0, name: 1, price: 2, allergens: 3 },
      defaults: { taxClass: 'standard' },
    },
  };
}

describe('a menu', () => {
  test('is checked without a change, confirmed with a fresh proof, imported under the person’s name, and found in the log as one line', async () => {
    const restaurant = await open();
    const { owner } = restaurant.members;
    const { text, reading, first } = await menuOf(restaurant);
    const dishes = () => kitchen.admin`
      select name, price_minor::int as price, allergens from menu_item where org_id = ${restaurant.org.orgId} order by position`;
    const before = await dishes();
    const id = await check(kitchen, restaurant, owner, 'menu', text, reading);
    expect(await dishes()).toEqual(before);
    const checked = await look(kitchen, owner, id);
    expect(checked).toMatchObject({
      status: 'checked',
      setsPrices: true,
      foretold: { lines: 4, created: 1, updated: 1, known: 1, faulty: 1, heldBack: 0 },
      progress: { lines: 5, total: 5 },
    });
    expect((await linesOf(restaurant, id, 'rejected')).lines).toEqual([
      {
        line: 5,
        raw: expect.stringContaining('Окрошка;free;'),
        fields: [expect.any(String), 'Окрошка', 'free', ''],
        problem: { code: 'not_amount', field: 'price', currency: 'UAH' },
        reason: null,
        verdict: 'rejected',
        changes: [],
      },
    ]);
    const { lines: changes } = await linesOf(restaurant, id, 'changes');
    expect(changes.map(({ line, verdict, changes: fields }) => [line, verdict, fields])).toEqual([
      [2, 'updated', [{ field: 'price', before: first.priceMinor, after: first.priceMinor + 500 }]],
      [
        4,
        'created',
        expect.arrayContaining([{ field: 'allergens', before: null, after: ['gluten', 'eggs'] }]),
      ],
    ]);

    // Prices ask for a proof; the way without one is closed.
    const stale = await kitchen.call(
      owner,
      'imports.confirmPrices',
      { id },
      { proofAgeMs: STALE_PROOF_MS },
    );
    expect(stale.error?.code).toBe('STEP_UP_REQUIRED');
    expect((await kitchen.call(owner, 'imports.confirm', { id })).error?.code).toBe(
      'IMPORT_STATE_INVALID',
    );
    expect(await state(restaurant, 'imports.confirmPrices', id)).toEqual({ id, status: 'running' });
    await work(kitchen, restaurant, id);
    expect(await look(kitchen, owner, id)).toMatchObject({
      status: 'finished',
      created: 1,
      updated: 1,
      known: 1,
      rejected: 1,
      file: { present: false },
    });
    expect(await leftOf(id)).toEqual({ chunks: 0, findings: 0, emptied: true });
    expect(await dishes()).toEqual([
      ...before.map((dish) =>
        dish['name'] === first.name ? { ...dish, price: first.priceMinor + 500 } : dish,
      ),
      { name: 'Галушки', price: 8_950, allergens: ['gluten', 'eggs'] },
    ]);
    expect((await linesOf(restaurant, id, 'rejected')).lines).toMatchObject([
      {
        line: 5,
        raw: expect.stringContaining('Окрошка'),
        problem: { code: 'not_amount' },
        reason: 'price is not an amount in UAH',
      },
    ]);

    const log = await kitchen.ask(owner, 'audit.search', { source: 'import' }, ZSearchAuditOutput);
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).toMatchObject({
      requestId: `import:${id}`,
      action: 'menu.imported',
      domain: 'menu',
      actor: { id: owner.id },
      label: 'menu',
    });
    const entry = await kitchen.ask(
      owner,
      'audit.request',
      { requestId: `import:${id}`, limit: 100 },
      ZGetAuditRequestOutput,
    );
    const rels = entry.events.map(({ rel, op }) => `${op} ${rel}`);
    expect(rels).toEqual(
      expect.arrayContaining(['insert menu_item', 'update menu_item', 'insert import_rejection']),
    );
    // What stood in the line is nobody's business but the person's who brought it.
    expect(JSON.stringify(entry)).not.toContain('Окрошка');
  });

  test('without a column for prices changes what it says and adds nothing that would need one', async () => {
    const restaurant = await open();
    const manager = memberOf(restaurant, 'manager');
    const [dish] = restaurant.menu.items;
    const reading = {
      kind: 'menu',
      delimiter: ',',
      encoding: 'utf-8',
      columns: { name: 0, available: 1 },
      defaults: {},
    };
    const text = `name,available\n${dish?.name},ні\nNew dish,yes\n`;
    const id = await check(kitchen, restaurant, manager, 'menu', text, reading);
    expect(await look(kitchen, manager, id)).toMatchObject({
      setsPrices: false,
      foretold: { created: 0, updated: 1, faulty: 1 },
    });
    expect((await kitchen.call(manager, 'imports.confirmPrices', { id })).error?.code).toBe(
      'IMPORT_STATE_INVALID',
    );
    const answer = await kitchen.call(
      manager,
      'imports.confirm',
      { id },
      { proofAgeMs: STALE_PROOF_MS },
    );
    expect(answer.error).toBeNull();
    await work(kitchen, restaurant, id);
    const rows = await kitchen.admin`
      select name from menu_item where org_id = ${restaurant.org.orgId} and not available`;
    expect(rows.map((row) => row['name'])).toEqual([dish?.name]);
  });
});

describe('a check', () => {
  test('that is asked for anew replaces the one before, findings and all', async () => {
    const restaurant = await open();
    const { owner } = restaurant.members;
    const { text, reading } = await menuOf(restaurant);
    const id = await check(kitchen, restaurant, owner, 'menu', text, reading);
    expect((await linesOf(restaurant, id, 'rejected')).lines).toHaveLength(1);
    const without = { ...reading, columns: { category: 0, name: 1 } };
    await kitchen.ask(owner, 'imports.check', { id, reading: without }, ZImportStateOutput);
    expect(await look(kitchen, owner, id)).toMatchObject({ status: 'checking', foretold: null });
    await work(kitchen, restaurant, id);
    expect(await look(kitchen, owner, id)).toMatchObject({
      status: 'checked',
      foretold: { created: 0, updated: 0, known: 2, faulty: 2 },
    });
    expect((await linesOf(restaurant, id, 'changes')).lines).toEqual([]);
  });

  test('stands in the log under the call that asked for it, and not as an import', async () => {
    const restaurant = await open();
    const { owner } = restaurant.members;
    const id = await check(kitchen, restaurant, owner, 'orders');
    const of = { rel: 'import_job', row: id };
    const log = await kitchen.ask(owner, 'audit.search', of, ZSearchAuditOutput);
    expect(log.lines.map(({ action, source }) => [action, source])).toEqual([
      ['import.checked', 'console'],
      ['import.uploaded', 'console'],
      ['import.started', 'console'],
    ]);
  });

  test('of a person who has lost the right goes back to the columns and says so', async () => {
    const restaurant = await open();
    const { owner } = restaurant.members;
    const operator = memberOf(restaurant, 'operator');
    const id = await upload(kitchen, operator, restaurant.place.location.id, 'customers');
    const { reading } = GOOD.customers;
    await kitchen.ask(operator, 'imports.check', { id, reading }, ZImportStateOutput);
    await kitchen.admin`
      update membership_grant set role = 'cook' where org_id = ${restaurant.org.orgId} and membership_id = ${operator.id}`;
    await work(kitchen, restaurant, id);
    expect(await look(kitchen, owner, id)).toMatchObject({ status: 'uploaded', failure: 'rights' });
  });

  test('pages through what it found', async () => {
    const restaurant = await open();
    const lines = Array.from({ length: 25 }, (_, i) => `${i},0,Tea,1.00`);
    const text = `order_id,quantity,item_name,item_price\n${lines.join('\n')}\n`;
    const id = await check(kitchen, restaurant, restaurant.members.owner, 'orders', text);
    const first = await linesOf(restaurant, id, 'rejected', { limit: 20 });
    expect(first.lines.map(({ line }) => line)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 2),
    );
    const second = await linesOf(restaurant, id, 'rejected', {
      limit: 20,
      cursor: first.nextCursor,
    });
    expect(second.lines.map(({ line }) => line)).toEqual([22, 23, 24, 25, 26]);
    expect(second.nextCursor).toBeNull();
    expect(second.reasons).toBeNull();
  });

  test('says how many lines each reason put aside, the same before and after the import, and shows those of one', async () => {
    const restaurant = await open();
    const lines = ['1,0,Tea,1.00', '2,1,Tea,free', '3,1,Tea,2.00', '4,0,"Tea, black",1.00', '5,1'];
    const text = `order_id,quantity,item_name,item_price\n${lines.join('\n')}\n`;
    const id = await check(kitchen, restaurant, restaurant.members.owner, 'orders', text);
    const reasonsNow = async () => {
      const all = await linesOf(restaurant, id, 'rejected');
      const some = await linesOf(restaurant, id, 'rejected', { code: 'zero' });
      expect(some.lines.map(({ line }) => line)).toEqual([2, 5]);
      expect(some.lines.map(({ fields }) => fields[2])).toEqual(['Tea', 'Tea, black']);
      return all.reasons;
    };
    const foretold = await reasonsNow();
    expect(foretold?.[0]).toEqual({ code: 'zero', count: 2 });
    expect(foretold).toContainEqual({ code: 'not_amount', count: 1 });
    await state(restaurant, 'imports.confirm', id);
    await work(kitchen, restaurant, id);
    expect(await reasonsNow()).toEqual(foretold);
  });
});

describe('the steps of an import', () => {
  test('cannot be jumped over, repeated or taken back', async () => {
    const restaurant = await open();
    const { owner } = restaurant.members;
    const attempt = async (path: string, id: string, more: object = {}) => {
      const { error } = await kitchen.call(owner, path, { id, ...more });
      return error?.code ?? 'done';
    };
    const id = await upload(kitchen, owner, restaurant.place.location.id, 'orders');
    const { reading } = GOOD.orders;
    expect(await attempt('imports.confirm', id)).toBe('IMPORT_STATE_INVALID');
    expect(await attempt('imports.complete', id)).toBe('IMPORT_STATE_INVALID');
    expect(await attempt('imports.check', id, { reading })).toBe('done');
    expect(await attempt('imports.confirm', id)).toBe('IMPORT_STATE_INVALID');
    await work(kitchen, restaurant, id);
    expect(await attempt('imports.confirm', id)).toBe('done');
    expect(await attempt('imports.confirm', id)).toBe('IMPORT_STATE_INVALID');
    expect(await attempt('imports.check', id, { reading })).toBe('IMPORT_STATE_INVALID');
    await work(kitchen, restaurant, id);
    for (const path of ['imports.cancel', 'imports.confirm', 'imports.complete'])
      expect(await attempt(path, id)).toBe('IMPORT_STATE_INVALID');
  });

  test('a file that was imported before is known again, and brings nothing twice', async () => {
    const restaurant = await open();
    const { owner } = restaurant.members;
    const bring = async () => {
      const id = await check(kitchen, restaurant, owner, 'customers');
      await state(restaurant, 'imports.confirm', id);
      await work(kitchen, restaurant, id);
      return look(kitchen, owner, id);
    };
    const first = await bring();
    expect(first).toMatchObject({ status: 'finished', created: 2, file: { before: null } });
    const second = await bring();
    expect(second).toMatchObject({ created: 0, known: 2, file: { before: { id: first.id } } });
  });

  test('work that is done for nobody any more is tidied up: a file called off is deleted', async () => {
    const restaurant = await open();
    const { owner } = restaurant.members;
    const { text, reading } = await menuOf(restaurant);
    const id = await check(kitchen, restaurant, owner, 'menu', text, reading);
    await state(restaurant, 'imports.cancel', id);
    expect(await leftOf(id)).toMatchObject({ chunks: 1, emptied: false });
    await work(kitchen, restaurant, id);
    expect(await leftOf(id)).toEqual({ chunks: 0, findings: 0, emptied: true });
  });
});

describe('what was in a file', () => {
  const DAY = 86_400_000;
  const sweep = ({ org: { orgId } }: Restaurant) =>
    withTenant(
      kitchen.database.worker,
      tidyContext({ orgId, jobId: newId() }, 'import.expired'),
      (tx) => sweepImports(tx, orgId, { file: IMPORT_FILE_DAYS, lines: IMPORT_LINES_DAYS }),
    );
  const finish = async (restaurant: Restaurant, daysAgo: number) => {
    const { owner } = restaurant.members;
    const { text, reading } = await menuOf(restaurant);
    const id = await check(kitchen, restaurant, owner, 'menu', text, reading);
    await state(restaurant, 'imports.confirmPrices', id);
    await work(kitchen, restaurant, id);
    await kitchen.admin`
      update import_job set finished_at = now() - make_interval(days => ${daysAgo}) where id = ${id}`;
    return id;
  };
  const keptOf = async (id: string) => {
    const [kept] = await kitchen.admin`
      select (select count(*)::int from import_rejection where job_id = ${id}) as lines, name, header
      from import_file where job_id = ${id}`;
    return kept;
  };

  test('is gone thirty days after the end, lines, header and name, and the counts stay', async () => {
    const restaurant = await open();
    const { owner } = restaurant.members;
    const old = await finish(restaurant, IMPORT_LINES_DAYS + 1);
    const young = await finish(restaurant, IMPORT_LINES_DAYS - 1);
    await sweep(restaurant);
    expect(await keptOf(old)).toEqual({ lines: 0, name: '', header: null });
    expect(await keptOf(young)).toEqual({
      lines: 1,
      name: 'menu.csv',
      header: 'Category;Name;Price;Allergens',
    });
    const seen = await look(kitchen, owner, old);
    expect(seen).toMatchObject({ own: true, rejected: 1, created: 1, file: { columns: [] } });
    expect(seen.linesUntil === null ? 0 : Date.parse(seen.linesUntil)).toBeLessThan(Date.now());
    const until = (await look(kitchen, owner, young)).linesUntil;
    expect(Math.round((Date.parse(until ?? '') - Date.now()) / DAY)).toBe(1);
    expect((await linesOf(restaurant, old, 'rejected')).lines).toEqual([]);
    const left = await kitchen.admin`
      select rel, kind from au.event where org_id = ${restaurant.org.orgId} and action = 'import.expired' order by rel`;
    expect(left.map(({ rel, kind }) => [rel, AUDIT_OPS[Number(kind) - 1]])).toEqual([
      ['import_file', 'update'],
      ['import_rejection', 'delete'],
    ]);
  });

  test('of an import that nobody went on with for a week is deleted, and the import called off', async () => {
    const restaurant = await open();
    const { owner } = restaurant.members;
    const { text, reading } = await menuOf(restaurant);
    const left = await check(kitchen, restaurant, owner, 'menu', text, reading);
    const fresh = await upload(kitchen, owner, restaurant.place.location.id, 'customers');
    await kitchen.admin`
      update import_file set created_at = now() - make_interval(days => ${IMPORT_FILE_DAYS}, secs => 1) where job_id = ${left}`;
    await sweep(restaurant);
    expect(await look(kitchen, owner, left)).toMatchObject({
      status: 'cancelled',
      failure: 'expired',
      file: { present: false },
    });
    expect(await leftOf(left)).toEqual({ chunks: 0, findings: 0, emptied: true });
    expect(await look(kitchen, owner, fresh)).toMatchObject({
      status: 'uploaded',
      file: { present: true },
    });
  });
});
