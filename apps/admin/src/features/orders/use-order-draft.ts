'use client';
import type { MenuItem } from '@toster/contracts/schemas/menu';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { takeHandedGuest } from '#features/customers/picked-guest.ts';
import { type Draft, emptyDraft, withMenu } from '#features/orders/draft.ts';
import {
  carriedOver,
  keepDraft,
  keepHabit,
  readDraft,
  readHabit,
  restored,
  type StoredDraft,
} from '#features/orders/draft-store.ts';
import { usePlaces, useSession } from '#features/shell/session.tsx';
import { useTRPC } from '#trpc/client.tsx';

/** What happened to a draft without the person's doing. */
export type DraftNotice = 'restored' | 'restoredPart' | null;

/** Menus are looked at again so often, for what is sold out meanwhile. */
const MENU_EVERY_MS = 30_000;

/**
 * The order being typed in. It survives a closed sheet whole, and a reload without anything personal; it ends when the
 * order is placed or started over.
 */
export function useOrderDraft(open: boolean, wantedPlace: string | null) {
  const trpc = useTRPC();
  const { staffId, org } = useSession();
  const locations = usePlaces('orders.create');
  const [waiting, setWaiting] = useState<StoredDraft | null>(() => {
    const stored = readDraft(sessionStorage, staffId);
    return locations.some(({ id }) => id === stored?.locationId) ? stored : null;
  });
  const [draft, setDraft] = useState<Draft>(() => {
    const habit = readHabit(localStorage);
    const place = [waiting?.locationId, wantedPlace, habit.locationId].find((id) =>
      locations.some((location) => location.id === id),
    );
    return emptyDraft(place ?? locations[0]?.id ?? '', waiting?.channel ?? habit.channel);
  });
  const [moving, setMoving] = useState(false);
  const [notice, setNotice] = useState<DraftNotice>(null);
  const [lost, setLost] = useState<readonly string[]>([]);
  const menu = useQuery(
    trpc.menu.list.queryOptions(
      { locationId: draft.locationId },
      { enabled: open && draft.locationId !== '', refetchInterval: MENU_EVERY_MS },
    ),
  );
  const items = useMemo<readonly MenuItem[] | null>(
    () => menu.data?.categories.flatMap((category) => category.items) ?? null,
    [menu.data],
  );

  useEffect(() => {
    if (items === null) return;
    if (waiting !== null) {
      setDraft(restored(waiting, items));
      setNotice(waiting.more ? 'restoredPart' : 'restored');
      setWaiting(null);
    } else if (moving) {
      const carried = carriedOver(draft, items);
      setDraft(carried.draft);
      setLost(carried.lost);
      setMoving(false);
    }
  }, [items, waiting, moving, draft]);
  useEffect(() => {
    if (waiting === null) keepDraft(sessionStorage, staffId, draft);
  }, [draft, waiting, staffId]);
  useEffect(() => {
    if (!open) return;
    const guest = takeHandedGuest();
    if (guest !== null) setDraft((before) => ({ ...before, guest }));
  }, [open]);

  const begin = (locationId: string, channel: Draft['channel']) => {
    setDraft(emptyDraft(locationId, channel));
    setNotice(null);
    setLost([]);
  };
  return {
    draft: items === null ? draft : withMenu(draft, items),
    menu,
    country: org.country,
    notice,
    lost,
    change: (change: (draft: Draft) => Draft) => setDraft(change),
    /** The same dishes from another establishment's menu, as far as it has them. */
    moveTo: (locationId: string) => {
      setDraft((before) => ({ ...before, locationId }));
      setMoving(true);
    },
    startOver: () => begin(draft.locationId, draft.channel),
    placed: () => {
      keepHabit(localStorage, draft);
      begin(draft.locationId, draft.channel);
    },
  };
}

export type OrderDraft = ReturnType<typeof useOrderDraft>;
