import { execFileSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROOT } from '../root.ts';
import { ALLOWED } from './allowed.ts';
import { scanRepository } from './repository.ts';
import { RULES } from './rules.ts';
import { digestOf, scanText } from './scan.ts';

const draw = (alphabet: string, length: number) =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const ALNUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const key = () => randomBytes(32).toString('base64url');

/** A secret of each kind, made up anew in every run, so that this file holds none. */
const CANARIES: Readonly<Record<string, () => string>> = {
  'private-key': () => ['-----BEGIN', 'PRIVATE', 'KEY-----'].join(' '),
  'aws-access-key': () => `AKIA${draw(UPPER, 16)}`,
  'github-token': () => `ghp_${draw(ALNUM, 36)}`,
  'github-fine-grained-token': () => `github_pat_${draw(ALNUM, 82)}`,
  'npm-token': () => `npm_${draw(ALNUM, 36)}`,
  'stripe-key': () => `sk_live_${draw(ALNUM, 24)}`,
  'stripe-webhook-secret': () => `whsec_${draw(ALNUM, 40)}`,
  'slack-token': () => `xoxb-${draw('0123456789', 12)}-${draw(ALNUM, 24)}`,
  'google-api-key': () => `AIza${draw(ALNUM, 35)}`,
  'sendgrid-key': () => `SG.${draw(ALNUM, 22)}.${draw(ALNUM, 43)}`,
  'json-web-token': () => `eyJ${draw(ALNUM, 20)}.eyJ${draw(ALNUM, 60)}.${draw(ALNUM, 43)}`,
  'password-in-url': () => draw(ALNUM, 24),
  'key-ring': key,
  'named-secret': () => draw(ALNUM, 32),
};
const CONTEXT: Readonly<Record<string, (secret: string) => string>> = {
  'password-in-url': (secret) => `url = postgres://toster_app:${secret}@db.internal/toster`,
  'key-ring': (secret) => `TOSTER_CONTEXT_KEYS=k1:${secret}`,
  'named-secret': (secret) => `  "railwayToken": "${secret}",`,
};
const lineOf = (rule: string, secret: string) =>
  CONTEXT[rule]?.(secret) ?? `const x = '${secret}';`;

let repository: string;
beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'toster-secrets-'));
  git('init', '--quiet');
});
afterEach(() => rmSync(repository, { recursive: true }));

function git(...args: string[]): string {
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@toster.invalid'];
  return execFileSync('git', [...who, ...args], { cwd: repository, encoding: 'utf8' });
}

function commit(files: Record<string, string>, message = 'Change'): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(repository, name)), { recursive: true });
    writeFileSync(join(repository, name), text);
  }
  git('add', '--all');
  git('commit', '--quiet', '--no-verify', '--message', message);
}

test('every rule has a canary', () => {
  expect(Object.keys(CANARIES).toSorted()).toEqual(RULES.map(({ id }) => id).toSorted());
});

describe.each(Object.keys(CANARIES))('%s', (rule) => {
  const secret = CANARIES[rule]?.() ?? '';
  const line = lineOf(rule, secret);

  test('is found where it stands, and its value is not told', () => {
    commit({ 'src/config.ts': `// first\n${line}\n` });
    const { findings } = scanRepository(repository, [], undefined);
    expect(findings).toContainEqual(
      expect.objectContaining({ rule, place: 'src/config.ts', line: 2 }),
    );
    expect(JSON.stringify(findings)).not.toContain(secret);
  });

  test('is found in the history after somebody took it away', () => {
    commit({ 'a.txt': 'one\n' });
    commit({ 'a.txt': `one\n${line}\n` });
    commit({ 'a.txt': 'one\n' });
    expect(scanRepository(repository, [], undefined).findings).toEqual([]);
    const { findings } = scanRepository(repository, [], 'HEAD');
    expect(findings).toContainEqual(
      expect.objectContaining({ rule, place: expect.stringMatching(/^[0-9a-f]{12} a\.txt$/) }),
    );
    expect(scanRepository(repository, [], 'HEAD~1..HEAD').findings).toEqual([]);
  });
});

describe('a scan', () => {
  const secret = key();
  const line = `secret = ${secret}\n`;

  test('sees what is not committed yet, and not what git ignores', () => {
    commit({ '.gitignore': '.env\n' });
    writeFileSync(join(repository, '.env'), line);
    expect(scanRepository(repository, [], 'HEAD').findings).toEqual([]);
    writeFileSync(join(repository, 'new.ts'), line);
    expect(scanRepository(repository, [], 'HEAD').findings).not.toEqual([]);
  });

  test('sees a secret that came in by a merge', () => {
    commit({ 'a.txt': 'one\n' });
    git('checkout', '--quiet', '-b', 'side');
    commit({ 'b.txt': line });
    commit({ 'b.txt': 'gone\n' });
    git('checkout', '--quiet', '-');
    commit({ 'c.txt': 'two\n' });
    git('merge', '--quiet', '--no-edit', 'side');
    expect(scanRepository(repository, [], 'HEAD').findings).not.toEqual([]);
  });

  test('allows a value only where it was allowed, and says what is allowed for nothing', () => {
    commit({ 'test/vector.ts': line, 'src/config.ts': line });
    const entry = { digest: digestOf(secret), path: /^test\//, why: 'published' };
    const { findings, unused } = scanRepository(repository, [entry], 'HEAD');
    expect(new Set(findings.map(({ place }) => place.replace(/^\w{12} /, '')))).toEqual(
      new Set(['src/config.ts']),
    );
    expect(unused).toEqual([]);
    const stale = { ...entry, digest: '0000000000000000' };
    expect(scanRepository(repository, [stale], 'HEAD').unused).toEqual([stale]);
  });
});

test.each([
  'const token = await readAccessToken(request.headers, realm);',
  'TOSTER_STAFF_ACCESS_KEYS=',
  'password: ZPassword.describe("as typed"),',
  'postgres://user:password@localhost/toster',
  'postgres://${user}:${password}@127.0.0.1/x',
  'accessTokenExpiresAtMilliseconds = tokenLifetimeInSeconds',
  'integrity: sha512-abc',
  "secret: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'",
])('%s is no secret', (text) => expect(scanText('a.ts', text)).toEqual([]));

test('this repository and its history hold none', () => {
  const { findings, unused } = scanRepository(ROOT, ALLOWED, 'HEAD');
  expect(findings).toEqual([]);
  expect(unused).toEqual([]);
});
