import type { InferSelectModel } from 'drizzle-orm';
import { location, locationCounter, org } from '../../schema/index.ts';
import { type Handle, Rows } from './rows.ts';
import { freshSource, type Source } from './source.ts';

export type OrgRow = InferSelectModel<typeof org>;
export type LocationRow = InferSelectModel<typeof location>;

/** Adds an organisation to the rows. Without overrides: a Ukrainian one with a name of its own. */
export function orgRows(rows: Rows, source: Source, overrides: Partial<OrgRow> = {}): OrgRow {
  const row: OrgRow = {
    orgId: source.id(),
    cell: 'eu-1',
    slug: `bistro-${source.rng.digits(9)}`,
    name: 'Bistro',
    country: 'UA',
    currency: 'UAH',
    locale: 'uk-UA',
    timezone: 'Europe/Kyiv',
    createdAt: source.now,
    ...overrides,
  };
  rows.add(org, row);
  return row;
}

/** Adds an establishment and its counters, which start at 1. */
export function locationRows(
  rows: Rows,
  source: Source,
  of: OrgRow,
  overrides: Partial<Omit<LocationRow, 'orgId'>> = {},
): LocationRow {
  const row: LocationRow = {
    orgId: of.orgId,
    id: source.id(),
    slug: `place-${source.rng.digits(6)}`,
    name: 'Podil',
    city: 'Kyiv',
    timezone: of.timezone,
    createdAt: source.now,
    ...overrides,
  };
  rows.add(location, row);
  rows.add(
    locationCounter,
    { orgId: of.orgId, locationId: row.id, kind: 'order', next: 1 },
    { orgId: of.orgId, locationId: row.id, kind: 'receipt', next: 1 },
  );
  return row;
}

/** Inserts an organisation. */
export async function createOrg(
  handle: Handle,
  overrides: Partial<OrgRow> = {},
  source: Source = freshSource(),
): Promise<OrgRow> {
  const rows = new Rows();
  const row = orgRows(rows, source, overrides);
  await rows.flush(handle);
  return row;
}

/** Inserts an establishment with its counters. */
export async function createLocation(
  handle: Handle,
  of: OrgRow,
  overrides: Partial<Omit<LocationRow, 'orgId'>> = {},
  source: Source = freshSource(),
): Promise<LocationRow> {
  const rows = new Rows();
  const row = locationRows(rows, source, of, overrides);
  await rows.flush(handle);
  return row;
}
