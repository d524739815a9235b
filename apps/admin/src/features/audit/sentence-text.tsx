'use client';
import type { AuditLine } from '@toster/contracts/schemas/audit';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { sentenceOf } from '#features/audit/sentence.ts';
import { useWords } from '#features/audit/use-words.ts';

const strong = (chunks: ReactNode) => <strong className="font-semibold text-ink">{chunks}</strong>;
const record = (chunks: ReactNode) => <span className="font-medium text-ink">{chunks}</span>;
const value = (chunks: ReactNode) => <span className="font-medium text-ink nums">{chunks}</span>;
const plain = (chunks: ReactNode) => <span className="text-ink-2">{chunks}</span>;

/** A line of the log in words, with the names and values set apart. */
export function SentenceText({ line }: { line: AuditLine }) {
  const t = useTranslations('audit');
  const words = useWords();
  const { key, values } = sentenceOf(line, words);
  return t.rich(`sentence.${key}`, { ...values, b: strong, r: record, v: value, p: plain });
}
