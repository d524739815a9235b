'use client';
import type { HistoryEvent } from '@toster/contracts/schemas/history';
import { useTranslations } from 'next-intl';
import { type Change, deedOf } from '#features/history/changes.ts';
import { actorName } from '#features/audit/sentence.ts';
import { useWords } from '#features/audit/use-words.ts';
import { useFormats } from '#i18n/use-formats.ts';

const NAMED = 3;

/** Changes in words: who, when, and what was done. */
export function useDeed(root: string): {
  who: (event: HistoryEvent) => string;
  what: (change: Change) => string;
  /** All of it in one line, for those who hear the slider. */
  line: (change: Change) => string;
} {
  const t = useTranslations('history');
  const words = useWords();
  const formats = useFormats();
  const list = (names: readonly string[]) =>
    words.list([
      ...names.slice(0, NAMED),
      ...(names.length > NAMED ? [t('andMore', { count: names.length - NAMED })] : []),
    ]);
  const who = ({ actor }: HistoryEvent) => actorName(actor, words);
  const what = (change: Change) => {
    const deed = deedOf(change, root);
    switch (deed.kind) {
      case 'changed':
        return t('did.changed', { fields: list(deed.fields.map(words.field)) });
      case 'added':
      case 'dropped':
        return t(`did.${deed.kind}`, {
          things: list(deed.rels.map((rel) => words.record(rel).toLocaleLowerCase())),
        });
      default:
        return t(`did.${deed.kind}`);
    }
  };
  return {
    who,
    what,
    line: (change) =>
      t('line', {
        when: formats.dateTime(change.events[0].at),
        who: who(change.events[0]),
        what: what(change),
      }),
  };
}
