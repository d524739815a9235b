'use client';
import type { AuditLine } from '@toster/contracts/schemas/audit';
import { ChevronRight, Database, PanelRight, Sprout, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { actorName } from '#features/audit/sentence.ts';
import { SentenceText } from '#features/audit/sentence-text.tsx';
import { atOf, type Entry, foldLines } from '#features/audit/fold.ts';
import { LineChanges } from '#features/audit/line-changes.tsx';
import { useWords } from '#features/audit/use-words.ts';
import { addDays, dayOf } from '#i18n/zoned.ts';
import { useSession } from '#features/shell/session.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { Avatar } from '#ui/avatar.tsx';
import { Badge } from '#ui/badge.tsx';
import { cn } from '#ui/cn.ts';
import { iconButtonClass } from '#ui/button.tsx';

type AuditListProps = {
  lines: readonly AuditLine[];
  fold: boolean;
  stale: boolean;
  selected: string | null;
  onOpen: (requestId: string) => void;
};

/** The lines by day. Each opens in place to the rows it changed. */
export function AuditList({ lines, fold, stale, selected, onOpen }: AuditListProps) {
  const formats = useFormats();
  const days = useMemo(() => {
    const entries: Entry[] = fold
      ? foldLines(lines)
      : lines.map((line) => ({ kind: 'line', id: line.requestId, line }));
    return Map.groupBy(entries, (entry) => formats.dayKey(atOf(entry)));
  }, [lines, fold, formats]);
  return (
    <div className={cn(stale && 'renewing')} aria-busy={stale}>
      {[...days].map(([day, entries], index) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2
            id={`day-${day}`}
            className={cn(
              'sticky top-14 z-[5] flex h-9 items-center border-b border-line bg-band px-4 text-xs font-semibold text-ink-2',
              index === 0 ? 'rounded-t-lg' : 'border-t',
            )}
          >
            <DayName day={day} at={entries[0] ? atOf(entries[0]) : ''} />
          </h2>
          <ol>
            {entries.map((entry) =>
              entry.kind === 'line' ? (
                <Line
                  key={entry.id}
                  line={entry.line}
                  selected={selected === entry.line.requestId}
                  onOpen={onOpen}
                />
              ) : (
                <Fold key={entry.id} entry={entry} selected={selected} onOpen={onOpen} />
              ),
            )}
          </ol>
        </section>
      ))}
    </div>
  );
}

function DayName({ day, at }: { day: string; at: string }) {
  const t = useTranslations('audit');
  const formats = useFormats();
  const { org } = useSession();
  const today = dayOf(new Date(), org.timezone);
  if (day === today) return t('today');
  return day === addDays(today, -1) ? t('yesterday') : formats.day(at);
}

type LineProps = {
  line: AuditLine;
  selected: boolean;
  inFold?: boolean;
  onOpen: (requestId: string) => void;
};

function Line({ line, selected, inFold = false, onOpen }: LineProps) {
  const t = useTranslations('audit');
  const formats = useFormats();
  const [open, setOpen] = useState(false);
  const panel = `changes-${line.requestId}`;
  return (
    <li className={cn('border-b border-line last:border-0', selected && 'bg-selected')}>
      <div className={cn('group flex items-start gap-1 pr-2', inFold ? 'pl-10' : 'pl-2')}>
        <button
          type="button"
          data-row
          aria-expanded={open}
          aria-controls={panel}
          onClick={() => setOpen(!open)}
          className="flex min-h-row min-w-0 flex-1 items-start gap-3 rounded-md px-2 py-2.5 text-left -outline-offset-2 hover:bg-hover touch:py-3.5"
        >
          <time
            dateTime={line.at}
            title={formats.exactTime(line.at)}
            className="w-10 shrink-0 text-sm text-ink-3 nums"
          >
            {formats.time(line.at)}
          </time>
          <Who line={line} />
          <span className="min-w-0 flex-1 text-sm text-pretty text-ink-2">
            <SentenceText line={line} />
          </span>
          {line.source === 'console' || line.source === 'auth' ? null : (
            <Badge
              className="-my-px max-sm:hidden"
              tone={line.source === 'database' ? 'bad' : 'neutral'}
              icon={line.source === 'database' ? Database : undefined}
            >
              {t(`source.${line.source}`)}
            </Badge>
          )}
          <span className="shrink-0 text-xs leading-5 text-ink-3 nums max-sm:hidden">
            {t(line.countIsLeast ? 'rowsAtLeast' : 'rows', { count: line.count })}
          </span>
          <ChevronRight
            aria-hidden
            className={cn(
              'mt-0.5 size-4 shrink-0 text-ink-3 transition-transform',
              open && 'rotate-90',
            )}
          />
        </button>
        <button
          type="button"
          aria-label={t('detailsOf')}
          title={t('details')}
          onClick={() => onOpen(line.requestId)}
          className={iconButtonClass('mt-[3px]')}
        >
          <PanelRight aria-hidden className="size-4" />
        </button>
      </div>
      <div
        id={panel}
        hidden={!open}
        className={cn('pr-4 pb-4', inFold ? 'pl-[104px]' : 'pl-[68px]', 'max-sm:pl-4')}
      >
        {open ? <LineChanges requestId={line.requestId} /> : null}
      </div>
    </li>
  );
}

function Who({ line }: { line: AuditLine }) {
  const words = useWords();
  if (line.actor.kind === 'staff')
    return <Avatar name={actorName(line.actor, words)} className="-my-0.5" />;
  return (
    <span
      aria-hidden
      className="-my-0.5 flex size-6 shrink-0 items-center justify-center rounded-full bg-pressed text-ink-3"
    >
      <Database className="size-3.5" />
    </span>
  );
}

function Fold({
  entry,
  selected,
  onOpen,
}: {
  entry: Extract<Entry, { kind: 'fold' }>;
  selected: string | null;
  onOpen: (requestId: string) => void;
}) {
  const t = useTranslations('audit');
  const formats = useFormats();
  const [open, setOpen] = useState(false);
  const Icon = entry.source === 'seed' ? Sprout : Upload;
  return (
    <li className="border-b border-line last:border-0">
      <div className="px-2">
        <button
          type="button"
          data-row
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-row w-full items-center gap-3 rounded-md px-2 py-2 text-left -outline-offset-2 hover:bg-hover"
        >
          <time dateTime={atOf(entry)} className="w-10 shrink-0 text-sm text-ink-3 nums">
            {formats.time(atOf(entry))}
          </time>
          <span
            aria-hidden
            className="flex size-6 shrink-0 items-center justify-center rounded-full bg-pressed text-ink-3"
          >
            <Icon className="size-3.5" />
          </span>
          <span className="min-w-0 flex-1 text-sm text-ink-2">
            {t(`fold.${entry.source}`, { count: entry.lines.length })}
          </span>
          <span className="text-xs text-ink-3 nums max-sm:hidden">
            {t(entry.rowsAreLeast ? 'rowsAtLeast' : 'rows', { count: entry.rows })}
          </span>
          <ChevronRight
            aria-hidden
            className={cn('size-4 text-ink-3 transition-transform', open && 'rotate-90')}
          />
          <span aria-hidden className="w-control" />
        </button>
      </div>
      {open ? (
        <ol className="border-t border-line bg-page">
          {entry.lines.map((line) => (
            <Line
              key={line.requestId}
              line={line}
              inFold
              selected={selected === line.requestId}
              onOpen={onOpen}
            />
          ))}
        </ol>
      ) : null}
    </li>
  );
}
