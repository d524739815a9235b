import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from '#ui/cn.ts';

/** The platform's select in the look of a toolbar button; `label` is its name. */
export function InlineSelect({
  label,
  className,
  children,
  ...rest
}: ComponentProps<'select'> & { label: string }) {
  return (
    <span className={cn('relative inline-flex', className)}>
      <select
        aria-label={label}
        {...rest}
        className="h-control w-full cursor-pointer appearance-none rounded-md border border-line-strong bg-surface pr-8 pl-3 text-sm font-medium text-ink shadow-control transition-colors hover:bg-hover"
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
