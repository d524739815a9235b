import { expect, test } from 'vitest';
import { placesOf, workplacesOf } from '#features/shell/places.ts';
import type { Session } from '#features/shell/session.tsx';

const place = (id: string) => ({ id, slug: id, name: id, city: '', timezone: 'UTC' });
const reach = (part: {
  all?: boolean;
  locations?: string[];
  assigned?: boolean;
  self?: boolean;
}) => ({
  all: false,
  locations: [],
  assigned: false,
  self: false,
  masked: false,
  ...part,
});
const session = (permissions: Session['permissions']): Session => ({
  accountId: '',
  sessionId: '',
  staffId: '',
  firstName: null,
  org: {
    id: '',
    slug: '',
    name: '',
    country: 'UA',
    currency: 'UAH',
    locale: 'uk-UA',
    timezone: 'UTC',
  },
  locations: [place('a'), place('b')],
  memberships: [],
  permissions,
  secondFactor: null,
});
const ids = (places: readonly { id: string }[]) => places.map(({ id }) => id);

test('a permission reaches the places it was given for, all of them, or none', () => {
  const person = session({
    'menu.read': reach({ locations: ['b'] }),
    'audit_log.read': reach({ all: true }),
    'sessions.list_revoke_own': reach({ self: true }),
  });
  expect(ids(placesOf(person, 'menu.read'))).toEqual(['b']);
  expect(ids(placesOf(person, 'audit_log.read'))).toEqual(['a', 'b']);
  expect(ids(placesOf(person, 'sessions.list_revoke_own'))).toEqual([]);
  expect(ids(placesOf(person, 'orders.read'))).toEqual([]);
});

test('orders assigned to a person come from where the person works', () => {
  const orders = { 'orders.read': reach({ assigned: true }) };
  expect(ids(placesOf(session(orders), 'orders.read'))).toEqual(['a', 'b']);
  const packer = session({ ...orders, 'menu.read': reach({ locations: ['b'] }) });
  expect(ids(placesOf(packer, 'orders.read'))).toEqual(['b']);
});

test('one works where any permission reaches', () => {
  expect(ids(workplacesOf(session({ 'menu.read': reach({ locations: ['b'] }) })))).toEqual(['b']);
});
