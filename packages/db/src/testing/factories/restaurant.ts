import type { HumanRole } from '@toster/contracts/rbac/roles';
import type { CustomerRow } from './customer.ts';
import { customerRows } from './customer.ts';
import { type AccountInput, accountRows, type MemberRow, memberRows } from './member.ts';
import { type Menu, menuRows, type Place } from './menu.ts';
import { type LocationRow, locationRows, type OrgRow, orgRows } from './org.ts';
import { type Handle, Rows } from './rows.ts';
import { freshSource, type Source } from './source.ts';

/** An organisation ready for a test. */
export type Restaurant = {
  readonly org: OrgRow;
  /** Two establishments. */
  readonly locations: readonly [LocationRow, LocationRow];
  /** The first establishment. */
  readonly place: Place;
  /** One member for each role that was asked for; the owner works everywhere, the others at the first establishment. */
  readonly members: Readonly<Partial<Record<HumanRole, MemberRow>>> & { readonly owner: MemberRow };
  readonly menu: Menu;
  readonly customer: CustomerRow;
};

/**
 * Inserts a whole organisation: two establishments, an owner and one member for each further role, a small menu at the
 * first establishment and a guest. `password` lets all of them sign in.
 */
export async function createRestaurant(
  handle: Handle,
  options: {
    readonly org?: Partial<OrgRow>;
    readonly roles?: readonly HumanRole[];
    readonly password?: AccountInput['password'];
  } = {},
  source: Source = freshSource(),
): Promise<Restaurant> {
  const rows = new Rows();
  const org = orgRows(rows, source, options.org);
  const first = locationRows(rows, source, org);
  const second = locationRows(rows, source, org, { name: 'Pechersk' });
  const place: Place = { org, location: first };
  const login: AccountInput = options.password ? { password: options.password } : {};
  const owner = memberRows(rows, source, {
    org,
    account: accountRows(rows, source, login),
    grants: [{ role: 'owner' }],
  });
  const members: Partial<Record<HumanRole, MemberRow>> & { owner: MemberRow } = { owner };
  for (const role of options.roles ?? []) {
    if (role === 'owner') continue;
    members[role] = memberRows(rows, source, {
      org,
      account: accountRows(rows, source, login),
      grants: [{ role, locationId: first.id }],
      locationId: first.id,
    });
  }
  const menu = menuRows(rows, source, place);
  const customer = customerRows(rows, source, place);
  await rows.flush(handle);
  return { org, locations: [first, second], place, members, menu, customer };
}
