import { readViewings } from '@toster/audit/viewings';
import { AppError } from '@toster/contracts/errors';
import { ZListViewingsInput, ZListViewingsOutput } from '@toster/contracts/schemas/history';
import { tenant } from '../../procedures.ts';

/** Who read personal fields of a record, newest first. */
export const listViewings = tenant({ permission: 'audit_log.read', cost: 3 })
  .input(ZListViewingsInput)
  .output(ZListViewingsOutput)
  .query(async ({ ctx: { tx, caller }, input }) => {
    const found = await readViewings(tx, caller.orgId, input);
    if (found === null) throw new AppError('NOT_FOUND');
    return found;
  });
