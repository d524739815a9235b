'use client';
import type { ImportState } from '@toster/contracts/imports/states';
import { useTranslations } from 'next-intl';
import { STATUS_LOOK } from '#features/imports/look.ts';
import { Badge } from '#ui/badge.tsx';

/** The state of an import: icon, word and colour. */
export function ImportStatus({ status }: { status: ImportState }) {
  const t = useTranslations('imports');
  const { tone, icon } = STATUS_LOOK[status];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`status.${status}`)}
    </Badge>
  );
}
