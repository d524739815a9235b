'use client';
import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { type ReactElement, type ReactNode, useEffect, useRef } from 'react';
import { cn } from '#ui/cn.ts';

const ITEM =
  'flex min-h-8 touch:min-h-11 cursor-default select-none items-center gap-2.5 rounded-md px-2.5 text-sm text-ink outline-none data-highlighted:bg-hover data-disabled:text-ink-3';

export type MenuProps = {
  trigger: ReactElement;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom' | 'right';
  className?: string;
};

/** The menu itself. It is there because its trigger was pressed, so it opens at once, and then as often as it is asked. */
export function MenuBase({
  trigger,
  children,
  align = 'start',
  side = 'bottom',
  className,
}: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current) return;
    opened.current = true;
    button.current?.focus();
    button.current?.click();
  }, []);
  return (
    <Base.Root>
      <Base.Trigger ref={button} render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={6} className="z-50 outline-none">
          <Base.Popup
            className={cn(
              'max-h-(--available-height) min-w-52 overflow-y-auto rounded-lg bg-raised p-1 shadow-pop outline-none transition-[opacity,scale] duration-100 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0',
              className,
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** One action of a menu. */
export function MenuItem({
  icon,
  hint,
  children,
  danger = false,
  disabled = false,
  onClick,
}: {
  icon?: ReactNode;
  hint?: ReactNode;
  children: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  onClick: () => void;
}) {
  return (
    <Base.Item className={cn(ITEM, danger && 'text-bad')} disabled={disabled} onClick={onClick}>
      {icon ? (
        <span aria-hidden className="text-ink-3 [&_svg]:size-4">
          {icon}
        </span>
      ) : null}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint}
    </Base.Item>
  );
}

/** A link of a menu; `render` is the router's link element. */
export function MenuLink({
  icon,
  hint,
  children,
  render,
}: {
  icon?: ReactNode;
  hint?: ReactNode;
  children: ReactNode;
  render: ReactElement;
}) {
  return (
    <Base.LinkItem className={ITEM} render={render} closeOnClick>
      {icon ? (
        <span aria-hidden className="text-ink-3 [&_svg]:size-4">
          {icon}
        </span>
      ) : null}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint}
    </Base.LinkItem>
  );
}

/** A group with a heading. */
export function MenuGroup({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2.5 pt-2 pb-1 text-xs font-medium text-ink-3">
        {label}
      </Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

/** A line between groups. */
export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />;
}

/** Any number of choices, ticked; the menu stays open. */
export function MenuChecks<T extends string>({
  values,
  onChange,
  choices,
}: {
  values: readonly T[];
  onChange: (values: T[]) => void;
  choices: readonly { value: T; label: ReactNode }[];
}) {
  const toggle = (value: T, on: boolean) =>
    onChange(
      choices
        .map((choice) => choice.value)
        .filter((each) => (each === value ? on : values.includes(each))),
    );
  return choices.map(({ value, label }) => (
    <Base.CheckboxItem
      key={value}
      checked={values.includes(value)}
      onCheckedChange={(on) => toggle(value, on)}
      closeOnClick={false}
      className={ITEM}
    >
      <span className="flex size-4 items-center justify-center rounded-sm border border-line-field">
        <Base.CheckboxItemIndicator>
          <Check aria-hidden className="size-3.5" />
        </Base.CheckboxItemIndicator>
      </span>
      {label}
    </Base.CheckboxItem>
  ));
}

type Choice = { value: string; label: ReactNode; detail?: ReactNode; icon?: ReactNode };

/** One choice out of several, ticked. */
export function MenuChoices({
  value,
  onChange,
  choices,
}: {
  value: string;
  onChange: (value: string) => void;
  choices: readonly Choice[];
}) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next) => onChange(String(next))}>
      {choices.map((choice) => (
        <Base.RadioItem key={choice.value} value={choice.value} closeOnClick className={ITEM}>
          {choice.icon ? (
            <span aria-hidden className="text-ink-3 [&_svg]:size-4">
              {choice.icon}
            </span>
          ) : null}
          <span className="min-w-0 flex-1">
            <span className="block truncate">{choice.label}</span>
            {choice.detail === undefined ? null : (
              <span className="block truncate text-xs text-ink-3">{choice.detail}</span>
            )}
          </span>
          <span className="flex size-4 items-center justify-center">
            <Base.RadioItemIndicator>
              <Check aria-hidden className="size-4 text-accent" />
            </Base.RadioItemIndicator>
          </span>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}
