import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { renderAccessMatrix } from '../src/rbac/document.ts';
import { type BuiltPermission, NOT_YET_BUILT, isBuilt } from '../src/rbac/not-yet-built.ts';
import { PERMISSIONS, type Permission } from '../src/rbac/permissions.ts';

const BASELINE_SHA256 = '9deee1171543186e18852efffd97ebc5b080e0056f88860277d8acf68b830f56';
const baseline = readFileSync(
  join(import.meta.dirname, '../data/not-yet-built.baseline.txt'),
  'utf8',
);

describe('the list of permissions without a feature', () => {
  it('is measured against the list it started with, which nobody edits', () => {
    expect(createHash('sha256').update(baseline).digest('hex')).toBe(BASELINE_SHA256);
  });

  it('only shrinks: everything in it was in it from the start', () => {
    const start = new Set(baseline.trimEnd().split('\n'));
    expect(NOT_YET_BUILT.filter((name) => !start.has(name))).toEqual([]);
  });

  it('holds each permission once, in the order of the matrix', () => {
    const unbuilt = new Set<Permission>(NOT_YET_BUILT);
    expect(PERMISSIONS.filter((name) => unbuilt.has(name))).toEqual([...NOT_YET_BUILT]);
  });

  it('leaves out what the first features ask for', () => {
    const used = [
      'orders.create',
      'menu.price_edit',
      'audit_log.read',
      'customers.update',
    ] as const;
    expectTypeOf<(typeof used)[number]>().toExtend<BuiltPermission>();
    expectTypeOf<'payroll.read'>().not.toExtend<BuiltPermission>();
    for (const name of used) expect(isBuilt(name)).toBe(true);
    expect(isBuilt('org.delete')).toBe(false);
  });

  it('is printed in full in the access matrix page, which is current', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/access-matrix.md'), 'utf8');
    expect(page, 'run: node scripts/generate-access-matrix.ts').toBe(renderAccessMatrix());
    const section = page.slice(page.indexOf('## Not yet built'));
    for (const name of PERMISSIONS)
      expect(section.includes(`- \`${name}\`\n`)).toBe(!isBuilt(name));
  });
});
