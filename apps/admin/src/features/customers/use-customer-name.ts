'use client';
import { useTranslations } from 'next-intl';

/** What a guest is called where a role sees no name, or none is known. */
export function useCustomerName(): (customer: { id: string; name: string | null }) => string {
  const t = useTranslations('customers');
  return ({ id, name }) => name ?? t('nameless', { id: id.slice(-4) });
}
