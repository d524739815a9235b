import type { ColumnClass, DataCategory, DataSubject, RetentionRule } from './types.ts';

const impersonal = (
  category: DataCategory,
  retention: RetentionRule,
  audit: ColumnClass['audit'] = 'plain',
): ColumnClass => ({
  category,
  subject: 'none',
  origin: 'provided',
  purpose: ['service'],
  export: 'no',
  erase: 'keep',
  retention,
  audit,
});

const personal = (
  category: DataCategory,
  subject: DataSubject,
  retention: RetentionRule,
  change: Partial<ColumnClass> = {},
): ColumnClass => ({
  category,
  subject,
  origin: 'provided',
  purpose: subject === 'guest' ? ['service'] : ['staff_administration'],
  export: 'yes',
  erase: 'delete',
  retention,
  audit: 'commit',
  ...change,
});

/** Keys and references: random numbers that mean nothing outside the database. */
export const key = impersonal('identifier', 'while_active');
export const reference = impersonal('reference', 'while_active');
/** Facts of the business: names of dishes, states, settings. */
export const business = impersonal('business', 'while_active');
export const orderFact = impersonal('business', 'order_history');
export const orderMoney = impersonal('money', 'order_history');
export const orderTime = impersonal('time', 'order_history');
export const money = impersonal('money', 'while_active');
export const time = impersonal('time', 'while_active');
export const fiscalFact: ColumnClass = {
  ...impersonal('business', 'fiscal_document'),
  purpose: ['fiscal_duty'],
  export: 'yes',
};
export const fiscalMoney: ColumnClass = { ...fiscalFact, category: 'money' };
export const fiscalLines: ColumnClass = { ...fiscalFact, audit: 'digest' };

/** Words typed into an order: they may name a person, so the log holds a commitment and the value can be erased. */
export const orderWords: ColumnClass = {
  ...impersonal('free_text', 'order_history', 'commit'),
  export: 'redact',
  erase: 'review',
};

/**
 * What a business says of itself before the law. It may be a sole trader's own name, number and home, so the log holds
 * commitments and somebody decides about their erasure.
 */
export const businessIdentity: ColumnClass = {
  ...impersonal('name', 'while_active', 'commit'),
  erase: 'review',
};

/** The seller on a fiscal document, who may be a sole trader with a name and a home: kept as long as the document. */
export const fiscalSeller: ColumnClass = { ...fiscalLines, category: 'name' };

/** A link from a business row to a guest: cut on erasure, the row stays. */
export const guestLink: ColumnClass = {
  ...impersonal('reference', 'order_history'),
  subject: 'guest',
  export: 'yes',
  erase: 'detach',
};
/** A link to the member who did something: a random number, meaningless once the profile is erased. */
export const staffLink: ColumnClass = {
  ...impersonal('reference', 'order_history'),
  subject: 'staff',
};

export const guestName = personal('name', 'guest', 'while_active');
export const guestContact = personal('contact', 'guest', 'while_active');
/** Normalised copies for look-up: fall with the original, are not exported twice. */
export const guestContactKey = personal('contact', 'guest', 'while_active', {
  origin: 'derived',
  export: 'no',
});
/** What an order of the guest leaves behind; the order is an event itself. */
export const guestTrace = personal('time', 'guest', 'while_active', {
  origin: 'derived',
  export: 'no',
  audit: 'ignore',
});
/** Turns over with the values beside it. */
export const turnover = impersonal('technical', 'while_active', 'ignore');
export const guestAddress = personal('address', 'guest', 'order_history');
export const guestFreeText = personal('free_text', 'guest', 'order_history', { export: 'redact' });
export const guestCard = personal('financial', 'guest', 'fiscal_document', {
  origin: 'observed',
  erase: 'restrict',
});
export const staffName = personal('name', 'staff', 'staff_record');
export const staffContact = personal('contact', 'staff', 'staff_record');
export const staffFinancial = personal('financial', 'staff', 'staff_record', { erase: 'restrict' });

export const accountContact = personal('contact', 'account', 'while_active', {
  purpose: ['security'],
});
export const accountContactKey: ColumnClass = {
  ...accountContact,
  origin: 'derived',
  export: 'no',
};
export const device = personal('device', 'account', 'security_log', {
  origin: 'observed',
  purpose: ['security'],
});
export const credential: ColumnClass = {
  ...impersonal('credential', 'while_active', 'secret'),
  subject: 'account',
  purpose: ['security'],
  erase: 'delete',
};
export const securityFact: ColumnClass = {
  ...impersonal('technical', 'security_log'),
  subject: 'account',
  purpose: ['security'],
};
const ofGuest = { subject: 'guest' } as const;
export const guestDevice = personal('device', 'guest', 'security_log', {
  origin: 'observed',
  purpose: ['security'],
});
export const guestCredential: ColumnClass = { ...credential, ...ofGuest, audit: 'ignore' };
export const guestSecurityFact: ColumnClass = { ...securityFact, ...ofGuest };
export const guestUnlogged: ColumnClass = { ...guestSecurityFact, audit: 'ignore' };
/** A decision of the guest's and its proof: kept as long as somebody may have to show it. */
export const guestDecision: ColumnClass = {
  ...impersonal('business', 'while_active'),
  ...ofGuest,
  export: 'yes',
  erase: 'restrict',
};

/** Turns over by itself (a rotation counter, a sliding expiry) or belongs to another tenant: no event. */
export const unlogged: ColumnClass = { ...securityFact, audit: 'ignore' };
/** Moves work from one process to another and is gone. */
export const transport: ColumnClass = {
  ...impersonal('technical', 'until_relayed', 'ignore'),
  purpose: ['operation'],
};
export const dayLong: ColumnClass = { ...transport, retention: 'one_day' };
