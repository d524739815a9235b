import { cn } from '#ui/cn.ts';

const TINTS = [
  'bg-info-soft text-info',
  'bg-violet-soft text-violet',
  'bg-teal-soft text-teal',
  'bg-ok-soft text-ok',
  'bg-warn-soft text-warn',
  'bg-accent-soft text-accent-ink',
] as const;

/** The initials of a person or a restaurant; the name stands beside it, so it is hidden from readers. */
export function Avatar({
  name,
  square = false,
  className,
}: {
  name: string;
  square?: boolean;
  className?: string;
}) {
  const words = name.split(/[\s-]+/u).filter(Boolean);
  const initials = words
    .slice(0, square ? 1 : 2)
    .map((word) => word.charAt(0).toLocaleUpperCase())
    .join('');
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return (
    <span
      aria-hidden
      className={cn(
        'inline-flex size-6 shrink-0 items-center justify-center text-2xs font-semibold',
        square ? 'rounded-md' : 'rounded-full',
        TINTS[sum % TINTS.length],
        className,
      )}
    >
      {initials}
    </span>
  );
}
