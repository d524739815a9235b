import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAddress, isAuditRel, isAuditRow } from '../src/audit-terms.ts';
import { ZSearchAuditInput } from '../src/schemas/audit.ts';

const { shape } = ZSearchAuditInput;
const takes = (field: 'rel' | 'row' | 'address') => (text: string) =>
  shape[field].safeParse(text).success;

describe('the address bar takes exactly what the search takes', () => {
  const near = fc.oneof(
    fc.ipV4(),
    fc.ipV4Extended(),
    fc.ipV6(),
    fc.string({ unit: fc.constantFrom(...'0129afAF:.g%') }),
  );
  it.each([
    '',
    '1.2.3.4',
    '01.2.3.4',
    '256.1.1.1',
    '1.2.3',
    '1.2.3.4.',
    '::',
    '::1',
    ':',
    '::ffff:1.2.3.4',
  ])('as an address: %j', (text) => expect(isAddress(text)).toBe(takes('address')(text)));
  it('as an address, whatever is typed', () => {
    fc.assert(fc.property(near, (text) => isAddress(text) === takes('address')(text)));
  });
  it('as a table and a row', () => {
    const text = fc.string({ unit: fc.constantFrom(...'az_.:/-9A '), maxLength: 220 });
    fc.assert(
      fc.property(text, (each) => {
        expect(isAuditRel(each)).toBe(takes('rel')(each));
        expect(isAuditRow(each)).toBe(takes('row')(each));
      }),
    );
    expect(isAuditRel('menu_item')).toBe(true);
    expect(isAuditRow('0198c5a0/1')).toBe(true);
  });
});
