'use client';
import type { RefObject } from 'react';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';

/** `j` and `k` move the focus along the rows of a list: whatever carries `data-row` inside it. */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  const move = (step: 1 | -1) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const focused = rows.findIndex((row) => row === document.activeElement);
    const target =
      rows[
        focused === -1
          ? step === 1
            ? 0
            : rows.length - 1
          : Math.min(Math.max(focused + step, 0), rows.length - 1)
      ];
    target?.focus();
    target?.scrollIntoView({ block: 'nearest' });
  };
  useShortcut('nextRow', () => move(1));
  useShortcut('previousRow', () => move(-1));
}
