'use client';
import { CircleHelp, DoorClosed, DoorOpen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { OpenNow } from '#features/locations/open-state.ts';
import { Badge } from '#ui/badge.tsx';

/** Whether an establishment is open, told by icon, words and colour. */
export function OpenBadge({ now }: { now: OpenNow }) {
  const t = useTranslations('locations');
  const values =
    'time' in now ? { time: now.time, day: t(`day.${now.day}`) } : { time: '', day: '' };
  const isOpen = now.kind.startsWith('open');
  return (
    <Badge
      tone={now.kind === 'unknown' ? 'warn' : isOpen ? 'ok' : 'neutral'}
      icon={now.kind === 'unknown' ? CircleHelp : isOpen ? DoorOpen : DoorClosed}
    >
      {t(`state.${now.kind}`, values)}
    </Badge>
  );
}
