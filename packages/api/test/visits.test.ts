import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Visits } from '../src/visits.ts';

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
