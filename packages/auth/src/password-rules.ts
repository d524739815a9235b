/** Which passwords may be chosen. NIST SP 800-63B-4 §3.1.1.2, ASVS 5.0 6.2; deviation: docs/adr/0017-passwords.md. */
import { PASSWORD_CHARACTERS, type PasswordFault } from '@toster/contracts/schemas/auth';
import { dictionary } from '@zxcvbn-ts/language-common';

/** Words of which a password may consist, but not of these alone. */
const PRODUCT_WORDS = ['toster', 'password', 'restaurant'];
/** A word this short is part of too many others. */
const SHORTEST_WORD = 4;
/** Characters that have to be left of a password once the words anybody would guess are taken out. */
const LEFT_OVER = 8;
/** A password of fewer different characters is a pattern. */
const DIFFERENT = 5;

const plain = (text: string) => text.normalize('NFKC').toLowerCase();

/** Of the passwords everybody tries first those that are long enough to be chosen here. */
const COMMON: ReadonlySet<string> = new Set(
  dictionary['passwords-common']
    .map(plain)
    .filter((word) => [...word].length >= PASSWORD_CHARACTERS.least),
);

/**
 * What is wrong with a password, or null. `about` are words an attacker knows of its owner: name of the restaurant,
 * address of the mailbox. Length counts characters, whatever keyboard wrote them; no mixture of kinds is asked for.
 */
export function faultOf(password: string, about: readonly string[]): PasswordFault | null {
  const characters = [...password.normalize('NFKC')];
  if (characters.length < PASSWORD_CHARACTERS.least) return 'short';
  if (characters.length > PASSWORD_CHARACTERS.most) return 'long';
  const text = plain(password);
  if (COMMON.has(text)) return 'common';
  if (isPattern(text)) return 'pattern';
  return leftOver(text, [...about, ...PRODUCT_WORDS]) < LEFT_OVER ? 'about' : null;
}

/** Few different characters, one run of neighbours, or one piece over and over. */
function isPattern(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  if (new Set(codes).size < DIFFERENT) return true;
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  // A run may begin anew, as 9 is followed by 0.
  const breaks = steps.filter((step) => step !== steps[0] || Math.abs(step) > 1).length;
  if (breaks <= Math.floor(codes.length / 10) && Math.abs(steps[0] ?? 9) <= 1) return true;
  return /^(.{1,6})\1+$/su.test(text);
}

function leftOver(text: string, about: readonly string[]): number {
  const words = about
    .flatMap((each) => plain(each).split(/[^\p{L}\p{N}]+/u))
    .filter((word) => [...word].length >= SHORTEST_WORD)
    .toSorted((a, b) => b.length - a.length);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), text);
  // Digits and signs around a known word are what everybody adds.
  const isTouched = rest.length < text.length;
  return isTouched ? [...rest.replaceAll(/[\p{N}\p{P}\p{S}\s]/gu, '')].length : LEFT_OVER;
}
