'use client';
import type { AuditLine } from '@toster/contracts/schemas/audit';
import { History } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useCallback, useMemo } from 'react';
import { AuditFilterForm } from '#features/audit/audit-filter-form.tsx';
import { type AuditFilters, isFiltered } from '#features/audit/filters.ts';
import { actorName, labelOf } from '#features/audit/sentence.ts';
import { useActionName } from '#features/audit/use-action-name.ts';
import { useWords } from '#features/audit/use-words.ts';
import { RangeFilter } from '#features/filters/range-filter.tsx';
import { SearchBox } from '#features/filters/search-box.tsx';
import { rowHistoryPath } from '#features/history/paths.ts';
import { Button, buttonClass } from '#ui/button.tsx';
import { Chip } from '#ui/chip.tsx';

type AuditFilterBarProps = {
  filters: AuditFilters;
  lines: readonly AuditLine[];
  onChange: (filters: Partial<AuditFilters>) => void;
  onClear: () => void;
};

/** Search, time, and everything else as chips; all of it stands in the address. */
export function AuditFilterBar({ filters, lines, onChange, onClear }: AuditFilterBarProps) {
  const t = useTranslations('audit');
  const words = useWords();
  const actionName = useActionName();
  const search = useCallback((q: string) => onChange({ q }), [onChange]);
  const actors = useMemo(() => {
    const seen = new Map<string, string>();
    for (const { actor } of lines)
      if (actor.id !== null) seen.set(actor.id, actorName(actor, words));
    return [...seen]
      .map(([id, name]) => ({ id, name }))
      .sort((a, b) => a.name.localeCompare(b.name));
  }, [lines, words]);

  const { rel, row } = filters;
  const chips: {
    name: keyof typeof filters;
    label: string;
    value: string;
    clear: Partial<AuditFilters>;
  }[] = [
    ...(filters.actor === null
      ? []
      : [
          {
            name: 'actor' as const,
            label: t('chips.actor'),
            value:
              actors.find((actor) => actor.id === filters.actor)?.name ??
              `…${filters.actor.slice(-8)}`,
            clear: { actor: null },
          },
        ]),
    ...(filters.action === null
      ? []
      : [
          {
            name: 'action' as const,
            label: t('chips.action'),
            value: actionName(filters.action),
            clear: { action: null },
          },
        ]),
    ...(filters.domain === null
      ? []
      : [
          {
            name: 'domain' as const,
            label: t('chips.domain'),
            value: t(`domain.${filters.domain}`),
            clear: { domain: null },
          },
        ]),
    ...(filters.source === null
      ? []
      : [
          {
            name: 'source' as const,
            label: t('chips.source'),
            value: t(`source.${filters.source}`),
            clear: { source: null },
          },
        ]),
    ...(rel === null
      ? []
      : [
          {
            name: 'rel' as const,
            label: t('chips.record'),
            value:
              row === null
                ? words.record(rel)
                : labelOf(
                    rel,
                    lines.find((line) => line.rel === rel && line.rowId === row)?.label ?? null,
                    row,
                    words,
                  ),
            clear: { rel: null, row: null },
          },
        ]),
    ...(filters.address === null
      ? []
      : [
          {
            name: 'address' as const,
            label: t('chips.address'),
            value: filters.address,
            clear: { address: null },
          },
        ]),
    ...(filters.reads
      ? [
          {
            name: 'reads' as const,
            label: t('chips.reads'),
            value: t('readsShown'),
            clear: { reads: false },
          },
        ]
      : []),
  ];

  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchBox value={filters.q} onChange={search} label={t('search')} />
      <RangeFilter value={filters} onChange={onChange} />
      <AuditFilterForm filters={filters} actors={actors} onChange={onChange} />
      {chips.map((chip) => (
        <Chip
          key={chip.name}
          name={chip.label}
          removeLabel={t('remove', { name: chip.label })}
          onRemove={() => onChange(chip.clear)}
        >
          {chip.value}
        </Chip>
      ))}
      {rel !== null && row !== null ? (
        <Link href={rowHistoryPath(rel, row)} className={buttonClass()}>
          <History aria-hidden className="size-4 text-ink-3" />
          {t('recordHistory')}
        </Link>
      ) : null}
      {isFiltered(filters) || filters.reads ? (
        <Button variant="ghost" onClick={onClear}>
          {t('reset')}
        </Button>
      ) : null}
    </div>
  );
}
