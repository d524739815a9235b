import { hmacSha256 } from '@toster/crypto/hmac';
import type { KeyRing } from '@toster/crypto/key-ring';

/**
 * The form in which an address can be searched without being stored: HMAC-SHA-256 under a key the
 * database does not hold, hex. It stands beside the disclosure of the address and falls with it.
 * The address must be normalised by the caller.
 */
export function addressKey(keys: KeyRing, address: string): string {
  return hmacSha256(keys.signing.key, address).toString('hex');
}

/** The hashes an address may have been stored under while a key is being replaced. */
export function addressKeys(keys: KeyRing, address: string): readonly string[] {
  return keys.keys.map(({ key }) => hmacSha256(key, address).toString('hex'));
}
