import { createCustomer } from '@toster/db/testing/factories/customer';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { newId } from '@toster/contracts/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ImportStage, stopAfter } from '../testing/import-stage.ts';

let stage: ImportStage;
let restaurant: Restaurant;
beforeAll(async () => {
  stage = await ImportStage.open();
});
beforeEach(async () => {
  restaurant = await stage.restaurant();
});
afterAll(() => stage.close());

const SAYS = { kind: 'customers' } as const;
const HEAD = 'name,phone,email';

async function bring(
  name: string,
  lines: readonly string[],
  change: Parameters<ImportStage['importOf']>[3] = {},
) {
  const problems: string[] = [];
  const path = stage.files.write(name, `${[HEAD, ...lines].join('\n')}\n`);
  const result = await stage.importOf(restaurant, path, SAYS, change, {
    onRejection: ({ lineNo, problem: { code, field, line } }) =>
      problems.push([lineNo, code, field, line].filter((part) => part !== undefined).join(' ')),
  });
  return { result, problems };
}

/** The guests but the one every restaurant begins with. */
async function guests(): Promise<readonly string[]> {
  const rows = await stage.database.admin`
    select k.name, k.phone_key, k.email_key, c.location_id = ${restaurant.locations[0].id} as here
      from customer c join customer_contact k on k.org_id = c.org_id and k.customer_id = c.id
     where c.org_id = ${restaurant.org.orgId} and c.id <> ${restaurant.customer.id} order by c.id`;
  return rows.map((row) => Object.values(row).map(String).join(' | '));
}

describe('guests', () => {
  it('are added with the keys by which they are looked up, and known the second time', async () => {
    const lines = [
      'Ada Byron,+1 (512) 555-0100,Ada@Example.test',
      'Bob,,bob@example.test',
      ',5125550199,',
    ];
    expect((await bring('a.csv', lines)).result).toMatchObject({ created: 3, faulty: 0 });
    const expected = [
      'Ada Byron | +15125550100 | ada@example.test | true',
      'Bob | null | bob@example.test | true',
      'null | +15125550199 | null | true',
    ];
    expect(await guests()).toEqual(expected);
    // Written otherwise, but the same: case, spaces, punctuation.
    const again = [
      'ada byron,+15125550100,ADA@example.test',
      ',,Bob@EXAMPLE.test',
      ',512 555 01 99,',
    ];
    expect((await bring('b.csv', again)).result).toMatchObject({ created: 0, items: 3 });
    expect(await guests()).toEqual(expected);
  });

  it('are never changed: other details, or details of two guests, are put aside', async () => {
    await bring('a.csv', ['Ada,+15125550100,ada@example.test', 'Bob,+15125550101,']);
    const before = await guests();
    const { result, problems } = await bring('b.csv', [
      'Eve,+15125550100,',
      'Bob,+15125550101,bob@example.test',
      'Cleo,+15125550102,',
    ]);
    expect(problems).toEqual(['2 differs', '3 differs']);
    expect(result).toMatchObject({ created: 1, faulty: 2 });
    const both = await bring('c.csv', ['Ada,+15125550101,ada@example.test']);
    expect(both.problems).toEqual(['2 two_known']);
    expect(both.result).toMatchObject({ created: 0, faulty: 1 });
    expect((await guests()).slice(0, 2)).toEqual(before);
  });

  it('that stand in the file twice are taken once; with other details the later line is put aside', async () => {
    const { result, problems } = await bring(
      'twice.csv',
      [
        'Ada,+15125550100,',
        'ADA,+1 512 555 0100,',
        'Eve,+15125550100,',
        'Bob,,bob@example.test',
        'Bob,+15125550101,bob@example.test',
      ],
      { batchItems: 2 },
    );
    expect(problems).toEqual(['4 repeated phone 2', '6 repeated email 5']);
    expect(result).toMatchObject({ created: 2, items: 3, faulty: 2 });
    expect(await guests()).toHaveLength(2);
  });

  it('nobody could reach, or whose details are none, are put aside', async () => {
    const { problems } = await bring('bad.csv', [
      'Ada,,',
      'Ada,call me,',
      'Ada,,at home',
      `${'x'.repeat(201)},+15125550100,`,
      'Ada,(((((((,',
    ]);
    expect(problems).toEqual([
      '2 no_contact',
      '3 not_phone phone',
      '4 not_email email',
      '5 too_long name',
      '6 not_phone phone',
    ]);
    expect(await guests()).toEqual([]);
  });

  it('of another location of the organisation are known too; those of another organisation are nobody’s business', async () => {
    const other = await stage.restaurant();
    const note = { action: 'demo.seeded', request: newId(), part: 0 };
    const shared = { name: 'Ada', phone: '+15125550100', email: null };
    await stage.database.maintenance.run(other.org.orgId, note, (tx) =>
      createCustomer(tx, other.place, shared),
    );
    const there = { location: restaurant.locations[1].slug };
    expect((await bring('a.csv', ['Ada,+15125550100,'], there)).result).toMatchObject({
      created: 1,
    });
    expect((await bring('a.csv', ['Ada,+15125550100,'])).result).toMatchObject({
      created: 0,
      items: 1,
    });
    expect((await bring('b.csv', ['Eve,+15125550100,'])).problems).toEqual(['2 differs']);
  });

  it('can be brought by somebody who may write guests and not read them, and tell that person nothing', async () => {
    const operator = await stage.operator(restaurant);
    const { result, problems } = await bring(
      'a.csv',
      [`Eve,${restaurant.customer.phone},`, 'Ada,+15125550100,'],
      { email: operator.email },
    );
    expect(result).toMatchObject({ created: 1, faulty: 1 });
    expect(problems).toEqual(['2 differs']);
    const [reads] = await stage.database.admin`
      select count(*)::int as count from au.event where org_id = ${restaurant.org.orgId} and kind = 5`;
    expect(reads).toEqual({ count: 0 });
  });

  it('come in once, also when the import is stopped and two go on at the same time', async () => {
    const lines = Array.from(
      { length: 300 },
      (_, i) => `Guest ${i},+1512555${String(i).padStart(4, '0')},`,
    );
    const path = stage.files.write('many.csv', `${[HEAD, ...lines].join('\n')}\n`);
    const small = { batchItems: 40 };
    const first = await stage.importOf(restaurant, path, SAYS, small, stopAfter(100));
    expect(first).toMatchObject({ outcome: 'interrupted', created: 120 });
    await Promise.all(
      [small, { ...small, source: 'other' }].map((change) =>
        stage.importOf(restaurant, path, SAYS, change),
      ),
    );
    expect(await guests()).toHaveLength(300);
  });

  it('have their details sealed in the log', async () => {
    await bring('a.csv', [
      'Ada Lovelace-Byron,+15125550100,ada.lovelace@example.test',
      'Lost Soul,none,',
    ]);
    const [leaves] = await stage.database.admin`
      select string_agg(leaf, ' ') as text from au.event where org_id = ${restaurant.org.orgId} and source = 'import'`;
    expect(leaves?.['text']).toContain('"rel":"customer_contact"');
    for (const value of ['Lovelace', '5550100', 'example.test', 'Lost Soul'])
      expect(leaves?.['text']).not.toContain(value);
    const [open] = await stage.database.admin`
      select string_agg(array_to_string(ds, ' '), ' ') as text from au.disclosure where org_id = ${restaurant.org.orgId}`;
    expect(open?.['text']).not.toContain('Lost Soul');
  });
});
