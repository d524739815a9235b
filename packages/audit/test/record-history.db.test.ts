import { recordAt } from '@toster/contracts/records/fold-record';
import type { RecordRef } from '@toster/contracts/records/kinds';
import type { HistoryEvent } from '@toster/contracts/schemas/history';
import { logNameOf, recordOfRow } from '@toster/db/classification/records';
import { TABLE_CLASSES } from '@toster/db/classification/registry';
import { withTenant } from '@toster/db/tenant';
import { testDatabase, type TestDatabase } from '@toster/db/testing/database';
import { staffContext } from '@toster/db/testing/staff-context';
import { qualified } from '@toster/db/wall/policies';
import { type Side, twoRestaurants } from '@toster/db/wall/testing/two-restaurants';
import { getTableColumns } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readHistory } from '../src/history.ts';

const captured = TABLE_CLASSES.filter(({ capture }) => capture === 'rows');

let db: TestDatabase;
let ours: Side;
let theirs: Side;
beforeAll(async () => {
  db = await testDatabase();
  ({ a: ours, b: theirs } = await twoRestaurants(db));
  await change();
}, 60_000);
afterAll(() => db.close());

/** Changes past the application, of every kind of value, and rows that go. */
async function change(): Promise<void> {
  for (const statement of [
    `update orders set status = 'delivered', closed_at = now(), table_label = null, total_minor = total_minor + 7, tax_minor = tax_minor + 7`,
    `update orders set table_label = 'by the window'`,
    `update order_note set body = body || ' and more'`,
    `update delivery_address set door_note = null, recipient = 'A neighbour'`,
    `update menu_item set price_minor = price_minor + 100, allergens = '{milk,eggs}', available = not available`,
    `update menu_category set position = position + 1`,
    `update customer_contact set email = null, email_key = null`,
    `update customer_contact set phone = '+380000000000'`,
    `update staff set hired_on = '2026-01-31'`,
    `update staff_directory set first_name = first_name || '!'`,
    `update staff_private set phone = null`,
    `update staff_payroll set iban = 'UA00', hourly_wage_minor = null`,
    `update membership set status = 'suspended' where id = '${ours.members.marketing.id}'`,
    `update membership_grant set location_id = null where role = 'cook'`,
    `delete from membership_grant where role = 'packer'`,
    `delete from order_line where line_no = 2`,
    `update payment set status = 'refunded', tip_minor = 5`,
    `update location set name = name || ' 2'`,
    `update org set name = name || ' 2'`,
    `update import_job set lines_done = 9, finished_at = now()`,
    `update import_rejection set reason = 'number'`,
    `update auth.account set email = 'x' || email`,
    `insert into auth.password (account_id, phc, pepper_kid) select account_id, 'phc', 'p' from membership`,
    `update auth.password set phc = 'other', changed_at = now()`,
    `insert into auth.session (id, realm, account_id, org_id, cell, idle_expires_at, absolute_expires_at, auth_time, amr, aal, ip)
       select gen_random_uuid(), 'staff', account_id, org_id, 'eu-1', now(), now(), now(), '{pwd}', 1, '203.0.113.7' from membership`,
    `update auth.session set device_label = 'Tablet', revoked_at = now()`,
    `insert into auth.factor (account_id, sealed, pepper_kid) select account_id, 'sealed', 'p' from membership`,
    `update auth.factor set confirmed_at = now(), last_step = 7`,
    `insert into auth.recovery_code (account_id, position, code_hash, pepper_kid) select account_id, 1, 'hash', 'p' from membership`,
    `update auth.recovery_code set used_at = now()`,
    `insert into auth.mail_link (id, account_id, purpose, expires_at) select gen_random_uuid(), account_id, 'address_proof', now() from membership`,
    `update auth.guest_code set used_at = now()`,
    `update auth.guest_session set revoked_at = now(), device_label = 'Tablet'`,
    `update auth.mail_link set used_at = now(), token_digests = '{digest}'`,
  ])
    await db.admin.unsafe(statement);
}

/** The whole history of a record as its restaurant's owner may read it, page by page. */
async function historyOf(side: Side, record: RecordRef, limit = 100) {
  const context = await staffContext(db, side.members.owner, { purpose: 'audit.history' });
  const reader = { holds: () => true, logReach: ['*'] };
  const events: HistoryEvent[] = [];
  const pages = [];
  let before: string | undefined;
  do {
    const page = { ...record, before, limit };
    const found = await withTenant(
      db.app,
      context,
      (tx) => readHistory(tx, side.orgId, page, reader),
      'read',
    );
    if (found === null) break;
    events.push(...found.events);
    pages.push({ ...found, events: [...events] });
    before = found.nextBefore ?? undefined;
  } while (before !== undefined);
  return pages;
}

/** Every row of a captured table of the restaurant, in the words of the log, written out anew. */
async function liveRows(c: (typeof captured)[number], side: Side) {
  const key = (getTableConfig(c.table as PgTable).primaryKeys[0]?.columns ?? [])
    .map(({ name }) => name)
    .filter((name) => name !== 'org_id');
  const rowId = (key.length === 0 ? ['org_id'] : key).map((name) => `r.${name}`).join(`||'/'||`);
  const columns = Object.entries(getTableColumns(c.table as PgTable)).flatMap(
    ([property, column]) => {
      const treatment = c.columns[property]?.audit;
      if (treatment === 'ignore' || treatment === 'secret' || column.name === 'org_id') return [];
      const isDigest = column.getSQLType() === 'jsonb';
      const value = isDigest
        ? `to_jsonb('sha256:' || encode(sha256(r.${column.name}::text::bytea), 'base64'))`
        : `to_jsonb(r.${column.name})`;
      return [`'${column.name}', ${value}`];
    },
  );
  const own =
    c.scope === 'org'
      ? `r.org_id = '${side.orgId}'`
      : `r.${c.accountColumn ?? 'account_id'} in (select account_id from membership where org_id = '${side.orgId}')`;
  return db.admin.begin(async (tx) => {
    await tx.unsafe(`set local timezone = 'UTC'`);
    return tx.unsafe<{ row_id: string; fields: Record<string, unknown> }[]>(
      `select (${rowId})::text as row_id, jsonb_build_object(${columns.join(', ')}) as fields from ${qualified(c.table)} r where ${own}`,
    );
  });
}

const toldRows = (pages: Awaited<ReturnType<typeof historyOf>>, at?: string) => {
  const known = pages.at(-1);
  if (known === undefined) return [];
  return recordAt(known, at ?? known.events[0]?.capSeq ?? '0');
};

describe.each(captured.map((c) => [logNameOf(c), c] as const))('%s', (rel, c) => {
  test('at its newest instant is what stands in the table, field by field', async () => {
    const live = await liveRows(c, ours);
    expect(live.length).toBeGreaterThan(0);
    for (const { row_id, fields } of live) {
      const record = recordOfRow(rel, row_id);
      if (record === null) throw new Error(`${rel} ${row_id} is part of no record`);
      const row = toldRows(await historyOf(ours, record)).find(
        (each) => each.rel === rel && each.rowId === row_id,
      );
      const told = Object.fromEntries(
        (row?.fields ?? [])
          .filter(({ state }) => state !== 'secret')
          .map(({ name, state, value }) => {
            expect(['plain', 'disclosed']).toContain(state);
            return [name, value];
          }),
      );
      // A personal field that never held anything is in no event.
      const silent = Object.entries(fields).filter(([name]) => !(name in told));
      expect(silent.filter(([, value]) => value !== null)).toEqual([]);
      expect({ ...fields, ...told }).toEqual(fields);
    }
  });
});

describe('a record', () => {
  test('is read with everything that lies within it, and rows that went are not in it', async () => {
    const pages = await historyOf(ours, { kind: 'order', id: ours.closed.id });
    expect(new Set(toldRows(pages).map(({ rel }) => rel))).toEqual(
      new Set([
        'orders',
        'order_line',
        'order_status_change',
        'payment',
        'payment_card',
        'receipt',
      ]),
    );
    const packer = ours.members.packer;
    const member = await historyOf(ours, { kind: 'staff', id: packer.id });
    expect(toldRows(member).some(({ rel }) => rel === 'membership_grant')).toBe(false);
    const removed = member[0]?.events.find(({ op }) => op === 'delete');
    expect(removed).toMatchObject({ rel: 'membership_grant', source: 'database' });
    const before = String(BigInt(removed?.capSeq ?? '0') - 1n);
    const grant = toldRows(member, before).find(({ rel }) => rel === 'membership_grant');
    expect(grant?.fields.find(({ name }) => name === 'role')?.value).toBe('packer');
  });

  test('names the record around it, as the leaf does', async () => {
    const [payment] = await db.admin<{ id: string; parent: string; leaf: string }[]>`
      select row_id as id, parent, leaf from au.event where org_id = ${ours.orgId} and rel = 'payment' limit 1`;
    const pages = await historyOf(ours, { kind: 'payment', id: payment?.id ?? '' });
    expect(pages[0]?.within).toEqual({ kind: 'order', id: payment?.parent });
    expect(JSON.parse(payment?.leaf ?? '{}')).toMatchObject({
      after: { order_id: payment?.parent },
    });
    const orphans = await db.admin`
      select rel from au.event where rel in ('payment', 'receipt', 'membership_grant') and parent is null`;
    expect(orphans).toEqual([]);
  });

  test('read page by page is the same at every instant as read at once', async () => {
    const record = { kind: 'order', id: ours.delivery.id } as const;
    const whole = await historyOf(ours, record);
    const paged = await historyOf(ours, record, 2);
    expect(paged.length).toBeGreaterThan(3);
    expect(paged.at(-1)?.events).toEqual(whole[0]?.events);
    const plain = (rows: ReturnType<typeof recordAt>) =>
      rows
        .map(({ rel, rowId, fields }) => [
          `${rel} ${rowId}`,
          fields.filter(({ value }) => value !== null).map(({ name, value }) => [name, value]),
        ])
        .toSorted();
    const all = whole[0];
    if (all === undefined) throw new Error('no history');
    for (const page of paged)
      for (const { capSeq } of page.events)
        expect(plain(recordAt(page, capSeq))).toEqual(plain(recordAt(all, capSeq)));
  });

  test('of another restaurant does not exist', async () => {
    const order = { kind: 'order', id: theirs.closed.id } as const;
    expect(await historyOf(ours, order)).toEqual([]);
    expect(await historyOf(theirs, order)).not.toEqual([]);
  });

  test('is not mixed with one whose id begins alike', async () => {
    const [id] = [ours.delivery.id];
    const other = `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;
    expect(await historyOf(ours, { kind: 'order', id: other })).toEqual([]);
  });
});
