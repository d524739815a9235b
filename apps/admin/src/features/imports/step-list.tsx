'use client';
import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type Step, STEPS } from '#features/imports/steps.ts';
import { cn } from '#ui/cn.ts';

/** Where an import is on its way. */
export function StepList({ current, isOver }: { current: Step; isOver: boolean }) {
  const t = useTranslations('imports.steps');
  const at = STEPS.indexOf(current);
  return (
    <ol aria-label={t('label')} className="mb-5 flex items-center gap-2 phone:gap-1.5">
      {STEPS.map((step, index) => {
        const isDone = index < at || isOver;
        const isNow = index === at && !isOver;
        return (
          <li
            key={step}
            aria-current={isNow ? 'step' : undefined}
            className={cn(
              'flex items-center gap-2 text-sm',
              index > 0 &&
                'before:h-px before:w-6 before:bg-line-strong phone:before:w-3 phone:before:shrink',
              isNow ? 'font-semibold' : isDone ? 'text-ink-2' : 'text-ink-3',
            )}
          >
            <span
              aria-hidden
              className={cn(
                'flex size-6 shrink-0 items-center justify-center rounded-full border text-xs font-semibold',
                isNow
                  ? 'border-primary bg-primary text-on-primary'
                  : isDone
                    ? 'border-transparent bg-ok-soft text-ok'
                    : 'border-line-strong text-ink-3',
              )}
            >
              {isDone ? <Check className="size-3.5" strokeWidth={2.5} /> : index + 1}
            </span>
            <span className={isNow ? undefined : 'phone:sr-only'}>{t(step)}</span>
            {isDone ? <span className="sr-only">{t('done')}</span> : null}
          </li>
        );
      })}
    </ol>
  );
}
