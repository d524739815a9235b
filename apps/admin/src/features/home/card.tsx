import type { ReactNode } from 'react';
import { cn } from '#ui/cn.ts';
import { FailureView } from '#features/shell/failure-view.tsx';

type Asked<T> = {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
};

/** One card of the home page. It loads, fails and is tried again by itself; the others stay. */
export function HomeCard<T>({
  title,
  aside,
  query,
  skeleton,
  className,
  children,
}: {
  title: ReactNode;
  aside?: ReactNode;
  query: Asked<T>;
  skeleton: ReactNode;
  /** Its place among the cards of a narrow window. */
  className?: string;
  children: (data: T) => ReactNode;
}) {
  return (
    <section
      className={cn('min-w-0 overflow-hidden rounded-lg border border-line bg-surface', className)}
    >
      <header className="flex min-h-11 items-center justify-between gap-3 border-b border-line bg-band px-4">
        <h2 className="text-sm font-semibold">{title}</h2>
        {aside === undefined ? null : <div className="text-xs text-ink-3 nums">{aside}</div>}
      </header>
      {query.data !== undefined ? (
        children(query.data)
      ) : query.error === null ? (
        skeleton
      ) : (
        <FailureView error={query.error} onRetry={() => void query.refetch()} />
      )}
    </section>
  );
}
