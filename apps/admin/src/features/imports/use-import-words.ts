'use client';
import { IMPORT_FIELDS, type ImportField, type ImportKind } from '@toster/contracts/imports/kinds';
import type { Problem, ProblemCode } from '@toster/contracts/imports/problems';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { messages } from '#messages/en/index.ts';

type Fields = (typeof messages)['imports']['fields'];
type FieldKey = {
  [K in ImportKind]: `fields.${K}.${keyof Fields[K] & string}`;
}[ImportKind];
type ReasonKey = keyof (typeof messages)['imports']['reasons'];

/** How fields and faults of imported lines are called. */
export function useImportWords(kind: ImportKind): {
  /** A field, by its name in our reading; what is none is shown as it is. */
  field: (name: string) => string;
  hint: (field: ImportField) => string;
  problem: (problem: Problem) => string;
  /** A fault without its numbers, for many lines at once. */
  reason: (code: ProblemCode) => string;
} {
  const t = useTranslations('imports');
  return useMemo(() => {
    const values = ({ line = 0, count = 0, most = 0, currency = '' }: Partial<Problem>) => ({
      line,
      count,
      most,
      currency,
    });
    return {
      field: (name) => {
        const key = `fields.${kind}.${name}`;
        return isField(kind, name, key) ? t(`${key}.name`) : name;
      },
      hint: (name) => {
        const key = `fields.${kind}.${name}`;
        return isField(kind, name, key) ? t(`${key}.hint`) : '';
      },
      problem: (problem) => t(`problems.${problem.code}`, values(problem)),
      reason: (code) => {
        const key = `reasons.${code}`;
        return isReason(key) && t.has(key) ? t(key) : t(`problems.${code}`, values({}));
      },
    };
  }, [t, kind]);
}

function isField(kind: ImportKind, name: string, _key: string): _key is FieldKey {
  const fields: readonly string[] = IMPORT_FIELDS[kind];
  return fields.includes(name);
}

function isReason(key: string): key is `reasons.${ReasonKey}` {
  return key.startsWith('reasons.');
}
