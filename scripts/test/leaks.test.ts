import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSecrets } from '../start/secrets.ts';
import { leaksIn, secretsOf } from './leaks.ts';

const home = mkdtempSync(join(tmpdir(), 'toster-leaks-'));
const secrets = loadSecrets(home);
rmSync(home, { recursive: true });
const canaries = new Map([
  ...secretsOf(secrets),
  ['customer_contact.phone', new Set(['+380441234567'])] as const,
]);
const quiet = '{"level":"error","path":"orders.get","error":"DatabaseError","sqlstate":"23514"}\n';

test('a log without them is clean', () => {
  expect(leaksIn(new Map([['console.log', quiet]]), canaries)).toEqual([]);
});

test('every key, every password and every personal value is found, and not repeated', () => {
  for (const [source, values] of canaries) {
    for (const value of values) {
      const [leak, ...more] = leaksIn(new Map([['worker.log', `${quiet}${value}\n`]]), canaries);
      expect(leak).toBe(`worker.log holds 1 values of ${source}`);
      expect(more).toEqual([]);
      expect(leak).not.toContain(value);
    }
  }
  expect(canaries.size).toBe(13);
});
