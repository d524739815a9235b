'use client';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { useStepUp } from '#features/auth/step-up.tsx';
import { type Session, useSession } from '#features/shell/session.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { Button, buttonClass } from '#ui/button.tsx';
import { StateView } from '#ui/state-view.tsx';

/** Where people reach their own account, and nothing of the organisation. */
const OWN_PAGES = ['/profile', '/sessions'];

/** Shows the pages to those who have the second factor that their organisation asks for; the API refuses the others. */
export function FactorGate({ children }: { children: ReactNode }) {
  const { secondFactor } = useSession();
  const path = usePathname();
  if (secondFactor === null) return children;
  if (!secondFactor.due || OWN_PAGES.includes(path))
    return (
      <>
        {secondFactor.isSetUp ? null : <FactorNotice asked={secondFactor} linked={path} />}
        {children}
      </>
    );
  return <FactorAsked isSetUp={secondFactor.isSetUp} />;
}

/** What stands instead of a page until there is one. */
export function FactorAsked({ isSetUp }: { isSetUp: boolean }) {
  const t = useTranslations('shell.factor');
  const { org } = useSession();
  const stepUp = useStepUp();
  const router = useRouter();
  const enter = async () => {
    if (await stepUp()) router.refresh();
  };
  return (
    <StateView
      heading="h1"
      icon={ShieldCheck}
      title={t('title')}
      actions={
        isSetUp ? (
          <Button variant="primary" onClick={() => void enter()}>
            {t('enter')}
          </Button>
        ) : (
          <Link href="/profile" className={buttonClass('primary')}>
            {t('setUp')}
          </Link>
        )
      }
    >
      {t(isSetUp ? 'unproven' : 'none', { org: org.name })}
    </StateView>
  );
}

/** Says when it is asked for, on pages that can still be seen. */
function FactorNotice({
  asked: { from, due },
  linked,
}: {
  asked: NonNullable<Session['secondFactor']>;
  linked: string;
}) {
  const t = useTranslations('shell.factor');
  const { org } = useSession();
  const formats = useFormats();
  return (
    <div
      role="status"
      className="mb-4 flex flex-wrap items-center justify-between gap-3 rounded-lg bg-warn-soft px-4 py-3 text-sm text-warn"
    >
      <p className="flex min-w-0 flex-1 basis-64 items-start gap-2 text-pretty">
        <ShieldAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        {due ? t('now', { org: org.name }) : t('soon', { org: org.name, date: formats.date(from) })}
      </p>
      {linked === '/profile' ? null : (
        <Link href="/profile" className={buttonClass()}>
          {t('setUp')}
        </Link>
      )}
    </div>
  );
}
