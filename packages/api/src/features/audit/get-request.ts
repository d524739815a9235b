import { showsPersonal } from '@toster/audit/events';
import { readRequest } from '@toster/audit/request';
import { AppError } from '@toster/contracts/errors';
import { ZId } from '@toster/contracts/ids';
import { ZGetAuditRequestInput, ZGetAuditRequestOutput } from '@toster/contracts/schemas/audit';
import { ZCapSeq } from '@toster/contracts/schemas/primitives';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../cursor.ts';
import { tenant } from '../../procedures.ts';
import { holdsOf } from './holds.ts';
import { recordShown } from './record-shown.ts';

const ZPosition = z.tuple([ZCapSeq]);

/** One business action: every row it changed, and who made it from where. Personal values shown are recorded as read. */
export const getRequest = tenant({
  permission: 'audit_log.read',
  event: 'personal_data.read',
  reads: ['event'],
  cost: 3,
})
  .input(ZGetAuditRequestInput)
  .output(ZGetAuditRequestOutput)
  .query(async ({ ctx: { tx, caller, recordRead }, input: { requestId, cursor, limit } }) => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, ZPosition)[0];
    const found = await readRequest(tx, caller.orgId, { requestId, after, limit }, holdsOf(caller));
    if (found === null) throw new AppError('NOT_FOUND');
    const { nextAfter, ...action } = found;
    const showsOrigin = [action.address, action.userAgent].some(
      (fact) => fact.state === 'disclosed',
    );
    recordRead('event', showsOrigin && ZId.safeParse(requestId).success ? [requestId] : []);
    recordShown(recordRead, action.events.filter(showsPersonal));
    return { ...action, nextCursor: nextAfter === null ? null : encodeCursor([nextAfter]) };
  });
