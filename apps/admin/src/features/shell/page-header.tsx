import type { ReactNode } from 'react';

/** The title of a page, one line on what it shows, and its actions. */
export function PageHeader({
  title,
  children,
  actions,
}: {
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="mb-5 flex flex-wrap items-end gap-x-4 gap-y-3">
      <div className="min-w-0 flex-1 basis-52">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        {children === undefined ? null : <p className="mt-0.5 text-sm text-ink-3">{children}</p>}
      </div>
      {actions === undefined ? null : <div className="flex items-center gap-2">{actions}</div>}
    </div>
  );
}
