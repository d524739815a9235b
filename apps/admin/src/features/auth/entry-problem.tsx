import { useTranslations } from 'next-intl';
import { clockOf, type Problem } from '#features/auth/enter.ts';

/** Says what kept somebody out, and when the next attempt is allowed. */
export function EntryProblem({ problem }: { problem: Problem | null }) {
  const t = useTranslations('signIn.problems');
  if (problem === null) return null;
  return (
    <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm font-medium text-bad">
      {problem.kind === 'tooMany'
        ? t('tooMany', { time: clockOf(problem.until) })
        : t(problem.kind)}
    </p>
  );
}
