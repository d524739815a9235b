/** Secret keys by id: the first signs, all verify, so a key is changed without a minute of refusals. Node only. */
import { randomBytes, type KeyObject } from 'node:crypto';
import { inspect } from 'node:util';
import { constantTimeEqual, importKey } from './hmac.ts';
import { REDACTED } from './secret.ts';

const KID = /^[a-z0-9-]{1,32}$/;
const BASE64URL = /^[A-Za-z0-9_-]+$/;
const MINIMUM_BYTES = 32;

/** One key of a ring. `key` prints nothing of its bytes: a `KeyObject` has no enumerable content. */
export interface RingKey {
  readonly kid: string;
  readonly key: KeyObject;
}

/** A list of secret keys that does not show itself in logs, errors or JSON. */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, RingKey>;
  readonly #signing: RingKey;

  /** Throws when the list is empty, a key id repeats or is malformed, or a secret repeats or is too short. */
  constructor(keys: readonly RingKey[]) {
    const byId = new Map<string, RingKey>();
    for (const entry of keys) {
      if (!KID.test(entry.kid)) throw new TypeError('a key id is 1 to 32 of a-z, 0-9 and -');
      if (byId.has(entry.kid)) throw new TypeError(`key id ${entry.kid} appears twice`);
      if ((entry.key.symmetricKeySize ?? 0) < MINIMUM_BYTES) {
        throw new TypeError(`key ${entry.kid} is shorter than ${MINIMUM_BYTES} bytes`);
      }
      for (const other of byId.values()) {
        if (entry.key.equals(other.key))
          throw new TypeError(`keys ${other.kid} and ${entry.kid} are the same secret`);
      }
      byId.set(entry.kid, entry);
    }
    const [signing] = keys;
    if (signing === undefined) throw new TypeError('a key ring needs at least one key');
    this.#keys = byId;
    this.#signing = signing;
  }

  /** The key that signs everything new. */
  get signing(): RingKey {
    return this.#signing;
  }

  /** The ids in order, the signing one first. */
  get kids(): readonly string[] {
    return [...this.#keys.keys()];
  }

  /** All keys in order, the signing one first. */
  get keys(): readonly RingKey[] {
    return [...this.#keys.values()];
  }

  /** The key with that id, from a Map: `__proto__` and the like are unknown ids, nothing more. */
  find(kid: string): KeyObject | undefined {
    return this.#keys.get(kid)?.key;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return `KeyRing ${REDACTED}`;
  }
}

/**
 * Reads `kid:base64url,kid2:base64url`. The first key signs, all verify. Refuses keys under 32 bytes, spellings of
 * base64url that are not canonical, repeated ids and repeated secrets; the message never contains the secret.
 */
export function parseKeyRing(text: string): KeyRing {
  return new KeyRing(
    text.split(',').map((part) => {
      const entry = part.trim();
      const colon = entry.indexOf(':');
      if (colon < 1) throw new TypeError('a key is written kid:base64url');
      const kid = entry.slice(0, colon);
      const secret = entry.slice(colon + 1);
      const bytes = Buffer.from(secret, 'base64url');
      if (!BASE64URL.test(secret) || !constantTimeEqual(bytes.toString('base64url'), secret)) {
        throw new TypeError('the secret of a key is not canonical base64url');
      }
      return { kid, key: importKey(bytes) };
    }),
  );
}

/** A fresh key of 32 random bytes as `kid:base64url`. */
export function generateKeyText(kid: string): string {
  if (!KID.test(kid)) throw new TypeError('a key id is 1 to 32 of a-z, 0-9 and -');
  return `${kid}:${randomBytes(MINIMUM_BYTES).toString('base64url')}`;
}

/**
 * Throws when one secret serves two purposes: a token of one kind would then verify as the other. Call it once at the
 * start with every ring the process holds, by the name to show.
 */
export function assertDistinctKeys(rings: Readonly<Record<string, KeyRing>>): void {
  const seen: { name: string; key: KeyObject }[] = [];
  for (const [name, ring] of Object.entries(rings)) {
    for (const { kid, key } of ring.keys) {
      const twin = seen.find((other) => other.key.equals(key));
      if (twin !== undefined)
        throw new TypeError(`${twin.name} and ${name} (key ${kid}) share one secret`);
    }
    for (const { key } of ring.keys) seen.push({ name, key });
  }
}
