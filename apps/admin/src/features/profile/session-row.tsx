'use client';
import type { ListSessionsOutput } from '@toster/contracts/schemas/session';
import { Monitor, Smartphone, Tablet } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { SessionNetwork } from '#features/profile/session-network.tsx';
import { useDeviceName } from '#features/profile/use-device-name.ts';
import { useSession } from '#features/shell/session.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { Badge } from '#ui/badge.tsx';
import { Button } from '#ui/button.tsx';

/** A living session of one's own. */
export type OneSession = ListSessionsOutput['sessions'][number];

const ICONS = { iPad: Tablet, iPhone: Smartphone, Android: Smartphone } as const;

/** One session: which device, from where, since when, when last. */
export function SessionRow({
  session,
  here,
  ending,
  onEnd,
}: {
  session: OneSession;
  /** The session this page is read in. */
  here: OneSession | null;
  ending: boolean;
  onEnd: () => void;
}) {
  const t = useTranslations('sessions');
  const formats = useFormats();
  const deviceName = useDeviceName();
  const { org, memberships } = useSession();
  const device = deviceName(session.device);
  const elsewhere =
    session.orgId === null || session.orgId === org.id
      ? null
      : (memberships.find(({ orgId }) => orgId === session.orgId)?.name ?? t('otherOrg'));
  const system = session.device?.system ?? '';
  const Icon = system in ICONS ? ICONS[system as keyof typeof ICONS] : Monitor;
  return (
    <li className="flex items-start gap-3 border-b border-line px-4 py-3 last:border-0">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium">
          {device}
          {session.current ? <Badge tone="ok">{t('current')}</Badge> : null}
          {elsewhere === null ? null : <Badge>{elsewhere}</Badge>}
        </p>
        <SessionNetwork session={session} here={session.current ? null : here} />
        <p className="text-xs text-ink-3 nums">
          {session.current
            ? t('since', { time: formats.dateTime(session.createdAt) })
            : t('used', {
                last: formats.dateTime(session.lastUsedAt),
                since: formats.dateTime(session.createdAt),
              })}
        </p>
      </div>
      {session.current ? null : (
        <Button data-row loading={ending} onClick={onEnd} aria-label={t('endOf', { device })}>
          {t('end')}
        </Button>
      )}
    </li>
  );
}
