import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from '#ui/cn.ts';

type Variant = 'primary' | 'secondary' | 'ghost' | 'danger' | 'warning';

const VARIANTS: Record<Variant, string> = {
  primary: 'bg-primary text-on-primary hover:bg-primary-hover shadow-control',
  secondary:
    'bg-surface text-ink border border-line-strong hover:bg-hover active:bg-pressed shadow-control',
  ghost: 'text-ink-2 hover:bg-hover hover:text-ink active:bg-pressed',
  warning:
    'bg-surface text-bad border border-line-strong hover:bg-bad-soft active:bg-bad-soft shadow-control',
  danger: 'bg-bad-solid text-white hover:brightness-110 shadow-control',
};

/** The classes of a button, for links and Base UI triggers that must look like one. */
export function buttonClass(variant: Variant = 'secondary', className?: string): string {
  return cn(
    'inline-flex h-control shrink-0 select-none items-center justify-center gap-1.5 rounded-md px-3 text-sm font-medium whitespace-nowrap transition-colors',
    'disabled:opacity-50 data-disabled:opacity-50',
    VARIANTS[variant],
    className,
  );
}

type ButtonProps = ComponentProps<'button'> & { variant?: Variant; loading?: boolean };

/** A button; while `loading` it keeps its width, shows a spinner and cannot be pressed twice. */
export function Button({
  variant = 'secondary',
  loading = false,
  className,
  children,
  disabled,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={buttonClass(variant, cn('relative', className))}
      disabled={disabled === true || loading}
      aria-busy={loading || undefined}
      {...rest}
    >
      <span className={cn('inline-flex items-center gap-1.5', loading && 'invisible')}>
        {children}
      </span>
      {loading ? <LoaderCircle aria-hidden className="absolute size-4 animate-spin-fast" /> : null}
    </button>
  );
}

/** The classes of a square button that shows only an icon; give it an `aria-label`. */
export function iconButtonClass(className?: string): string {
  return cn(
    'inline-flex size-control shrink-0 items-center justify-center rounded-md text-ink-3 transition-colors hover:bg-hover hover:text-ink active:bg-pressed disabled:opacity-40 data-popup-open:bg-hover data-popup-open:text-ink',
    className,
  );
}

/** A square icon button; `label` is its accessible name and its tooltip. */
export function IconButton({
  label,
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & { label: string }) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={iconButtonClass(className)}
      {...rest}
    />
  );
}
