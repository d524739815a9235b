'use client';
import type { Permission } from '@toster/contracts/rbac/permissions';
import type { GetStaffAccessOutput, GetStaffOutput } from '@toster/contracts/schemas/staff';
import { Check, ChevronDown, Minus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { SearchBox } from '#features/filters/search-box.tsx';
import type { Reading } from '#features/shell/reading.ts';
import { ReadingView } from '#features/shell/reading-view.tsx';
import { usePermissionName } from '#features/staff/use-permission-name.ts';
import { useRoles } from '#features/staff/use-roles.ts';

type Right = GetStaffAccessOutput['permissions'][number];

/** Everything a colleague may do, by what it is about, each with the grant it comes from. */
export function AccessCard({
  person,
  reading,
}: {
  person: GetStaffOutput;
  reading: Reading<GetStaffAccessOutput>;
}) {
  const t = useTranslations('staff.access');
  const title = t('title', { name: person.firstName });
  return (
    <section className="overflow-hidden rounded-lg border border-line bg-surface">
      <h2 className="flex min-h-11 items-center border-b border-line bg-band px-4 text-sm font-semibold">
        {title}
      </h2>
      <ReadingView reading={reading} label={title}>
        {(access) =>
          person.status === 'active' ? (
            <AccessView access={access} />
          ) : (
            <p className="p-4 text-sm text-ink-2">{t('suspended', { name: person.firstName })}</p>
          )
        }
      </ReadingView>
    </section>
  );
}

/** The rights and what is not given, searched by words or by the permission's own name. */
function AccessView({ access }: { access: GetStaffAccessOutput }) {
  const t = useTranslations('staff.access');
  const names = usePermissionName();
  const [q, setQ] = useState('');
  const search = useCallback((text: string) => setQ(text), []);
  const matches = (permission: Permission) =>
    q
      .toLocaleLowerCase()
      .split(/\s+/u)
      .every((word) =>
        `${names.name(permission)} ${names.resource(permission)} ${permission}`
          .toLocaleLowerCase()
          .includes(word),
      );
  const rights = access.permissions.filter(({ permission }) => matches(permission));
  const denied = access.denied.filter(matches);
  const groups = Map.groupBy(rights, ({ permission }) => names.resource(permission));
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line p-4">
        <p className="min-w-0 flex-1 basis-60 text-sm text-ink-2">
          {t('lead', {
            count: access.permissions.length,
            all: access.permissions.length + access.denied.length,
          })}
        </p>
        <SearchBox value={q} onChange={search} label={t('search')} />
      </div>
      {rights.length + denied.length === 0 ? (
        <p className="p-4 text-sm text-ink-2">{t('none')}</p>
      ) : null}
      {[...groups].map(([resource, members]) => (
        <div key={resource} className="border-b border-line last:border-0">
          <h3 className="px-4 pt-3 pb-1 text-xs font-semibold text-ink-3">{resource}</h3>
          <ul className="pb-2">
            {members.map((right) => (
              <RightRow key={right.permission} right={right} />
            ))}
          </ul>
        </div>
      ))}
      {denied.length === 0 ? null : (
        <details className="group" open={q !== ''}>
          <summary className="flex min-h-11 list-none items-center gap-2 px-4 text-sm text-ink-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
            <Minus aria-hidden className="size-4 text-ink-3" />
            <span className="flex-1">{t('denied', { count: denied.length })}</span>
            <ChevronDown
              aria-hidden
              className="size-4 text-ink-3 transition-transform group-open:rotate-180"
            />
          </summary>
          <ul className="border-t border-line py-2">
            {denied.map((permission) => (
              <li
                key={permission}
                className="flex flex-wrap items-baseline gap-x-2 px-4 py-1 text-sm text-ink-2"
              >
                {names.name(permission)}
                <code className="font-mono text-xs break-all text-ink-3">{permission}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function RightRow({ right }: { right: Right }) {
  const t = useTranslations('staff.access');
  const names = usePermissionName();
  const roles = useRoles();
  const conditions = [
    ...(right.stepUp ? [t('stepUp')] : []),
    ...(right.approval ? [t('approval')] : []),
    ...(right.isBuilt ? [] : [t('notBuilt')]),
  ];
  return (
    <li className="flex gap-2.5 px-4 py-1.5">
      <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
      <div className="min-w-0 flex-1">
        <p className="text-sm">
          <span className="font-medium">{names.name(right.permission)}</span>{' '}
          <code className="font-mono text-xs break-all text-ink-3">{right.permission}</code>
        </p>
        {right.parts.map((part) => (
          <p key={`${part.via} ${part.locationId} ${part.scope}`} className="text-xs text-ink-2">
            {t('from', { via: roles.role(part.via), place: roles.place(part.locationId) })}
            {' · '}
            {t(`scope.${part.scope}`)}
            {part.limited ? ` · ${t('limited')}` : null}
          </p>
        ))}
        {conditions.length === 0 ? null : (
          <p className="text-xs text-ink-3">{conditions.join(' · ')}</p>
        )}
      </div>
    </li>
  );
}
