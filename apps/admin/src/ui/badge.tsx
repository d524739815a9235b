import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '#ui/cn.ts';

export type Tone = 'neutral' | 'info' | 'violet' | 'warn' | 'teal' | 'ok' | 'bad' | 'accent';

const TONES: Record<Tone, string> = {
  neutral: 'bg-pressed text-ink-2',
  info: 'bg-info-soft text-info',
  violet: 'bg-violet-soft text-violet',
  warn: 'bg-warn-soft text-warn',
  teal: 'bg-teal-soft text-teal',
  ok: 'bg-ok-soft text-ok',
  bad: 'bg-bad-soft text-bad',
  accent: 'bg-accent-soft text-accent-ink',
};

/** A state told three ways: icon, text and colour. */
export function Badge({
  tone = 'neutral',
  icon: Icon,
  children,
  className,
}: {
  tone?: Tone;
  icon?: LucideIcon | undefined;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={cn(
        'inline-flex h-[22px] align-middle w-fit items-center gap-1 rounded-full px-2 text-xs font-medium whitespace-nowrap',
        TONES[tone],
        className,
      )}
    >
      {Icon ? <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={2.2} /> : null}
      {children}
    </span>
  );
}
