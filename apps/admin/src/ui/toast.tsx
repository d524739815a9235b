'use client';
import { type ReactNode, useSyncExternalStore } from 'react';
import { createPart, usePart } from '#ui/lazy.tsx';

/** A short text at the edge of the screen about what was done or failed. */
export type Notice = {
  title: string;
  description?: string;
  action?: { label: string; onClick: () => void };
};

const host = createPart(() => import('#ui/toast-host.tsx'));

type Show = (type: 'success' | 'error', notice: Notice) => void;
let waiting: Parameters<Show>[] = [];
let shower: Show | null = null;
let isNeeded = false;
const listeners = new Set<() => void>();

const show: Show = (type, notice) => {
  if (shower !== null) return shower(type, notice);
  waiting.push([type, notice]);
  isNeeded = true;
  for (const listener of listeners) listener();
};

/** Takes over the notices, those that wait included; until the answer is called. */
export function takeNotices(take: Show): () => void {
  shower = take;
  for (const [type, notice] of waiting) take(type, notice);
  waiting = [];
  return () => {
    if (shower === take) shower = null;
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where short confirmations and errors appear; fetched with the first one. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const wanted = useSyncExternalStore(
    subscribe,
    () => isNeeded,
    () => false,
  );
  const loaded = usePart(host, wanted);
  return (
    <>
      {children}
      {loaded === null ? null : <loaded.ToastHost />}
    </>
  );
}

const NOTIFY = {
  done: (notice: Notice) => show('success', notice),
  failed: (notice: Notice) => show('error', notice),
} as const;

/** Shows a confirmation that leaves by itself, or an error that stays until it is dismissed. */
export function useNotify(): typeof NOTIFY {
  return NOTIFY;
}
