'use client';
import type { Autocomplete } from '@base-ui/react/autocomplete';
import { type ComponentProps, useRef } from 'react';

type KeyHandler = NonNullable<ComponentProps<typeof Autocomplete.Input>['onKeyDown']>;

/**
 * Enter picks what is highlighted. Whoever types faster than the list can move its highlight still
 * gets the first item that matches, never nothing and never one that no longer matches.
 */
export function useEnterPick<Item extends { id: string }>(
  shown: readonly Item[],
  pick: (item: Item) => void,
): { onItemHighlighted: (item: Item | undefined) => void; onKeyDown: KeyHandler } {
  const highlighted = useRef<string>(undefined);
  return {
    onItemHighlighted: (item) => {
      highlighted.current = item?.id;
    },
    onKeyDown: (event) => {
      const { isComposing } = event.nativeEvent;
      if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || isComposing) return;
      event.preventDefault();
      event.preventBaseUIHandler();
      const item = shown.find(({ id }) => id === highlighted.current) ?? shown[0];
      if (item) pick(item);
    },
  };
}
