import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commitmentOf, fieldsOf, isIntact, openDisclosures, parseLeaf } from '../src/leaf.ts';

const SALT = '00112233445566778899aabbccddeeff';
const disclosure = (path: string, value: unknown) => JSON.stringify([SALT, path, value]);
const leafOf = (members: object) => parseLeaf(JSON.stringify(members));

describe('a leaf', () => {
  test('is intact when its hash is SHA-256 over 0x00 and its bytes, as in RFC 6962', () => {
    const text = '{"label":"Борщ"}';
    const hash = createHash('sha256')
      .update(Buffer.concat([Buffer.of(0), Buffer.from(text)]))
      .digest('hex');
    expect(isIntact(text, hash)).toBe(true);
    expect(isIntact(`${text} `, hash)).toBe(false);
    expect(isIntact('', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')).toBe(
      true,
    );
  });

  test('that the capture could not have written is refused', () => {
    for (const text of ['', '[]', '{"after":1}', '{"pii":{"after.name":1}}'])
      expect(() => parseLeaf(text)).toThrow();
  });
});

describe('the fields of a change', () => {
  test('are public ones with both sides, sorted, without the organisation', () => {
    const leaf = leafOf({
      before: { org_id: 'x', price: 1, name: 'a' },
      after: { org_id: 'x', price: 2, name: 'a' },
    });
    expect(fieldsOf(leaf, ['price'], new Map(), 'hidden')).toEqual([
      { name: 'name', state: 'plain', changed: false, before: 'a', after: 'a' },
      { name: 'price', state: 'plain', changed: true, before: 1, after: 2 },
    ]);
  });

  test('keep null apart from absent', () => {
    const [field] = fieldsOf(leafOf({ after: { closed_at: null } }), null, new Map(), 'hidden');
    expect(field).toEqual({ name: 'closed_at', state: 'plain', changed: true, after: null });
  });

  test('show personal values only where the disclosure matches its commitment', () => {
    const texts = [
      disclosure('before.phone', '1'),
      disclosure('after.phone', '2'),
      disclosure('same.name', 'Ira'),
    ];
    const pii = Object.fromEntries(texts.map((text) => [JSON.parse(text)[1], commitmentOf(text)]));
    const leaf = leafOf({ before: {}, after: {}, pii });
    expect(fieldsOf(leaf, ['phone'], openDisclosures(texts), 'hidden')).toEqual([
      { name: 'name', state: 'disclosed', changed: false, before: 'Ira', after: 'Ira' },
      { name: 'phone', state: 'disclosed', changed: true, before: '1', after: '2' },
    ]);
    const forged = openDisclosures([
      disclosure('before.phone', '1'),
      disclosure('after.phone', '3'),
    ]);
    expect(fieldsOf(leaf, ['phone'], forged, 'erased')).toEqual([
      { name: 'name', state: 'erased', changed: false },
      { name: 'phone', state: 'altered', changed: true },
    ]);
  });

  test('one side missing hides the whole field: half a change would mislead', () => {
    const texts = [disclosure('before.phone', '1'), disclosure('after.phone', '2')];
    const pii = Object.fromEntries(texts.map((text) => [JSON.parse(text)[1], commitmentOf(text)]));
    const opened = openDisclosures(texts.slice(0, 1));
    expect(fieldsOf(leafOf({ pii }), ['phone'], opened, 'hidden')).toEqual([
      { name: 'phone', state: 'hidden', changed: true },
    ]);
  });

  test('name a secret that changed and never its values', () => {
    expect(fieldsOf(leafOf({ before: {}, after: {} }), ['phc'], new Map(), 'hidden')).toEqual([
      { name: 'phc', state: 'secret', changed: true },
    ]);
  });

  test('take names like those of every object for what they are: names', () => {
    const leaf = parseLeaf('{"after":{"constructor":1,"toString":"x"}}');
    expect(fieldsOf(leaf, null, new Map(), 'hidden').map(({ name }) => name)).toEqual([
      'constructor',
      'toString',
    ]);
    expect(fieldsOf(leafOf({ after: {} }), ['constructor'], new Map(), 'hidden')).toEqual([
      { name: 'constructor', state: 'secret', changed: true },
    ]);
  });
});

test('a disclosure that is none opens nothing', () => {
  expect(
    openDisclosures(['', '{}', '["salt"]', '["salt",1,2]', disclosure('after.name', 'Ira')]).size,
  ).toBe(1);
});

/** What the capture writes of a column: text, whole numbers, truth values, lists of text. */
const columnValue = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string()),
);

test('any value comes back from its disclosure, and any other text in its place is found out', () => {
  fc.assert(
    fc.property(columnValue, fc.string(), (value, other) => {
      const text = disclosure('after.note', value);
      const leaf = leafOf({ after: {}, pii: { 'after.note': commitmentOf(text) } });
      const [shown] = fieldsOf(leaf, null, openDisclosures([text]), 'hidden');
      expect(shown).toEqual({
        name: 'note',
        state: 'disclosed',
        changed: true,
        after: value,
      });
      const [altered] = fieldsOf(
        leaf,
        null,
        openDisclosures([disclosure('after.note', [other, value])]),
        'hidden',
      );
      expect(altered?.state).toBe('altered');
    }),
  );
});
