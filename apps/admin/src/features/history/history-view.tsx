'use client';
import type { RecordKind, RecordRef } from '@toster/contracts/records/kinds';
import type { ListViewingsOutput } from '@toster/contracts/schemas/history';
import { ArrowUpRight, EyeOff, History, Link2, ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { inferParserType } from 'nuqs';
import { ChangeList } from '#features/history/change-list.tsx';
import { changesOfField, indexAt } from '#features/history/changes.ts';
import { FieldFilter } from '#features/history/field-filter.tsx';
import type { HISTORY_PARSERS } from '#features/history/filters.ts';
import type { HistoryData } from '#features/history/history-data.ts';
import { historyPath, recordPath } from '#features/history/paths.ts';
import { RecordThen } from '#features/history/record-then.tsx';
import { TimeSlider } from '#features/history/time-slider.tsx';
import { useRecordWords } from '#features/history/use-record-words.ts';
import { PageHeader } from '#features/shell/page-header.tsx';
import type { PagedReading, Reading } from '#features/shell/reading.ts';
import { MoreOf, ReadingView } from '#features/shell/reading-view.tsx';
import { useCopyLink } from '#features/shell/use-copy-link.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { failureOf } from '#trpc/error.ts';
import { buttonClass, IconButton } from '#ui/button.tsx';
import { Skeleton, SkeletonRows } from '#ui/skeleton.tsx';
import { StateView } from '#ui/state-view.tsx';
import { Switch } from '#ui/switch.tsx';

/** What the address of a history says. */
export type HistoryAddress = inferParserType<typeof HISTORY_PARSERS>;

type HistoryViewProps = {
  record: RecordRef;
  reading: PagedReading<HistoryData>;
  /** An older instant is on its way. */
  reaching: boolean;
  viewings: Reading<ListViewingsOutput>;
  address: HistoryAddress;
  onAddress: (address: Partial<HistoryAddress>) => void;
};

/** A record through time: as it was at the chosen change, and every change with who made it. */
export function HistoryView(props: HistoryViewProps) {
  const t = useTranslations('history');
  const { record, reading } = props;
  const missing = reading.data === null && failureOf(reading.error).code === 'NOT_FOUND';
  return (
    <>
      {reading.data === null ? (
        <PageHeader title={t('titleOf', { name: t(`kind.${record.kind}`) })} />
      ) : (
        <Header data={reading.data} />
      )}
      {reading.data === null && missing && reading.error !== null ? (
        <div className="rounded-lg border border-line bg-surface">
          <StateView icon={History} title={t('none')}>
            {t('noneBody')}
          </StateView>
        </div>
      ) : (
        <ReadingView reading={reading} label={t('loading')} skeleton={<HistorySkeleton />} alone>
          {(data) => <Body {...props} data={data} />}
        </ReadingView>
      )}
    </>
  );
}

/** Kinds whose records have a number or a word instead of a name. */
const UNNAMED: ReadonlySet<RecordKind> = new Set([
  'order',
  'payment',
  'receipt',
  'grant',
  'import',
]);

function Header({ data }: { data: HistoryData }) {
  const t = useTranslations('history');
  const words = useRecordWords(data);
  const common = useTranslations('common');
  const copyLink = useCopyLink();
  const { record, name, place, within } = data;
  const [root] = data.tables;
  const kind = t(`kind.${record.kind}`);
  const called = words.row({ rel: root, rowId: record.id, label: name });
  const path = recordPath(record, place?.id ?? null);
  return (
    <PageHeader
      title={
        UNNAMED.has(record.kind) && name !== null
          ? t('titleOfKind', { kind: kind.toLocaleLowerCase(), name: called })
          : t('titleOf', { name: called })
      }
      actions={
        <>
          {path === null ? null : (
            <Link href={path} className={buttonClass('secondary')}>
              <ArrowUpRight aria-hidden className="size-4 text-ink-3" />
              {t('openRecord')}
            </Link>
          )}
          <Link href={`/audit?rel=${root}&row=${record.id}`} className={buttonClass('secondary')}>
            <ScrollText aria-hidden className="size-4 text-ink-3" />
            {t('inLog')}
          </Link>
          <IconButton label={common('copyLink')} onClick={copyLink}>
            <Link2 aria-hidden className="size-4" />
          </IconButton>
        </>
      }
    >
      {t(place === null ? 'lead' : 'leadAt', {
        kind,
        place: place?.name ?? '',
      })}
      {within === null ? null : (
        <>
          {' · '}
          <Link href={historyPath(within)} className="text-accent-ink hover:underline">
            {t('within', { kind: t(`kind.${within.kind}`).toLocaleLowerCase() })}
          </Link>
        </>
      )}
    </PageHeader>
  );
}

function Body({
  data,
  reading,
  reaching,
  viewings,
  address,
  onAddress,
}: HistoryViewProps & { data: HistoryData }) {
  const t = useTranslations('history');
  const formats = useFormats();
  const steps = changesOfField(data.changes, address.field);
  const index = indexAt(steps, address.at);
  const chosen = steps[index];
  const isNow = chosen !== undefined && chosen === data.changes.at(-1);
  const choose = (next: number) =>
    onAddress({ at: next >= steps.length - 1 ? null : (steps[next]?.at ?? null) });
  const { viewings: seen, isCut } = viewings.data ?? { viewings: [], isCut: false };
  return (
    <>
      <Withheld data={data} />
      {chosen === undefined ? null : (
        <TimeSlider changes={steps} index={index} root={data.tables[0]} onIndex={choose} />
      )}
      {reaching ? (
        <p role="status" className="mb-3 text-sm text-ink-3">
          {t('reaching')}
        </p>
      ) : null}
      <div className="grid items-start gap-5 wide:grid-cols-[minmax(0,1fr)_minmax(340px,400px)]">
        <section
          aria-label={t('then')}
          className="overflow-hidden rounded-lg border border-line bg-surface"
        >
          <h2 className="border-b border-line px-4 py-2.5 text-sm font-semibold">
            {chosen === undefined
              ? t('noChange')
              : isNow
                ? t('asNow')
                : t('asThen', { when: formats.dateTime(chosen.events[0].at) })}
          </h2>
          {chosen === undefined ? (
            <p className="px-4 py-6 text-sm text-ink-3">{t('noChangeBody')}</p>
          ) : (
            <RecordThen data={data} change={chosen} field={address.field} />
          )}
        </section>
        <section
          aria-label={t('changes')}
          className="flex flex-col overflow-hidden rounded-lg border border-line bg-surface wide:sticky wide:top-[190px] wide:max-h-[calc(100dvh-206px)]"
        >
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1 pr-2 pl-4">
            <h2 className="text-sm font-semibold">{t('changes')}</h2>
            <span className="flex-1" />
            <FieldFilter
              data={data}
              field={address.field}
              onField={(field) => onAddress({ field })}
            />
            <label className="flex items-center gap-1 text-sm text-ink-2">
              <span aria-hidden>{t('viewings')}</span>
              <Switch
                checked={address.views}
                onChange={(views) => onAddress({ views })}
                label={t('viewings')}
              />
            </label>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto">
            {address.views ? (
              <ReadingView
                reading={viewings}
                label={t('loadingViewings')}
                skeleton={<SkeletonRows rows={2} label={t('loadingViewings')} />}
              >
                {() =>
                  seen.length === 0 || isCut ? (
                    <p className="border-b border-line px-4 py-2 text-xs text-ink-3">
                      {t(seen.length === 0 ? 'noViewings' : 'viewingsCut')}
                    </p>
                  ) : null
                }
              </ReadingView>
            ) : null}
            <ChangeList
              data={data}
              changes={steps}
              index={index}
              field={address.field}
              viewings={address.views ? seen : []}
              onIndex={choose}
            />
            <div className="pb-3">
              <MoreOf
                more={reading.more}
                label={t('more')}
                end={t(data.beginning === 'created' ? 'endCreated' : 'endOlder')}
              />
            </div>
          </div>
        </section>
      </div>
    </>
  );
}

/** What of the record this reader's part of the log does not hold. */
function Withheld({ data }: { data: HistoryData }) {
  const t = useTranslations('history');
  const words = useRecordWords(data);
  if (data.withheld.length === 0 && !data.baseIsCut) return null;
  const names = [...new Set(data.withheld.map((rel) => words.record(rel)))];
  return (
    <p className="mb-4 flex items-start gap-2 rounded-md bg-band px-3 py-2.5 text-sm text-ink-2">
      <EyeOff aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <span>
        {names.length === 0 ? null : t('withheld', { parts: words.list(names) })}{' '}
        {data.baseIsCut ? t('rowsCut') : null}
      </span>
    </p>
  );
}

function HistorySkeleton() {
  const t = useTranslations('history');
  return (
    <div>
      <div className="mb-5 flex flex-col gap-4 rounded-lg border border-line bg-surface px-4 py-4">
        <Skeleton className="h-4 w-64" />
        <Skeleton className="h-1 w-full" />
        <Skeleton className="w-full" />
      </div>
      <div className="rounded-lg border border-line bg-surface">
        <SkeletonRows label={t('loading')} />
      </div>
    </div>
  );
}
