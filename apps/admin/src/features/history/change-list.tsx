'use client';
import type { Viewing } from '@toster/contracts/schemas/history';
import { Database, Eye, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { formatValue, shownFields } from '#features/audit/values.ts';
import { useActionName } from '#features/audit/use-action-name.ts';
import { actorName } from '#features/audit/sentence.ts';
import { useRowKeys } from '#features/filters/use-row-keys.ts';
import { type Change, fieldKey } from '#features/history/changes.ts';
import type { HistoryData } from '#features/history/history-data.ts';
import { type RecordWords, useRecordWords } from '#features/history/use-record-words.ts';
import { useDeed } from '#features/history/use-deed.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { Avatar } from '#ui/avatar.tsx';
import { Badge } from '#ui/badge.tsx';
import { cn } from '#ui/cn.ts';

/** Changed fields of one step that are told in the list. */
const TOLD = 3;

type ChangeListProps = {
  data: HistoryData;
  /** The steps of the slider, oldest first. */
  changes: readonly Change[];
  index: number;
  field: string | null;
  viewings: readonly Viewing[];
  onIndex: (index: number) => void;
};

type Item =
  | { kind: 'change'; at: string; index: number; change: Change }
  | { kind: 'viewing'; at: string; viewing: Viewing };

/** The changes newest first, in step with the slider; who only looked stands between them. */
export function ChangeList({ data, changes, index, field, viewings, onIndex }: ChangeListProps) {
  const t = useTranslations('history');
  const list = useRef<HTMLOListElement>(null);
  useRowKeys(list);
  useEffect(() => {
    const chosen = list.current?.querySelector<HTMLElement>('[aria-current]');
    const frame = list.current?.parentElement;
    if (!chosen || !frame || frame.scrollHeight <= frame.clientHeight) return;
    const { top, bottom } = chosen.getBoundingClientRect();
    const outer = frame.getBoundingClientRect();
    if (top < outer.top) frame.scrollTop -= outer.top - top;
    if (bottom > outer.bottom) frame.scrollTop += bottom - outer.bottom;
  }, [index]);
  const items: Item[] = [
    ...changes.map((change, at): Item => ({
      kind: 'change',
      at: change.events[0].at,
      index: at,
      change,
    })),
    ...viewings.map((viewing): Item => ({ kind: 'viewing', at: viewing.at, viewing })),
  ].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  return (
    <ol ref={list} aria-label={t('changes')}>
      {items.map((item) =>
        item.kind === 'viewing' ? (
          <ViewingLine key={item.viewing.capSeq} viewing={item.viewing} data={data} />
        ) : (
          <ChangeLine
            key={item.change.at}
            change={item.change}
            chosen={item.index === index}
            data={data}
            field={field}
            onChoose={() => onIndex(item.index)}
          />
        ),
      )}
    </ol>
  );
}

function ChangeLine({
  change,
  chosen,
  data,
  field,
  onChoose,
}: {
  change: Change;
  chosen: boolean;
  data: HistoryData;
  field: string | null;
  onChoose: () => void;
}) {
  const t = useTranslations('history');
  const words = useRecordWords(data);
  const formats = useFormats();
  const actionName = useActionName();
  const deed = useDeed(data.tables[0]);
  const [event] = change.events;
  const outside = event.source === 'database';
  const who = actorName(event.actor, words);
  return (
    <li className={cn('border-b border-line last:border-0', chosen && 'bg-selected')}>
      <button
        type="button"
        data-row
        aria-current={chosen ? 'true' : undefined}
        onClick={onChoose}
        className="flex min-h-row w-full scroll-mt-52 items-start gap-3 px-4 py-2.5 text-left -outline-offset-2 hover:bg-hover"
      >
        {outside ? (
          <span
            aria-hidden
            className="flex size-6 shrink-0 items-center justify-center rounded-full bg-bad-soft text-bad"
          >
            <Database className="size-3.5" />
          </span>
        ) : (
          <Avatar name={who} />
        )}
        <span className="min-w-0 flex-1">
          <span className="block text-sm text-ink-2">
            <strong className="font-semibold text-ink">{who}</strong>{' '}
            {event.action === 'database.changed'
              ? deed.what(change)
              : `· ${actionName(event.action)}`}
          </span>
          <time dateTime={event.at} className="block text-xs text-ink-3 nums">
            {formats.dateTime(event.at)}
          </time>
          <Told change={change} field={field} words={words} />
          {outside ? (
            <Badge tone="bad" icon={Database} className="mt-1">
              {t('outside')}
            </Badge>
          ) : null}
          {change.unseen.length > 0 ? (
            <span className="mt-1 flex items-start gap-1.5 text-xs font-medium text-bad">
              <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
              {t('unseen', { fields: words.list(unseenNames(change, words, t('wholeRow'))) })}
            </span>
          ) : null}
        </span>
      </button>
    </li>
  );
}

function unseenNames(change: Change, words: RecordWords, whole: string): readonly string[] {
  const names = change.unseen.map((key) => key.slice(key.indexOf(':') + 1));
  return [...new Set(names)].map((name) => (name === '*' ? whole : words.field(name)));
}

/** What changed, before and after; the rest is counted. */
function Told({
  change,
  field,
  words,
}: {
  change: Change;
  field: string | null;
  words: RecordWords;
}) {
  const t = useTranslations('history');
  const updates = change.events.filter(({ op }) => op === 'update');
  const fields = updates.flatMap(({ rel, op, fields: all }) =>
    shownFields(all, op).map((each) => ({ key: fieldKey(rel, each.name), each })),
  );
  const shown = [
    ...fields.filter(({ key }) => key === field),
    ...fields.filter(({ key }) => key !== field),
  ];
  const rows = change.events.filter(({ op }) => op !== 'update');
  if (shown.length === 0 && rows.length === 0) return null;
  return (
    <span className="mt-1 block text-xs text-ink-2">
      {shown.slice(0, TOLD).map(({ key, each }) => (
        <span key={key} className="block truncate">
          <span className="text-ink-3">{words.field(each.name)} </span>
          {each.state === 'plain' || each.state === 'disclosed' ? (
            <span className="nums">
              {formatValue(each.name, each.before, words)} →{' '}
              <span className="font-medium text-ink">
                {formatValue(each.name, each.after, words)}
              </span>
            </span>
          ) : (
            <span>{t(`state.${each.state}`)}</span>
          )}
        </span>
      ))}
      {shown.length > TOLD ? (
        <span className="block text-ink-3">{t('moreFields', { count: shown.length - TOLD })}</span>
      ) : null}
      {rows.slice(0, TOLD).map((event) => (
        <span key={event.capSeq} className="block truncate">
          {t(event.op === 'delete' ? 'rowGone' : 'rowCame', {
            table: words.record(event.rel),
            name: event.label === null ? 'none' : words.row(event),
          })}
        </span>
      ))}
      {rows.length > TOLD ? (
        <span className="block text-ink-3">{t('moreRows', { count: rows.length - TOLD })}</span>
      ) : null}
    </span>
  );
}

function ViewingLine({ viewing, data }: { viewing: Viewing; data: HistoryData }) {
  const t = useTranslations('history');
  const words = useRecordWords(data);
  const formats = useFormats();
  return (
    <li className="flex items-start gap-3 border-b border-line bg-page px-4 py-2 last:border-0">
      <span
        aria-hidden
        className="flex size-6 shrink-0 items-center justify-center rounded-full bg-pressed text-ink-3"
      >
        <Eye className="size-3.5" />
      </span>
      <span className="min-w-0 flex-1 text-xs text-ink-3">
        <span className="block text-ink-2">
          {t.rich('viewed', {
            who: actorName(viewing.actor, words),
            what: words.list(viewing.rels.map((rel) => words.record(rel).toLocaleLowerCase())),
            count: viewing.count,
            b: (chunks) => <strong className="font-medium text-ink">{chunks}</strong>,
          })}
        </span>
        <Link
          href={`/audit?request=${encodeURIComponent(viewing.requestId)}`}
          title={t('seeInLog')}
          className="inline-flex min-h-6 scroll-mt-52 items-center rounded-sm hover:underline"
        >
          <time dateTime={viewing.at} className="nums">
            {formats.dateTime(viewing.at)}
          </time>
        </Link>
      </span>
    </li>
  );
}
