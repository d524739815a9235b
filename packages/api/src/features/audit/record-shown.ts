import { ZId } from '@toster/contracts/ids';
import type { AuditEvent } from '@toster/contracts/schemas/audit';

/** Records the rows whose personal values are shown, under the names of their own tables. */
export function recordShown(
  recordRead: (rel: string, ids: readonly string[]) => void,
  events: readonly AuditEvent[],
): void {
  for (const { rel, rowId } of events) {
    // The key of a side table begins with the id of the record it belongs to.
    const id = ZId.safeParse(rowId?.split('/')[0]);
    if (id.success) recordRead(rel, [id.data]);
  }
}
