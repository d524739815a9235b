import { expect, it } from 'vitest';
import { addressLines } from '#i18n/address-lines.ts';

const KYIV = {
  street: 'вул. Сагайдачного, 12',
  postcode: '04070',
  city: 'Київ',
  country: 'UA',
};

it('an address has the code before the town, in the United States behind it', () => {
  expect(addressLines(KYIV)).toEqual(['вул. Сагайдачного, 12', '04070 Київ']);
  const austin = {
    street: '1 Congress Ave',
    city: 'Austin, TX',
    postcode: '78701',
    country: 'US',
  };
  expect(addressLines(austin)).toEqual(['1 Congress Ave', 'Austin, TX 78701']);
});

it('what is not stated has no line', () => {
  expect(addressLines({ ...KYIV, street: '', postcode: null })).toEqual(['Київ']);
  expect(addressLines({ ...KYIV, street: null, postcode: '', city: '' })).toEqual([]);
});
