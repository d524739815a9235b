import type { HumanRole } from '@toster/contracts/rbac/roles';
import {
  type AccountInput,
  accountRows,
  type GrantInput,
  type MemberRow,
  memberRows,
} from '../testing/factories/member.ts';
import type { LocationRow, OrgRow } from '../testing/factories/org.ts';
import type { Rows } from '../testing/factories/rows.ts';
import type { Source } from '../testing/factories/source.ts';
import type { DemoContent, DemoStaffKey } from './content/types.ts';
import { DEMO_STAFF_KEYS, demoEmail } from './logins.ts';
import { bankAccount, fillDigits, fullName, taxId } from './people.ts';

/** The people who make an order happen at one establishment. */
export type Crew = Readonly<
  Record<'operator' | 'cook' | 'packer' | 'courier' | 'cashier' | 'manager', MemberRow>
>;

/** Those who work on most days, and those who stand in while they are off. */
export type Crews = { readonly usual: Crew; readonly relief: Crew };

/** Days before today on which the relief works, within a week. */
const DAYS_OFF: ReadonlySet<number> = new Set([2, 3]);

/** Who worked so many days before today. Today it is those who sign in. */
export function crewOn(crews: Crews, daysAgo: number): Crew {
  return DAYS_OFF.has(daysAgo % 7) ? crews.relief : crews.usual;
}

const CREW_ROLES = [
  'operator',
  'cook',
  'packer',
  'courier',
  'cashier',
] as const satisfies readonly HumanRole[];
const EVERYWHERE: ReadonlySet<DemoStaffKey> = new Set([
  'owner',
  'owner2',
  'accountant',
  'marketing',
  'hr',
]);

type Employer = {
  readonly rows: Rows;
  readonly source: Source;
  readonly content: DemoContent;
  readonly org: OrgRow;
  readonly password: AccountInput['password'];
};

const RELIEVED = ['operator', 'cook', 'courier'] as const satisfies readonly HumanRole[];

/**
 * Adds everybody who works for a demo organisation: the documented logins at the first establishment (owners,
 * accountant, marketing and HR everywhere; the privacy officer manages the second), a crew for the second,
 * `<role>.<location>@<slug>.demo`, and at both who stands in for cook, operator and courier, `<role>2.<location>@…`.
 */
export function staffRows(
  employer: Employer,
  [first, second]: readonly [LocationRow, LocationRow],
): readonly [Crews, Crews] {
  const { content } = employer;
  const known = Object.fromEntries(
    DEMO_STAFF_KEYS.map((key) => {
      const home = EVERYWHERE.has(key) ? null : key === 'officer' ? second.id : first.id;
      const email = demoEmail(content.slug, key);
      const hired = hire(employer, email, content.staff[key], grantsOf(key, home), home, key);
      return [key, hired] as const;
    }),
  ) as Record<DemoStaffKey, MemberRow>;
  const newcomer = (role: HumanRole, place: LocationRow, nth: '' | '2') =>
    hire(
      employer,
      demoEmail(content.slug, `${role}${nth}.${place.slug}`),
      fullName(employer.source.rng, content.people),
      [{ role, locationId: place.id }],
      place.id,
      role,
    );
  const crewsOf = (usual: Crew, place: LocationRow): Crews => {
    const standIns = RELIEVED.map((role) => [role, newcomer(role, place, '2')] as const);
    return { usual, relief: { ...usual, ...Object.fromEntries(standIns) } };
  };
  const branch = Object.fromEntries(
    CREW_ROLES.map((role) => [role, newcomer(role, second, '')] as const),
  ) as Record<(typeof CREW_ROLES)[number], MemberRow>;
  return [crewsOf(known, first), crewsOf({ ...branch, manager: known.officer }, second)];
}

function grantsOf(key: DemoStaffKey, home: string | null): readonly GrantInput[] {
  if (key === 'officer')
    return [{ role: 'manager', locationId: home }, { appointment: 'privacy_officer' }];
  return [{ role: key === 'owner2' ? 'owner' : key, locationId: home }];
}

/** Hourly pay against the organisation's basic wage, in percent. */
const PAY: Partial<Readonly<Record<DemoStaffKey, number>>> = {
  owner: 300,
  owner2: 300,
  manager: 180,
  officer: 180,
  accountant: 170,
  hr: 150,
  marketing: 150,
};

/** Most came with the years before the organisation began with Toster; owners were there from the first. */
const HIRED_DAYS_BEFORE = [5, 2_000] as const;
const OPENED_DAYS_BEFORE = 2_400;
const DAY_MS = 86_400_000;

function hire(
  { rows, source, content, org, password }: Employer,
  email: string,
  name: string,
  grants: readonly GrantInput[],
  locationId: string | null,
  key: DemoStaffKey,
): MemberRow {
  const { rng, now } = source;
  const { people } = content;
  const before = key.startsWith('owner') ? OPENED_DAYS_BEFORE : rng.int(...HIRED_DAYS_BEFORE);
  return memberRows(rows, source, {
    org,
    // One of them has never answered a letter.
    account: accountRows(rows, source, {
      email,
      addressProven: key !== 'marketing',
      ...(password ? { password } : {}),
    }),
    grants,
    fullName: name,
    phone: fillDigits(rng, rng.pick(people.phones)),
    locationId,
    hiredOn: new Date(now.getTime() - before * DAY_MS).toISOString().slice(0, 10),
    payroll: {
      taxId: taxId(rng, people),
      iban: bankAccount(rng, people),
      hourlyWageMinor: Math.round((people.hourlyWageMinor * (PAY[key] ?? 100)) / 100),
    },
  });
}
