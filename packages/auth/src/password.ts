/**
 * Passwords: argon2id (RFC 9106) over the HMAC of the password with a secret pepper that the database does not hold.
 * A stolen database alone cannot be guessed against.
 */
import { randomBytes, type KeyObject } from 'node:crypto';
import { hmacSha256 } from '@toster/crypto/hmac';
import type { KeyRing } from '@toster/crypto/key-ring';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { Semaphore } from './semaphore.ts';

/** OWASP Password Storage Cheat Sheet minimum: 19 MiB, two passes, one lane. Raising a value rehashes at sign-in. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;
const ARGON2ID = 2;
const MAXIMUM_LENGTH = 1024;

/** What is stored for a password. */
export interface PasswordHash {
  /** `$argon2id$v=19$…`; worthless without the pepper of that id. */
  readonly phc: string;
  readonly pepperKid: string;
}

/** Hashes and verifies passwords, a bounded number at once: each run holds 19 MiB. */
export class PasswordHasher {
  readonly #pepper: KeyRing;
  readonly #semaphore: Semaphore;
  readonly #nobody: PasswordHash;

  constructor(
    pepper: KeyRing,
    limits: { readonly concurrent: number; readonly waiting: number } = {
      concurrent: 4,
      waiting: 64,
    },
  ) {
    this.#pepper = pepper;
    this.#semaphore = new Semaphore(limits.concurrent, limits.waiting);
    this.#nobody = {
      phc: encode(randomBytes(16), randomBytes(COST.outputLen)),
      pepperKid: pepper.signing.kid,
    };
  }

  /** Hashes a password with the current cost and pepper and a fresh salt. */
  async hash(password: string): Promise<PasswordHash> {
    const { kid, key } = this.#pepper.signing;
    const peppered = season(key, password);
    const phc = await this.#semaphore.run(() => hash(peppered, { ...COST, algorithm: ARGON2ID }));
    return { phc, pepperKid: kid };
  }

  /**
   * Whether the password is the stored one. Null stands for an account that does not exist or has no password: the
   * same work is done and the answer is false, so the time tells nothing (ASVS 5.0 6.3.8).
   */
  async verify(stored: PasswordHash | null, password: string): Promise<boolean> {
    const { phc, pepperKid } = stored ?? this.#nobody;
    const key = this.#pepper.find(pepperKid);
    const peppered = season(key ?? this.#pepper.signing.key, password);
    const matches = await this.#semaphore.run(() => verify(phc, peppered));
    return matches && stored !== null && key !== undefined && password.length <= MAXIMUM_LENGTH;
  }

  /** Whether the stored hash was made with less than today's cost, or with a pepper that is being retired. */
  needsRehash(stored: PasswordHash): boolean {
    const made = parseOptions(stored.phc);
    return (
      stored.pepperKid !== this.#pepper.signing.kid ||
      made.memoryCost < COST.memoryCost ||
      made.timeCost < COST.timeCost ||
      made.outputLen < COST.outputLen
    );
  }
}

/**
 * The HMAC of a bounded amount of password in one spelling, whatever keyboard wrote it (NIST SP 800-63B-4: NFKC).
 * As text, because the argon2 binding takes nothing else.
 */
function season(pepper: KeyObject, password: string): string {
  return hmacSha256(pepper, password.slice(0, MAXIMUM_LENGTH).normalize('NFKC')).toString(
    'base64url',
  );
}

function encode(salt: Buffer, tag: Buffer): string {
  const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
  const { memoryCost, timeCost, parallelism } = COST;
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}
