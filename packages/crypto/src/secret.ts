/** A secret text that shows itself to nobody who does not ask for it by name. Node only. */
import { inspect } from 'node:util';
import { constantTimeEqual } from './hmac.ts';

/** What stands where a secret would. */
export const REDACTED = '[redacted]';

/**
 * Holds a connection string, a password or a token. Printed in any way (text, template, JSON, `util.inspect`, as part of
 * an error or of a larger object) it says `[redacted]`; spread, cloned or walked over it is empty. `reveal` is the one
 * way to the value, so that every use of a secret can be found by that word.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value, for the call that needs it; do not keep what this returns. */
  reveal(): string {
    return this.#value;
  }

  /** Whether both hold the same value, without telling by the duration where they differ. */
  equals(other: Secret): boolean {
    return constantTimeEqual(this.#value, other.#value);
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  /** `+` and comparisons would otherwise ask `valueOf`, which answers the object. */
  [Symbol.toPrimitive](): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return `Secret ${REDACTED}`;
  }
}
