import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EntryFrame } from '#features/auth/entry-frame.tsx';
import { ChoosePasswordForm } from '#features/letters/choose-password-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('letter'))('title') };
}

/** Where the letter of a forgotten password leads. */
export default async function ChoosePasswordPage() {
  const t = await getTranslations('letter');
  return (
    <EntryFrame title={t('title')} lead={t('choose.lead')}>
      <ChoosePasswordForm />
    </EntryFrame>
  );
}
