import { latestMark } from '@toster/audit/latest';
import { ZGetLatestInput, ZGetLatestOutput } from '@toster/contracts/schemas/audit';
import { tenant } from '../../procedures.ts';

/** Whether the log has changed since a mark: what an open log asks every second. */
export const getLatest = tenant({ permission: 'audit_log.read', cost: 1 })
  .input(ZGetLatestInput)
  .output(ZGetLatestOutput)
  .query(async ({ ctx: { tx, caller }, input: { after } }) => {
    const newest = await latestMark(tx, caller.orgId);
    return { newest, changed: newest !== after };
  });
