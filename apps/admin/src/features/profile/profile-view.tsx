'use client';
import type { GetProfileOutput } from '@toster/contracts/schemas/profile';
import { EyeOff, ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { HistoryLink } from '#features/history/history-link.tsx';
import { OwnSessions, type OwnSessionsProps } from '#features/profile/own-sessions.tsx';
import { PasswordCard } from '#features/profile/password-card.tsx';
import { Preferences } from '#features/profile/preferences.tsx';
import { WhoCard } from '#features/profile/who-card.tsx';
import { PageHeader } from '#features/shell/page-header.tsx';
import type { Reading } from '#features/shell/reading.ts';
import { ReadingView } from '#features/shell/reading-view.tsx';
import { useMay, useSession } from '#features/shell/session.tsx';
import type { Theme } from '#features/shell/theme.ts';
import { AccessView } from '#features/staff/access-card.tsx';
import type { Locale } from '#i18n/locales.ts';
import { buttonClass } from '#ui/button.tsx';
import { Panel } from '#ui/panel.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';

type ProfileViewProps = {
  profile: Reading<GetProfileOutput>;
  /** Null: the role does not show where one is signed in. */
  sessions: OwnSessionsProps | null;
  /** The card of one's second factor. */
  factor: ReactNode;
  theme: Theme;
  /** The languages to choose from, where not those the console is complete in. */
  languages?: readonly Locale[];
};

/** Oneself: who the console takes one for, where one is signed in, how it looks here, and what one may do and why. */
export function ProfileView({ profile, sessions, factor, theme, languages }: ProfileViewProps) {
  const t = useTranslations('profile');
  const { org } = useSession();
  return (
    <>
      <PageHeader title={t('title')} actions={<Traces profile={profile.data} />}>
        {t('lead', { org: org.name })}
      </PageHeader>
      <div className="grid items-start gap-5 wide:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-5">
          <Panel title={t('who')}>
            <ReadingView
              reading={profile}
              label={t('loading')}
              skeleton={<SkeletonRows rows={3} label={t('loading')} />}
            >
              {(data) => <WhoCard profile={data} />}
            </ReadingView>
          </Panel>
          {sessions === null ? (
            <p className="flex items-start gap-2 rounded-lg bg-band px-4 py-3 text-sm text-ink-2">
              <EyeOff aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
              {t('noSessions')}
            </p>
          ) : (
            <OwnSessions {...sessions} />
          )}
          <PasswordCard />
          {factor}
          <Preferences theme={theme} languages={languages} />
        </div>
        <Access profile={profile} />
      </div>
    </>
  );
}

/** What one may do; where it cannot be read, the card of who one is says so. */
function Access({ profile }: { profile: Reading<GetProfileOutput> }) {
  const t = useTranslations('profile');
  if (profile.data === null && profile.error !== null) return null;
  return (
    <Panel title={t('access')}>
      {profile.data === null ? (
        <SkeletonRows rows={8} label={t('loading')} />
      ) : (
        <AccessView access={profile.data.access} folded />
      )}
    </Panel>
  );
}

/** The ways to what the log holds of oneself, as far as one reads it. */
function Traces({ profile }: { profile: GetProfileOutput | null }) {
  const t = useTranslations('profile');
  const mayAudit = useMay('audit_log.read');
  if (profile === null || !mayAudit) return null;
  return (
    <>
      {profile.log.record ? <HistoryLink kind="staff" id={profile.staffId} /> : null}
      <Link href={`/audit?actor=${profile.staffId}`} className={buttonClass()}>
        <ScrollText aria-hidden className="size-4" />
        {t('log')}
      </Link>
    </>
  );
}
