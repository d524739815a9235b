import { type ReactNode, useId } from 'react';

/** One part of the settings: what it is for on one side, its values or its fields on the other. */
export function Section({
  title,
  hint,
  children,
}: {
  title: ReactNode;
  hint: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-8 gap-y-4 rounded-lg border border-line bg-surface p-5 wide:grid-cols-[260px_minmax(0,1fr)] phone:p-4"
    >
      <div>
        <h2 id={id} className="text-sm font-semibold">
          {title}
        </h2>
        <p className="mt-1 text-xs text-pretty text-ink-3">{hint}</p>
      </div>
      <div className="min-w-0 max-w-2xl">{children}</div>
    </section>
  );
}
