'use client';
import { readTime, shiftTime } from '#features/locations/week-form.ts';
import { controlClass } from '#ui/field.tsx';

/** A time of day, typed in any usual way and written as `09:30`; the arrow keys move it by a quarter of an hour. */
export function TimeInput({
  value,
  onChange,
  label,
  invalid,
  describedBy,
}: {
  value: string;
  onChange: (value: string) => void;
  label: string;
  invalid: boolean;
  describedBy: string | undefined;
}) {
  return (
    <input
      type="text"
      inputMode="numeric"
      autoComplete="off"
      maxLength={5}
      aria-label={label}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      data-invalid={invalid ? '' : undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={() => onChange(readTime(value) ?? value)}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        onChange(shiftTime(value, event.key === 'ArrowUp' ? 1 : -1));
      }}
      className={controlClass('h-control max-w-18 text-center nums')}
    />
  );
}
