/** The numbers by which tax authorities know a business. */
export type TaxNumberKind =
  | 'edrpou'
  | 'rnokpp'
  | 'ua_vat'
  | 'nip'
  | 'dic'
  | 'ust_id'
  | 'steuernummer'
  | 'nif'
  | 'ein';

/** A tax number as it is written on documents. */
export type TaxNumber = {
  readonly kind: TaxNumberKind;
  readonly text: string;
  readonly proof: 'check_digit' | 'form';
};

/** Why a text is no tax number: the name of the broken rule. */
export type TaxNumberFault = 'tax_number_form' | 'tax_number_check_digit';

/** The text without what people put between groups of digits. */
export const bare = (text: string): string => text.replaceAll(/[\s.\-/]/gu, '');

/** The digits of a text that has nothing else. */
export const digitsOf = (text: string): readonly number[] => Array.from(text, Number);

/** The sum of digits times weights; digits beyond the weights do not count. */
export const weigh = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0);

/** A number whose check digit was computed, or the fault that it does not agree. */
export const checked = (
  kind: TaxNumberKind,
  text: string,
  agrees: boolean,
): TaxNumber | TaxNumberFault =>
  agrees ? { kind, text, proof: 'check_digit' } : 'tax_number_check_digit';
