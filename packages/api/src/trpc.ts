import { ERROR_CODES } from '@toster/contracts/error-codes';
import { initTRPC } from '@trpc/server';
import type { ProcedureMeta } from './access.ts';
import type { Context } from './context.ts';
import { clientErrorOf } from './errors.ts';

/** The root of tRPC: plain JSON on the wire, errors from the catalogue only, no stack in any environment. */
export const t = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    errorFormatter: ({ shape, error, ctx }) => {
      const data = clientErrorOf(error, ctx?.requestId ?? null);
      return {
        code: shape.code,
        message: data.message,
        data: { ...data, httpStatus: ERROR_CODES[data.code].http },
      };
    },
  });

/** Puts procedures and routers together. */
export const router = t.router;
