import type { EventName } from '@toster/contracts/events';
import type { ImportKind } from '@toster/contracts/imports/kinds';

/** The newest lines of an action in the audit log. */
export function logOf(action: EventName): string {
  return `/audit?action=${action}`;
}

/** The one line an import is folded into in the audit log, open. */
export function logOfImport({
  id,
  kind,
}: {
  readonly id: string;
  readonly kind: ImportKind;
}): string {
  return `${logOf(`${kind}.imported`)}&request=${encodeURIComponent(`import:${id}`)}`;
}

/** Where what was imported is to be seen. */
export function recordsOf({
  kind,
  locationId,
}: {
  readonly kind: ImportKind;
  readonly locationId: string;
}): string {
  return `/${kind}?location=${locationId}`;
}
