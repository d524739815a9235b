'use client';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';

/** A filter that is on: its name, its value, and a button to take it away. */
export function Chip({
  name,
  children,
  removeLabel,
  onRemove,
}: {
  name: ReactNode;
  children: ReactNode;
  removeLabel: string;
  onRemove: () => void;
}) {
  return (
    <span className="inline-flex h-control max-w-80 items-center rounded-md bg-surface pl-2.5 text-sm shadow-control ring-1 ring-line-strong ring-inset">
      <span className="mr-1.5 text-ink-3">{name}</span>
      <span className="truncate font-medium">{children}</span>
      <button
        type="button"
        aria-label={removeLabel}
        onClick={onRemove}
        className="ml-1 flex h-full w-7 touch:w-11 items-center justify-center rounded-r-md text-ink-3 hover:bg-hover hover:text-ink"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}
