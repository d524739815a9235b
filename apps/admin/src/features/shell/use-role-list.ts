'use client';
import type { HumanRole } from '@toster/contracts/rbac/roles';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';

/** Roles in the reader's language, any one of which will do. */
export function useRoleList(): (roles: readonly HumanRole[]) => string {
  const t = useTranslations('audit');
  const locale = useLocale();
  return useMemo(() => {
    const list = new Intl.ListFormat(locale === 'en' ? 'en-GB' : locale, { type: 'disjunction' });
    return (roles) => list.format(roles.map((role) => t(`role.${role}`)));
  }, [t, locale]);
}
