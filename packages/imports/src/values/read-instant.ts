import { Temporal } from 'temporal-polyfill';

/** Day, month, year; the time behind it. */
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(\d{1,2})(:\d{2}(?::\d{2})?))?$/;

function isoOf(_: string, day: string, month: string, year: string, hour?: string, rest?: string) {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return hour === undefined ? date : `${date} ${hour.padStart(2, '0')}${rest ?? ''}`;
}

/**
 * An instant from text: ISO 8601 with an offset, or a local date and time of the establishment (`2026-03-29 18:05` or, as
 * spreadsheets of the countries served write it, `29.03.2026 18:05`, seconds optional). Slashes are refused: they mean
 * two things. A date alone means noon. A time that the clocks skipped is moved forward, one that happened twice
 * is the first (RFC 5545, §3.3.5). Null when it is neither.
 */
export function readInstant(text: string, timezone: string): Date | null {
  const value = text.trim().replace(DOTTED, isoOf);
  try {
    if (/(Z|[+-]\d{2}:?\d{2})$/i.test(value) && /\d[T ]\d/i.test(value)) {
      return new Date(Temporal.Instant.from(value.replace(' ', 'T')).epochMilliseconds);
    }
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) {
      const noon = { timeZone: timezone, plainTime: { hour: 12 } };
      return new Date(Temporal.PlainDate.from(value).toZonedDateTime(noon).epochMilliseconds);
    }
    if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/i.test(value)) return null;
    const local = Temporal.PlainDateTime.from(value.replace(' ', 'T'));
    return new Date(
      local.toZonedDateTime(timezone, { disambiguation: 'compatible' }).epochMilliseconds,
    );
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
