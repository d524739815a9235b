import type { z } from 'zod';
import type { ProcedureMeta } from '../src/access.ts';
import { appRouter } from '../src/root.ts';

/** Every procedure of the router with its path. */
export function procedures(): readonly (readonly [path: string, procedure: Procedure])[] {
  return Object.entries(
    appRouter._def.procedures as unknown as Readonly<Record<string, Procedure>>,
  ).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The part of a procedure that the walk reads. */
export type Procedure = {
  readonly _def: {
    readonly type: 'query' | 'mutation' | 'subscription';
    readonly meta?: ProcedureMeta;
    readonly inputs: readonly z.ZodType[];
    readonly output?: z.ZodType;
  };
};
