import { ANSWER_HOURS } from '@toster/contracts/schemas/security';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { env } from '#env.ts';
import { Checklist } from '#features/security/checklist.tsx';
import { PromiseCard } from '#features/security/promise-card.tsx';
import { PROMISES } from '#features/security/promises.ts';
import { ReportForm } from '#features/security/report-form.tsx';
import { Logo } from '#ui/logo.tsx';

/** A text, not a page: the browser goes there by itself. */
const SECURITY_TXT = '/.well-known/security.txt';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('security'))('title') };
}

/** What is promised, for everybody: how it stands, what guards it, and where to say that it is broken. */
export default async function SecurityPage() {
  const t = await getTranslations('security');
  return (
    <main className="mx-auto w-full max-w-[1040px] px-6 py-14 phone:px-4 phone:py-8">
      <header className="max-w-[640px]">
        <Logo className="mb-6 size-11" />
        <h1 className="text-2xl font-semibold tracking-tight text-balance">{t('heading')}</h1>
        <p className="mt-2 text-pretty text-ink-2">{t('lead')}</p>
      </header>
      <ul className="mt-8 grid gap-4 wide:grid-cols-2">
        {PROMISES.map((promise) => (
          <li key={promise.id} className="flex">
            <PromiseCard promise={promise} />
          </li>
        ))}
      </ul>
      <Checklist />
      <section id="report" aria-labelledby="report-title" className="mt-12 scroll-mt-6">
        <h2 id="report-title" className="text-lg font-semibold tracking-tight">
          {t('report.title')}
        </h2>
        <p className="mt-1 max-w-[640px] text-sm text-pretty text-ink-2">
          {t('report.lead', { hours: ANSWER_HOURS })}
        </p>
        <div className="mt-4 max-w-[640px]">
          <ReportForm />
        </div>
        {env.securityContact === null ? null : (
          <p className="mt-4 text-sm text-ink-2">
            {t('report.byMail', { address: env.securityContact })}
          </p>
        )}
        <p className="mt-1 text-sm text-ink-2">
          {t.rich('file', {
            link: () => (
              <a className="text-accent-ink underline" href={SECURITY_TXT}>
                security.txt
              </a>
            ),
          })}
        </p>
      </section>
    </main>
  );
}
