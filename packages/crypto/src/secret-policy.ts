/** What a secret must be outside `local`. Findings name variables and reasons, never a value or a part of one. Node only. */
import { assertDistinctKeys, type KeyRing } from './key-ring.ts';
import type { Secret } from './secret.ts';

/** The secrets a process holds, by the name of their variable. */
export interface HeldSecrets {
  readonly rings: Readonly<Record<string, KeyRing>>;
  /** URLs of servers: `postgres://…`, `smtp://…`, `redis://…`. */
  readonly urls: Readonly<Record<string, Secret>>;
  /** The cell whose name every key id begins with, where the process knows it. */
  readonly cell?: string | undefined;
}

/** Secrets that a deployment must not start with. */
export class UnsoundSecrets extends Error {
  override name = 'UnsoundSecrets';
}

/** A password that Toster itself hands out is random; one of a provider is theirs to choose. */
const MINIMUM_CHARACTERS = { ours: 16, theirs: 8 } as const;
const MINIMUM_DISTINCT = 4;
/** Of 32 random bytes some 30 differ; fewer than 16 come once in more than 10^12 times. */
const MINIMUM_DISTINCT_BYTES = 16;
/** Long enough not to come up in random text. */
const DEVELOPMENT_WORDS =
  /password|passwort|postgres|changeme|change-me|toster|secret|example|develop|default|placeholder|letmein|borsch|qwerty|12345678|hunter2/i;
/** Encrypted from the first byte of the session; `prefer` and `allow` fall back to plain text without a word. */
const VERIFIED_MODES = ['verify-full'];

/**
 * Throws `UnsoundSecrets` with everything that is wrong at once: keys or passwords that are short, guessable or those of
 * development, one secret in two places, key ids of another cell, connections in plain text to another machine. In
 * `local`, where `npm start` makes all of them, only one secret in two places is refused.
 */
export function assertSoundSecrets(environment: string | undefined, held: HeldSecrets): void {
  const findings = environment === 'local' ? twinKeys(held) : findingsOf(held);
  if (findings.length > 0) throw new UnsoundSecrets(findings.join('; '));
}

function findingsOf(held: HeldSecrets): string[] {
  return [
    ...twinKeys(held),
    ...Object.entries(held.rings).flatMap(([name, ring]) => ringFindings(name, ring, held.cell)),
    ...Object.entries(held.urls).flatMap(([name, url]) => urlFindings(name, url.reveal())),
    ...twinPasswords(held.urls),
  ];
}

function twinKeys({ rings }: HeldSecrets): string[] {
  try {
    assertDistinctKeys(rings);
    return [];
  } catch (error) {
    return [error instanceof TypeError ? error.message : 'two keys are the same'];
  }
}

function ringFindings(name: string, ring: KeyRing, cell: string | undefined): string[] {
  return ring.keys.flatMap(({ kid, key }) => [
    ...(isGuessable(key.export()) ? [`${name}: key ${kid} is not random`] : []),
    ...(cell === undefined || kid.startsWith(`${cell}-`)
      ? []
      : [`${name}: key ${kid} is not of this cell, its id would begin with ${cell}-`]),
  ]);
}

/** Text somebody typed, one byte over and over, or bytes that count up: none of it comes out of a random generator. */
function isGuessable(bytes: Uint8Array): boolean {
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  const [first = 0, second = 0] = bytes;
  const counts = bytes.every(
    (byte, index) =>
      index === 0 || ((byte - (bytes[index - 1] ?? 0)) & 0xff) === ((second - first) & 0xff),
  );
  return isText || counts || new Set(bytes).size < MINIMUM_DISTINCT_BYTES;
}

function urlFindings(name: string, text: string): string[] {
  const url = URL.canParse(text) ? new URL(text) : null;
  const password = url === null ? null : decoded(url.password);
  if (url === null || password === null) return [`${name}: not a URL`];
  const isOurs = /^postgres(?:ql)?:$/.test(url.protocol);
  const findings: string[] = [];
  if (isOurs && !isLoopbackUrl(url) && !isVerified(url)) {
    findings.push(
      `${name}: a plain connection, or one that asks nobody who they are: sslmode=verify-full`,
    );
  }
  if (url.protocol === 'redis:' && !isLoopbackUrl(url)) {
    findings.push(`${name}: a plain connection, it would begin with rediss://`);
  }
  if (password === '') return findings;
  const minimum = MINIMUM_CHARACTERS[isOurs ? 'ours' : 'theirs'];
  if (password.length < minimum) {
    findings.push(`${name}: the password is shorter than ${minimum} characters`);
  } else if (new Set(password).size < MINIMUM_DISTINCT || password === decoded(url.username)) {
    findings.push(`${name}: the password is guessable`);
  }
  if (DEVELOPMENT_WORDS.test(password)) {
    findings.push(`${name}: the password is one of development`);
  }
  return findings;
}

function isVerified({ searchParams }: URL): boolean {
  const modes = [...searchParams.getAll('sslmode'), ...searchParams.getAll('ssl')];
  return modes.length > 0 && modes.every((mode) => VERIFIED_MODES.includes(mode));
}

/** Anything doubtful is not on this machine: several hosts, a host among the parameters, none at all. */
function isLoopbackUrl({ hostname, searchParams }: URL): boolean {
  if (searchParams.has('host') || searchParams.has('hostaddr')) return false;
  return /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/i.test(hostname);
}

/** Two users of one server or of two with the same password: whoever learns one has the other. */
function twinPasswords(urls: HeldSecrets['urls']): string[] {
  const seen = new Map<string, { name: string; username: string }>();
  return Object.entries(urls).flatMap(([name, secret]) => {
    const text = secret.reveal();
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || url.password === '') return [];
    const twin = seen.get(url.password);
    seen.set(url.password, { name, username: url.username });
    if (twin === undefined || twin.username === url.username) return [];
    return [`${twin.name} and ${name} share one password`];
  });
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
