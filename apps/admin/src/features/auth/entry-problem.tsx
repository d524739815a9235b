import { useTranslations } from 'next-intl';
import type { Problem } from '#features/auth/enter.ts';
import { EntryAlert } from '#features/auth/entry-alert.tsx';
import { clockOf } from '#features/auth/post.ts';

/** Says what kept somebody out, and when the next attempt is allowed. */
export function EntryProblem({ problem }: { problem: Problem | null }) {
  const t = useTranslations('signIn.problems');
  if (problem === null) return null;
  return (
    <EntryAlert>
      {problem.kind === 'tooMany'
        ? t('tooMany', { time: clockOf(problem.until) })
        : t(problem.kind)}
    </EntryAlert>
  );
}
