import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KEY_PURPOSE_NAMES, KEY_PURPOSES, KEY_RINGS } from '@toster/auth/key-purposes';
import { generateKeyText } from '@toster/crypto/key-ring';
import { kidsOf } from '@toster/crypto/rotate-ring';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadSecrets } from '../start/secrets.ts';
import { secretsCommand } from './command.ts';
import { openSecretsStage } from './stage.ts';

const MINUTE = 60_000;
let home: string;
let lines: string[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'toster-rotate-'));
  lines = [];
});
afterEach(() => rmSync(home, { recursive: true }));

const print = (line: string) => void lines.push(line);
const today = new Date().toISOString().slice(2, 10).replaceAll('-', '');

/** A deployment whose rings are in a vault, that is in `vault`. */
function deployment(environment: 'staging' | 'production' = 'production') {
  const vault = new Map<string, string>([['TOSTER_CELL', 'eu-1']]);
  for (const name of KEY_RINGS) vault.set(name, generateKeyText('eu-1-260101a'));
  const run = async (...args: string[]) => {
    const settings = { environment, home, databaseUrl: undefined };
    await secretsCommand(
      args,
      openSecretsStage(settings, (name) => vault.get(name), print),
    );
  };
  /** What the operator does with the file. */
  const store = (variable: string) => {
    const file = join(home, 'rotation', variable);
    vault.set(variable, readFileSync(file, 'utf8'));
    rmSync(file);
  };
  return { vault, run, store };
}

const secretsOf = (ring: string) => ring.split(',').map((part) => part.split(':')[1] ?? '');

describe('outside local', () => {
  test.each(KEY_PURPOSE_NAMES)(
    '%s is known first, signs in a second step, and no key is printed',
    async (purpose) => {
      const { vault, run, store } = deployment();
      const { variable } = KEY_PURPOSES[purpose];
      const file = join(home, 'rotation', variable);
      await run('rotate', purpose);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      store(variable);
      expect(kidsOf(vault.get(variable) ?? '')).toEqual(['eu-1-260101a', `eu-1-${today}a`]);
      await run('promote', purpose);
      store(variable);
      expect(kidsOf(vault.get(variable) ?? '')).toEqual([`eu-1-${today}a`, 'eu-1-260101a']);
      for (const secret of secretsOf(vault.get(variable) ?? ''))
        expect(lines.join('\n')).not.toContain(secret);
      expect(lines.join('\n')).toContain(`eu-1-${today}a signs; eu-1-260101a verifies`);
    },
  );

  test('the ring reaches Railway by standard input, the worker first, and the file is taken away', async () => {
    await deployment().run('rotate', 'staff-access');
    const file = join(home, 'rotation', 'TOSTER_STAFF_ACCESS_KEYS');
    const set =
      'railway variable set TOSTER_STAFF_ACCESS_KEYS --stdin --skip-deploys --environment production';
    expect(lines.map((line) => line.trim())).toEqual(
      expect.arrayContaining([
        `${set} --service worker < ${file}`,
        `${set} --service admin < ${file}`,
        `rm ${file}`,
      ]),
    );
  });

  test('nothing is written to what runs: only the file is new', async () => {
    const { vault, run } = deployment('staging');
    const before = new Map(vault);
    await run('rotate', 'context');
    expect(vault).toEqual(before);
    expect(existsSync(join(home, 'secrets.json'))).toBe(false);
  });

  test.each(KEY_PURPOSE_NAMES)(
    'a stolen key for %s is replaced in one step, but for a pepper',
    async (purpose) => {
      const { vault, run, store } = deployment();
      const { variable, keepSeconds, otherwise } = KEY_PURPOSES[purpose];
      const replaced = run('rotate', purpose, '--leaked');
      if (keepSeconds === null) {
        await expect(replaced).rejects.toThrow(/cannot go at once/);
        return;
      }
      await replaced;
      store(variable);
      expect(kidsOf(vault.get(variable) ?? '')).toEqual([`eu-1-${today}a`]);
      expect(lines.join('\n')).toContain(`From then on ${otherwise}.`);
    },
  );

  test('a step out of turn changes nothing', async () => {
    const { run } = deployment();
    await expect(run('promote', 'pepper')).rejects.toThrow(/add one first/);
    await expect(run('retire', 'context', '--since', '2026-01-01T00:00Z')).rejects.toThrow(
      /one key/,
    );
    await expect(run('rotate', 'everything')).rejects.toThrow(/staff-access, staff-refresh/);
    await expect(run('rotate', 'context', '--now')).rejects.toThrow(/Not understood/);
    expect(existsSync(join(home, 'rotation'))).toBe(false);
  });

  test.each(KEY_PURPOSE_NAMES.filter((name) => KEY_PURPOSES[name].keepSeconds !== null))(
    'an old key for %s goes when nothing it signed is left, and not a minute earlier',
    async (purpose) => {
      const { vault, run, store } = deployment();
      const { variable, keepSeconds } = KEY_PURPOSES[purpose];
      await run('rotate', purpose);
      store(variable);
      await run('promote', purpose);
      store(variable);
      const at = (milliseconds: number) =>
        new Date(milliseconds).toISOString().replace(/\.\d+/, '');
      const keep = (keepSeconds ?? 0) * 1_000;
      await expect(run('retire', purpose)).rejects.toThrow(/--since/);
      await expect(run('retire', purpose, '--since', 'yesterday')).rejects.toThrow(/--since/);
      await expect(run('retire', purpose, '--since', at(Date.now() + 5 * MINUTE))).rejects.toThrow(
        /yet to come/,
      );
      await expect(
        run('retire', purpose, '--since', at(Date.now() - keep + MINUTE)),
      ).rejects.toThrow(/Not before/);
      await run('retire', purpose, '--since', at(Date.now() - keep - MINUTE));
      store(variable);
      expect(kidsOf(vault.get(variable) ?? '')).toEqual([`eu-1-${today}a`]);
    },
  );

  test('a pepper does not go while nobody can say who needs it', async () => {
    const { run, store } = deployment();
    await run('rotate', 'pepper');
    store('TOSTER_PASSWORD_PEPPER');
    await run('promote', 'pepper');
    store('TOSTER_PASSWORD_PEPPER');
    await expect(run('retire', 'pepper')).rejects.toThrow(/set DATABASE_URL/);
  });
});

describe('in local', () => {
  const run = (...args: string[]) => {
    const settings = { environment: 'local', home, databaseUrl: undefined } as const;
    return secretsCommand(
      args,
      openSecretsStage(settings, () => undefined, print),
    );
  };

  test.each(KEY_PURPOSE_NAMES)(
    'the file of the home gets the new key for %s, and keeps the old one',
    async (purpose) => {
      const { variable } = KEY_PURPOSES[purpose];
      const before = loadSecrets(home);
      await run('rotate', purpose);
      const after = loadSecrets(home);
      expect(kidsOf(after.keys[variable])).toEqual([`eu-1-${today}a`, 'eu-1-1']);
      expect(after.keys[variable].endsWith(`,${before.keys[variable]}`)).toBe(true);
      expect({ ...after.keys, [variable]: '' }).toEqual({ ...before.keys, [variable]: '' });
      expect(after.passwords).toEqual(before.passwords);
      expect(statSync(join(home, 'secrets.json')).mode & 0o777).toBe(0o600);
      for (const secret of secretsOf(after.keys[variable]))
        expect(lines.join('\n')).not.toContain(secret);
    },
  );

  test('the status names keys and shows none', async () => {
    await run('rotate', 'address');
    await run('status');
    expect(lines.at(-1)).toMatch(/^address +eu-1-\d{6}a signs; eu-1-1 verifies$/);
    for (const ring of Object.values(loadSecrets(home).keys))
      for (const secret of secretsOf(ring)) expect(lines.join('\n')).not.toContain(secret);
  });
});

test('the control: a printed key would be found', () => {
  const ring = generateKeyText(`eu-1-${randomBytes(2).toString('hex')}`);
  print(ring);
  expect(lines.join('\n')).toContain(secretsOf(ring)[0]);
});
