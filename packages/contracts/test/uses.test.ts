import { describe, expect, it } from 'vitest';
import { MATRIX } from '../src/rbac/matrix.ts';
import { PERMISSIONS } from '../src/rbac/permissions.ts';
import { USE_LIMITS, useLimitOf } from '../src/rbac/uses.ts';

describe('limits on uses', () => {
  it('are those of the matrix, the numbers written out', () => {
    expect(USE_LIMITS).toEqual([
      {
        permission: 'customers.lookup_exact',
        most: 30,
        perSeconds: 3600,
        beyond: { kind: 'refuse' },
      },
      {
        permission: 'customers.read_full',
        most: 20,
        perSeconds: 3600,
        beyond: { kind: 'step_up', maxAgeSeconds: 300 },
      },
      { permission: 'webhooks.replay', most: 60, perSeconds: 3600, beyond: { kind: 'refuse' } },
    ]);
  });

  it('are found wherever the matrix counts, and nowhere else', () => {
    for (const permission of PERMISSIONS) {
      const { rules, stepUp } = MATRIX[permission];
      const counts =
        rules.some(({ kind }) => kind === 'rate') || typeof (stepUp?.when ?? '') !== 'string';
      expect([permission, useLimitOf(permission) !== null]).toEqual([permission, counts]);
    }
  });
});
