import { CircleCheck, CircleDashed, CircleDot } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { SecurityPromise } from '#features/security/promises.ts';
import { Badge } from '#ui/badge.tsx';

const STATUS = {
  kept: { tone: 'ok', icon: CircleCheck },
  part: { tone: 'warn', icon: CircleDot },
  open: { tone: 'neutral', icon: CircleDashed },
} as const;

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** One promise: what is claimed, how it stands today, what guards it and what was measured. */
export function PromiseCard({
  promise: { id, status, guards, measuredOn },
}: {
  promise: SecurityPromise;
}) {
  const t = useTranslations('security');
  const { tone, icon } = STATUS[status];
  return (
    <article className="flex w-full flex-col rounded-lg border border-line bg-surface p-5 phone:p-4">
      <div className="flex items-start justify-between gap-3">
        <h2 className="font-semibold">{t(`promises.${id}.title`)}</h2>
        <Badge tone={tone} icon={icon}>
          {t(`status.${status}`)}
        </Badge>
      </div>
      <p className="mt-1.5 text-sm text-pretty text-ink-2">{t(`promises.${id}.claim`)}</p>
      <p className="mt-3 text-sm text-pretty">{t(`promises.${id}.today`)}</p>
      {measuredOn === undefined ? null : (
        <p className="mt-3 text-sm text-pretty">
          {t(`promises.${id}.figure`)}{' '}
          <span className="text-ink-3">
            {t('measured', { day: day.format(new Date(measuredOn)) })}
          </span>
        </p>
      )}
      {guards.length === 0 ? null : (
        <div className="mt-auto pt-4">
          <h3 className="text-xs font-medium text-ink-3">{t('guards')}</h3>
          <ul className="mt-1 flex flex-col gap-0.5">
            {guards.map(({ file }) => (
              <li key={file}>
                <code className="font-mono text-xs break-words text-ink-2">{file}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
    </article>
  );
}
