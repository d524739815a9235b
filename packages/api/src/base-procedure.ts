import { AppError } from '@toster/contracts/errors';
import { newId } from '@toster/contracts/ids';
import { giversOf } from '@toster/contracts/rbac/givers';
import { isPermission } from '@toster/contracts/rbac/permissions';
import { appErrorOf, transportError } from './errors.ts';
import { countRefusal } from './middleware/refusals.ts';
import { reportFailure } from './report.ts';
import { t } from './trpc.ts';

/** Gives each call its id, turns every failure into one of the catalogue, counts refusals. */
export const base = t.procedure.use(async ({ ctx, path, next }) => {
  const requestId = ctx.request.calls++ === 0 ? ctx.requestId : newId();
  const result = await next({ ctx: { requestId } });
  if (result.ok) return result;
  const failure = appErrorOf(result.error);
  if (failure.code === 'FORBIDDEN' || failure.code === 'RATE_LIMITED')
    await countRefusal(ctx, failure, requestId);
  if (failure.code === 'INTERNAL' || failure.code === 'UNAVAILABLE')
    reportFailure(failure, { requestId, path });
  throw transportError(withGivers(failure), requestId);
});

/** A refusal for want of a permission says whose role may give it. */
function withGivers(failure: AppError): AppError {
  const { permission } = failure.details;
  if (failure.code !== 'FORBIDDEN' || !isPermission(permission)) return failure;
  const details = { ...failure.details, givers: giversOf(permission) };
  return new AppError('FORBIDDEN', { details, cause: failure.cause });
}
