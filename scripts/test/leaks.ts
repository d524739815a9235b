import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { personalFactsAt } from '@toster/db/testing/personal-values';
import { logFolder } from '../start/database.ts';
import { loadSecrets, type Secrets } from '../start/secrets.ts';
import { messageOf, step } from '../steps.ts';
import { FAILED, PASSED, type Tally } from './tally.ts';

/** What may be known of nowhere else, by where it comes from. */
export type Canaries = ReadonlyMap<string, ReadonlySet<string>>;

/** Every secret of a home: the keys of each ring and the passwords of the database roles. */
export function secretsOf({ keys, passwords }: Pick<Secrets, 'keys' | 'passwords'>): Canaries {
  const rings = Object.entries(keys).map(
    ([name, ring]) =>
      [name, new Set(ring.split(',').map((part) => part.split(':')[1] ?? ''))] as const,
  );
  const roles = Object.entries(passwords).flatMap(([role, password]) =>
    password === null ? [] : [[role, new Set([password])] as const],
  );
  return new Map([...rings, ...roles]);
}

/** Where a canary stands, as sentences that do not repeat it. */
export function leaksIn(texts: ReadonlyMap<string, string>, canaries: Canaries): readonly string[] {
  return [...texts].flatMap(([place, text]) =>
    [...canaries].flatMap(([source, values]) => {
      const count = [...values].filter((value) => value !== '' && text.includes(value)).length;
      return count === 0 ? [] : [`${place} holds ${count} values of ${source}`];
    }),
  );
}

/** The browser of a run and the server it calls have the same address, and the server says where it listens. */
function withoutLoopback(values: Canaries): Canaries {
  const isLoopback = (value: string) => /^(?:127(?:\.\d+){3}|::1)$/.test(value);
  return new Map(
    [...values].map(([source, each]) => [
      source,
      new Set([...each].filter((value) => !isLoopback(value))),
    ]),
  );
}

/** The logs of a home, by name. */
function logsOf(home: string): ReadonlyMap<string, string> {
  const folder = logFolder(home);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/**
 * After a run of the browser's specs: no log of console, worker or database holds a secret of the home or a value of a
 * personal column, as all of them stand in the database by then, and no event of the audit log an address or a number of
 * somebody.
 */
export async function checkLeaks(of: {
  readonly home: string;
  readonly adminUrl: string;
}): Promise<Tally> {
  try {
    await step('Looking for personal data and secrets in what was logged', async () => {
      const logs = logsOf(of.home);
      if (![...logs.values()].some((text) => text.length > 0)) throw new Error('There is no log.');
      const { values, contacts } = await personalFactsAt(of.adminUrl);
      const personal = [...values.values()].flatMap((each) => [...each]);
      if (personal.length < 100) throw new Error('There is nothing personal to look for.');
      const told = new Set(personal);
      const inEvents = contacts.filter((contact) => told.has(contact)).length;
      const leaks = [
        ...leaksIn(logs, secretsOf(loadSecrets(of.home))),
        ...leaksIn(logs, withoutLoopback(values)),
        ...(inEvents === 0 ? [] : [`events hold ${inEvents} addresses or numbers`]),
      ];
      if (leaks.length > 0) throw new Error(leaks.join('\n'));
    });
    return PASSED;
  } catch (error) {
    console.error(`${messageOf(error)}\n`);
    return FAILED;
  }
}
