import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Visitors, Visits } from '../src/visits.ts';

const LIMIT = { most: 3, perMs: 1_000 };

describe('visits', () => {
  it('are welcome up to the limit, then after as long as it is said, and each address has its own count', () => {
    const visits = new Visits(LIMIT);
    for (const at of [0, 100, 200]) expect(visits.admit('192.0.2.1', at)).toBeNull();
    expect(visits.admit('192.0.2.1', 300)).toBe(700);
    expect(visits.admit('192.0.2.2', 300)).toBeNull();
    expect(visits.admit('192.0.2.1', 999)).toBe(1);
    expect(visits.admit('192.0.2.1', 1_000)).toBeNull();
    expect(visits.admit('192.0.2.1', 1_001)).toBe(99);
  });

  it('from one IPv6 network are one count, however the address ends', () => {
    const visits = new Visits(LIMIT);
    for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:2:3:4:5:6'])
      expect(visits.admit(address, 0)).toBeNull();
    expect(visits.admit('2001:db8:1:2::7', 0)).toBe(1_000);
    expect(visits.admit('2001:db8:1:3::7', 0)).toBeNull();
    expect(visits.admit('::1', 0)).toBeNull();
  });

  it('of addresses nobody knows share one count', () => {
    const visits = new Visits(LIMIT);
    for (let visit = 0; visit < LIMIT.most; visit += 1) expect(visits.admit(null, 0)).toBeNull();
    expect(visits.admit(null, 0)).toBe(LIMIT.perMs);
  });

  it('that are taken back were none', () => {
    const visits = new Visits(LIMIT);
    for (let visit = 0; visit < 10; visit += 1) {
      expect(visits.admit('192.0.2.1', visit)).toBeNull();
      visits.takeBack('192.0.2.1');
    }
    visits.takeBack('192.0.2.1');
    visits.takeBack('192.0.2.9');
    for (let visit = 0; visit < LIMIT.most; visit += 1)
      expect(visits.admit('192.0.2.1', 20)).toBeNull();
    expect(visits.admit('192.0.2.1', 20)).toBe(LIMIT.perMs);
  });

  it('never exceed the limit in any span, whenever they come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { maxLength: 60 }), (pauses) => {
        const visits = new Visits(LIMIT);
        let now = 0;
        const welcome: number[] = [];
        for (const pause of pauses) {
          now += pause;
          const wait = visits.admit('192.0.2.1', now);
          if (wait === null) welcome.push(now);
          else expect(wait).toBeGreaterThan(0);
        }
        for (const at of welcome)
          expect(
            welcome.filter((other) => other > at - LIMIT.perMs && other <= at).length,
          ).toBeLessThanOrEqual(LIMIT.most);
      }),
    );
  });
});

describe('visitors with a paper', () => {
  const MINUTE = 60_000;

  it('are turned away with every code after twenty wrong ones in a quarter of an hour, others are not', () => {
    const visitors = new Visitors();
    for (let wrong = 0; wrong < 20; wrong += 1) {
      expect(visitors.admit('192.0.2.1', wrong * 1_000)).toBeNull();
      expect(visitors.tryCode('192.0.2.1', wrong * 1_000)).toBe(true);
    }
    expect(visitors.admit('192.0.2.1', 20_000)).toBe(15 * MINUTE - 20_000);
    expect(visitors.tryCode('192.0.2.1', 20_000)).toBe(false);
    expect(visitors.admit('192.0.2.2', 20_000)).toBeNull();
    expect(visitors.tryCode('192.0.2.2', 20_000)).toBe(true);
    expect(visitors.admit('192.0.2.1', 15 * MINUTE)).toBeNull();
  });

  it('of one IPv6 connection are wrong a hundred times, from however many of its subnets', () => {
    const visitors = new Visitors();
    const subnet = (number: number) => `2001:db8:1:${number.toString(16)}::1`;
    for (let wrong = 0; wrong < 100; wrong += 1)
      expect(visitors.tryCode(subnet(wrong), 0)).toBe(true);
    expect(visitors.tryCode(subnet(100), 0)).toBe(false);
    expect(visitors.admit(subnet(100), 0)).toBe(15 * MINUTE);
    expect(visitors.tryCode('2001:db8:2:64::1', 0)).toBe(true);
  });

  it('of one subnet use up nothing of the connection once they are turned away', () => {
    const visitors = new Visitors();
    for (let guess = 0; guess < 500; guess += 1)
      expect(visitors.tryCode('2001:db8:1:1::1', 0)).toBe(guess < 20);
    expect(visitors.tryCode('2001:db8:1:2::1', 0)).toBe(true);
  });

  it('who are right come sixty times a minute', () => {
    const visitors = new Visitors();
    for (let visit = 0; visit < 60; visit += 1) {
      expect(visitors.admit('192.0.2.1', visit)).toBeNull();
      expect(visitors.tryCode('192.0.2.1', visit)).toBe(true);
      visitors.takeBackCode('192.0.2.1');
    }
    expect(visitors.admit('192.0.2.1', 1_000)).toBe(MINUTE - 1_000);
  });
});
