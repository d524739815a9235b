import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/** A bare table number needs the word before it; a label such as "Terrace 4" says it itself. */
const BARE = /^[\p{N}\p{Lu}]{1,4}$/u;

/** How a table is named in the reader's language. The function stays the same between renders. */
export function useTableName(): (label: string) => string {
  const t = useTranslations('orders');
  return useCallback((label) => (BARE.test(label) ? t('table', { label }) : label), [t]);
}
