import { EVENT_NAMES } from '@toster/contracts/events';
import type { AuditField, AuditLine } from '@toster/contracts/schemas/audit';
import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import { sentenceOf, type SentenceWords } from '#features/audit/sentence.ts';
import { createFormats } from '#i18n/use-formats.ts';
import { messages } from '#messages/en/index.ts';

const t = createTranslator({ locale: 'en', messages, namespace: 'audit' });
const orders = createTranslator({ locale: 'en', messages, namespace: 'orders' });
const PODIL = { id: '0198c5a0-0000-7000-8000-000000000001', name: 'Podil' };
const OLENA = {
  kind: 'staff',
  id: '0198c5a0-0000-7000-8000-000000000002',
  firstName: 'Olena',
  dbUser: null,
} as const;

function words(currency: string, locale: string): SentenceWords {
  const formats = createFormats({ currency, locale, timezone: 'Europe/Kyiv' });
  return {
    money: (minor) => formats.money(minor, currency, { trim: true }),
    dateTime: formats.dateTime,
    status: (state) =>
      state === 'placed' || state === 'accepted' || state === 'cooking'
        ? orders(`status.${state}`)
        : state,
    channel: (name) => name,
    role: (name) => (name === 'manager' ? t('role.manager') : name),
    place: () => null,
    method: (name: string) => name,
    allergen: (name) => name,
    taxClass: (name) => name,
    yes: t('yes'),
    no: t('no'),
    onSale: 'On sale',
    soldOut: 'Sold out',
    nothing: t('nothing'),
    closed: t('closed'),
    system: t('system'),
    nameless: t('nameless'),
    database: (user) => t('databaseUser', { user }),
    field: (name) => (name === 'name' || name === 'allergens' ? t(`field.${name}`) : name),
    record: (rel) => (rel === 'orders' || rel === 'menu_item' ? t(`rel.${rel}`) : rel),
    list: (items) => new Intl.ListFormat('en-GB').format(items),
  };
}

function line(part: Partial<AuditLine>): AuditLine {
  return {
    requestId: 'r',
    capSeq: '1',
    at: '2026-11-22T10:00:00Z',
    action: 'menu_item.priced',
    domain: 'menu',
    actor: OLENA,
    source: 'console',
    location: PODIL,
    rel: 'menu_item',
    rowId: '0198c5a0-0000-7000-8000-0000000000b1',
    label: 'Borsch',
    count: 1,
    countIsLeast: false,
    counts: [],
    changes: [],
    ...part,
  };
}

function field(name: string, before: AuditField['before'], after: AuditField['after']): AuditField {
  return {
    name,
    state: 'plain',
    changed: true,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

/** The sentence as a reader hears it: no markup, plain spaces. */
function say(part: Partial<AuditLine>, currency = 'UAH', locale = 'uk-UA'): string {
  const { key, values } = sentenceOf(line(part), words(currency, locale));
  const same = (chunks: string) => chunks;
  return t
    .markup(`sentence.${key}`, { ...values, b: same, r: same, v: same, p: same })
    .replaceAll(/\s+/gu, ' ');
}

describe('the log in plain words', () => {
  it('says who raised what from what to what, and where', () => {
    expect(say({ changes: [field('price_minor', 14_500, 16_000)] })).toBe(
      'Olena raised Borsch from 145 to 160 ₴ at Podil',
    );
    expect(say({ changes: [field('price_minor', 16_050, 14_500)] })).toBe(
      'Olena lowered Borsch from 160,50 to 145 ₴ at Podil',
    );
  });

  it('keeps the sign of a currency that stands in front', () => {
    expect(say({ changes: [field('price_minor', 1_400, 1_600)] }, 'USD', 'en-US')).toBe(
      'Olena raised Borsch from $14 to $16 at Podil',
    );
  });

  it('tells nothing that the reader may not see', () => {
    expect(say({ changes: [{ name: 'price_minor', state: 'hidden', changed: true }] })).toBe(
      'Olena changed the price of Borsch at Podil',
    );
    expect(say({ changes: [], label: null })).toBe(
      'Olena changed the price of Dish …000000b1 at Podil',
    );
  });

  it('follows an order through its states', () => {
    const order = { rel: 'orders', label: '1042', action: 'order.advanced' };
    expect(say({ ...order, changes: [field('status', 'placed', 'accepted')] })).toBe(
      'Olena moved order #1042 from Placed to Accepted at Podil',
    );
    expect(
      say({
        ...order,
        action: 'order.created',
        changes: [field('total_minor', undefined, 34_500)],
      }),
    ).toBe('Olena placed order #1042 for 345 ₴ at Podil');
    expect(
      say({ ...order, action: 'order.voided', changes: [field('status', 'cooking', 'voided')] }),
    ).toBe('Olena voided order #1042 while it was Cooking at Podil');
    expect(say({ ...order, action: 'order.cancelled' })).toBe(
      'Olena cancelled order #1042 at Podil',
    );
  });

  it('names the changed fields and the direction of a switch', () => {
    expect(
      say({
        action: 'menu_item.edited',
        changes: [field('name', 'a', 'b'), field('allergens', [], ['milk'])],
      }),
    ).toBe('Olena changed the name and allergens of Borsch at Podil');
    expect(
      say({ action: 'menu_item.availability_changed', changes: [field('available', true, false)] }),
    ).toBe('Olena marked Borsch as sold out at Podil');
    expect(
      say({
        action: 'menu_item.availability_changed',
        changes: [field('available', false, true)],
        location: null,
      }),
    ).toBe('Olena put Borsch back on sale');
  });

  it('counts the orders of an import, not the rows it wrote', () => {
    const counts = [
      { rel: 'orders', op: 'insert', count: 1834 },
      { rel: 'order_line', op: 'insert', count: 4622 },
    ] as const;
    expect(
      say({
        action: 'orders.imported',
        source: 'import',
        rel: 'import_job',
        count: 6456,
        counts: [...counts],
      }),
    ).toBe('Olena imported 1,834 orders into Podil');
  });

  it('counts the dishes a menu import added and changed, and none where it only wrote itself down', () => {
    const of = (counts: AuditLine['counts']) =>
      say({ action: 'menu.imported', source: 'import', rel: 'import_job', count: 9, counts });
    expect(
      of([
        { rel: 'import_job', op: 'update', count: 2 },
        { rel: 'menu_category', op: 'insert', count: 1 },
        { rel: 'menu_item', op: 'insert', count: 4 },
        { rel: 'menu_item', op: 'update', count: 2 },
      ]),
    ).toBe('Olena imported 6 dishes into Podil');
    expect(of([{ rel: 'import_job', op: 'update', count: 2 }])).toBe(
      'Olena imported 0 dishes into Podil',
    );
  });

  it('says who acted when it was not a colleague', () => {
    expect(
      say({
        action: 'role.granted',
        actor: { ...OLENA, firstName: null },
        label: 'Petro',
        changes: [field('role', undefined, 'manager')],
      }),
    ).toBe('Somebody gave Petro the role Manager at Podil');
    expect(
      say({
        action: 'database.changed',
        location: null,
        count: 2,
        actor: { kind: 'database', id: null, firstName: null, dbUser: 'postgres' },
      }),
    ).toBe('Database user postgres changed 2 rows outside the application: Borsch');
    expect(
      say({
        action: 'demo.seeded',
        count: 9000,
        actor: { kind: 'system', id: null, firstName: null, dbUser: null },
      }),
    ).toBe('Demo data was set up: 9,000 rows');
  });

  it('still says something about an action of a newer version', () => {
    expect(say({ action: 'loyalty_card.stamped' })).toBe('Olena: Loyalty card stamped');
  });

  it.each(EVENT_NAMES)('has a sentence and a name for %s', (action) => {
    const sentence = say({ action });
    expect(sentence).not.toMatch(/[{}<>]|sentence\.|undefined/u);
    expect(sentence.length).toBeGreaterThan(5);
    expect(t(`action.${action}`)).not.toContain('action.');
  });
});
