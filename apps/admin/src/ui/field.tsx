'use client';
import { Field as Base } from '@base-ui/react/field';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '#ui/cn.ts';

/** The look of every text control, without its height. */
export function controlClass(className?: string): string {
  return cn(
    'w-full rounded-md border border-line-field bg-surface px-2.5 text-sm text-ink shadow-control transition-colors placeholder:text-ink-3 touch:text-lg',
    'hover:border-ink-3 focus-visible:outline-offset-0 data-invalid:border-bad disabled:opacity-60',
    className,
  );
}

type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  children: ReactNode;
  className?: string;
};

/** Label, control, hint and error, tied together for assistive technology. */
export function Field({ label, hint, error, children, className }: FieldProps) {
  return (
    <Base.Root invalid={error !== undefined} className={cn('flex flex-col gap-1.5', className)}>
      <Base.Label className="text-sm font-medium text-ink-2">{label}</Base.Label>
      {children}
      {hint === undefined || error !== undefined ? null : (
        <Base.Description className="text-xs text-ink-3">{hint}</Base.Description>
      )}
      <Base.Error match={error !== undefined} className="text-xs font-medium text-bad">
        {error}
      </Base.Error>
    </Base.Root>
  );
}

/** A text input inside a `Field`. */
export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return (
    <Base.Control
      render={<input {...rest} className={controlClass(cn('h-control', className))} />}
    />
  );
}

/** A multi-line input inside a `Field`. */
export function TextArea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) {
  return (
    <Base.Control
      render={<textarea rows={rows} {...rest} className={controlClass(cn('py-2', className))} />}
    />
  );
}

/** The platform's own select inside a `Field`: right on every tablet, no style attribute in the HTML. */
export function NativeSelect({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className="relative block">
      <Base.Control
        render={
          <select
            {...rest}
            className={controlClass(cn('h-control appearance-none pr-8', className))}
          >
            {children}
          </select>
        }
      />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-ink-3"
      />
    </span>
  );
}
