'use client';
import { useTranslations } from 'next-intl';
import { usePermissionName } from '#features/shell/use-permission-name.ts';
import { useRoleList } from '#features/shell/use-role-list.ts';
import { failureOf } from '#trpc/error.ts';
import type { messages } from '#messages/en/index.ts';

type Codes = keyof (typeof messages)['errors']['codes'];

/** One sentence about a failure, in the reader's language, ending in what to quote to support. */
export function useFailureText(): (error: unknown) => string {
  const t = useTranslations('errors');
  const names = usePermissionName();
  const roles = useRoleList();
  return (error) => {
    const { code, permission, givers, fields } = failureOf(error);
    if (code === 'FORBIDDEN' && fields.length > 0) return t('missingFields');
    if (code === 'FORBIDDEN' && permission !== null)
      return t('missingPermission', {
        name: names.name(permission),
        roles: roles(givers ?? ['owner']),
      });
    const key = `codes.${code}`;
    return isKnown(key) && t.has(key) ? t(key) : t('codes.INTERNAL');
  };
}

function isKnown(key: string): key is `codes.${Codes}` {
  return key.startsWith('codes.');
}
