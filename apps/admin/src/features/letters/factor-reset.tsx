'use client';
import { useTranslations } from 'next-intl';
import { clockOf } from '#features/auth/post.ts';
import { EntryDone } from '#features/auth/entry-card.tsx';
import { FollowLink } from '#features/letters/follow-link.tsx';

/** Has a second factor turned off in a day. */
export function FactorReset() {
  const t = useTranslations('letter.factor');
  return (
    <FollowLink
      way="factor-reset"
      ask="/sign-in"
      submit={t('submit')}
      done={(body) => (
        <EntryDone title={t('done', { time: clockOf(dueOf(body)) })}>{t('then')}</EntryDone>
      )}
    >
      <p className="text-sm text-pretty text-ink-2">{t('objection')}</p>
    </FollowLink>
  );
}

/** As the API answers: ZFactorResetBegun. This page is small, and brings no library to read one field. */
function dueOf(body: unknown): Date {
  const due = body !== null && typeof body === 'object' && 'dueAt' in body ? body.dueAt : null;
  return new Date(typeof due === 'string' ? due : Date.now());
}
