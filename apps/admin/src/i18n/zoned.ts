/** A calendar day, `2026-11-22`. */
export type Day = string;

/** The instant a day begins in a zone; where the first hour is skipped, the first instant that exists. */
export function startOfDay(day: Day, timezone: string): Date {
  const wall = Date.parse(`${day}T00:00:00Z`);
  const first = wall - offsetAt(wall, timezone);
  return new Date(wall - offsetAt(first, timezone));
}

/** The day an instant falls on in a zone. */
export function dayOf(instant: Date, timezone: string): Day {
  return formatOf(timezone).format(instant).slice(0, 10);
}

/** A day some days later, or earlier when `days` is negative. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timezone: string): number {
  const wall = formatOf(timezone).format(instant).replace(' ', 'T');
  return Date.parse(`${wall}Z`) - Math.floor(instant / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known) return known;
  // Swedish writes ISO 8601.
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timezone, made);
  return made;
}
