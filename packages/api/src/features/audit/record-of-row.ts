import type { RecordRef } from '@toster/contracts/records/kinds';
import { recordOfRow as find } from '@toster/db/classification/records';

/** The record a row of the log belongs to, for links that name a row; null where there is none. */
export function recordOfRow(rel: string, row: string): RecordRef | null {
  return find(rel, row.toLowerCase());
}
