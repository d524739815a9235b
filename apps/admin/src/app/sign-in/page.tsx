import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { createLoader, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { SignInForm } from '#features/auth/sign-in-form.tsx';
import { safeNext } from '#features/auth/safe-next.ts';
import { Logo } from '#ui/logo.tsx';

const load = createLoader({ next: parseAsString, reason: parseAsStringLiteral(['ended', 'left']) });

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('title') };
}

/** Where a session begins. */
export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const [{ next, reason }, t] = await Promise.all([load(searchParams), getTranslations('signIn')]);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-5 py-12">
      <div className="w-full max-w-[360px]">
        <div className="mb-7 flex flex-col items-center text-center">
          <Logo className="mb-5 size-11" />
          <h1 className="text-xl font-semibold tracking-tight">{t('heading')}</h1>
          <p className="mt-1 text-sm text-ink-2">{t('lead')}</p>
        </div>
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
      </div>
    </main>
  );
}
