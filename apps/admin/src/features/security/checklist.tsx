import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { CHECKLIST } from '#features/security/promises.ts';

/** What every page and call keeps to, each line with its test. */
export function Checklist() {
  const t = useTranslations('security.checklist');
  return (
    <section aria-labelledby="checklist-title" className="mt-12">
      <h2 id="checklist-title" className="text-lg font-semibold tracking-tight">
        {t('title')}
      </h2>
      <ul className="mt-4 grid gap-x-8 gap-y-3 wide:grid-cols-2">
        {CHECKLIST.map(({ id, guard }) => (
          <li key={id} className="flex gap-2.5">
            <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
            <div className="min-w-0">
              <p className="text-sm">{t(`items.${id}`)}</p>
              <code className="font-mono text-xs break-words text-ink-3">{guard.file}</code>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
