import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type StateViewProps = {
  icon: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  heading?: 'h1' | 'h2' | 'h3';
};

/** What a page shows instead of its content: nothing yet, nothing found, not allowed, failed. */
export function StateView({
  icon: Icon,
  title,
  children,
  actions,
  heading: Heading = 'h2',
}: StateViewProps) {
  return (
    <div className="mx-auto flex max-w-lg flex-col items-center px-6 py-16 text-center">
      <span
        aria-hidden
        className="mb-4 flex size-11 items-center justify-center rounded-lg border border-line bg-surface text-ink-3 shadow-control"
      >
        <Icon className="size-5" strokeWidth={1.8} />
      </span>
      <Heading className="text-base font-semibold tracking-tight">{title}</Heading>
      {children === undefined ? null : (
        <div className="mt-1.5 text-sm text-pretty text-ink-2">{children}</div>
      )}
      {actions === undefined ? null : (
        <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>
      )}
    </div>
  );
}
