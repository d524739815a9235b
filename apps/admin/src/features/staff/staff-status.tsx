'use client';
import type { StaffRow } from '@toster/contracts/schemas/staff';
import { CircleCheck, CirclePause } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '#ui/badge.tsx';

/** Whether a person may sign in: icon, word and colour. */
export function StaffStatus({ status }: { status: StaffRow['status'] }) {
  const t = useTranslations('staff.status');
  return status === 'active' ? (
    <Badge tone="ok" icon={CircleCheck}>
      {t('active')}
    </Badge>
  ) : (
    <Badge tone="warn" icon={CirclePause}>
      {t(status)}
    </Badge>
  );
}
