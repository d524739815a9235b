import type { UpdateCustomerInput } from '@toster/contracts/schemas/customers';

/** What the form holds; an empty text is nothing. */
export type ContactForm = { name: string; phone: string; email: string };

/**
 * What an edit changes: only the fields that differ from what was shown. An emptied field takes its value away, which
 * only a field that held one can be: whoever edits unseen cannot empty anything by leaving it empty.
 */
export function changeOf(before: ContactForm, after: ContactForm): UpdateCustomerInput['data'] {
  const data: { name?: string | null; phone?: string | null; email?: string | null } = {};
  for (const field of ['name', 'phone', 'email'] as const) {
    const value = after[field].trim();
    if (value !== before[field].trim()) data[field] = value === '' ? null : value;
  }
  return data;
}
