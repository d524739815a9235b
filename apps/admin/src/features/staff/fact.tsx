import type { ReactNode } from 'react';

/** One named fact. */
export function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="mt-0.5 text-sm font-medium break-words nums">{children}</dd>
    </div>
  );
}
