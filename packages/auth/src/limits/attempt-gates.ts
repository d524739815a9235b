/** What an attempt counts for: the limits, and the keys under which the log knows addresses and accounts. */
import { hmacSha256 } from '@toster/crypto/hmac';
import type { KeyRing } from '@toster/crypto/key-ring';
import { emailKey } from '@toster/db/look-up-keys';
import { addressPrefix } from '../address-prefix.ts';
import type { Gate } from './attempt-log.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The bits of an IPv6 address that one subnet shares, and all subnets of one connection (RFC 6177). */
const SUBNET_BITS = 64;
const SITE_BITS = 48;

/** Failed attempts to sign in; docs/security/limits.md says why these and not others. */
export const SIGN_IN_LIMITS = {
  /** The promise: five for each address. Of IPv6 a whole subnet is one. */
  address: { most: 5, windowMs: 15 * MINUTE },
  /** One IPv6 connection may have 65 536 subnets; all of them together fail eight times as often as one. */
  site: { most: 40, windowMs: 15 * MINUTE },
  /** One address and one account: whoever comes back every quarter of an hour ends here. */
  pair: { most: 20, windowMs: 24 * HOUR },
  /**
   * A device on which the same person has signed in before, instead of the address. What it fails at is counted for the
   * address too; what others fail at there is not counted for it.
   */
  device: { most: 5, windowMs: 15 * MINUTE },
  /**
   * Counts, and locks nobody out: an account that many addresses fail at slows each of them down for itself. Its
   * owner, who comes from another address, is as quick as ever.
   */
  account: { windowMs: HOUR, slowsFrom: 10, firstMs: 30_000, longestMs: 15 * MINUTE },
} as const;

/** Failed proofs of somebody who is signed in: by session, and by account over all factors and sessions. */
export const PROOF_LIMITS = {
  session: { most: 5, windowMs: 15 * MINUTE },
  account: { most: 10, windowMs: 15 * MINUTE },
} as const;

/** Codes typed off a paper: whoever types is wrong a few times, whoever guesses is wrong every time. */
export const PAPER_LIMITS = {
  address: { most: 20, windowMs: 15 * MINUTE },
  site: { most: 100, windowMs: 15 * MINUTE },
} as const;

/**
 * Letters with a link. Those to one address are as many as are good at the same time, so whoever uses them up has only
 * filled a mailbox, and the way back is in it.
 */
export const LETTER_LIMITS = {
  address: { most: 5, windowMs: 15 * MINUTE },
  site: { most: 40, windowMs: 15 * MINUTE },
  mailbox: { most: 3, windowMs: HOUR },
} as const;

/**
 * Letters with digits to guests, many of whom sit in one restaurant's network. Those to one address from one restaurant
 * are as few as those with a link.
 */
export const GUEST_LETTER_LIMITS = {
  address: { most: 30, windowMs: 15 * MINUTE },
  site: { most: 120, windowMs: 15 * MINUTE },
  mailbox: { most: 3, windowMs: HOUR },
} as const;

/** Calls of one guest's session: far more than somebody makes who reads, far fewer than a program would. */
export const GUEST_CALL_LIMITS = { session: { most: 120, windowMs: MINUTE } } as const;

/** Digits off a letter to a guest: of a million, so that many guesses and no more for each letter that was asked for. */
export const GUEST_CODE_LIMITS = {
  challenge: { most: 5, windowMs: 15 * MINUTE },
} as const;

/** Links that are followed: each costs a look, and a right one the hashing of a password. */
export const FOLLOW_LIMITS = {
  address: { most: 20, windowMs: 15 * MINUTE },
  site: { most: 100, windowMs: 15 * MINUTE },
} as const;

/** Reports of vulnerabilities: whoever has found six in an hour writes a mail. */
export const REPORT_LIMITS = {
  address: { most: 5, windowMs: HOUR },
  site: { most: 20, windowMs: HOUR },
} as const;

type Keys = Pick<KeyRing, 'signing'>;

/**
 * The gates of a sign-in, the same for accounts that exist and for those that do not. `device`: the id of one that the
 * same person has signed in on before.
 */
export function signInGates(
  keys: Keys,
  email: string,
  address: string | null,
  device: string | null = null,
): readonly Gate[] {
  const { account, pair } = SIGN_IN_LIMITS;
  const { slowsFrom: from, firstMs, longestMs } = account;
  const name = emailKey(email);
  const by = keyOf(keys, 'sign-in account', name);
  const ofAddress = addressGates(keys, 'sign-in', address, SIGN_IN_LIMITS);
  return [
    ...(device === null
      ? ofAddress
      : [
          { key: keyOf(keys, 'sign-in device', device), ...SIGN_IN_LIMITS.device },
          ...ofAddress.map(({ key, windowMs }) => ({ key, windowMs })),
        ]),
    {
      key: keyOf(keys, 'sign-in pair', `${prefixOf(address, SUBNET_BITS)} ${name}`),
      ...pair,
      slowing: { by, from, firstMs, longestMs },
    },
    { key: by, windowMs: account.windowMs },
  ];
}

/** The gates of a fresh proof within a session. No address: nobody else's mistakes end a session's work. */
export function proofGates(keys: Keys, accountId: string, sessionId: string): readonly Gate[] {
  return [
    { key: keyOf(keys, 'proof session', sessionId), ...PROOF_LIMITS.session },
    { key: keyOf(keys, 'proof account', accountId), ...PROOF_LIMITS.account },
  ];
}

/** The gates of a code at sign-in: those of the address, of the challenge, and of all proofs of the account. */
export function secondFactorGates(
  keys: Keys,
  accountId: string,
  challenge: string,
  address: string | null,
): readonly Gate[] {
  return [
    ...addressGates(keys, 'sign-in', address, SIGN_IN_LIMITS),
    ...proofGates(keys, accountId, challenge),
  ];
}

/** The gates of a visitor's code. */
export function paperGates(keys: Keys, address: string | null): readonly Gate[] {
  return addressGates(keys, 'paper', address, PAPER_LIMITS);
}

/** The gates of a letter. `mailbox`: an address, or the id of the account it is to go to. */
export function letterGates(keys: Keys, mailbox: string, address: string | null): readonly Gate[] {
  return [
    ...addressGates(keys, 'letter', address, LETTER_LIMITS),
    { key: keyOf(keys, 'letter mailbox', emailKey(mailbox)), ...LETTER_LIMITS.mailbox },
  ];
}

/** The gates of following a link. */
export function followGates(keys: Keys, address: string | null): readonly Gate[] {
  return addressGates(keys, 'link', address, FOLLOW_LIMITS);
}

/** The gates of a letter to a guest of the restaurant of that short name. */
export function guestLetterGates(
  keys: Keys,
  slug: string,
  email: string,
  address: string | null,
): readonly Gate[] {
  return [
    ...addressGates(keys, 'guest letter', address, GUEST_LETTER_LIMITS),
    {
      key: keyOf(keys, 'guest mailbox', `${slug} ${emailKey(email)}`),
      ...GUEST_LETTER_LIMITS.mailbox,
    },
  ];
}

/** The gates of a guest's call. */
export function guestCallGates(keys: Keys, sessionId: string): readonly Gate[] {
  return [{ key: keyOf(keys, 'guest calls', sessionId), ...GUEST_CALL_LIMITS.session }];
}

/** The gates of the digits of a guest's letter. */
export function guestCodeGates(
  keys: Keys,
  challenge: string,
  address: string | null,
): readonly Gate[] {
  return [
    ...addressGates(keys, 'guest code', address, SIGN_IN_LIMITS),
    { key: keyOf(keys, 'guest code', challenge), ...GUEST_CODE_LIMITS.challenge },
  ];
}

/** The gates of filing a report. */
export function reportGates(keys: Keys, address: string | null): readonly Gate[] {
  return addressGates(keys, 'report', address, REPORT_LIMITS);
}

type Limit = Pick<Gate, 'windowMs'> & { readonly most: number };

function addressGates(
  keys: Keys,
  what: string,
  address: string | null,
  limits: { readonly address: Limit; readonly site: Limit },
): readonly Gate[] {
  const gates = [
    { key: keyOf(keys, `${what} address`, prefixOf(address, SUBNET_BITS)), ...limits.address },
  ];
  if (address?.includes(':'))
    gates.push({ key: keyOf(keys, `${what} site`, prefixOf(address, SITE_BITS)), ...limits.site });
  return gates;
}

/** Visitors whose address is not known share one count. */
function prefixOf(address: string | null, bits: number): string {
  return address === null ? '' : addressPrefix(address, bits);
}

/** The store learns no address and no account: 132 bits of an HMAC tell them apart. */
function keyOf({ signing }: Keys, what: string, value: string): string {
  return hmacSha256(signing.key, `attempt\0${what}\0${value}`).toString('base64url').slice(0, 22);
}
