'use client';
import { useState } from 'react';
import { createPart, usePart } from '#ui/lazy.tsx';
import type { PopoverProps } from '#ui/popover-base.tsx';
import { WaitingTrigger } from '#ui/waiting-trigger.tsx';

const base = createPart(() => import('#ui/popover-base.tsx'));

/**
 * A small panel that belongs to its trigger, fetched when it first opens; `title` names it for readers, `trigger` is a
 * button element without handlers.
 */
export function Popover(props: PopoverProps) {
  const [wanted, setWanted] = useState(props.open);
  if (props.open && !wanted) setWanted(true);
  const loaded = usePart(base, wanted);
  if (wanted && loaded !== null) return <loaded.PopoverBase {...props} />;
  return (
    <WaitingTrigger
      trigger={props.trigger}
      popup="dialog"
      onNear={() => void base.fetch().catch(() => undefined)}
      onOpen={() => props.onOpenChange(true)}
    />
  );
}
