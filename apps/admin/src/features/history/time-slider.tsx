'use client';
import { ChevronLeft, ChevronRight, SkipForward } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Change } from '#features/history/changes.ts';
import { useDeed } from '#features/history/use-deed.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { cn } from '#ui/cn.ts';

/** The look of the platform's own slider: a thin line and a thumb that a finger finds. */
const RANGE = cn(
  'block h-control w-full cursor-pointer appearance-none bg-transparent',
  '[&::-webkit-slider-runnable-track]:h-1 [&::-webkit-slider-runnable-track]:rounded-full [&::-webkit-slider-runnable-track]:bg-line-strong',
  '[&::-moz-range-track]:h-1 [&::-moz-range-track]:rounded-full [&::-moz-range-track]:bg-line-strong',
  '[&::-webkit-slider-thumb]:-mt-2 [&::-webkit-slider-thumb]:size-5 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:border-2 [&::-webkit-slider-thumb]:border-surface [&::-webkit-slider-thumb]:bg-accent [&::-webkit-slider-thumb]:shadow-pop',
  '[&::-moz-range-thumb]:size-4 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-2 [&::-moz-range-thumb]:border-surface [&::-moz-range-thumb]:bg-accent',
  'touch:[&::-webkit-slider-thumb]:-mt-3 touch:[&::-webkit-slider-thumb]:size-7 touch:[&::-moz-range-thumb]:size-6',
);

/**
 * The way through the changes of a record, one stop for each, evenly apart however far apart in time.
 * The platform's own slider: arrows, Home, End and touch are its own.
 */
export function TimeSlider({
  changes,
  index,
  root,
  onIndex,
}: {
  changes: readonly Change[];
  index: number;
  root: string;
  onIndex: (index: number) => void;
}) {
  const t = useTranslations('history');
  const formats = useFormats();
  const deed = useDeed(root);
  const last = changes.length - 1;
  const chosen = changes[index];
  const [first, newest] = [changes[0], changes[last]];
  if (!chosen || !first || !newest) return null;
  const [event] = chosen.events;
  return (
    <section
      aria-label={t('slider')}
      className="sticky top-14 z-10 -mx-6 bg-page px-6 pt-1 pb-4 phone:-mx-4 phone:px-4"
    >
      <div className="rounded-lg border border-line bg-surface px-4 pt-3 pb-2.5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <p className="min-w-0 flex-1 basis-60">
            <time dateTime={event.at} className="text-base font-semibold tracking-tight nums">
              {formats.dateTime(event.at)}
            </time>{' '}
            <span className="text-sm text-ink-2">
              <strong className="font-medium text-ink">{deed.who(event)}</strong>{' '}
              {deed.what(chosen)}
            </span>
          </p>
          <div className="flex items-center gap-0.5">
            <span className="pr-2 text-xs text-ink-3 nums">
              {t('position', { index: index + 1, count: changes.length })}
            </span>
            <IconButton
              label={t('earlier')}
              disabled={index <= 0}
              onClick={() => onIndex(index - 1)}
            >
              <ChevronLeft aria-hidden className="size-4" />
            </IconButton>
            <IconButton
              label={t('later')}
              disabled={index >= last}
              onClick={() => onIndex(index + 1)}
            >
              <ChevronRight aria-hidden className="size-4" />
            </IconButton>
            <Button variant="ghost" disabled={index >= last} onClick={() => onIndex(last)}>
              <SkipForward aria-hidden className="size-4" />
              {t('now')}
            </Button>
          </div>
        </div>
        {last === 0 ? null : (
          <>
            <div className="relative">
              <input
                type="range"
                min={0}
                max={last}
                step={1}
                value={index}
                onChange={(event_) => onIndex(Number(event_.target.value))}
                aria-label={t('slider')}
                aria-valuetext={deed.line(chosen)}
                className={RANGE}
              />
              <Ticks changes={changes} />
            </div>
            <p aria-hidden className="flex justify-between gap-4 text-xs text-ink-3 nums">
              <span>{formats.dateTime(first.events[0].at)}</span>
              <span className="text-right">{formats.dateTime(newest.events[0].at)}</span>
            </p>
          </>
        )}
      </div>
    </section>
  );
}

const TICK = {
  plain: 'stroke-line-field',
  outside: 'stroke-bad',
} as const;

/** One mark for each change, where the thumb stops. Set in numbers, not in styles, which the page's policy refuses. */
function Ticks({ changes }: { changes: readonly Change[] }) {
  const last = Math.max(changes.length - 1, 1);
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute inset-x-0 bottom-0 px-2.5 touch:px-3.5"
    >
      <svg
        viewBox={`0 0 ${last} 1`}
        preserveAspectRatio="none"
        className="block h-2 w-full overflow-visible"
      >
        {changes.map((change, index) => {
          const outside = change.unseen.length > 0 || change.events[0].source === 'database';
          return (
            <line
              key={change.at}
              x1={index}
              x2={index}
              y1={0}
              y2={1}
              vectorEffect="non-scaling-stroke"
              strokeWidth={outside ? 3 : 1.5}
              className={outside ? TICK.outside : TICK.plain}
            />
          );
        })}
      </svg>
    </div>
  );
}
