'use client';
import { Switch as Base } from '@base-ui/react/switch';

/** An on/off switch that acts at once; its hit area is a full touch target. */
export function Switch({ checked, onChange, label, disabled = false }: { checked: boolean; onChange: (checked: boolean) => void; label: string; disabled?: boolean }) {
  return (
    <Base.Root
      checked={checked}
      onCheckedChange={(next) => onChange(next)}
      disabled={disabled}
      aria-label={label}
      className="group inline-flex h-control min-w-control shrink-0 cursor-pointer items-center justify-center rounded-md data-disabled:cursor-not-allowed data-disabled:opacity-50"
    >
      <span className="flex h-5 w-9 items-center rounded-full bg-line-field px-0.5 transition-colors group-data-checked:bg-ok">
        <Base.Thumb className="size-4 rounded-full bg-white shadow-control transition-transform data-checked:translate-x-4" />
      </span>
    </Base.Root>
  );
}
