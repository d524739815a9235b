/** The eleven built-in roles, in the column order of the access matrix. */
export const ROLES = [
  'owner',
  'manager',
  'operator',
  'cook',
  'packer',
  'courier',
  'cashier',
  'marketing',
  'accountant',
  'hr',
  'api',
] as const;
export type Role = (typeof ROLES)[number];

/** The roles a person can hold; `api` belongs to keys alone. */
export const HUMAN_ROLES = [
  'owner',
  'manager',
  'operator',
  'cook',
  'packer',
  'courier',
  'cashier',
  'marketing',
  'accountant',
  'hr',
] as const satisfies readonly Role[];
export type HumanRole = (typeof HUMAN_ROLES)[number];

/** Duties an owner hands to a member beside the member's role. */
export const APPOINTMENTS = ['privacy_officer'] as const;
export type Appointment = (typeof APPOINTMENTS)[number];

/** What a rule of an organisation can be about: every role a person holds, every duty. */
export const DUTIES = [...HUMAN_ROLES, ...APPOINTMENTS] as const;
export type Duty = (typeof DUTIES)[number];

/**
 * Who may act on whom: the target's rank must be below the actor's. Equal ranks never act on each
 * other, except owners. `api` has no rank and never grants anything.
 */
export const ROLE_RANK: Readonly<Record<Role, number>> = {
  owner: 100,
  manager: 80,
  accountant: 60,
  hr: 60,
  marketing: 50,
  operator: 40,
  cashier: 30,
  cook: 20,
  packer: 20,
  courier: 20,
  api: 0,
};

/** English names as people see them. */
export const ROLE_LABEL: Readonly<Record<Role, string>> = {
  owner: 'Owner',
  manager: 'Manager',
  operator: 'Operator',
  cook: 'Cook',
  packer: 'Packer',
  courier: 'Courier',
  cashier: 'Cashier',
  marketing: 'Marketing',
  accountant: 'Accountant',
  hr: 'HR',
  api: 'API key',
};

/** English names of appointments as people see them. */
export const APPOINTMENT_LABEL: Readonly<Record<Appointment, string>> = {
  privacy_officer: 'Privacy officer',
};

const ROLE_SET: ReadonlySet<string> = new Set(ROLES);
const HUMAN_SET: ReadonlySet<string> = new Set(HUMAN_ROLES);
const APPOINTMENT_SET: ReadonlySet<string> = new Set(APPOINTMENTS);

/** Whether a value read from a row or a request is one of the built-in roles. */
export function isRole(value: unknown): value is Role {
  return typeof value === 'string' && ROLE_SET.has(value);
}

/** Whether a value from outside is a role that a person can hold. */
export function isHumanRole(value: unknown): value is HumanRole {
  return typeof value === 'string' && HUMAN_SET.has(value);
}

/** Whether a value read from a row or a request is a known appointment. */
export function isAppointment(value: unknown): value is Appointment {
  return typeof value === 'string' && APPOINTMENT_SET.has(value);
}
