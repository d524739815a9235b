'use client';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useTRPC } from '#trpc/client.tsx';

const EVERY_MS = 600;
/** Further down than this somebody is reading, and the list must not move. */
const READING_PX = 120;
/** The mark before the first answer. */
const BEGINNING = '0';

export type Live = {
  on: boolean;
  toggle: () => void;
  paused: boolean;
  waiting: boolean;
  show: () => void;
  hover: (over: boolean) => void;
};

/**
 * Follows the log: asks every moment for nothing but a mark of its newest state, and reads the list
 * again only when that has moved. While the list is scrolled or pointed at, it waits and says so.
 */
export function useLive(refresh: () => void): Live {
  const trpc = useTRPC();
  const [on, setOn] = useState(true);
  const [hovered, setHovered] = useState(false);
  const [scrolled, setScrolled] = useState(false);
  const [mark, setMark] = useState(BEGINNING);
  const paused = !on || hovered || scrolled;

  useEffect(() => {
    const onScroll = () => setScrolled(window.scrollY > READING_PX);
    onScroll();
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => window.removeEventListener('scroll', onScroll);
  }, []);

  const latest = useQuery(
    trpc.audit.latest.queryOptions(
      { after: mark },
      { enabled: on, refetchInterval: EVERY_MS, staleTime: 0, gcTime: 0, retry: false },
    ),
  ).data;
  const moved = latest?.changed === true && latest.newest !== mark;
  const newest = latest?.newest ?? mark;

  const show = useCallback(() => {
    setMark(newest);
    refresh();
  }, [newest, refresh]);

  useEffect(() => {
    // The first answer may find the list older than itself; who has paused before it came wants the list as it is.
    if (moved && (!paused || (on && mark === BEGINNING))) show();
  }, [moved, paused, on, mark, show]);

  return {
    on,
    toggle: () => setOn(!on),
    paused,
    waiting: on && moved && paused && mark !== BEGINNING,
    show,
    hover: setHovered,
  };
}
