import { Temporal } from 'temporal-polyfill';
import type { Rng } from '../testing/factories/rng.ts';
import type { DemoHabits, DemoLocation, Meal } from './content/types.ts';

/** The moment of an order and the meal it is for. */
export type Moment = { readonly at: Date; readonly meal: Meal; readonly date: Temporal.PlainDate };

const SATURDAY = 6;
/** How far a day strays from the usual, in percent. */
const STRAY = 18;

/** The moments at which guests of an establishment order on a day, in no order. */
export function momentsOf(
  rng: Rng,
  habits: DemoHabits,
  home: DemoLocation,
  timeZone: string,
  date: Temporal.PlainDate,
): readonly Moment[] {
  const usual = habits.busy[date.dayOfWeek - 1] ?? 0;
  const count = Math.round((usual * home.busyPercent * rng.int(100 - STRAY, 100 + STRAY)) / 10_000);
  const shape = date.dayOfWeek >= SATURDAY ? habits.weekend : habits.weekday;
  return Array.from({ length: count }, () => {
    const [from, to, meal] = rng.weighted(shape.map((stretch) => [stretch, stretch[3]] as const));
    const opens = secondsOf(from);
    const second = rng.int(opens, secondsOf(to) - 1);
    const plainTime = new Temporal.PlainTime().add({ seconds: second });
    const at = new Date(date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds);
    return { at, meal, date };
  });
}

/** The meal people order at an hour: that of the stretch it lies in, else of the one before. */
export function mealAt(habits: DemoHabits, moment: Temporal.ZonedDateTime): Meal {
  const shape = moment.dayOfWeek >= SATURDAY ? habits.weekend : habits.weekday;
  const second = moment.hour * 3600 + moment.minute * 60;
  const begun = shape.filter(([from]) => secondsOf(from) <= second);
  return (begun.at(-1) ?? shape.at(-1) ?? ['', '', 'dinner' as const])[2];
}

function secondsOf(time: string): number {
  const { hour, minute } = Temporal.PlainTime.from(time);
  return hour * 3600 + minute * 60;
}
