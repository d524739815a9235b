'use client';
import { isRowChange } from '@toster/contracts/records/fold-record';
import type { AuditEvent, AuditField, AuditOp } from '@toster/contracts/schemas/audit';
import {
  ArrowRight,
  BadgeCheck,
  EyeOff,
  History,
  KeyRound,
  Minus,
  Pencil,
  Plus,
  TriangleAlert,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { SentenceWords } from '#features/audit/sentence.ts';
import { labelOf } from '#features/audit/sentence.ts';
import { formatValue, shownFields } from '#features/audit/values.ts';
import { useWords } from '#features/audit/use-words.ts';
import { historyPath } from '#features/history/paths.ts';
import { Badge, type Tone } from '#ui/badge.tsx';

const LOOK: Partial<Record<AuditOp, { tone: Tone; icon: typeof Plus }>> = {
  insert: { tone: 'ok', icon: Plus },
  update: { tone: 'info', icon: Pencil },
  delete: { tone: 'bad', icon: Minus },
};

/** One captured row: what was done to which record, and each field before and after. */
export function EventDiff({ event, proof = false }: { event: AuditEvent; proof?: boolean }) {
  const t = useTranslations('audit');
  const words = useWords();
  const look = LOOK[event.op];
  const fields = shownFields(event.fields, event.op);
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex min-h-10 flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-line bg-band py-1 pr-1.5 pl-3">
        <Badge tone={look?.tone ?? 'neutral'} icon={look?.icon}>
          {t(`op.${event.op}`)}
        </Badge>
        <span className="min-w-0 flex-1 text-sm wrap-anywhere">
          <span className="text-ink-3">{words.record(event.rel)} · </span>
          <span className="font-medium">{labelOf(event.rel, event.label, event.rowId, words)}</span>
        </span>
        {proof ? (
          <span
            className={
              event.intact
                ? 'flex items-center gap-1 pr-2 text-xs text-ok'
                : 'flex items-center gap-1 pr-2 text-xs font-semibold text-bad'
            }
          >
            {event.intact ? (
              <BadgeCheck aria-hidden className="size-4" />
            ) : (
              <TriangleAlert aria-hidden className="size-4" />
            )}
            {t(event.intact ? 'intact' : 'notIntact')}
          </span>
        ) : null}
        {event.record === null ? null : (
          <Link
            href={historyPath(event.record, isRowChange(event) ? event.capSeq : undefined)}
            className="inline-flex h-7 touch:h-11 items-center gap-1.5 rounded-md px-2 text-xs font-medium text-ink-2 hover:bg-hover hover:text-ink"
          >
            <History aria-hidden className="size-3.5" />
            {t('recordHistory')}
          </Link>
        )}
      </div>
      {fields.length === 0 ? (
        <p className="px-3 py-2 text-sm text-ink-3">{t('noFields')}</p>
      ) : (
        <dl>
          {fields.map((field) => (
            <FieldDiff key={field.name} field={field} op={event.op} words={words} />
          ))}
        </dl>
      )}
    </div>
  );
}

function FieldDiff({ field, op, words }: { field: AuditField; op: AuditOp; words: SentenceWords }) {
  const t = useTranslations('audit');
  return (
    <div className="grid grid-cols-[clamp(104px,24%,168px)_1fr] gap-3 border-b border-line px-3 py-1.5 text-sm last:border-0">
      <dt className="wrap-anywhere text-ink-3 first-letter:uppercase">{words.field(field.name)}</dt>
      <dd className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-0.5">
        {field.state === 'hidden' ? (
          <span className="flex items-center gap-1.5 text-ink-3">
            <EyeOff aria-hidden className="size-3.5 self-center" />
            {t('fieldHidden')}
          </span>
        ) : field.state === 'erased' ? (
          <span className="text-ink-3 italic">{t('fieldErased')}</span>
        ) : field.state === 'secret' ? (
          <span className="flex items-center gap-1.5 text-ink-3">
            <KeyRound aria-hidden className="size-3.5 self-center" />
            {t('fieldSecret')}
          </span>
        ) : (
          <Values field={field} op={op} words={words} />
        )}
        {field.state === 'altered' ? (
          <span className="flex items-center gap-1 font-semibold text-bad">
            <TriangleAlert aria-hidden className="size-3.5" />
            {t('fieldAltered')}
          </span>
        ) : null}
      </dd>
    </div>
  );
}

function Values({ field, op, words }: { field: AuditField; op: AuditOp; words: SentenceWords }) {
  const t = useTranslations('audit');
  const before = formatValue(field.name, field.before, words);
  const after = formatValue(field.name, field.after, words);
  if (op === 'insert') return <span className="break-words nums">{after}</span>;
  if (op === 'delete') return <del className="break-words text-ink-3 nums">{before}</del>;
  if (op !== 'update')
    return <span className="break-words nums">{field.after === undefined ? before : after}</span>;
  return (
    <>
      <span className="sr-only">{t('was')} </span>
      <del className="rounded-sm bg-bad-soft px-1 break-words text-bad decoration-bad/50 nums">
        {before}
      </del>
      <ArrowRight aria-hidden className="size-3.5 shrink-0 self-center text-ink-3" />
      <span className="sr-only"> {t('becomes')} </span>
      <ins className="rounded-sm bg-ok-soft px-1 font-medium break-words text-ok no-underline nums">
        {after}
      </ins>
    </>
  );
}
