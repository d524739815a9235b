import { cn } from '#ui/cn.ts';

/** Key caps, one per part: `keys="⌘ K"`. Decorative: the help sheet says them to everybody. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <span aria-hidden className={cn('inline-flex items-center gap-0.5', className)}>
      {keys.split(' ').map((key) => (
        <kbd
          key={key}
          className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-sm border border-line-strong bg-surface px-1 text-2xs font-medium text-ink-3"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
