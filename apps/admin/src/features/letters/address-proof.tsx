'use client';
import { useTranslations } from 'next-intl';
import { EntryDone } from '#features/auth/entry-card.tsx';
import { FollowLink } from '#features/letters/follow-link.tsx';

/** Says that letters to an address reach its person. */
export function AddressProof() {
  const t = useTranslations('letter.address');
  return (
    <FollowLink
      way="prove-address"
      ask="/profile"
      submit={t('submit')}
      done={() => <EntryDone title={t('done')} />}
    />
  );
}
