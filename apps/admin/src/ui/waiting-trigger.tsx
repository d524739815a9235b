'use client';
import { cloneElement, type KeyboardEvent, type ReactElement } from 'react';

type TriggerProps = {
  'aria-haspopup': 'menu' | 'dialog';
  'aria-expanded': false;
  onClick: () => void;
  onPointerEnter: () => void;
  onFocus: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
};

/**
 * A button whose popup has never been open and is not fetched yet. It looks, reads and answers as it will with the
 * popup; hand or focus upon it fetches the popup in advance.
 */
export function WaitingTrigger({
  trigger,
  popup,
  onNear,
  onOpen,
}: {
  trigger: ReactElement;
  popup: 'menu' | 'dialog';
  onNear: () => void;
  onOpen: () => void;
}) {
  const props: TriggerProps = {
    'aria-haspopup': popup,
    'aria-expanded': false,
    onClick: onOpen,
    onPointerEnter: onNear,
    onFocus: onNear,
  };
  if (popup === 'menu') {
    props.onKeyDown = (event) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      onOpen();
    };
  }
  return cloneElement(trigger, props);
}
