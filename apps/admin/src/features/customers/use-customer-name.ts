'use client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/** What a guest is called where a role sees no name, or none is known. */
export function useCustomerName(): (customer: { id: string; name: string | null }) => string {
  const t = useTranslations('customers');
  // A table makes its cells anew when this changes, and whatever in them has the focus loses it.
  return useCallback(({ id, name }) => name ?? t('nameless', { id: id.slice(-4) }), [t]);
}
