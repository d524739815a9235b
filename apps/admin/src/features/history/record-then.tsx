'use client';
import { type FieldThen, recordAt, type RowThen } from '@toster/contracts/records/fold-record';
import type { HistoryEvent } from '@toster/contracts/schemas/history';
import { Database, EyeOff, KeyRound, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { actorName } from '#features/audit/sentence.ts';
import { formatValue } from '#features/audit/values.ts';
import { type Change, fieldKey } from '#features/history/changes.ts';
import type { HistoryData } from '#features/history/history-data.ts';
import { type RecordWords, useRecordWords } from '#features/history/use-record-words.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { Badge } from '#ui/badge.tsx';
import { cn } from '#ui/cn.ts';

/** Rows of one table that are shown at once. */
const ROWS = 20;

type Then = {
  data: HistoryData;
  /** The change the record is shown right after. */
  change: Change;
  field: string | null;
};

/** The record as it was right after a change: every field with who set it and when. */
export function RecordThen({ data, change, field }: Then) {
  const t = useTranslations('history');
  const words = useRecordWords(data);
  const rows = recordAt(data.known, change.at);
  const byTable = Map.groupBy(rows, ({ rel }) => rel);
  const born = change.events.some(({ rel, op }) => rel === data.tables[0] && op === 'insert');
  const isNew = (row: RowThen) => !born && eventOf(change, row)?.op === 'insert';
  const gone = change.events.filter(({ op }) => op === 'delete');
  if (rows.length === 0 && gone.length === 0)
    return <p className="px-4 py-6 text-center text-sm text-ink-3">{t('nothingThen')}</p>;
  return (
    <div>
      {data.tables.map((rel) => {
        const of = byTable.get(rel) ?? [];
        const removed = gone.filter((event) => event.rel === rel);
        if (of.length === 0 && removed.length === 0) return null;
        return (
          <section key={rel} className="border-b border-line last:border-0">
            <h3 className="bg-band px-4 py-1.5 text-xs font-semibold text-ink-2">
              {words.record(rel)}
              {of.length > 1 ? (
                <span className="ml-1.5 font-normal text-ink-3 nums">{of.length}</span>
              ) : of[0] !== undefined && isNew(of[0]) ? (
                <Badge tone="ok" className="-my-1 ml-2">
                  {t('addedNow')}
                </Badge>
              ) : null}
            </h3>
            {of.slice(0, ROWS).map((row) => (
              <RowBlock
                key={row.rowId}
                row={row}
                headed={of.length > 1}
                isNew={isNew(row)}
                change={change}
                field={field}
                data={data}
                words={words}
              />
            ))}
            {of.length > ROWS ? (
              <p className="px-4 py-2 text-xs text-ink-3">
                {t('moreRows', { count: of.length - ROWS })}
              </p>
            ) : null}
            {removed.map((event) => (
              <p key={event.capSeq} className="flex items-center gap-2 px-4 py-2 text-sm">
                <Badge tone="bad">{t('removedNow')}</Badge>
                <del className="min-w-0 truncate text-ink-3">{words.row(event)}</del>
              </p>
            ))}
          </section>
        );
      })}
    </div>
  );
}

function RowBlock({
  row,
  headed,
  isNew,
  change,
  field,
  data,
  words,
}: Then & { row: RowThen; headed: boolean; isNew: boolean; words: RecordWords }) {
  const t = useTranslations('history');
  const event = eventOf(change, row);
  const fields = row.fields.filter((each) => isTelling(each, event, data.record.id));
  return (
    <div className="border-b border-line px-4 py-2 last:border-0">
      {headed ? (
        <p className="flex items-center gap-2 pb-1 text-sm font-medium">
          <span className="min-w-0 truncate">{words.row(row)}</span>
          {isNew ? <Badge tone="ok">{t('addedNow')}</Badge> : null}
        </p>
      ) : null}
      {fields.length === 0 ? (
        <p className="text-sm text-ink-3">{t('noFields')}</p>
      ) : (
        <dl>
          {fields.map((each) => (
            <FieldLine
              key={each.name}
              field={each}
              event={event}
              looked={field === fieldKey(row.rel, each.name)}
              words={words}
            />
          ))}
        </dl>
      )}
    </div>
  );
}

function eventOf(change: Change, row: RowThen): HistoryEvent | undefined {
  return change.events.find(({ rel, rowId }) => rel === row.rel && rowId === row.rowId);
}

/** Keys that repeat the record's own id, and what holds nothing and did not just lose it, are left out. */
function isTelling(field: FieldThen, event: HistoryEvent | undefined, id: string): boolean {
  if (field.name === 'id' || field.name === 'created_at' || field.value === id) return false;
  if (field.state !== 'plain') return true;
  const { value } = field;
  const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return !empty || (event?.op === 'update' && changedIn(field.name, event));
}

function changedIn(name: string, event: HistoryEvent | undefined): boolean {
  return event?.fields.some((field) => field.name === name && field.changed) ?? false;
}

function FieldLine({
  field,
  event,
  looked,
  words,
}: {
  field: FieldThen;
  event: HistoryEvent | undefined;
  looked: boolean;
  words: RecordWords;
}) {
  const t = useTranslations('history');
  const now = event?.op === 'update' && changedIn(field.name, event);
  const was = event?.fields.find(({ name }) => name === field.name);
  const shown = field.state === 'plain' || field.state === 'disclosed';
  const value = formatValue(field.name, field.value, words);
  return (
    <div
      className={cn(
        '-mx-2 grid grid-cols-[clamp(96px,26%,168px)_minmax(0,1fr)] items-baseline gap-x-3 rounded-sm px-2 py-1 text-sm sm:grid-cols-[clamp(96px,26%,168px)_minmax(0,1fr)_auto]',
        looked && 'bg-selected',
      )}
    >
      <dt className="break-words text-ink-3 first-letter:uppercase">{words.field(field.name)}</dt>
      <dd className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        {now && shown && was !== undefined ? (
          <>
            <span className="sr-only">{t('was')} </span>
            <del className="rounded-sm bg-bad-soft px-1 break-words text-bad decoration-bad/50 nums">
              {formatValue(field.name, was.before, words)}
            </del>
            <span className="sr-only"> {t('became')} </span>
            <ins className="rounded-sm bg-ok-soft px-1 font-medium break-words text-ok no-underline nums">
              {value}
            </ins>
          </>
        ) : shown ? (
          <span className="min-w-0 break-words nums">{value}</span>
        ) : (
          <Withheld state={field.state} />
        )}
      </dd>
      <dd className="col-start-2 text-xs text-ink-3 sm:col-start-auto sm:text-right">
        <Blame event={field.setBy} words={words} />
      </dd>
    </div>
  );
}

function Withheld({ state }: { state: FieldThen['state'] }): ReactNode {
  const t = useTranslations('history');
  if (state === 'hidden')
    return (
      <span className="flex items-center gap-1.5 text-ink-3">
        <EyeOff aria-hidden className="size-3.5 self-center" />
        {t('state.hidden')}
      </span>
    );
  if (state === 'erased') return <span className="text-ink-3 italic">{t('state.erased')}</span>;
  if (state === 'secret')
    return (
      <span className="flex items-center gap-1.5 text-ink-3">
        <KeyRound aria-hidden className="size-3.5 self-center" />
        {t('state.secret')}
      </span>
    );
  return (
    <span className="flex items-center gap-1 font-semibold text-bad">
      <TriangleAlert aria-hidden className="size-3.5" />
      {t('state.altered')}
    </span>
  );
}

/** Who set a field, when; leads to that action in the log. */
function Blame({ event, words }: { event: HistoryEvent | null; words: RecordWords }) {
  const t = useTranslations('history');
  const formats = useFormats();
  if (event === null) return <span>{t('earlierThanLoaded')}</span>;
  const outside = event.source === 'database';
  return (
    <Link
      href={`/audit?request=${encodeURIComponent(event.requestId)}`}
      title={t('seeInLog')}
      className={cn(
        'inline-flex min-h-6 scroll-mt-52 items-center gap-1 rounded-sm hover:underline',
        outside ? 'font-medium text-bad' : 'text-ink-3 hover:text-ink',
      )}
    >
      {outside ? <Database aria-hidden className="size-3 shrink-0" /> : null}
      <span>
        {t('setBy', { who: actorName(event.actor, words), when: formats.dateTime(event.at) })}
      </span>
    </Link>
  );
}
