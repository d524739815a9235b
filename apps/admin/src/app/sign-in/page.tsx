import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { createLoader, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { EntryFrame } from '#features/auth/entry-frame.tsx';
import { SignInForm } from '#features/auth/sign-in-form.tsx';
import { safeNext } from '#features/auth/safe-next.ts';

const load = createLoader({ next: parseAsString, reason: parseAsStringLiteral(['ended', 'left']) });

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('title') };
}

/** Where a session begins. */
export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const [{ next, reason }, t] = await Promise.all([load(searchParams), getTranslations('signIn')]);
  return (
    <EntryFrame title={t('heading')} lead={t('lead')}>
      {reason ? (
        <p
          role="status"
          className="mb-4 rounded-md border border-line bg-surface px-3 py-2 text-sm text-ink-2"
        >
          {t(`reasons.${reason}`)}
        </p>
      ) : null}
      <SignInForm next={safeNext(next)} />
      <p className="mt-6 text-center text-xs text-pretty text-ink-3">{t('recorded')}</p>
      <p className="mt-3 text-center text-xs">
        <Link href="/security" prefetch={false} className="text-ink-2 underline">
          {t('promises')}
        </Link>
      </p>
    </EntryFrame>
  );
}
