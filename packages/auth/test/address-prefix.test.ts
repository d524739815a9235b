import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { addressPrefix, normaliseAddress } from '../src/address-prefix.ts';
import { VECTORS } from './env.ts';

describe('an address', () => {
  test.each([
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::ffff:c000:201', '192.0.2.1'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['2001:db8::192.0.2.1', '2001:db8::c000:201'],
    ['fe80::1%eth0', null],
    ['192.0.2.1:80', null],
    ['[::1]', null],
    ['0300.0.2.1', null],
  ])('%s has one spelling: %s', (text, spelling) => {
    expect(normaliseAddress(text)).toBe(spelling);
  });
});

type Case = { readonly ip: string; readonly prefix?: number | undefined; readonly key: string };

/** express-rate-limit 3828a5b, test/library/ip-key-generator-test.ts (MIT): values, among them its two bypasses (#667). */
const PUBLISHED: readonly Case[] = [
  { ip: '1.2.3.4', prefix: 16, key: '1.2.3.4' },
  { ip: '::ffff:1.2.3.4', key: '1.2.3.4' },
  { ip: '::ffff:102:304', prefix: 16, key: '1.2.3.4' },
  { ip: '2001:db8:1234:5678::1.2.3.4', key: '2001:db8:1234:5600::/56' },
  { ip: '64:ff9b::1.2.3.4', key: '64:ff9b::/56' },
  { ip: '::', key: '::/56' },
  {
    ip: '0123:4567:89ab:cdef:0123:4567:89ab:cdef',
    prefix: 63,
    key: '123:4567:89ab:cdee::/63',
  },
  {
    ip: '0123:4567:89ab:cdef:0123:4567:89ab:cdef',
    prefix: 128,
    key: '123:4567:89ab:cdef:123:4567:89ab:cdef/128',
  },
];
const DEFAULT_PREFIX = 56;
/** An IPv4-compatible address (deprecated, RFC 4291 §2.5.5.1) is one of IPv6 here: nobody is routed by it. */
const IPV4_COMPATIBLE = '::1.2.3.4';

const file = join(VECTORS, 'access/ratelimit/ip-keys.json');
const ZFile = z.object({
  cases: z.array(z.object({ ip: z.string(), prefix: z.number().optional(), key: z.string() })),
});
const more: readonly Case[] = existsSync(file)
  ? ZFile.parse(JSON.parse(readFileSync(file, 'utf8'))).cases
  : [];

const prefixOf = (text: string, bits: number) => addressPrefix(normaliseAddress(text) ?? '', bits);

describe('the prefix of an address', () => {
  test.each(
    [...PUBLISHED, ...more]
      .filter(({ ip }) => ip !== IPV4_COMPATIBLE)
      .map(({ ip, prefix, key }) => [ip, prefix ?? DEFAULT_PREFIX, key] as const),
  )('%s, %i bits: %s', (ip, bits, key) => {
    expect(prefixOf(ip, bits)).toBe(key);
  });

  it('keeps its first bits, whatever the others are', () => {
    const bitsOf = (count: number) =>
      fc.array(fc.constantFrom('0', '1'), { minLength: count, maxLength: count });
    const written = (bits: readonly string[]) =>
      Array.from({ length: 8 }, (_, group) =>
        Number.parseInt(bits.slice(group * 16, group * 16 + 16).join(''), 2).toString(16),
      ).join(':');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 127 }), bitsOf(128), bitsOf(128), (at, one, other) => {
        const mixed = [...one.slice(0, at), ...other.slice(at)];
        const flipped = one.map((bit, index) =>
          index === at - 1 ? (bit === '0' ? '1' : '0') : bit,
        );
        const [a, b, c] = [one, mixed, flipped].map(
          (bits) => normaliseAddress(written(bits)) ?? '',
        );
        // An IPv4-mapped address is one of IPv4.
        fc.pre([a, b, c].every((address) => isIPv6(address ?? '')));
        expect(addressPrefix(b ?? '', at)).toBe(addressPrefix(a ?? '', at));
        expect(addressPrefix(c ?? '', at)).not.toBe(addressPrefix(a ?? '', at));
      }),
    );
  });
});
