import type { Rng } from '../testing/factories/rng.ts';
import type { DemoLocation, DemoPeople } from './content/types.ts';

/** A pattern with every `#` replaced by a digit. */
export function fillDigits(rng: Rng, pattern: string): string {
  return pattern.replaceAll('#', () => rng.digits(1));
}

/** A national full name. */
export function fullName(rng: Rng, people: DemoPeople): string {
  const { given, family } = rng.chance(0.5) ? people.women : people.men;
  return [rng.pick(given), ...rng.sample(family, people.surnames)].join(' ');
}

/** A street and house number of the neighbourhood, in the order of the country. */
export function addressLine(rng: Rng, people: DemoPeople, location: DemoLocation): string {
  const [least, most] = people.address.houses;
  return people.address.form
    .replace('{street}', rng.pick(location.streets))
    .replace('{house}', String(rng.int(least, most)));
}

/** A bank account whose check digits are right where it is an IBAN (ISO 13616). */
export function bankAccount(rng: Rng, people: DemoPeople): string {
  const filled = fillDigits(rng, people.bankAccount);
  const [country = '', rest] = filled.split('%%');
  if (rest === undefined) return filled;
  const asNumber = `${rest}${country}00`.replaceAll(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  const check = 98n - (BigInt(asNumber) % 97n);
  return `${country}${String(check).padStart(2, '0')}${rest}`;
}

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** A personal tax number; `%` becomes the check letter of a Spanish DNI. */
export function taxId(rng: Rng, people: DemoPeople): string {
  const filled = fillDigits(rng, people.taxId);
  const number = Number.parseInt(filled, 10);
  return filled.replace('%', DNI_LETTERS[number % DNI_LETTERS.length] ?? '');
}

/** An address at which no mail is served (RFC 2606), made of the name. */
export function guestEmail(rng: Rng, name: string): string {
  const [given = 'guest', family = ''] = latin(name).split(' ');
  const local = rng.pick([
    `${given}.${family}`,
    `${given[0] ?? ''}.${family}`,
    `${family}${rng.int(70, 99)}`,
    `${given}${family}`,
  ]);
  return `${local}@${rng.pick(['example.com', 'example.org', 'example.net'])}`;
}

/** The Ukrainian letters as passports write them (resolution 55 of 2010), and letters without a mark to take off. */
const LATIN: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'h',
  ґ: 'g',
  д: 'd',
  е: 'e',
  є: 'ie',
  ж: 'zh',
  з: 'z',
  и: 'y',
  і: 'i',
  ї: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ь: '',
  ю: 'iu',
  я: 'ia',
  ł: 'l',
  ß: 'ss',
  ı: 'i',
};

/** A name in lower-case ASCII letters. */
export function latin(name: string): string {
  return [...name.toLowerCase()]
    .map((letter) => LATIN[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replaceAll(/[^a-z ]/g, '');
}
