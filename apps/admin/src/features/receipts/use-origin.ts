'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** The console's origin as this browser reaches it; null in the server's HTML, which may be behind a proxy. */
export function useOrigin(): string | null {
  return useSyncExternalStore(
    never,
    () => location.origin,
    () => null,
  );
}
