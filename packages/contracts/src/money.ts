/** Currencies of the six countries Toster serves; all have two decimal places (ISO 4217). */
export const CURRENCIES = ['UAH', 'PLN', 'EUR', 'CZK', 'USD'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** An amount: an integer number of minor units (kopiyka, cent) with its currency. */
export type Money = { readonly minor: number; readonly currency: Currency };

/** ISO 4217 minor unit exponent of every supported currency. */
export const CURRENCY_EXPONENT: Readonly<Record<Currency, number>> = {
  UAH: 2,
  PLN: 2,
  EUR: 2,
  CZK: 2,
  USD: 2,
};

/** Whether a value read from a row or a request is a supported currency. */
export function isCurrency(value: unknown): value is Currency {
  return CURRENCIES.some((currency) => currency === value);
}

/**
 * An amount as people of that locale write it. Exact for every safe integer: the decimal string,
 * not a fraction, goes to the formatter. Whole amounts drop the zeros where `trim` is asked for.
 */
export function formatMoney(
  minor: number,
  currency: Currency,
  locale: string,
  options: { readonly trim?: boolean } = {},
): string {
  return formatter(currency, locale, options.trim === true).format(toDecimal(minor, currency));
}

/** An amount as plain digits with a point, e.g. `160.00`. Refuses anything but a safe integer. */
export function toDecimal(minor: number, currency: Currency): Intl.StringNumericLiteral {
  if (!Number.isSafeInteger(minor))
    throw new RangeError('An amount is a whole number of minor units');
  const digits = String(Math.abs(minor)).padStart(CURRENCY_EXPONENT[currency] + 1, '0');
  const cut = digits.length - CURRENCY_EXPONENT[currency];
  return `${minor < 0 ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}` as Intl.StringNumericLiteral;
}

/**
 * Reads an amount somebody typed or a file carries: an optional minus and currency sign or code,
 * digits in plain form or grouped by threes, a point or a comma before the decimals. Returns minor
 * units, or null when the text is not an amount of that currency, has too many decimals, or could
 * be read in two ways (`1,234` and `1.234` are thousands or decimals: neither is taken), or has the
 * sign inside the number (`1$50`).
 */
export function parseMoney(text: string, currency: Currency): number | null {
  const exponent = CURRENCY_EXPONENT[currency];
  if (SIGN_INSIDE[currency].test(text)) return null;
  const bare = text.trim().replace(SIGNS[currency], '').trim();
  const negative = MINUS.test(bare);
  const amount = bare.replace(MINUS, '').trim();
  const match = PLAIN.exec(amount) ?? GROUPED.exec(amount);
  if (!match) return null;
  const { whole = '', group, point, decimals = '' } = match.groups ?? {};
  if (decimals.length > exponent || (group !== undefined && group === point)) return null;
  if (AMBIGUOUS.test(amount)) return null;
  const minor = Number(whole.replace(/\D/g, '') + decimals.padEnd(exponent, '0'));
  if (!Number.isSafeInteger(minor)) return null;
  return negative && minor !== 0 ? -minor : minor;
}

const MINUS = /^[-\u2212]/;
const PLAIN = /^(?<whole>\d{1,15})(?:(?<point>[.,])(?<decimals>\d{1,2}))?$/;
const GROUPED =
  /^(?<whole>\d{1,3}(?<group>[ \u00a0\u202f'.,])\d{3}(?:\k<group>\d{3}){0,4})(?:(?<point>[.,])(?<decimals>\d{1,2}))?$/;
const AMBIGUOUS = /^\d{1,3}[.,]\d{3}$/;

const SIGNS: Readonly<Record<Currency, RegExp>> = {
  UAH: /₴|грн\.?|UAH/giu,
  PLN: /zł|PLN/giu,
  EUR: /€|EUR/giu,
  CZK: /Kč|CZK/giu,
  USD: /\$|USD/giu,
};

const signInside = (currency: Currency) =>
  new RegExp(String.raw`\d.*(?:${SIGNS[currency].source}).*\d`, 'isu');
const SIGN_INSIDE: Readonly<Record<Currency, RegExp>> = {
  UAH: signInside('UAH'),
  PLN: signInside('PLN'),
  EUR: signInside('EUR'),
  CZK: signInside('CZK'),
  USD: signInside('USD'),
};

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(currency: Currency, locale: string, trim: boolean): Intl.NumberFormat {
  const key = `${locale} ${currency} ${trim}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    ...(trim ? { trailingZeroDisplay: 'stripIfInteger' } : {}),
  });
  formatters.set(key, made);
  return made;
}
