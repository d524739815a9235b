import { cn } from '#ui/cn.ts';

/** A placeholder bar; give it the size of what it stands for. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cn('block h-3 animate-pulse-soft rounded-sm bg-pressed', className)}
    />
  );
}

const WIDTHS = ['w-3/5', 'w-2/5', 'w-1/2', 'w-1/3', 'w-2/3', 'w-2/5', 'w-3/5', 'w-1/2'] as const;

/** Rows as tall as a table's, so that nothing moves when the data comes. */
export function SkeletonRows({ rows = 10, label }: { rows?: number; label: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        <div
          key={index}
          className="flex h-row items-center gap-6 border-b border-line px-4 last:border-0"
        >
          <Skeleton className="w-16" />
          <Skeleton className="w-20" />
          <div className="flex-1">
            <Skeleton className={WIDTHS[index % WIDTHS.length] ?? 'w-1/2'} />
          </div>
          <Skeleton className="w-14" />
        </div>
      ))}
    </div>
  );
}
