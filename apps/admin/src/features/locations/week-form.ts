import {
  clock,
  faultsOf,
  type HoursFault,
  readSpans,
  type Weekday,
  WEEKDAYS,
  type WeekHours,
} from '@toster/contracts/hours';

/** A span as somebody types it. */
export type SpanForm = { readonly from: string; readonly to: string };
/** A week as somebody types it; a day without spans is closed. */
export type WeekForm = Readonly<Record<Weekday, readonly SpanForm[]>>;

/** What a day begins with that was closed in a week without hours. */
const USUAL: SpanForm = { from: '10:00', to: '22:00' };
const DAY = 1440;

/** The week as the form begins with it; without any hours every day is closed. */
export function weekFormOf(week: WeekHours | null): WeekForm {
  const day = (name: Weekday) =>
    (readSpans(week?.[name] ?? '') ?? []).map(({ from, to }) => ({
      from: clock(from),
      to: to === DAY ? '24:00' : clock(to % DAY),
    }));
  return {
    mon: day('mon'),
    tue: day('tue'),
    wed: day('wed'),
    thu: day('thu'),
    fri: day('fri'),
    sat: day('sat'),
    sun: day('sun'),
  };
}

/** A time as people type it, `9`, `930`, `9:30` or `21.30`, as it is written; null for what is none. */
export function readTime(text: string): string | null {
  const typed = text.trim();
  const match = /^(\d{1,2})(?:[:. ]?([0-5]\d))?$/u.exec(typed);
  if (match === null) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? '0')];
  if (hour > 24 || (hour === 24 && minute > 0)) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The time some minutes later or earlier, around the clock, on a multiple of `step`. */
export function shiftTime(text: string, by: 1 | -1, step = 15): string {
  const time = readTime(text);
  if (time === null) return USUAL.from;
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const now = hour * 60 + minute;
  const next = by === 1 ? Math.floor(now / step) + 1 : Math.ceil(now / step) - 1;
  return clock((((next * step) % DAY) + DAY) % DAY);
}

/** The week as it is stored. What is no time makes the day malformed, whatever else stands there. */
export function weekOfForm(form: WeekForm): WeekHours {
  const day = (name: Weekday) =>
    form[name].map(({ from, to }) => `${readTime(from) ?? '?'}-${endOf(readTime(to))}`).join(',');
  return {
    mon: day('mon'),
    tue: day('tue'),
    wed: day('wed'),
    thu: day('thu'),
    fri: day('fri'),
    sat: day('sat'),
    sun: day('sun'),
  };
}

/** Midnight as the end of a day is written `24:00`. */
function endOf(time: string | null): string {
  return time === '00:00' ? '24:00' : (time ?? '?');
}

/** The first fault of each day that has one. */
export function faultsOfForm(form: WeekForm): Partial<Record<Weekday, HoursFault>> {
  return faultsOf(weekOfForm(form));
}

/** A closed day opened: with the hours of the day before it that has some, else the usual ones. */
export function openedDay(form: WeekForm, day: Weekday): readonly SpanForm[] {
  const index = WEEKDAYS.indexOf(day);
  const before = [...WEEKDAYS.slice(0, index).toReversed(), ...WEEKDAYS.slice(index).toReversed()];
  const known = before.find((each) => form[each].length > 0);
  return known === undefined ? [USUAL] : form[known];
}

/** The week with the hours of one day on others as well. */
export function copiedDay(form: WeekForm, from: Weekday, to: readonly Weekday[]): WeekForm {
  return { ...form, ...Object.fromEntries(to.map((day) => [day, form[from]])) };
}

/** Days that somebody else has changed since, with what stands there now. */
export function changedDays(
  opened: WeekHours | null,
  fresh: WeekHours | null,
): Partial<Record<Weekday, string>> {
  const days = WEEKDAYS.filter((day) => (opened?.[day] ?? '') !== (fresh?.[day] ?? ''));
  return Object.fromEntries(days.map((day) => [day, fresh?.[day] ?? '']));
}
