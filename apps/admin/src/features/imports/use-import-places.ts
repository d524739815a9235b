'use client';
import { useMemo } from 'react';
import { type ImportPlaces, importPlacesOf } from '#features/imports/import-places.ts';
import { useSession } from '#features/shell/session.tsx';

/** Where the person signed in may import what. */
export function useImportPlaces(): ImportPlaces {
  const session = useSession();
  return useMemo(() => importPlacesOf(session), [session]);
}
