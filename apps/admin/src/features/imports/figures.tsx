import { cn } from '#ui/cn.ts';

export type Figure = {
  readonly label: string;
  readonly value: string | number;
  /** Something to look at. */
  readonly isWarning?: boolean;
};

/** A row of counts. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none">
      {figures.map(({ label, value, isWarning = false }) => (
        <div
          key={label}
          className="flex flex-col-reverse justify-end gap-0.5 bg-surface px-4 py-3 odd:last:max-sm:col-span-2 sm:max-lg:last:nth-[3n+1]:col-span-3 sm:max-lg:last:nth-[3n+2]:col-span-2"
        >
          <dt className="text-xs text-ink-3">{label}</dt>
          <dd
            className={cn(
              'text-xl font-semibold tracking-tight wrap-anywhere nums',
              isWarning && 'text-warn',
            )}
          >
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
