import { cn } from '#ui/cn.ts';

/** An on/off switch that acts at once: the platform's checkbox in another shape, inside a full touch target. */
export function Switch({
  checked,
  onChange,
  label,
  disabled = false,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: string;
  disabled?: boolean;
}) {
  return (
    <span className="inline-flex h-control min-w-control shrink-0 items-center justify-center">
      <input
        type="checkbox"
        role="switch"
        aria-label={label}
        checked={checked}
        aria-checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className={cn(
          'relative h-6 w-10 cursor-pointer appearance-none rounded-full bg-line-field transition-colors checked:bg-ok disabled:cursor-not-allowed disabled:opacity-50',
          'before:absolute before:top-[3px] before:left-[3px] before:size-[18px] before:rounded-full before:bg-white before:shadow-control before:transition-transform checked:before:translate-x-4',
          'after:absolute after:-inset-x-1 after:-inset-y-2.5',
        )}
      />
    </span>
  );
}
