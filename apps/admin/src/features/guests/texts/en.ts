import type { GuestTexts } from '#features/guests/guest-texts.ts';

/** The pages for guests in English. */
export const en: GuestTexts = {
  lead: 'Your orders, your data and what you agree to.',
  loading: 'Loading',
  again: 'Try again',
  languages: 'Languages',
  ask: {
    lead: 'We send six digits to your e-mail address. Whoever reads your mail is you; there is no password.',
    email: 'E-mail',
    hint: 'The one you gave {org} when you ordered.',
    invalid: 'Enter an e-mail address.',
    submit: 'Send me the digits',
  },
  code: {
    lead: 'If {org} knows {email}, an e-mail with six digits is on its way. It is good for ten minutes.',
    label: 'Six digits',
    hint: 'It can take a minute. Look into the spam folder too.',
    invalid: 'Enter the six digits of the e-mail.',
    submit: 'Sign in',
    back: 'Use another address',
  },
  problems: {
    tooMany: 'Too many attempts. Try again at {time}.',
    wrong: 'These are not the digits, or they are no longer good.',
    offline: 'No connection. Check it and try again.',
    failed: 'This did not work. Nothing was lost; try again.',
  },
  out: {
    action: 'Sign out',
    hint: 'On a device that others use, sign out when you are done.',
  },
  elsewhere: {
    title: 'You are signed in at {other}',
    body: 'To see what is yours at {org}, sign out there first.',
    there: 'Go to {other}',
  },
  orders: {
    title: 'Your orders',
    empty: 'There are no orders yet',
    number: 'Order {number}',
    receipt: 'Receipt',
    more: 'Show older ones',
  },
  status: {
    placed: 'Placed',
    accepted: 'Accepted',
    cooking: 'Being made',
    ready: 'Ready',
    packed: 'Packed',
    on_way: 'On its way',
    delivered: 'Delivered',
    cancelled: 'Cancelled',
    voided: 'Cancelled',
    refunded: 'Refunded',
  },
  channel: {
    dine_in: 'At the table',
    takeaway: 'Takeaway',
    delivery: 'Delivery',
  },
  data: {
    title: 'Your data',
    name: 'Name',
    phone: 'Telephone',
    email: 'E-mail',
    since: 'Known since',
    none: 'Not stated',
    hint: 'If something is wrong here, tell the restaurant: it corrects it.',
  },
  consents: {
    title: 'News and offers',
    hint: 'You decide, and you can change it at any time. Your orders do not depend on it.',
    given: 'Agreed on {date}',
    withdrawn: 'Withdrawn on {date}',
  },
};
