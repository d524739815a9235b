import type { Rng } from '../testing/factories/rng.ts';
import type { DemoContent, DemoLocation } from './content/types.ts';

/** A pattern with every `#` replaced by a digit. */
export function fillDigits(rng: Rng, pattern: string): string {
  return pattern.replaceAll('#', () => rng.digits(1));
}

/** A national full name. */
export function fullName(rng: Rng, content: DemoContent): string {
  const { given, family } = rng.chance(0.5) ? content.women : content.men;
  return [rng.pick(given), ...rng.sample(family, content.surnames)].join(' ');
}

/** A street and house number of the neighbourhood. */
export function addressLine(rng: Rng, content: DemoContent, location: DemoLocation): string {
  const street = rng.pick(location.streets);
  const house = rng.int(1, 96);
  if (content.houseFirst) return `${house * 17} ${street}`;
  return content.country === 'UA' || content.country === 'ES'
    ? `${street}, ${house}`
    : `${street} ${house}`;
}

/** An e-mail address made of Latin letters that no mail server serves. */
export function guestEmail(rng: Rng): string {
  return `guest-${rng.digits(8)}@example.com`;
}
