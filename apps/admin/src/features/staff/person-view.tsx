'use client';
import type { GetStaffAccessOutput, GetStaffOutput } from '@toster/contracts/schemas/staff';
import { ArrowLeft, EyeOff, ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { HistoryLink } from '#features/history/history-link.tsx';
import { PageHeader } from '#features/shell/page-header.tsx';
import type { Reading } from '#features/shell/reading.ts';
import { ReadingView } from '#features/shell/reading-view.tsx';
import { useMay } from '#features/shell/session.tsx';
import { AccessCard } from '#features/staff/access-card.tsx';
import { ContactCard } from '#features/staff/contact-card.tsx';
import { Fact } from '#features/staff/fact.tsx';
import { StaffStatus } from '#features/staff/staff-status.tsx';
import { useRoles } from '#features/staff/use-roles.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { buttonClass } from '#ui/button.tsx';

type PersonViewProps = {
  reading: Reading<GetStaffOutput>;
  /** Asked for where the caller may read it. */
  access: Reading<GetStaffAccessOutput>;
};

/** One colleague: where they work, how to reach them, what they may do and why. */
export function PersonView({ reading, access }: PersonViewProps) {
  const t = useTranslations('staff');
  return (
    <>
      <Link
        href="/staff"
        className="mb-2 inline-flex min-h-6 w-fit items-center gap-1.5 text-sm text-ink-2 hover:text-ink touch:min-h-11"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('back')}
      </Link>
      <ReadingView reading={reading} label={t('loadingOne')} alone>
        {(person) => <Person person={person} access={access} />}
      </ReadingView>
    </>
  );
}

function Person({
  person,
  access,
}: {
  person: GetStaffOutput;
  access: Reading<GetStaffAccessOutput>;
}) {
  const t = useTranslations('staff');
  const mayAudit = useMay('audit_log.read');
  const { id, firstName: name } = person;
  return (
    <>
      <PageHeader
        title={
          <span className="flex items-center gap-2.5">
            {name}
            <StaffStatus status={person.status} />
          </span>
        }
        actions={
          mayAudit ? (
            <>
              <HistoryLink kind="staff" id={id} />
              <Link href={`/audit?actor=${id}`} className={buttonClass()}>
                <ScrollText aria-hidden className="size-4" />
                {t('actions.log', { name })}
              </Link>
            </>
          ) : undefined
        }
      >
        <Roles person={person} />
      </PageHeader>
      <div className="grid items-start gap-5 wide:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <div className="flex min-w-0 flex-col gap-5">
          <Facts person={person} />
          {person.mayReadContact ? (
            <ContactCard id={id} />
          ) : (
            <Hidden>{t('contact.hidden', { name })}</Hidden>
          )}
        </div>
        {person.mayReadAccess ? (
          <AccessCard person={person} reading={access} />
        ) : (
          <Hidden>{t('access.hidden', { name })}</Hidden>
        )}
      </div>
    </>
  );
}

function Roles({ person }: { person: GetStaffOutput }) {
  const t = useTranslations('staff');
  const roles = useRoles();
  if (person.grants.length === 0) return t('noRoles');
  return person.grants.map((grant) => roles.grant(grant)).join(', ');
}

function Facts({ person }: { person: GetStaffOutput }) {
  const t = useTranslations('staff');
  const formats = useFormats();
  const roles = useRoles();
  return (
    <dl className="grid grid-cols-2 gap-4 rounded-lg border border-line bg-surface p-4">
      <Fact label={t('home')}>{roles.place(person.locationId)}</Fact>
      <Fact label={t('joined')}>{formats.date(person.joinedAt)}</Fact>
      {person.hiredOn === null ? null : (
        <Fact label={t('hired')}>{formats.date(`${person.hiredOn}T12:00:00Z`)}</Fact>
      )}
    </dl>
  );
}

function Hidden({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-start gap-2 rounded-lg bg-band px-4 py-3 text-sm text-ink-2">
      <EyeOff aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
      {children}
    </p>
  );
}
