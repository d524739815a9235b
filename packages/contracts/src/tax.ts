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

/**
 * Adds up a bill in integer minor units. Tax is computed once per class on the class's sum and rounded half up, so
 * the result does not depend on how lines are split. Throws a RangeError on a class the country does not have;
 * lines of UNSTATED_TAX_CLASS carry no tax.
 */
export function totalsOf(country: TaxCountry, lines: readonly TaxedLine[]): BillTotals {
  const rules: TaxRules = TAX_RULES[country];
  const sums = new Map<string, number>();
  for (const line of lines)
    sums.set(line.taxClass, (sums.get(line.taxClass) ?? 0) + line.lineTotalMinor);
  let sum = 0;
  let taxMinor = 0;
  for (const [name, amount] of sums) {
    sum += amount;
    taxMinor += taxOn(rules, name, amount);
  }
  return rules.inclusive
    ? { subtotalMinor: sum - taxMinor, taxMinor, totalMinor: sum }
    : { subtotalMinor: sum, taxMinor, totalMinor: sum + taxMinor };
}

function taxOn(rules: TaxRules, name: string, amount: number): number {
  if (name === UNSTATED_TAX_CLASS) return 0;
  const taxClass = Object.hasOwn(rules.classes, name) ? rules.classes[name] : undefined;
  if (taxClass === undefined) throw new RangeError(`unknown tax class ${name}`);
  if (!rules.inclusive) return share(amount, taxClass.rateBp, 10_000);
  const excise = share(amount, taxClass.exciseBp, 10_000 + taxClass.exciseBp);
  return excise + share(amount - excise, taxClass.rateBp, 10_000 + taxClass.rateBp);
}

/** `amount * part / whole`, rounded half away from zero, in exact integer arithmetic. */
function share(amount: number, part: number, whole: number): number {
  const product = BigInt(Math.abs(amount)) * BigInt(part) * 2n;
  const rounded = Number((product + BigInt(whole)) / (2n * BigInt(whole)));
  return amount < 0 ? -rounded : rounded;
}
