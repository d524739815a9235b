import { describe, expect, test } from 'vitest';
import {
  DEVICE_TTL_SECONDS,
  keepDevice,
  knownDevice,
  readDeviceTokens,
} from '../src/device-cookie.ts';
import { ringOf } from './keys.ts';

const KEYS = ringOf('a-1', 8);
const NOW = Date.UTC(2026, 10, 27);
const ANNA = 'anna@example.test';

/** The browser's cookie after somebody has signed in on it. */
function after(email: string, cookie: string | null = null, keys = KEYS, now = NOW): string {
  const [[, line] = ['', '']] = keepDevice(
    keys,
    'host',
    readDeviceTokens('host', cookie),
    email,
    now,
  );
  return line.split(';', 1)[0] ?? '';
}
const known = (cookie: string, email: string, keys = KEYS, now = NOW) =>
  knownDevice(keys, readDeviceTokens('host', cookie), email, now);

describe('a device', () => {
  test('is known to who signed in on it, however the address is written, and to nobody else', () => {
    const cookie = after(ANNA);
    expect(known(cookie, ANNA)).toMatch(/^[\w-]{16}$/);
    expect(known(cookie, ' ANNA@example.test ')).toBe(known(cookie, ANNA));
    expect(known(cookie, 'boris@example.test')).toBeNull();
  });

  test('is the same one at the next sign-in, and knows up to eight people who share it', () => {
    let cookie = after(ANNA);
    const id = known(cookie, ANNA);
    cookie = after(ANNA, cookie);
    expect(known(cookie, ANNA)).toBe(id);
    const people = Array.from({ length: 7 }, (_, person) => `person-${person}@example.test`);
    for (const person of people) cookie = after(person, cookie);
    for (const person of [ANNA, ...people]) expect(known(cookie, person)).not.toBeNull();
    cookie = after('ninth@example.test', cookie);
    expect(known(cookie, ANNA)).toBeNull();
    expect(known(cookie, 'ninth@example.test')).not.toBeNull();
  });

  test('is a stranger after ninety days, and from then on to the second', () => {
    const cookie = after(ANNA);
    const end = NOW + DEVICE_TTL_SECONDS * 1000;
    expect(known(cookie, ANNA, KEYS, end - 1)).not.toBeNull();
    expect(known(cookie, ANNA, KEYS, end)).toBeNull();
  });

  test('is kept over a change of keys as long as the old one is there', () => {
    const cookie = after(ANNA);
    expect(known(cookie, ANNA, ringOf('a-2', 9))).toBeNull();
  });

  test('tells the browser nothing of the address, and scripts and other sites nothing at all', () => {
    const [[, line] = ['', '']] = keepDevice(KEYS, 'host', [], ANNA, NOW);
    expect(line).toMatch(
      /^__Host-t_d=d1\.[^;]+; Path=\/; Max-Age=7776000; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(line).not.toMatch(/anna|example/);
  });
});

describe('a forged cookie', () => {
  const cookie = after(ANNA);
  const value = cookie.slice(cookie.indexOf('=') + 1);

  test('with any one character changed is nothing', () => {
    for (let index = 0; index < value.length; index += 1) {
      const changed = `${value.slice(0, index)}${value[index] === 'A' ? 'B' : 'A'}${value.slice(index + 1)}`;
      expect([index, known(`__Host-t_d=${changed}`, ANNA)]).toEqual([index, null]);
    }
  });

  test.each([
    '',
    '~~~~',
    `${value}; __Host-t_d=${value}x`,
    'd1.a-1.AAAAAAAAAAAAAAAA.9999999999.',
    'd1.x.'.repeat(5_000),
    '__proto__',
  ])('such as %.40j is nothing, and none of it is kept', (text) => {
    expect(known(`__Host-t_d=${text}`, ANNA)).toBeNull();
    expect(after('b@example.test', `__Host-t_d=${text}`).length).toBeLessThan(150);
  });

  test('under the name of development is nothing where the real one is in use', () => {
    expect(known(`t_d=${value}`, ANNA)).toBeNull();
    expect(known(`__Host-t_d=${value}`, ANNA)).not.toBeNull();
  });
});
