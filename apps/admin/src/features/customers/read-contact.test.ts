import { ZLookUpCustomerInput } from '@toster/contracts/schemas/customers';
import { expect, it } from 'vitest';
import { readContact } from '#features/customers/read-contact.ts';

it.each([
  ['+380 67 123 45 67', { phone: '+380 67 123 45 67' }],
  [' (067) 123-45-67 ', { phone: '(067) 123-45-67' }],
  ['olena@example.com', { email: 'olena@example.com' }],
  [' Olena.B@mail.example.co ', { email: 'Olena.B@mail.example.co' }],
])('%j is looked up, in a form the API takes', (text, input) => {
  expect(readContact(text)).toEqual(input);
  expect(ZLookUpCustomerInput.safeParse(input).success).toBe(true);
});

it.each([
  '',
  ' ',
  '067',
  'Olena',
  '@',
  'olena@',
  '@example.com',
  'a b@example.com',
  'olena@example',
  '+++++',
  '-----',
  '0'.repeat(30),
])('%j costs no look-up', (text) => {
  expect(readContact(text)).toBeNull();
});
