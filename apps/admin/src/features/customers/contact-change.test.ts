import { expect, it } from 'vitest';
import { changeOf } from '#features/customers/contact-change.ts';

const EMPTY = { name: '', phone: '', email: '' };
const SHOWN = { name: 'Олена', phone: '+380671234567', email: '' };

it('an edit of what was shown sends what differs, and nothing for what was emptied', () => {
  expect(changeOf(SHOWN, { ...SHOWN, name: ' Олена ' })).toEqual({});
  expect(changeOf(SHOWN, { ...SHOWN, name: 'Ірина', phone: ' ' })).toEqual({
    name: 'Ірина',
    phone: null,
  });
  expect(changeOf(SHOWN, { ...SHOWN, email: 'o@example.com' })).toEqual({ email: 'o@example.com' });
});

it('an edit without having seen anything takes nothing away', () => {
  expect(changeOf(EMPTY, EMPTY)).toEqual({});
  expect(changeOf(EMPTY, { ...EMPTY, phone: '067 123 45 67' })).toEqual({ phone: '067 123 45 67' });
});
