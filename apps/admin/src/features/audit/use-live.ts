'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTRPC } from '#trpc/client.tsx';

const EVERY_MS = 900;
/** Further down than this somebody is reading, and the list must not move. */
const READING_PX = 120;

export type Live = { on: boolean; toggle: () => void; paused: boolean; waiting: boolean; show: () => void; hover: (over: boolean) => void };

/**
 * Follows the log: asks every moment for nothing but the newest position, and reads the list again
 * only when that has moved. While the list is scrolled or pointed at, it waits and says so.
 * @param newest the newest position on the screen, or null while nothing is shown
 */
export function useLive(newest: string | null, refresh: () => void): Live {
  const trpc = useTRPC();
  const [on, setOn] = useState(true);
  const [hovered, setHovered] = useState(false);
  const [scrolled, setScrolled] = useState(false);
  const seen = useRef<string | null>(null);
  const [waiting, setWaiting] = useState(false);
  const paused = !on || hovered || scrolled;

  useEffect(() => {
    const onScroll = () => setScrolled(window.scrollY > READING_PX);
    onScroll();
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => window.removeEventListener('scroll', onScroll);
  }, []);

  const latest = useQuery(trpc.audit.live.queryOptions({ after: newest ?? '0' }, { enabled: on && newest !== null, refetchInterval: EVERY_MS, staleTime: 0, gcTime: 0, retry: false }));
  const position = latest.data?.newest ?? null;

  useEffect(() => {
    if (position === null) return;
    const known = seen.current ?? newest ?? '0';
    if (BigInt(position) <= BigInt(known)) return;
    if (paused) return setWaiting(true);
    seen.current = position;
    setWaiting(false);
    refresh();
  }, [position, paused, newest, refresh]);

  const show = () => {
    seen.current = position;
    setWaiting(false);
    window.scrollTo({ top: 0 });
    refresh();
  };
  return { on, toggle: () => setOn(!on), paused, waiting: on && waiting, show, hover: setHovered };
}
