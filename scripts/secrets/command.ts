import {
  KEY_PURPOSE_NAMES,
  KEY_PURPOSES,
  type KeyPurposeName,
  keyPurposeOf,
} from '@toster/auth/key-purposes';
import {
  addKey,
  isAdded,
  kidsOf,
  newKid,
  promoteKey,
  retireKeys,
} from '@toster/crypto/rotate-ring';
import { generateKeyText } from '@toster/crypto/key-ring';
import { parseTime, retiringProblem } from './retiring.ts';
import { nextStep, type Verb } from './steps.ts';

/** What the command works with: the rings of `local` in its file, else of the environment, and the database. */
export type SecretsStage = {
  readonly environment: 'local' | 'staging' | 'production';
  readonly cell: string;
  readonly now: Date;
  /** The text of a ring; throws when there is none. */
  readonly ringOf: (purpose: KeyPurposeName) => string;
  /** Puts a ring where it takes force (`local`) or where the operator takes it from; returns the path of that file. */
  readonly keepRing: (purpose: KeyPurposeName, ring: string) => string;
  /** `local`, when the database is there: makes the keys known to it and records them. */
  readonly announce: (purpose: KeyPurposeName, ring: string) => Promise<void>;
  /** Passwords by pepper id; null when no database can be asked. */
  readonly peppers: () => Promise<
    readonly { readonly kid: string; readonly count: number }[] | null
  >;
  readonly print: (line: string) => void;
};

export const SECRETS_HELP = `Usage: pnpm toster secrets COMMAND

  status                     which keys are in force
  rotate PURPOSE             makes a key and has every process know it; in local it signs at once
  rotate PURPOSE --leaked    emergency: the new key alone; what the old ones signed is refused
  promote PURPOSE            the new key signs, the old ones still verify
  retire PURPOSE --since T   the old keys go; T is when the last process that signed with one had ended

Purposes: ${KEY_PURPOSE_NAMES.join(', ')}.

Each is one step and one release. Outside local the rings come from the environment
(TOSTER_STAFF_ACCESS_KEYS and so on, TOSTER_CELL): take them from your vault. No key is ever printed.
docs/security/secrets.md has schedule and emergencies.`;

/** The command cannot be done; the message is for the person and holds no secret. */
export class SecretsError extends Error {
  override name = 'SecretsError';
}

/** `pnpm toster secrets …`. Throws SecretsError or RotationRefused, then nothing has been changed. */
export async function secretsCommand(args: readonly string[], stage: SecretsStage): Promise<void> {
  const [verb, word, ...options] = args;
  if (verb === 'status') return status(stage);
  if (verb === undefined || verb === 'help' || args.includes('--help') || args.includes('-h')) {
    return stage.print(SECRETS_HELP);
  }
  const purpose = keyPurposeOf(word);
  if (verb !== 'rotate' && verb !== 'promote' && verb !== 'retire') {
    throw new SecretsError(`There is no command secrets ${verb}.\n${SECRETS_HELP}`);
  }
  if (purpose === null) {
    throw new SecretsError(`Say for what: ${KEY_PURPOSE_NAMES.join(', ')}.`);
  }
  const ring = stage.ringOf(purpose);
  if (verb === 'retire') await assertRetirable(purpose, ring, options, stage);
  const isLeaked = verb === 'rotate' && options.join(' ') === '--leaked';
  if (isLeaked) assertReplaceable(purpose);
  else if (verb !== 'retire' && options.length > 0) {
    throw new SecretsError(`Not understood: ${options.join(' ')}`);
  }
  const next = isLeaked ? freshRing(ring, stage) : changed(verb, ring, stage);
  await take(purpose, next, isLeaked ? 'replace' : verb, stage);
}

function changed(verb: 'rotate' | 'promote' | 'retire', ring: string, stage: SecretsStage): string {
  if (verb === 'promote') return promoteKey(ring);
  if (verb === 'retire') return retireKeys(ring);
  const added = addKey(ring, newKid(stage.cell, stage.now, kidsOf(ring)));
  // Console and worker of a home start together, with one file: nobody signs before all know.
  return stage.environment === 'local' ? promoteKey(added) : added;
}

/** A ring of one new key. Whoever stole the old one can sign with it, so nothing it signed may be believed any more. */
function freshRing(ring: string, stage: SecretsStage): string {
  return generateKeyText(newKid(stage.cell, stage.now, kidsOf(ring)));
}

/** Nobody could sign in again without the pepper of their password, and a pepper without the database opens nothing. */
function assertReplaceable(purpose: KeyPurposeName): void {
  if (KEY_PURPOSES[purpose].keepSeconds !== null) return;
  throw new SecretsError(
    `The keys for ${purpose} cannot go at once: ${KEY_PURPOSES[purpose].otherwise}. Rotate as always, and see ` +
      'docs/security/secrets.md.',
  );
}

async function take(
  purpose: KeyPurposeName,
  ring: string,
  verb: Verb,
  stage: SecretsStage,
): Promise<void> {
  // The database first: it must know a key before any process can sign with it.
  if (stage.environment === 'local' && verb !== 'retire') await stage.announce(purpose, ring);
  const file = stage.keepRing(purpose, ring);
  stage.print(`${purpose}: ${describe(ring)}`);
  for (const line of nextStep({ purpose, verb, file, environment: stage.environment }))
    stage.print(line);
}

async function assertRetirable(
  purpose: KeyPurposeName,
  ring: string,
  options: readonly string[],
  stage: SecretsStage,
): Promise<void> {
  const [flag, text, ...rest] = options;
  const since = flag === '--since' && rest.length === 0 ? parseTime(text) : null;
  const { keepSeconds } = KEY_PURPOSES[purpose];
  if (since === null && keepSeconds !== null) {
    throw new SecretsError(
      'Say since when nobody signs with the old key: --since 2026-11-27T10:00Z, the time at which the last ' +
        'process of the release before the promotion had ended.',
    );
  }
  const peppers = purpose === 'pepper' ? await stage.peppers() : [];
  const problem = retiringProblem({ purpose, kids: kidsOf(ring), since, now: stage.now, peppers });
  if (problem !== null) throw new SecretsError(problem);
}

function status(stage: SecretsStage): void {
  for (const purpose of KEY_PURPOSE_NAMES) {
    stage.print(`${purpose.padEnd(16)} ${describe(stage.ringOf(purpose))}`);
  }
}

/** `eu-1-261127a signs; eu-1-260101a verifies`. */
function describe(ring: string): string {
  const [signing, ...others] = kidsOf(ring);
  const waiting = isAdded(ring) ? others.at(-1) : undefined;
  const verifying = others.filter((kid) => kid !== waiting);
  return [
    `${signing} signs`,
    ...verifying.map((kid) => `${kid} verifies`),
    ...(waiting === undefined ? [] : [`${waiting} is known and waits to be promoted`]),
  ].join('; ');
}
