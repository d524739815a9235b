import { isFinalState } from '@toster/contracts/orders/states';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { DEMO_ORGS } from './content/demo-orgs.ts';
import type { DemoContent } from './content/types.ts';
import { DEMO_DAYS, planOrg } from './plan.ts';
import { NOBODYS, NOW } from './testing/seeded.ts';

type Stretches = readonly (readonly [from: string, to: string])[];

/** When a country eats, on weekdays and at weekends. */
const RUSH: Readonly<Record<string, { readonly weekday: Stretches; readonly weekend: Stretches }>> =
  {
    UA: {
      weekday: [
        ['12:30', '15:00'],
        ['18:00', '21:00'],
      ],
      weekend: [
        ['12:30', '15:30'],
        ['18:00', '21:00'],
      ],
    },
    PL: {
      weekday: [
        ['12:30', '15:30'],
        ['18:00', '21:00'],
      ],
      weekend: [
        ['13:00', '16:00'],
        ['18:00', '21:00'],
      ],
    },
    CZ: {
      weekday: [
        ['11:00', '13:30'],
        ['17:30', '20:30'],
      ],
      weekend: [
        ['11:30', '14:00'],
        ['17:30', '20:30'],
      ],
    },
    DE: {
      weekday: [
        ['12:00', '13:00'],
        ['18:00', '20:00'],
      ],
      weekend: [
        ['12:00', '13:00'],
        ['18:00', '20:00'],
      ],
    },
    ES: {
      weekday: [
        ['14:00', '16:00'],
        ['21:00', '23:30'],
      ],
      weekend: [
        ['14:00', '16:00'],
        ['21:00', '23:30'],
      ],
    },
    US: {
      weekday: [
        ['11:30', '13:00'],
        ['17:30', '20:00'],
      ],
      weekend: [
        ['09:30', '13:30'],
        ['17:30', '20:00'],
      ],
    },
  };

const planned = (content: DemoContent) =>
  planOrg(content, { now: NOW, days: DEMO_DAYS, password: NOBODYS });

/** Orders that are over, with the time on the wall of the establishment. */
function settledOf(content: DemoContent) {
  return planned(content).months.flatMap(({ place, drafts }) =>
    drafts
      .filter(({ status = 'placed' }) => isFinalState(status) || status === 'delivered')
      .map((draft) => {
        const at = draft.placedAt ?? NOW;
        const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(
          place.location.timezone,
        );
        return { ...draft, local, clock: local.toPlainTime().toString().slice(0, 5) };
      }),
  );
}

const share = <T>(list: readonly T[], holds: (each: T) => boolean) =>
  list.filter(holds).length / list.length;

describe.each(DEMO_ORGS.map((content) => [content.slug, content] as const))('%s', (_, content) => {
  const settled = settledOf(content);

  it('goes back a month: orders on each of 30 days, 600 to 1 300 at each establishment', () => {
    for (const { place, drafts } of planned(content).months) {
      const days = new Set(
        drafts.map(({ placedAt = NOW }) =>
          Temporal.Instant.fromEpochMilliseconds(placedAt.getTime())
            .toZonedDateTimeISO(place.location.timezone)
            .toPlainDate()
            .toString(),
        ),
      );
      expect(days.size).toBe(30);
      expect(drafts.length).toBeGreaterThanOrEqual(600);
      expect(drafts.length).toBeLessThanOrEqual(1_300);
    }
  });

  it('eats when the country eats: half of the orders fall into its rush, none into the night', () => {
    const rush = RUSH[content.country];
    const rushed = share(settled, ({ local, clock }) =>
      ((local.dayOfWeek > 5 ? rush?.weekend : rush?.weekday) ?? []).some(
        ([from, to]) => from <= clock && clock < to,
      ),
    );
    expect(rushed).toBeGreaterThan(0.5);
    for (const { clock } of settled) {
      expect(clock >= '07:00').toBe(true);
      expect(clock < '23:30').toBe(true);
    }
  });

  it('is fuller on Friday and Saturday than on Monday, where the country goes out then', () => {
    const on = (day: number) => settled.filter(({ local }) => local.dayOfWeek === day).length;
    const weeks = (day: number) =>
      new Set(
        settled
          .filter(({ local }) => local.dayOfWeek === day)
          .map(({ local }) => local.toPlainDate().toString()),
      ).size;
    expect(on(5) / weeks(5)).toBeGreaterThan(on(1) / weeks(1));
  });

  it('has guests who come back: some of them weekly, most of them once or twice', () => {
    const visits = new Map<string, number>();
    for (const { customer } of settled)
      if (customer) visits.set(customer.id, (visits.get(customer.id) ?? 0) + 1);
    const counts = [...visits.values()];
    const regulars = share(counts, (count) => count >= 4);
    expect(regulars).toBeGreaterThan(0.08);
    expect(regulars).toBeLessThan(0.3);
    expect(share(counts, (count) => count <= 2)).toBeGreaterThan(0.5);
    expect(Math.max(...counts)).toBeGreaterThanOrEqual(8);
  });

  it('delivers to a guest at one address, never for less than the minimum, and nothing elsewhere', () => {
    const doors = new Map<string, string>();
    for (const { channel, customer, address, lines } of settled) {
      if (channel !== 'delivery') {
        expect(address).toBeUndefined();
        continue;
      }
      if (!customer || !address) throw new Error('a delivery to nobody');
      expect(address.line).toBe(doors.get(customer.id) ?? address.line);
      doors.set(customer.id, address.line);
      const worth = lines.reduce((sum, { item, quantity }) => sum + item.priceMinor * quantity, 0);
      expect(worth).toBeGreaterThanOrEqual(content.habits.deliveryMinimumMinor);
    }
    expect(doors.size).toBeGreaterThan(20);
  });

  it('tips as the country does', () => {
    const paid = settled.filter(({ channel, payment }) => channel === 'dine_in' && payment);
    const { often, percent } = content.habits.tips.dine_in;
    const tipped = share(paid, ({ payment }) => (payment?.tipMinor ?? 0) > 0);
    expect(tipped).toBeGreaterThan(often - 0.08);
    expect(tipped).toBeLessThan(often + 0.08);
    const tips = paid.flatMap(({ payment, lines }) => {
      const sum = lines.reduce((all, { item, quantity }) => all + item.priceMinor * quantity, 0);
      return payment?.tipMinor ? [(100 * payment.tipMinor) / sum] : [];
    });
    const mean = tips.reduce((sum, each) => sum + each, 0) / tips.length;
    expect(mean).toBeGreaterThan(percent[0]);
  });

  it('says in words of the house why an order was cancelled or voided, and only then', () => {
    const { cancelReasons, voidReasons } = content.phrases;
    for (const { status, channel = 'dine_in', reason } of settled) {
      if (status === 'cancelled')
        expect([...cancelReasons.any, ...cancelReasons[channel]]).toContain(reason);
      else if (status === 'voided')
        expect([...voidReasons.any, ...voidReasons[channel]]).toContain(reason);
      else expect(reason).toBeUndefined();
    }
    expect(settled.some(({ status }) => status === 'cancelled')).toBe(true);
    expect(settled.some(({ status }) => status === 'voided')).toBe(true);
  });

  it('sells no set lunch at the weekend and nothing of a season before it began', () => {
    const sets = content.menu.filter(({ weekdaysOnly }) => weekdaysOnly);
    const names = new Set(sets.flatMap(({ dishes }) => dishes.map(({ name }) => name)));
    const weekend = settled.filter(({ local }) => local.dayOfWeek > 5);
    expect(weekend.flatMap(({ lines }) => lines).some(({ item }) => names.has(item.name))).toBe(
      false,
    );
    const weekday = settled.filter(({ local }) => local.dayOfWeek <= 5);
    expect(weekday.flatMap(({ lines }) => lines).some(({ item }) => names.has(item.name))).toBe(
      true,
    );

    const december = new Date('2026-12-11T12:00:00Z');
    const { months } = planOrg(content, { now: december, days: DEMO_DAYS, password: NOBODYS });
    const winter = new Set(content.specials.dishes.winter.map(({ name }) => name));
    const sold = months
      .flatMap(({ drafts }) => drafts)
      .filter(({ lines }) => lines.some(({ item }) => winter.has(item.name)));
    expect(sold.length).toBeGreaterThan(0);
    for (const { placedAt } of sold)
      expect(placedAt?.getTime()).toBeGreaterThan(new Date('2026-11-30T20:00:00Z').getTime());
  });
});
