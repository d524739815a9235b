import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CHECKLIST, PROMISE_IDS, PROMISES } from '#features/security/promises.ts';

const ROOT = fileURLToPath(new URL('../../../../..', import.meta.url));
const guards = [
  ...PROMISES.flatMap((promise) => promise.guards),
  ...CHECKLIST.map(({ guard }) => guard),
];

describe('the public page', () => {
  it('has every promise once, in its order', () => {
    expect(PROMISES.map(({ id }) => id)).toEqual(PROMISE_IDS);
  });

  it.each(guards)('names a test that is there: $file, $test', ({ file, test }) => {
    const path = `${ROOT}/${file}`;
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain(test);
  });

  it('says kept only of what a test guards and somebody has measured', () => {
    for (const { id, status, guards: named, measuredOn } of PROMISES) {
      if (status === 'open') expect([id, named, measuredOn]).toEqual([id, [], undefined]);
      else expect([id, named.length > 0]).toEqual([id, true]);
      if (status === 'kept') expect([id, measuredOn]).toEqual([id, expect.any(String)]);
    }
  });
});
