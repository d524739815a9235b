import { normaliseAddress } from '@toster/auth/address-prefix';
import { addressKeys } from '@toster/audit/address-hash';
import { searchLines } from '@toster/audit/search';
import { ZCapSeq } from '@toster/contracts/schemas/primitives';
import { ZSearchAuditInput, ZSearchAuditOutput } from '@toster/contracts/schemas/audit';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../cursor.ts';
import { tenant } from '../../procedures.ts';

const ZPosition = z.tuple([ZCapSeq]);

/** The audit log, one line per business action, newest first. */
export const searchAudit = tenant({ permission: 'audit_log.read', at: 'location', cost: 3 })
  .input(ZSearchAuditInput)
  .output(ZSearchAuditOutput)
  .query(async ({ ctx: { tx, caller, server }, input }) => {
    const { address, cursor, ...filter } = input;
    const { lines, nextBefore } = await searchLines(tx, caller.orgId, {
      ...filter,
      before: cursor === undefined ? undefined : decodeCursor(cursor, ZPosition)[0],
      addressHashes:
        address === undefined
          ? undefined
          : addressKeys(server.addressKeys, normaliseAddress(address) ?? address),
    });
    return { lines, nextCursor: nextBefore === null ? null : encodeCursor([nextBefore]) };
  });
