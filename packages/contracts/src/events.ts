/** The areas of the audit log; a role may be limited to some of them. */
export const DOMAINS = [
  'orders',
  'menu',
  'customers',
  'staff',
  'finance',
  'access',
  'privacy',
  'settings',
  'system',
] as const;
export type Domain = (typeof DOMAINS)[number];

/**
 * What an event means. `summary` is the English line of the log; the names in braces are filled by
 * the reader of the log and are exactly those of SUMMARY_SLOTS.
 */
export type EventDefinition = { readonly domain: Domain; readonly summary: string };

/**
 * What a summary may mention: the acting person, the label of the record, the place, the values
 * before and after, a number of rows, attempts or records, a person acted on, a name.
 */
export const SUMMARY_SLOTS = [
  'actor',
  'label',
  'location',
  'before',
  'after',
  'count',
  'subject',
  'name',
] as const;
export type SummarySlot = (typeof SUMMARY_SLOTS)[number];

/** Every business action the log can carry, named `noun.verb_past`. */
export const EVENTS = {
  'order.created': { domain: 'orders', summary: '{actor} placed order {label}' },
  'order.advanced': {
    domain: 'orders',
    summary: '{actor} moved order {label} from {before} to {after}',
  },
  'order.voided': { domain: 'orders', summary: '{actor} voided order {label}' },
  'order.cancelled': { domain: 'orders', summary: '{actor} cancelled order {label}' },
  'orders.imported': { domain: 'orders', summary: '{actor} imported {count} orders' },

  'import.started': { domain: 'settings', summary: '{actor} began to import {label}' },
  'import.uploaded': { domain: 'settings', summary: '{actor} uploaded the file of {label}' },
  'import.checked': { domain: 'settings', summary: '{actor} had {label} checked' },
  'import.confirmed': { domain: 'settings', summary: '{actor} confirmed the import of {label}' },
  'import.cancelled': { domain: 'settings', summary: '{actor} called off the import of {label}' },
  'import.failed': { domain: 'settings', summary: 'The import of {label} stopped' },
  'import.expired': { domain: 'settings', summary: 'The file of {label} was deleted unused' },

  'menu.imported': { domain: 'menu', summary: '{actor} imported {count} dishes' },
  'menu.created': { domain: 'menu', summary: '{actor} set up the menu' },
  'menu_category.created': { domain: 'menu', summary: '{actor} added the category {label}' },
  'menu_category.edited': { domain: 'menu', summary: '{actor} edited the category {label}' },
  'menu_category.removed': { domain: 'menu', summary: '{actor} removed the category {label}' },
  'menu_item.created': { domain: 'menu', summary: '{actor} added {label} to the menu' },
  'menu_item.edited': { domain: 'menu', summary: '{actor} edited {label}' },
  'menu_item.priced': {
    domain: 'menu',
    summary: '{actor} changed the price of {label} from {before} to {after}',
  },
  'menu_item.availability_changed': {
    domain: 'menu',
    summary: '{actor} changed the availability of {label}',
  },

  'customers.imported': { domain: 'customers', summary: '{actor} imported {count} guests' },
  'customer.updated': { domain: 'customers', summary: '{actor} updated the guest {label}' },

  'session.started': { domain: 'access', summary: '{actor} signed in' },
  'session.ended': { domain: 'access', summary: '{actor} signed out' },
  'session.revoked': { domain: 'access', summary: '{actor} ended a session' },
  'session.stepped_up': { domain: 'access', summary: '{actor} confirmed their identity again' },
  'session.switched_org': { domain: 'access', summary: '{actor} switched to this organisation' },
  'session.rotated': {
    domain: 'access',
    summary: 'The session of {actor} was renewed by a repeated request',
  },
  'refresh.reuse_detected': {
    domain: 'access',
    summary: 'A used sign-in token of {actor} came back; the session was ended',
  },
  'address.proof_asked': {
    domain: 'access',
    summary: '{actor} had a letter sent to prove their address',
  },
  'address.proven': { domain: 'access', summary: '{actor} proved their address' },
  'factor.reset_asked': {
    domain: 'access',
    summary: 'A letter to turn off the second factor of {actor} was asked for',
  },
  'factor.reset_begun': {
    domain: 'access',
    summary: 'The second factor of {actor} is turned off in a day',
  },
  'factor.reset_stopped': { domain: 'access', summary: '{actor} kept their second factor' },
  'password.reset_asked': {
    domain: 'access',
    summary: 'A letter to choose another password for {actor} was asked for',
  },
  'password.reset': { domain: 'access', summary: '{actor} chose another password by letter' },
  'password.changed': { domain: 'access', summary: '{actor} changed their password' },
  'factor.begun': { domain: 'access', summary: '{actor} began to set up a second factor' },
  'factor.enrolled': { domain: 'access', summary: '{actor} set up a second factor' },
  'factor.removed': { domain: 'access', summary: '{actor} turned their second factor off' },
  'factor.codes_renewed': { domain: 'access', summary: '{actor} made new recovery codes' },
  'guest.code_asked': {
    domain: 'customers',
    summary: 'A letter with a code to sign in was asked for, for a guest',
  },
  'guest.signed_in': { domain: 'customers', summary: 'A guest signed in' },
  'guest.signed_out': { domain: 'customers', summary: 'The session of a guest ended' },
  'guest.token_reused': {
    domain: 'customers',
    summary: 'A used sign-in token of a guest came back, and the session ended',
  },
  'consent.given': { domain: 'privacy', summary: 'A guest agreed to {label}' },
  'consent.withdrawn': { domain: 'privacy', summary: 'A guest withdrew {label}' },
  'security_policy.changed': {
    domain: 'access',
    summary: '{actor} changed who must have a second factor',
  },
  'sign_in.failed': { domain: 'access', summary: '{count} failed sign-ins' },
  'access.denied': { domain: 'access', summary: '{actor} was refused {count} times' },
  'role.granted': { domain: 'access', summary: '{actor} gave {subject} the role {name}' },
  'appointment.granted': { domain: 'access', summary: '{actor} appointed {subject} {name}' },

  'staff.joined': { domain: 'staff', summary: '{subject} joined the team' },

  'org.created': { domain: 'settings', summary: '{actor} set up the organisation {label}' },
  'org.updated': { domain: 'settings', summary: '{actor} changed the details of the organisation' },
  'location.created': { domain: 'settings', summary: '{actor} added the location {label}' },
  'location.updated': { domain: 'settings', summary: '{actor} changed the details of {location}' },
  'location.hours_changed': {
    domain: 'settings',
    summary: '{actor} changed the opening hours of {location}',
  },

  'receipt.reprinted': {
    domain: 'finance',
    summary: '{actor} printed copy {after} of receipt {label}',
  },

  'personal_data.read': {
    domain: 'privacy',
    summary: '{actor} read personal data of {count} records',
  },
  'audit_log.read': { domain: 'privacy', summary: '{actor} read the audit log' },

  'security_report.filed': {
    domain: 'system',
    summary: 'A vulnerability was reported: {name}',
  },
  'quota.reached': {
    domain: 'system',
    summary: 'The use of the service reached {count} % of what a day allows',
  },
  'schema.changed': { domain: 'system', summary: 'The database schema was changed: {name}' },
  'secret.rotated': { domain: 'system', summary: 'The keys for {name} were changed' },
  'database.changed': {
    domain: 'system',
    summary: 'Data was changed directly in the database by {name}',
  },
  'table.truncate_refused': { domain: 'system', summary: 'Emptying the table {name} was refused' },
  'demo.seeded': { domain: 'system', summary: 'Demo data was set up' },
} as const satisfies Readonly<Record<string, EventDefinition>>;

export type EventName = keyof typeof EVENTS;

/** All event names, in the order of the catalogue. */
export const EVENT_NAMES = Object.keys(EVENTS) as readonly EventName[];

/** Whether a value read from a row names a known event; `constructor` and its like do not. */
export function isEventName(value: unknown): value is EventName {
  return typeof value === 'string' && Object.hasOwn(EVENTS, value);
}

/** The event's definition, or null for a name this version does not know. */
export function eventDefinition(name: string): EventDefinition | null {
  return isEventName(name) ? EVENTS[name] : null;
}

/** A summary cut into fixed words and slots, so a console can mark up names and values. */
export type SummaryPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'slot'; readonly slot: SummarySlot };

/** Cuts a summary template into its parts. Braces around an unknown name stay text. */
export function summaryParts(summary: string): readonly SummaryPart[] {
  return summary
    .split(/(\{[a-z]+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const slot = SUMMARY_SLOTS.find((name) => piece === `{${name}}`);
      return slot ? { kind: 'slot', slot } : { kind: 'text', text: piece };
    });
}
