/** How far something is; without `value` it moves and says nothing. The platform's own element, in the console's look. */
export function Bar({ label, value, max }: { label: string; value: number | null; max: number }) {
  return (
    <progress
      aria-label={label}
      {...(value === null ? {} : { value, max })}
      className="block h-2 w-full appearance-none overflow-hidden rounded-full bg-pressed text-ok [&::-moz-progress-bar]:bg-ok [&::-webkit-progress-bar]:bg-pressed [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-ok [&::-webkit-progress-value]:transition-[width] indeterminate:animate-pulse-soft"
    />
  );
}
