/** The days of a week as opening hours name them, Monday first (ISO 8601). */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/**
 * Opening hours of a week, a text for each day: spans `HH:MM-HH:MM`, by commas, in order. Empty: closed. A span that
 * ends before it begins lasts until that time on the next day (`18:00-02:00`); `24:00` ends at midnight.
 */
export type WeekHours = Readonly<Record<Weekday, string>>;

/** Minutes since midnight; `to` is later than `from` and runs past 1440 where the span ends on the next day. */
export type OpenSpan = { readonly from: number; readonly to: number };

/** More breaks in a day than this are no opening hours. */
export const SPANS_PER_DAY = 4;

const DAY = 1440;
const WEEK = 7 * DAY;
const SPAN = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|(24):00)$/;

/** The spans of a day, or null for a text that is none. Does not ask whether they overlap. */
export function readSpans(text: string): readonly OpenSpan[] | null {
  if (text === '') return [];
  const spans = text.split(',').map(readSpan);
  return spans.length <= SPANS_PER_DAY && spans.every((span) => span !== null) ? spans : null;
}

function readSpan(text: string): OpenSpan | null {
  const match = SPAN.exec(text);
  if (!match) return null;
  const [, fromHour, fromMinute, toHour, toMinute] = match.map(Number);
  const from = (fromHour ?? 0) * 60 + (fromMinute ?? 0);
  const end = match[5] === undefined ? (toHour ?? 0) * 60 + (toMinute ?? 0) : DAY;
  if (end === from) return null;
  return { from, to: end > from ? end : end + DAY };
}

/** A day's spans as the text that is stored. */
export function writeSpans(spans: readonly OpenSpan[]): string {
  return spans
    .map(({ from, to }) => `${clock(from)}-${to === DAY ? '24:00' : clock(to % DAY)}`)
    .join(',');
}

/** A day's hours as people read them: `10:00–15:00, 17:00–02:00`; empty stays empty. */
export function spansInWords(text: string): string {
  return text.replaceAll('-', '–').replaceAll(',', ', ');
}

/** `09:05` of a minute of the day. */
export function clock(minute: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
}

/** What is wrong with a day. */
export type HoursFault = 'hours_malformed' | 'hours_overlap' | 'hours_overlap_next_day';

/** The first fault of each day that has one: spans out of order or touching, or running into those of the next day. */
export function faultsOf(week: WeekHours): Partial<Record<Weekday, HoursFault>> {
  const days = WEEKDAYS.map((day) => readSpans(week[day]));
  return Object.fromEntries(
    WEEKDAYS.flatMap((day, index) => {
      const fault = faultOf(days[index] ?? null, days[(index + 1) % 7] ?? null);
      return fault === null ? [] : [[day, fault]];
    }),
  );
}

function faultOf(
  spans: readonly OpenSpan[] | null,
  next: readonly OpenSpan[] | null,
): HoursFault | null {
  if (spans === null) return 'hours_malformed';
  if (spans.some((span, index) => span.from <= (spans[index - 1]?.to ?? -1)))
    return 'hours_overlap';
  const spill = (spans.at(-1)?.to ?? 0) - DAY;
  return spill > (next?.[0]?.from ?? DAY) ? 'hours_overlap_next_day' : null;
}

/** A moment of the week on the clock of a place. */
export type WeekTime = { readonly day: Weekday; readonly minute: number };

/** The day and minute it is in a zone. */
export function weekTimeAt(instant: Date, timeZone: string): WeekTime {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const name = parts.get('weekday')?.toLowerCase();
  const day = WEEKDAYS.find((each) => each === name) ?? 'mon';
  return { day, minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) };
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  clocks.set(timeZone, made);
  return made;
}

/** Whether a place is open, and when that changes next: never (`null`), or a time and how many days from today. */
export type OpenState = {
  readonly open: boolean;
  readonly changes: { readonly inDays: number; readonly minute: number } | null;
};

/** Whether these hours are open at that time. By the clock on the wall: an hour that the clock skips is skipped here too. */
export function openStateAt(week: WeekHours, { day, minute }: WeekTime): OpenState {
  const now = WEEKDAYS.indexOf(day) * DAY + minute;
  const spans = spansOfWeeks(week);
  const current = spans.find(({ from, to }) => from <= now && now < to);
  const change = current ? current.to : spans.find(({ from }) => from > now)?.from;
  // Open from a week ago to a week ahead is open without end.
  const endless = change === undefined || change - now > WEEK;
  const today = Math.floor(now / DAY);
  return {
    open: current !== undefined,
    changes: endless ? null : { inDays: Math.floor(change / DAY) - today, minute: change % DAY },
  };
}

/** Last week's, this week's and next week's spans on one line that begins this Monday, those that touch made one. */
function spansOfWeeks(week: WeekHours): readonly OpenSpan[] {
  const line: OpenSpan[] = [];
  for (const start of [-WEEK, 0, WEEK, 2 * WEEK]) {
    WEEKDAYS.forEach((day, index) => {
      for (const { from, to } of readSpans(week[day]) ?? []) {
        const begin = start + index * DAY;
        const last = line.at(-1);
        if (last && last.to >= begin + from)
          line[line.length - 1] = { from: last.from, to: begin + to };
        else line.push({ from: begin + from, to: begin + to });
      }
    });
  }
  return line;
}
