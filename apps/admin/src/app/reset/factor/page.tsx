import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EntryFrame } from '#features/auth/entry-frame.tsx';
import { FactorReset } from '#features/letters/factor-reset.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('letter'))('factor.title') };
}

/** Where the letter of a lost second factor leads. */
export default async function FactorResetPage() {
  const t = await getTranslations('letter');
  return (
    <EntryFrame title={t('factor.title')} lead={t('factor.lead')}>
      <FactorReset />
    </EntryFrame>
  );
}
