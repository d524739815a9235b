import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EntryFrame } from '#features/auth/entry-frame.tsx';
import { AskResetForm } from '#features/letters/ask-reset-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('letter'))('title') };
}

/** Where somebody who has forgotten their password asks for a letter. */
export default async function AskResetPage() {
  const t = await getTranslations('letter');
  return (
    <EntryFrame title={t('title')} lead={t('ask.lead')}>
      <AskResetForm />
    </EntryFrame>
  );
}
