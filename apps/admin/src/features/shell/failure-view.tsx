'use client';
import type { HumanRole } from '@toster/contracts/rbac/roles';
import { CloudOff, LockKeyhole, RotateCw, SearchX, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFailureText } from '#features/shell/failure-text.ts';
import { Quote } from '#features/shell/quote.tsx';
import { useSession } from '#features/shell/session.tsx';
import { usePermissionName } from '#features/shell/use-permission-name.ts';
import { useRoleList } from '#features/shell/use-role-list.ts';
import { failureOf } from '#trpc/error.ts';
import { Button } from '#ui/button.tsx';
import { StateView } from '#ui/state-view.tsx';

const TITLES: Readonly<Record<string, 'offlineTitle' | 'notFoundTitle'>> = {
  OFFLINE: 'offlineTitle',
  NOT_FOUND: 'notFoundTitle',
};

/** An owner may give every role. */
const OWNERS: readonly HumanRole[] = ['owner'];

/** A query that failed: what happened, what to quote, and a way to try again. */
export function FailureView({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations('errors');
  const failureText = useFailureText();
  const failure = failureOf(error);
  if (failure.code === 'FORBIDDEN')
    return <Forbidden permission={failure.permission} givers={failure.givers ?? OWNERS} />;
  const icon =
    failure.code === 'NOT_FOUND' ? SearchX : failure.code === 'OFFLINE' ? CloudOff : TriangleAlert;
  return (
    <div role="alert">
      <StateView
        icon={icon}
        title={t(TITLES[failure.code] ?? 'title')}
        actions={
          <Button onClick={onRetry}>
            <RotateCw aria-hidden className="size-4" />
            {t('retry')}
          </Button>
        }
      >
        <p>{failureText(error)}</p>
        <Quote code={failure.code} requestId={failure.requestId} />
      </StateView>
    </div>
  );
}

/**
 * A page or a part that this person's roles do not open: what is missing in words and by its name, and whose role may
 * give it.
 */
export function Forbidden({
  permission,
  givers,
  heading = 'h2',
}: {
  permission: string | null;
  givers: readonly HumanRole[];
  heading?: 'h1' | 'h2';
}) {
  const t = useTranslations('forbidden');
  const names = usePermissionName();
  const roles = useRoleList();
  const { org } = useSession();
  return (
    <StateView
      icon={LockKeyhole}
      title={t(heading === 'h1' ? 'title' : 'titleOfPart')}
      heading={heading}
    >
      <p>
        {permission === null
          ? t('generic')
          : t.rich('missing', {
              name: names.name(permission),
              permission,
              key: (chunks) => <span className="inline-block max-w-full">{chunks}</span>,
              code: (chunks) => (
                <code className="rounded-sm bg-pressed px-1 py-0.5 font-mono text-xs break-all text-ink">
                  {chunks}
                </code>
              ),
            })}
      </p>
      <p className="mt-2">{t('ask', { org: org.name, roles: roles(givers) })}</p>
    </StateView>
  );
}
