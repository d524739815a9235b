'use client';
import { ChevronDown } from 'lucide-react';
import { type ComponentProps, createContext, type ReactNode, use, useId } from 'react';
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

const FieldContext = createContext<{
  id: string;
  invalid: boolean;
  note: string | undefined;
} | null>(null);

/** Label, control, hint and error, tied together for assistive technology. */
export function Field({ label, hint, error, children, className }: FieldProps) {
  const id = useId();
  const invalid = error !== undefined;
  const note = invalid || hint !== undefined ? `${id}-note` : undefined;
  return (
    <FieldContext value={{ id, invalid, note }}>
      <div className={cn('flex flex-col gap-1.5', className)}>
        <label htmlFor={id} className="text-sm font-medium text-ink-2">
          {label}
        </label>
        {children}
        {note === undefined ? null : (
          <p id={note} className={cn('text-xs', invalid ? 'font-medium text-bad' : 'text-ink-3')}>
            {error ?? hint}
          </p>
        )}
      </div>
    </FieldContext>
  );
}

/** What ties a control to the field around it. */
function useField(own: { id?: string | undefined }) {
  const field = use(FieldContext);
  if (field === null) return {};
  return {
    id: own.id ?? field.id,
    'aria-describedby': field.note,
    'aria-invalid': field.invalid || undefined,
    'data-invalid': field.invalid ? '' : undefined,
  };
}

/** A text input inside a `Field`. */
export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return (
    <input {...useField(rest)} {...rest} className={controlClass(cn('h-control', className))} />
  );
}

/** A multi-line input inside a `Field`. */
export function TextArea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      {...useField(rest)}
      rows={rows}
      {...rest}
      className={controlClass(cn('py-2', className))}
    />
  );
}

/** The platform's own select inside a `Field`: right on every tablet, no style attribute in the HTML. */
export function NativeSelect({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className="relative block">
      <select
        {...useField(rest)}
        {...rest}
        className={controlClass(cn('h-control appearance-none pr-8', className))}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-ink-3"
      />
    </span>
  );
}
