import { showsPersonal } from '@toster/audit/events';
import { readHistory } from '@toster/audit/history';
import { AppError } from '@toster/contracts/errors';
import { ZGetRecordHistoryInput, ZGetRecordHistoryOutput } from '@toster/contracts/schemas/history';
import { ZCapSeq } from '@toster/contracts/schemas/primitives';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../cursor.ts';
import { tenant } from '../../procedures.ts';
import { holdsOf } from './holds.ts';
import { recordShown } from './record-shown.ts';

const ZPosition = z.tuple([ZCapSeq]);

/** The history of one record over all its rows, newest first. Personal values shown are recorded as read. */
export const getHistory = tenant({
  permission: 'audit_log.read',
  event: 'personal_data.read',
  reads: ['event'],
  cost: 3,
})
  .input(ZGetRecordHistoryInput)
  .output(ZGetRecordHistoryOutput)
  .query(async ({ ctx: { tx, caller, recordRead }, input: { kind, id, cursor, limit } }) => {
    const before = cursor === undefined ? undefined : decodeCursor(cursor, ZPosition)[0];
    const reader = {
      holds: holdsOf(caller),
      logReach: caller.capabilities['audit_log.read'] ?? [],
    };
    const found = await readHistory(tx, caller.orgId, { kind, id, before, limit }, reader);
    if (found === null) throw new AppError('NOT_FOUND');
    const { nextBefore, ...history } = found;
    recordRead('event', []);
    recordShown(recordRead, [...history.events, ...history.base].filter(showsPersonal));
    return {
      kind,
      id,
      ...history,
      nextCursor: nextBefore === null ? null : encodeCursor([nextBefore]),
    };
  });
