import type { ReactNode } from 'react';
import { cn } from '#ui/cn.ts';

/** One named fact. */
export function Fact({
  label,
  className,
  children,
}: {
  label: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={cn('min-w-0', className)}>
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="mt-0.5 text-sm font-medium break-words nums">{children}</dd>
    </div>
  );
}
