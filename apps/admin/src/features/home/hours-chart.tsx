'use client';
import type { GetFiguresOutput } from '@toster/contracts/schemas/home';
import { useTranslations } from 'next-intl';
import { useFormats } from '#i18n/use-formats.ts';

const HEIGHT = 72;
const HOUR_MS = 3_600_000;
const LABELS = 6;
const LEAST_HOURS = 12;

type Hours = GetFiguresOutput['hours'];

/** Orders by hour as bars before a fainter week ago; a table says the same to those who do not see it. */
export function HoursChart({ hours, from }: { hours: Hours; from: string }) {
  const t = useTranslations('home.figures');
  const formats = useFormats();
  const busy = hours.flatMap(({ today, weekAgo }, index) => (today + weekAgo > 0 ? [index] : []));
  const first = busy[0];
  const last = busy.at(-1);
  if (first === undefined || last === undefined)
    return <p className="mt-4 text-sm text-ink-3">{t('none')}</p>;
  // A morning of one hour would be one bar as wide as the card.
  const shown = hours.slice(first, Math.max(last + 1, first + LEAST_HOURS));
  const most = Math.max(...shown.map(({ today, weekAgo }) => Math.max(today, weekAgo)));
  const timeAt = (index: number) =>
    formats.time(new Date(Date.parse(from) + (first + index) * HOUR_MS).toISOString());
  const step = Math.ceil(shown.length / LABELS);
  const slot = 100 / shown.length;
  const height = (value: number) => (value / most) * HEIGHT;
  return (
    <figure className="mt-4 border-t border-line pt-3">
      <figcaption className="mb-2 flex items-center justify-between text-xs text-ink-3">
        {t('chart')}
        <span aria-hidden className="flex items-center gap-3">
          <span className="flex items-center gap-1.5">
            <i className="size-2 rounded-sm bg-accent" /> {t('today')}
          </span>
          <span className="flex items-center gap-1.5">
            <i className="size-2 rounded-sm bg-line-strong" /> {t('before')}
          </span>
        </span>
      </figcaption>
      <svg
        aria-hidden
        viewBox={`0 0 100 ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-18 w-full"
      >
        {shown.map(({ today, weekAgo }, index) => (
          <g key={index}>
            <rect
              x={index * slot + slot * 0.1}
              width={slot * 0.8}
              y={HEIGHT - height(weekAgo)}
              height={height(weekAgo)}
              className="fill-line-strong"
              opacity={0.55}
            />
            <rect
              x={index * slot + slot * 0.25}
              width={slot * 0.5}
              y={HEIGHT - height(today)}
              height={height(today)}
              className="fill-accent"
            />
          </g>
        ))}
      </svg>
      <div aria-hidden className="mt-1 flex text-2xs text-ink-3 nums">
        {shown.map((_, index) => (
          <span key={index} className="min-w-0 flex-1 text-center whitespace-nowrap">
            {index % step === 0 ? timeAt(index).slice(0, 2) : ''}
          </span>
        ))}
      </div>
      <table className="sr-only">
        <caption>{t('chart')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('hour')}</th>
            <th scope="col">{t('today')}</th>
            <th scope="col">{t('before')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ today, weekAgo }, index) => (
            <tr key={index}>
              <th scope="row">{timeAt(index)}</th>
              <td>{today}</td>
              <td>{weekAgo}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
