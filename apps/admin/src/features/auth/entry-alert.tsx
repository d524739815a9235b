import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { clockOf, type Trouble } from '#features/auth/post.ts';

/** Something that kept somebody from going on, told at once. */
export function EntryAlert({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm font-medium text-bad">
      {children}
    </p>
  );
}

/** Why the server did not do what a letter is for. */
export function TroubleAlert({ trouble }: { trouble: Trouble | null }) {
  const t = useTranslations('letter.problems');
  if (trouble === null) return null;
  return (
    <EntryAlert>
      {trouble.kind === 'tooMany'
        ? t('tooMany', { time: clockOf(trouble.until) })
        : t(trouble.kind)}
    </EntryAlert>
  );
}
