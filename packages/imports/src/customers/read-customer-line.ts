import type { CustomerField } from '@toster/contracts/imports/kinds';
import type { Problem } from '@toster/contracts/imports/problems';
import { emailKey, phoneKey } from '@toster/db/look-up-keys';
import type { Columns } from '../table/columns.ts';
import type { FileRecord } from '../table/read-records.ts';
import { fieldOf, problem, type Read, readText } from '../values/read.ts';

/** How a table of guests is meant. */
export type CustomerTable = {
  readonly columns: Columns<CustomerField>;
  /** Where numbers without a country code are dialled. */
  readonly country: string;
};

/** A guest as a line says it, with the keys by which guests are looked up. */
export type CustomerLine = {
  readonly name: string | null;
  readonly phone: string | null;
  readonly phoneKey: string | null;
  readonly email: string | null;
  readonly emailKey: string | null;
  /** An earlier line of the file says exactly the same. */
  readonly isRepeated: boolean;
  readonly records: readonly FileRecord[];
};

const NAME_CHARACTERS = 200;
const EMAIL_CHARACTERS = 254;
/** The form in which addresses of deliveries are taken too. */
const PHONE = /^\+?[0-9 ()./-]{5,24}$/;
const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;

type Fields = readonly string[];

/** The fields of a guest, one by one, as `readCustomerLine` puts them together. */
export const CUSTOMER_READERS = {
  name: (fields: Fields, { columns }: CustomerTable): Read<string | null> =>
    readText(fieldOf(fields, columns, 'name'), 'name', NAME_CHARACTERS),
  phone: (fields: Fields, { columns, country }: CustomerTable): Read<string | null> => {
    const text = fieldOf(fields, columns, 'phone');
    if (text === '') return { value: null };
    return PHONE.test(text) && phoneKey(text, country).replace('+', '').length >= 5
      ? { value: text }
      : problem('not_phone', { field: 'phone' });
  },
  email: (fields: Fields, { columns }: CustomerTable): Read<string | null> => {
    const text = fieldOf(fields, columns, 'email');
    if (text === '') return { value: null };
    return text.length <= EMAIL_CHARACTERS && EMAIL.test(text)
      ? { value: text }
      : problem('not_email', { field: 'email' });
  },
} as const;

/** Reads one line. The answer is the first problem when a value cannot be meant, or nobody could be reached by it. */
export function readCustomerLine(
  record: FileRecord,
  table: CustomerTable,
): CustomerLine | { readonly problem: Problem } {
  if ('problem' in record) return record;
  const { fields } = record;
  const name = CUSTOMER_READERS.name(fields, table);
  if ('problem' in name) return name;
  const phone = CUSTOMER_READERS.phone(fields, table);
  if ('problem' in phone) return phone;
  const email = CUSTOMER_READERS.email(fields, table);
  if ('problem' in email) return email;
  if (phone.value === null && email.value === null) return problem('no_contact');
  return {
    name: name.value,
    phone: phone.value,
    phoneKey: phone.value === null ? null : phoneKey(phone.value, table.country),
    email: email.value,
    emailKey: email.value === null ? null : emailKey(email.value),
    isRepeated: false,
    records: [record],
  };
}
