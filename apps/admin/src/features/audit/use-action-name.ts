'use client';
import { isEventName } from '@toster/contracts/events';
import { useTranslations } from 'next-intl';
import { humanise } from '#features/audit/values.ts';

/** The name of a kind of action, for filters and titles. */
export function useActionName(): (action: string) => string {
  const t = useTranslations('audit');
  return (action) =>
    isEventName(action) ? t(`action.${action}`) : humanise(action.replace('.', ' '));
}
