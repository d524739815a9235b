'use client';
import { formatMoney, isCurrency } from '@toster/contracts/money';
import { useMemo } from 'react';
import { useSession } from '#features/shell/session.tsx';

const LANGUAGE = 'en-GB';

/** How this organisation writes money, and how the console writes time: in the establishment's zone, 24 hours. */
export type Formats = {
  /** An amount in minor units. `trim` drops the zeros of whole amounts. */
  money: (minor: number, currency?: string, options?: { trim?: boolean }) => string;
  /** `14:03` */
  time: (iso: string) => string;
  /** `14:03:27` */
  exactTime: (iso: string) => string;
  /** `Sun 22 Nov` */
  day: (iso: string) => string;
  /** `22 Nov` */
  shortDay: (iso: string) => string;
  /** `22 Nov 2026` */
  date: (iso: string) => string;
  /** `22 Nov 2026, 14:03` */
  dateTime: (iso: string) => string;
  /** `2026-11-22`, the calendar day in the establishment's zone. */
  dayKey: (iso: string) => string;
};

/** Formats that belong to nobody's React state; the same on the server and in the browser. */
export function createFormats(org: {
  currency: string;
  locale: string;
  timezone: string;
}): Formats {
  const with_ = (options: Intl.DateTimeFormatOptions, language = LANGUAGE) => {
    const format = new Intl.DateTimeFormat(language, {
      timeZone: org.timezone,
      hourCycle: 'h23',
      ...options,
    });
    return (iso: string) => format.format(new Date(iso));
  };
  return {
    money: (minor, currency = org.currency, options = {}) =>
      isCurrency(currency)
        ? formatMoney(minor, currency, org.locale, options)
        : `${minor / 100} ${currency}`,
    time: with_({ hour: '2-digit', minute: '2-digit' }),
    exactTime: with_({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    day: with_({ weekday: 'short', day: 'numeric', month: 'short' }),
    shortDay: with_({ day: 'numeric', month: 'short' }),
    date: with_({ day: 'numeric', month: 'short', year: 'numeric' }),
    dateTime: with_({
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    }),
    dayKey: with_({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'sv-SE'),
  };
}

/** The formats of the signed-in organisation. */
export function useFormats(): Formats {
  const { org } = useSession();
  return useMemo(() => createFormats(org), [org]);
}
