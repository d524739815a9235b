import { hash } from '@node-rs/argon2';
import { AppError } from '@toster/contracts/errors';
import { hmacSha256 } from '@toster/crypto/hmac';
import { parseKeyRing } from '@toster/crypto/key-ring';
import { describe, expect, test } from 'vitest';
import { PasswordHasher } from '../src/password.ts';
import { ringOf } from './keys.ts';

const hasher = new PasswordHasher(ringOf('p-1', 9));
const PASSWORD = 'корисний борщ із пампушками';

describe('a stored password', () => {
  test('verifies, and only with the right password', async () => {
    const stored = await hasher.hash(PASSWORD);
    expect(await hasher.verify(stored, PASSWORD)).toBe(true);
    expect(await hasher.verify(stored, `${PASSWORD} `)).toBe(false);
    expect(await hasher.verify(stored, '')).toBe(false);
  });

  test('is a PHC string at the OWASP cost with its own salt each time', async () => {
    const [a, b] = [await hasher.hash(PASSWORD), await hasher.hash(PASSWORD)];
    expect(a.phc).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    );
    expect(a.phc).not.toBe(b.phc);
    expect(a.pepperKid).toBe('p-1');
  });

  test('cannot be guessed against without the pepper', async () => {
    const stored = await hasher.hash(PASSWORD);
    const thief = new PasswordHasher(ringOf('p-1', 8));
    expect(await thief.verify(stored, PASSWORD)).toBe(false);
    expect(await new PasswordHasher(ringOf('p-2', 9)).verify(stored, PASSWORD)).toBe(false);
  });

  test('is the same however the keyboard composed it (NFKC)', async () => {
    const stored = await hasher.hash('Crème ﬁn brûlée');
    expect(await hasher.verify(stored, 'Crème ﬁn brûlée'.normalize('NFD'))).toBe(true);
    expect(await hasher.verify(stored, 'Crème fin brûlée')).toBe(true);
  });

  test('of excessive length never verifies and never costs more', async () => {
    const long = 'x'.repeat(1024);
    const stored = await hasher.hash(long);
    expect(await hasher.verify(stored, long)).toBe(true);
    expect(await hasher.verify(stored, `${long}y`)).toBe(false);
  });
});

describe('rehash', () => {
  const twoPeppers = new PasswordHasher(
    parseKeyRing(
      `p-2:${Buffer.alloc(32, 10).toString('base64url')},p-1:${Buffer.alloc(32, 9).toString('base64url')}`,
    ),
  );

  test('is due when the cost has risen since, and the old hash still verifies', async () => {
    const peppered = hmacSha256(ringOf('p-1', 9).signing.key, PASSWORD.normalize('NFKC')).toString(
      'base64url',
    );
    const weaker = {
      phc: await hash(peppered, { memoryCost: 9216, timeCost: 2, parallelism: 1 }),
      pepperKid: 'p-1',
    };
    expect(await hasher.verify(weaker, PASSWORD)).toBe(true);
    expect(hasher.needsRehash(weaker)).toBe(true);
    expect(hasher.needsRehash(await hasher.hash(PASSWORD))).toBe(false);
  });

  test('is due when the pepper is being retired, and the old hash still verifies', async () => {
    const old = await hasher.hash(PASSWORD);
    expect(await twoPeppers.verify(old, PASSWORD)).toBe(true);
    expect(twoPeppers.needsRehash(old)).toBe(true);
    expect(twoPeppers.needsRehash(await twoPeppers.hash(PASSWORD))).toBe(false);
  });
});

describe('what an outsider can measure', () => {
  const median = (values: number[]) =>
    values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

  test('an unknown account costs the same work as a wrong password', async () => {
    const stored = await hasher.hash(PASSWORD);
    const times = { unknown: [] as number[], wrong: [] as number[] };
    for (let round = 0; round < 21; round++) {
      for (const [name, target] of [
        ['unknown', null],
        ['wrong', stored],
      ] as const) {
        const start = performance.now();
        expect(await hasher.verify(target, 'wrong')).toBe(false);
        times[name].push(performance.now() - start);
      }
    }
    const ratio = median(times.unknown) / median(times.wrong);
    expect(ratio).toBeGreaterThan(1 / 3);
    expect(ratio).toBeLessThan(3);
  });
});

test('hashing never runs wider than allowed, and refuses instead of queueing without end', async () => {
  const narrow = new PasswordHasher(ringOf('p-1', 9), { concurrent: 2, waiting: 3 });
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, () => narrow.verify(null, 'x')),
  );
  const refusals = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  expect(refusals).toHaveLength(5);
  for (const reason of refusals) {
    expect(reason).toBeInstanceOf(AppError);
    expect(reason).toMatchObject({ code: 'UNAVAILABLE' });
  }
  expect(await narrow.verify(null, 'x')).toBe(false);
});
