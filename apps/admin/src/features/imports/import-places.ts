import { IMPORT_KINDS, IMPORT_PERMISSION, type ImportKind } from '@toster/contracts/imports/kinds';
import { placesOf } from '#features/shell/places.ts';
import type { Session } from '#features/shell/session.tsx';

/** The kinds of import a person may begin, where, and the establishments of them all. */
export type ImportPlaces = {
  readonly kinds: readonly ImportKind[];
  readonly of: (kind: ImportKind) => Session['locations'];
  readonly all: Session['locations'];
};

/** Where the person of a session may import what. */
export function importPlacesOf(session: Session): ImportPlaces {
  const of = (kind: ImportKind) => placesOf(session, IMPORT_PERMISSION[kind]);
  const kinds = IMPORT_KINDS.filter((kind) => of(kind).length > 0);
  const ids = new Set(kinds.flatMap((kind) => of(kind).map(({ id }) => id)));
  return { kinds, of, all: session.locations.filter(({ id }) => ids.has(id)) };
}
