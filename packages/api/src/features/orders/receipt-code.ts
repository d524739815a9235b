import { randomInt } from 'node:crypto';

/** Letters and digits nobody mistakes for each other on paper. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 10;

/** A code by which a receipt is found again: 49 random bits, unique within the organisation by its key. */
export function receiptCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}
