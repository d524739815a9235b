import { emailKey, phoneKey } from '../../look-up-keys.ts';
import { customer, customerContact } from '../../schema/index.ts';
import type { Place } from './menu.ts';
import { type Handle, Rows } from './rows.ts';
import { freshSource, type Source } from './source.ts';

export type CustomerInput = {
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly createdAt?: Date;
};

/** A guest with the contact data that lie in the side table. */
export type CustomerRow = {
  readonly orgId: string;
  readonly id: string;
  readonly locationId: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
};

/** Adds a guest of an establishment and how to reach them. */
export function customerRows(
  rows: Rows,
  source: Source,
  place: Place,
  input: CustomerInput = {},
): CustomerRow {
  const createdAt = input.createdAt ?? source.now;
  const row: CustomerRow = {
    orgId: place.org.orgId,
    id: source.id(createdAt),
    locationId: place.location.id,
    name: input.name === undefined ? 'Тарас Мельник' : input.name,
    phone: input.phone === undefined ? `+38067${source.rng.digits(7)}` : input.phone,
    email: input.email ?? null,
  };
  rows.add(customer, { orgId: row.orgId, id: row.id, locationId: row.locationId, createdAt });
  rows.add(customerContact, {
    orgId: row.orgId,
    customerId: row.id,
    locationId: row.locationId,
    name: row.name,
    phone: row.phone,
    phoneKey: row.phone === null ? null : phoneKey(row.phone, place.org.country),
    email: row.email,
    emailKey: row.email === null ? null : emailKey(row.email),
  });
  return row;
}

/** Inserts a guest. */
export async function createCustomer(
  handle: Handle,
  place: Place,
  input: CustomerInput = {},
  source: Source = freshSource(),
): Promise<CustomerRow> {
  const rows = new Rows();
  const row = customerRows(rows, source, place, input);
  await rows.flush(handle);
  return row;
}
