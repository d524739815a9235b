'use client';
import { createElement, useState } from 'react';
import { createPart, usePart } from '#ui/lazy.tsx';
import type * as Base from '#ui/menu-base.tsx';
import { WaitingTrigger } from '#ui/waiting-trigger.tsx';

const base = createPart(() => import('#ui/menu-base.tsx'));
type Parts = typeof Base;

/** A drop-down menu, fetched when its trigger is first pressed; `trigger` is a button element without handlers. */
export function Menu(props: Base.MenuProps) {
  const [wanted, setWanted] = useState(false);
  const loaded = usePart(base, wanted);
  if (wanted && loaded !== null) return <loaded.MenuBase {...props} />;
  return (
    <WaitingTrigger
      trigger={props.trigger}
      popup="menu"
      onNear={() => void base.fetch().catch(() => undefined)}
      onOpen={() => setWanted(true)}
    />
  );
}

/** A part of a menu renders only inside an open one, and then it has been fetched. */
function part<Name extends Exclude<keyof Parts, 'MenuBase'>>(name: Name): Parts[Name] {
  const Part = (props: object) => {
    const loaded = base.now();
    return loaded === null ? null : createElement(loaded[name] as React.FC<object>, props);
  };
  return Part as Parts[Name];
}

/** One action of a menu. */
export const MenuItem = part('MenuItem');
/** A link of a menu; `render` is the router's link element. */
export const MenuLink = part('MenuLink');
/** A group with a heading. */
export const MenuGroup = part('MenuGroup');
/** A line between groups. */
export const MenuSeparator = part('MenuSeparator');
/** One choice out of several, ticked. */
export const MenuChoices = part('MenuChoices');
/** Any number of choices, ticked; the menu stays open. */
export const MenuChecks = part('MenuChecks');
