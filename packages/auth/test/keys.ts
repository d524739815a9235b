import { parseKeyRing, type KeyRing } from '@toster/crypto/key-ring';
import { createRealms, type Realms } from '../src/realms.ts';

/** A ring of one key whose bytes are all the same. */
export function ringOf(kid: string, byte: number): KeyRing {
  return parseKeyRing(`${kid}:${Buffer.alloc(32, byte).toString('base64url')}`);
}

/** Realms with fixed, different keys. */
export function testRealms(): Realms {
  return createRealms({
    staff: { access: ringOf('s-1', 1), refresh: ringOf('sr-1', 2) },
    customer: { access: ringOf('c-1', 3), refresh: ringOf('cr-1', 4) },
  });
}
