import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { ROLES, type Role } from '../src/rbac/roles.ts';
import { VECTORS } from './env.ts';

const ZLine = z.record(z.string(), z.string());

export type GoldenRow = {
  readonly permission: string;
  readonly cells: Readonly<Record<Role, string>>;
  readonly condition: string;
  readonly prose: string;
};

function read(path: string): readonly GoldenRow[] {
  const lines = z.array(ZLine).parse(parse(readFileSync(path), { columns: true }));
  return lines.map((line) => ({
    permission: `${line['resource']}.${line['action']}`,
    cells: Object.fromEntries(ROLES.map((role) => [role, line[role] ?? '?'])) as Record<
      Role,
      string
    >,
    condition: line['step_up_or_approval'] ?? '',
    prose: line['masking_and_rules'] ?? '',
  }));
}

const repository = join(import.meta.dirname, '../../..');

/** The squares and conditions the matrix was built from, committed beside the code. */
export const GOLDEN = read(join(repository, 'packages/contracts/data/permission-matrix.csv'));

const source = join(VECTORS, 'access/rbac/permission-matrix.csv');

/** The research the golden was taken from, with its prose; null where it is not beside the clone. */
export const SOURCE = existsSync(source) ? read(source) : null;
