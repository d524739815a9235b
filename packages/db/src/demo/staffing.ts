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
import { fillDigits, fullName } from './people.ts';

/** The people who make an order happen at one establishment. */
export type Crew = Readonly<
  Record<'operator' | 'cook' | 'packer' | 'courier' | 'cashier' | 'manager', MemberRow>
>;

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

/**
 * Adds everybody who works for a demo organisation: the documented logins at the first establishment (owners,
 * accountant, marketing and HR everywhere; the privacy officer manages the second), and a crew for the second,
 * `<role>.<location>@<slug>.demo`.
 */
export function staffRows(
  employer: Employer,
  [first, second]: readonly [LocationRow, LocationRow],
): readonly [Crew, Crew] {
  const { content } = employer;
  const team = new Map<DemoStaffKey, MemberRow>();
  for (const key of DEMO_STAFF_KEYS) {
    const home = EVERYWHERE.has(key) ? null : key === 'officer' ? second.id : first.id;
    team.set(
      key,
      hire(
        employer,
        demoEmail(content.slug, key),
        content.staff[key],
        grantsOf(key, home),
        home,
        key,
      ),
    );
  }
  const crewOf = (
    pick: (role: (typeof CREW_ROLES)[number]) => MemberRow,
    manager: MemberRow,
  ): Crew => ({
    operator: pick('operator'),
    cook: pick('cook'),
    packer: pick('packer'),
    courier: pick('courier'),
    cashier: pick('cashier'),
    manager,
  });
  const known = (key: DemoStaffKey): MemberRow => {
    const member = team.get(key);
    if (!member) throw new Error(`no demo login ${key}`);
    return member;
  };
  const newcomer = (role: (typeof CREW_ROLES)[number]) =>
    hire(
      employer,
      demoEmail(content.slug, `${role}.${second.slug}`),
      fullName(employer.source.rng, content),
      [{ role, locationId: second.id }],
      second.id,
      role,
    );
  return [crewOf(known, known('manager')), crewOf(newcomer, known('officer'))];
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

function hire(
  { rows, source, content, org, password }: Employer,
  email: string,
  name: string,
  grants: readonly GrantInput[],
  locationId: string | null,
  key: DemoStaffKey,
): MemberRow {
  const { rng } = source;
  const since = new Date(source.now.getTime() + rng.int(0, 300) * 86_400_000);
  return memberRows(rows, source, {
    org,
    account: accountRows(rows, source, { email, ...(password ? { password } : {}) }),
    grants,
    fullName: name,
    phone: fillDigits(rng, content.phone),
    locationId,
    hiredOn: since.toISOString().slice(0, 10),
    payroll: {
      taxId: fillDigits(rng, content.taxId),
      iban: fillDigits(rng, content.bankAccount),
      hourlyWageMinor: Math.round((content.hourlyWageMinor * (PAY[key] ?? 100)) / 100),
    },
  });
}
