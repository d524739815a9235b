/** What a tax class means: rates in basis points (1 % = 100). */
export type TaxClass = {
  /** Value added tax, or sales tax where prices exclude it. */
  readonly rateBp: number;
  /** Retail excise laid under the value added tax (Ukraine: alcohol). */
  readonly exciseBp: number;
};

/** How one country taxes what a restaurant sells. */
export type TaxRules = {
  /** True: menu prices contain the tax. False: it is added to the bill. */
  readonly inclusive: boolean;
  readonly classes: Readonly<Record<string, TaxClass>>;
};

/** The class of lines whose tax nobody stated, such as imported ones: no tax is computed for them. */
export const UNSTATED_TAX_CLASS = 'unstated';

const rate = (rateBp: number, exciseBp = 0): TaxClass => ({ rateBp, exciseBp });

/**
 * Tax classes by country (ISO 3166-1 alpha-2), as menu items name them. Rates for meals served by restaurants in
 * late 2026; the fiscal providers map the class to their own codes.
 */
export const TAX_RULES = {
  UA: { inclusive: true, classes: { standard: rate(2000), alcohol: rate(2000, 500) } },
  PL: { inclusive: true, classes: { meal: rate(800), standard: rate(2300) } },
  CZ: { inclusive: true, classes: { meal: rate(1200), standard: rate(2100) } },
  DE: { inclusive: true, classes: { meal: rate(700), standard: rate(1900) } },
  ES: { inclusive: true, classes: { meal: rate(1000), standard: rate(2100) } },
  US: { inclusive: false, classes: { meal: rate(825), alcohol: rate(825) } },
} as const satisfies Readonly<Record<string, TaxRules>>;

export type TaxCountry = keyof typeof TAX_RULES;

/** Whether a country's tax rules are known. */
export function isTaxCountry(country: string): country is TaxCountry {
  return Object.hasOwn(TAX_RULES, country);
}

/** The part of a bill that its tax is computed from. */
export type TaxedLine = { readonly taxClass: string; readonly lineTotalMinor: number };

/** A bill's sums: `totalMinor = subtotalMinor + taxMinor`, always exactly. */
export type BillTotals = {
  readonly subtotalMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
};

/** What one tax class contributes to a bill. `grossMinor = netMinor + exciseMinor + taxMinor`, always exactly. */
export type TaxShare = {
  readonly taxClass: string;
  readonly rateBp: number;
  readonly exciseBp: number;
  readonly netMinor: number;
  readonly exciseMinor: number;
  readonly taxMinor: number;
  readonly grossMinor: number;
};

/**
 * The tax on a bill by class, in the order in which the classes first occur. Tax is computed once per class on the
 * class's sum and rounded half up, so the result does not depend on how lines are split. Throws a RangeError on a class
 * the country does not have; lines of UNSTATED_TAX_CLASS carry no tax.
 */
export function taxSharesOf(country: TaxCountry, lines: readonly TaxedLine[]): readonly TaxShare[] {
  const rules: TaxRules = TAX_RULES[country];
  const sums = new Map<string, number>();
  for (const line of lines)
    sums.set(line.taxClass, (sums.get(line.taxClass) ?? 0) + line.lineTotalMinor);
  return Array.from(sums, ([name, amount]) => shareOf(rules, name, amount));
}

/** Adds up a bill in integer minor units from the shares of its classes. */
export function totalsOf(country: TaxCountry, lines: readonly TaxedLine[]): BillTotals {
  const totals = { subtotalMinor: 0, taxMinor: 0, totalMinor: 0 };
  for (const share of taxSharesOf(country, lines)) {
    totals.subtotalMinor += share.netMinor;
    totals.taxMinor += share.exciseMinor + share.taxMinor;
    totals.totalMinor += share.grossMinor;
  }
  return totals;
}

const UNTAXED: TaxClass = { rateBp: 0, exciseBp: 0 };

function shareOf(rules: TaxRules, taxClass: string, amount: number): TaxShare {
  const known = Object.hasOwn(rules.classes, taxClass) ? rules.classes[taxClass] : undefined;
  const rates = taxClass === UNSTATED_TAX_CLASS ? UNTAXED : known;
  if (rates === undefined) throw new RangeError(`unknown tax class ${taxClass}`);
  if (!rules.inclusive) {
    const taxMinor = part(amount, rates.rateBp, WHOLE);
    return {
      taxClass,
      ...rates,
      netMinor: amount,
      exciseMinor: 0,
      taxMinor,
      grossMinor: amount + taxMinor,
    };
  }
  const exciseMinor = part(amount, rates.exciseBp, WHOLE + rates.exciseBp);
  const taxMinor = part(amount - exciseMinor, rates.rateBp, WHOLE + rates.rateBp);
  const netMinor = amount - exciseMinor - taxMinor;
  return { taxClass, ...rates, netMinor, exciseMinor, taxMinor, grossMinor: amount };
}

const WHOLE = 10_000;

/** `amount * share / whole`, rounded half away from zero, in exact integer arithmetic. */
function part(amount: number, share: number, whole: number): number {
  const product = BigInt(Math.abs(amount)) * BigInt(share) * 2n;
  const rounded = Number((product + BigInt(whole)) / (2n * BigInt(whole)));
  return amount < 0 ? -rounded : rounded;
}
