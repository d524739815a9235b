import type { ReactNode } from 'react';
import type { Reading } from '#features/shell/reading.ts';
import { ReadingView } from '#features/shell/reading-view.tsx';
import { cn } from '#ui/cn.ts';

/** One card of the home page. It loads, fails, grows old and is tried again by itself; the others stay. */
export function HomeCard<T>({
  title,
  aside,
  reading,
  label,
  skeleton,
  className,
  children,
}: {
  title: ReactNode;
  aside?: ReactNode;
  reading: Reading<T>;
  /** What is loading, for readers. */
  label: string;
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
      <ReadingView reading={reading} label={label} skeleton={skeleton}>
        {children}
      </ReadingView>
    </section>
  );
}
