import { newId } from '@toster/contracts/ids';
import { rightsOf } from '@toster/contracts/rbac/rights';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { clientAddress, networkOf } from '../src/client-address.ts';
import { decodeCursor, encodeCursor } from '../src/cursor.ts';
import { placeOf } from '../src/features/orders/order-rows.ts';
import { withoutContacts } from '../src/features/orders/without-contacts.ts';
import { type Member, RightsCache } from '../src/rights-cache.ts';
import { pickOf, partsAt, reaches } from '../src/rows.ts';

describe('the client address', () => {
  test.each([
    ['203.0.113.9', 1, '203.0.113.9'],
    ['6.6.6.6, 203.0.113.9', 1, '203.0.113.9'],
    ['6.6.6.6, 203.0.113.9, 10.0.0.1', 2, '203.0.113.9'],
    ['203.0.113.9', 2, null],
    ['', 1, null],
    ['not an address', 1, null],
    ['203.0.113.9', 0, null],
    ['127.0.0.1', 0, '127.0.0.1'],
    ['::1', 0, '::1'],
    ['6.6.6.6, ::ffff:127.0.0.1', 0, '127.0.0.1'],
  ])('of %j behind %i proxies is %s', (header, hops, address) => {
    expect(clientAddress(header, hops)).toBe(address);
  });
});

describe('the network of an address', () => {
  test.each([
    ['203.0.113.7', 'public', '203.0.113.0/24'],
    ['::ffff:203.0.113.7', 'public', '203.0.113.0/24'],
    ['192.168.1.20', 'local', '192.168.1.0/24'],
    ['172.31.255.1', 'local', '172.31.255.0/24'],
    ['172.32.0.1', 'public', '172.32.0.0/24'],
    ['100.64.3.4', 'local', '100.64.3.0/24'],
    ['127.0.0.1', 'own', '127.0.0.0/24'],
    ['::1', 'own', '::/48'],
    ['2001:db8:1:2:3:4:5:6', 'public', '2001:db8:1::/48'],
    ['2001:DB8::1', 'public', '2001:db8::/48'],
    ['2001:db8:0:1::', 'public', '2001:db8::/48'],
    ['fd12:3456:789a::1', 'local', 'fd12:3456:789a::/48'],
    ['fe80::1:2:3:4', 'local', 'fe80::/48'],
  ])('of %s is %s, %s', (address, kind, label) => {
    expect(networkOf(address)).toEqual({ kind, label });
  });

  test.each(['', 'kitchen', '203.0.113.7:80', 'fe80::1%eth0'])('of %j is unknown', (text) => {
    expect(networkOf(text)).toBeNull();
  });

  test('is the same for everything in it, and another for what is outside', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((bits) => bits.toString(16));
    const groups = (count: number) => fc.array(group, { minLength: count, maxLength: count });
    const labelOf = (net: readonly string[], host: readonly string[]) =>
      networkOf([...net, ...host].join(':'))?.label;
    fc.assert(
      fc.property(groups(3), groups(3), groups(5), groups(5), (net, outside, host, otherHost) => {
        // An IPv4 address in IPv6 form is one of IPv4.
        fc.pre(net.some((bits) => bits !== '0') && outside.some((bits) => bits !== '0'));
        expect(labelOf(net, otherHost)).toBe(labelOf(net, host));
        if (net.join(':') !== outside.join(':'))
          expect(labelOf(outside, host)).not.toBe(labelOf(net, host));
      }),
    );
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, byte, byte, (a, b, c, d, e) => {
        expect(networkOf(`${a}.${b}.${c}.${d}`)?.label).toBe(
          networkOf(`${a}.${b}.${c}.${e}`)?.label,
        );
      }),
    );
  });
});

describe('a cursor', () => {
  test('comes back as it went', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (position) => {
        expect(decodeCursor(encodeCursor(position), z.array(z.string()))).toEqual(position);
      }),
    );
  });

  test('of any other origin is INVALID_INPUT', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => decodeCursor(text, z.tuple([z.literal('never')]))).toThrow(
          'Some of the values are not valid.',
        );
      }),
    );
  });
});

describe('a kitchen note', () => {
  test.each([
    ['без цибулі, дзвонити +380 67 123-45-67', 'без цибулі, дзвонити •••'],
    ['(067) 123 45 67 після 18:00', '••• після 18:00'],
    ['пишіть ira.k+1@example.com.ua', 'пишіть •••'],
    ['2 порції, стіл 14, поверх 3', '2 порції, стіл 14, поверх 3'],
  ])('%j reads %j', (note, read) => {
    expect(withoutContacts(note)).toBe(read);
  });
});

describe('the rights cache', () => {
  const member = { staffId: newId() } as Member;
  const key = (epoch: number) => ({ accountId: 'a', orgId: 'o', epoch });

  test('loads once however many ask, and again after a failure', async () => {
    const cache = new RightsCache(10);
    let loads = 0;
    const load = async () => {
      loads += 1;
      if (loads === 1) throw new Error('the database is away');
      return member;
    };
    await expect(Promise.all([cache.get(key(1), load), cache.get(key(1), load)])).rejects.toThrow(
      'away',
    );
    expect(await Promise.all([cache.get(key(1), load), cache.get(key(1), load)])).toEqual([
      member,
      member,
    ]);
    expect(loads).toBe(2);
  });

  test('never answers one generation of rights with another', async () => {
    const cache = new RightsCache(10);
    const newer = { staffId: newId() } as Member;
    await cache.get(key(1), async () => member);
    expect(await cache.get(key(2), async () => newer)).toBe(newer);
  });

  test('keeps the members seen last, up to its size', async () => {
    const cache = new RightsCache(2);
    const load = async () => member;
    for (const epoch of [1, 2, 1, 3]) await cache.get(key(epoch), load);
    expect(cache.size).toBe(2);
    let reloaded = false;
    await cache.get(key(1), async () => {
      reloaded = true;
      return member;
    });
    expect(reloaded).toBe(false);
  });
});

describe('the reach of a permission at a record', () => {
  const here = newId();
  const me = newId();
  const order = { locationId: here, status: 'cooking', handledBy: null, courierId: null } as const;

  test('a queue is assigned to the kitchen of its own location only', () => {
    const cook = rightsOf([{ role: 'cook', appointment: null, locationId: here }]);
    const elsewhere = rightsOf([{ role: 'cook', appointment: null, locationId: newId() }]);
    expect(reaches(cook, 'orders.read', placeOf(order, me))).toBe(true);
    expect(reaches(cook, 'orders.read', placeOf({ ...order, status: 'delivered' }, me))).toBe(
      false,
    );
    expect(reaches(elsewhere, 'orders.read', placeOf(order, me))).toBe(false);
  });

  test('two grants on one place show the fields of both, a grant elsewhere lends nothing', () => {
    const twice = rightsOf([
      { role: 'cook', appointment: null, locationId: here },
      { role: 'manager', appointment: null, locationId: newId() },
    ]);
    const pick = pickOf(partsAt(twice, 'orders.read', placeOf(order, me)));
    expect(pick?.['order.items']).toBe('full');
    expect(pick?.['order.totals']).toBeUndefined();
  });
});
