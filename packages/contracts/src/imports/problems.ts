import { z } from 'zod';

/** Everything that can be wrong with a line. Those that begin with `held_` have nothing wrong of their own. */
export const PROBLEM_CODES = [
  'not_utf8',
  'nul',
  'open_quote',
  'text_after_quote',
  'column_count',
  'broken_record',
  'missing',
  'missing_or_too_long',
  'too_long',
  'unstorable',
  'negative',
  'not_whole',
  'zero',
  'too_large',
  'not_amount',
  'too_many_choices',
  'choice_too_long',
  'not_instant',
  'before_1970',
  'in_future',
  'unknown_tax_class',
  'unknown_allergen',
  'not_yes_or_no',
  'not_phone',
  'not_email',
  'no_contact',
  'repeated',
  'new_without',
  'several_match',
  'key_taken',
  'differs',
  'two_known',
  'held_beside',
  'held_too_many_lines',
  'held_sibling',
  'held_scattered',
  'held_other_total',
  'held_other_location',
  'held_earlier',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/**
 * What is wrong with a line: names of fields and numbers, never a value, which may be anybody's name in the wrong
 * column.
 */
export const ZProblem = z.object({
  code: z.enum(PROBLEM_CODES),
  field: z.string().optional(),
  /** Another line that has to do with it. */
  line: z.int().optional(),
  /** What there is, and the most or exactly what there may be. */
  count: z.int().optional(),
  most: z.int().optional(),
  currency: z.string().optional(),
});
export type Problem = Readonly<z.infer<typeof ZProblem>>;

/** Whether the line waits for another one, with nothing wrong of its own. */
export function isHeldBack({ code }: Problem): boolean {
  return code.startsWith('held_');
}

/** A problem in English, for the command line and the log. The console has texts of its own. */
export function problemText(problem: Problem): string {
  const { code, field = 'value', line = 0, count = 0, most = 0, currency = '' } = problem;
  switch (code) {
    case 'not_utf8':
      return 'the line is not UTF-8';
    case 'nul':
      return 'the line holds a NUL character';
    case 'open_quote':
      return 'a quote is not closed';
    case 'text_after_quote':
      return 'text after a closing quote';
    case 'column_count':
      return `${count} columns instead of ${most}`;
    case 'broken_record':
      return 'a quoted field over several lines is broken';
    case 'missing':
      return `${field} is missing`;
    case 'missing_or_too_long':
      return `${field} is missing or too long`;
    case 'too_long':
      return `${field} is longer than ${most} characters`;
    case 'unstorable':
      return `${field} holds control characters`;
    case 'negative':
      return `${field} is negative`;
    case 'not_whole':
      return `${field} is not a whole number`;
    case 'zero':
      return `${field} is zero`;
    case 'too_large':
      return most === 0 ? `${field} is larger than any bill` : `${field} is larger than ${most}`;
    case 'not_amount':
      return `${field} is not an amount in ${currency}`;
    case 'too_many_choices':
      return `${field} holds more than ${most} choices`;
    case 'choice_too_long':
      return `${field} holds a choice longer than ${most} characters`;
    case 'not_instant':
      return `${field} is not a date and time`;
    case 'before_1970':
      return `${field} lies before 1970`;
    case 'in_future':
      return `${field} lies in the future`;
    case 'unknown_tax_class':
      return `${field} is none of the country's tax classes`;
    case 'unknown_allergen':
      return `${field} holds a word that is none of the fourteen allergens`;
    case 'not_yes_or_no':
      return `${field} is neither yes nor no`;
    case 'not_phone':
      return `${field} is not a telephone number`;
    case 'not_email':
      return `${field} is not an e-mail address`;
    case 'no_contact':
      return 'neither a telephone number nor an e-mail address';
    case 'repeated':
      return `line ${line} has the same ${field}`;
    case 'new_without':
      return `a new dish needs ${field}`;
    case 'several_match':
      return 'several dishes have this name';
    case 'key_taken':
      return `another dish of that name has another ${field}`;
    case 'differs':
      return 'the guest is there already with other details';
    case 'two_known':
      return 'telephone number and e-mail address belong to two different guests';
    case 'held_beside':
      return 'held back: beside a line whose order cannot be read';
    case 'held_too_many_lines':
      return `held back: more than ${most} lines in one order`;
    case 'held_sibling':
      return `held back: line ${line} of the same order cannot be used`;
    case 'held_scattered':
      return 'held back: the lines of this order do not stand together';
    case 'held_other_total':
      return 'held back: the order is there already with another total';
    case 'held_other_location':
      return 'held back: this source has given an order of that id to another location';
    case 'held_earlier':
      return 'held back: put aside when this part of the file was imported';
  }
}

/** What changes in one field of a record: null is nothing there. Money in minor units. */
export const ZFieldChange = z.object({
  field: z.string(),
  before: z.union([z.string(), z.int(), z.boolean(), z.array(z.string())]).nullable(),
  after: z.union([z.string(), z.int(), z.boolean(), z.array(z.string())]).nullable(),
});
export type FieldChange = Readonly<z.infer<typeof ZFieldChange>>;
