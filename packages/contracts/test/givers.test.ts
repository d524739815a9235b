import { describe, expect, it } from 'vitest';
import { GIVES, giversOf } from '../src/rbac/givers.ts';
import { MATRIX } from '../src/rbac/matrix.ts';
import { PERMISSIONS } from '../src/rbac/permissions.ts';
import { HUMAN_ROLES, ROLE_RANK } from '../src/rbac/roles.ts';

describe('who gives roles', () => {
  it('are the holders of roles.assign and nobody else', () => {
    const holders = HUMAN_ROLES.filter((role) => MATRIX['roles.assign'].cells[role] !== null);
    expect(HUMAN_ROLES.filter((role) => GIVES[role] !== undefined)).toEqual(holders);
  });

  it('only owners give a role that is not below their own', () => {
    for (const giver of HUMAN_ROLES) {
      if (giver === 'owner') continue;
      for (const role of GIVES[giver] ?? [])
        expect(ROLE_RANK[role], `${giver} gives ${role}`).toBeLessThan(ROLE_RANK[giver]);
    }
  });
});

describe('who gives a permission', () => {
  it.each(PERMISSIONS)(
    '%s is always an owner, and others as far as the roles they give',
    (name) => {
      const givers = giversOf(name);
      expect(givers[0]).toBe('owner');
      const byShift = ['operator', 'cook', 'packer', 'courier', 'cashier'] as const;
      expect(givers.includes('manager')).toBe(
        byShift.some((role) => MATRIX[name].cells[role] !== null),
      );
      expect(givers.includes('hr') && !givers.includes('manager')).toBe(false);
    },
  );

  it.each([
    ['audit_log.read', ['owner']],
    ['menu.price_edit', ['owner']],
    ['refunds.request', ['owner', 'manager', 'hr']],
    ['orders.read', ['owner', 'manager', 'hr']],
    ['customers.read', ['owner', 'manager']],
  ] as const)('%s: %j', (name, givers) => {
    expect(giversOf(name)).toEqual(givers);
  });
});
