import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EntryFrame } from '#features/auth/entry-frame.tsx';
import { AddressProof } from '#features/letters/address-proof.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('letter'))('address.title') };
}

/** Where the letter that proves an address leads. */
export default async function ProveAddressPage() {
  const t = await getTranslations('letter');
  return (
    <EntryFrame title={t('address.title')} lead={t('address.lead')}>
      <AddressProof />
    </EntryFrame>
  );
}
