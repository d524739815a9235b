import { HUMAN_ROLES } from '@toster/contracts/rbac/roles';
import { parseMoney, isCurrency } from '@toster/contracts/money';
import { DEMO_ORGS } from '@toster/db/demo/content/demo-orgs';
import { DEMO_STAFF_KEYS } from '@toster/db/demo/logins';
import { describe, expect, it } from 'vitest';
import { addressOf, DEVICES, USUAL } from './devices.ts';
import { SCENES } from './scenes.ts';
import { WORDS } from './words.ts';

describe('the scenes of the day', () => {
  it('are known by a trace that no other scene leaves', () => {
    const firsts = SCENES.map(({ leaves: [first] }) => `${first.by} ${first.action}`);
    const all = SCENES.flatMap(({ leaves }) => leaves.map(({ by, action }) => `${by} ${action}`));
    expect(new Set(firsts).size).toBe(SCENES.length);
    expect(new Set(SCENES.map(({ key }) => key)).size).toBe(SCENES.length);
    for (const first of firsts)
      expect(
        all.filter((trace) => trace === first),
        first,
      ).toHaveLength(1);
  });

  it('give every login something to do, all ten roles among them', () => {
    const actors = new Set(SCENES.flatMap(({ leaves }) => leaves.map(({ by }) => by)));
    expect([...actors]).toEqual(expect.arrayContaining([...HUMAN_ROLES, ...DEMO_STAFF_KEYS]));
  });

  it('touch the database itself in one restaurant, which is one of the demo', () => {
    const outside = SCENES.filter(({ leaves }) => leaves.some(({ by }) => by === 'database'));
    expect(outside).toHaveLength(1);
    expect(DEMO_ORGS.map(({ slug }) => slug)).toContain(outside[0]?.only);
  });
});

describe('the devices of the day', () => {
  it('have addresses that belong to nobody, other ones in each network of each restaurant', () => {
    const seen = new Set<string>();
    for (const nth of DEMO_ORGS.keys()) {
      for (const network of ['home', 'branch', 'office', 'mobile'] as const) {
        const address = addressOf({ ...DEVICES.till, network }, nth);
        expect(address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$/);
        expect(Number(address.split('.')[3])).toBeLessThan(255);
        seen.add(address);
      }
    }
    expect(seen.size).toBe(DEMO_ORGS.length * 4);
  });

  it('are there for every login', () => {
    for (const key of DEMO_STAFF_KEYS) expect(DEVICES[USUAL[key]]).toBeDefined();
  });
});

describe.each(DEMO_ORGS.map((content) => [content.slug, content] as const))('%s', (_, content) => {
  const words = WORDS[content.country];
  const dishes = content.menu.flatMap((category) => category.dishes);
  const named = (name: string) => dishes.find((dish) => dish.name === name);

  it('speaks of dishes on its menu, and changes what it says it changes', () => {
    expect(named(words.soldOut)).toBeDefined();
    const priced = named(words.priced.dish);
    expect(priced).toBeDefined();
    const prices = [priced?.priceMinor, words.priced.wrongMinor, words.priced.rightMinor];
    expect(new Set(prices).size).toBe(3);
    expect(words.priced.rightMinor).toBeGreaterThan(priced?.priceMinor ?? Infinity);
    expect(named(words.edited.dish)?.description).not.toBe(words.edited.description);
    expect(named(words.created.name)).toBeUndefined();
    expect(content.menu.map(({ name }) => name)).toContain(words.created.category);
  });

  it('brings a file of its old till that adds up in its currency, but for one line', () => {
    const { currency } = content;
    if (!isCurrency(currency)) throw new Error(currency);
    const { header, lines } = words.oldTill;
    const good = lines.filter(([id, time, quantity = '', name = '', , sum = '']) => {
      const dish = named(name);
      return (
        id !== '' &&
        /^\d\d:\d\d$/.test(time ?? '') &&
        dish !== undefined &&
        parseMoney(sum, currency) === dish.priceMinor * Number(quantity) &&
        Number(quantity) > 0
      );
    });
    for (const fields of lines) expect(fields).toHaveLength(header.length);
    expect(good).toHaveLength(lines.length - 1);
  });
});
