'use client';
import type { StaffRow } from '@toster/contracts/schemas/staff';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useSession } from '#features/shell/session.tsx';
import { StaffStatus } from '#features/staff/staff-status.tsx';
import { useRoles } from '#features/staff/use-roles.ts';
import { Avatar } from '#ui/avatar.tsx';
import { Badge } from '#ui/badge.tsx';

/** The people as rows; the name is the link, the whole row its target. */
export function StaffTable({ people }: { people: readonly StaffRow[] }) {
  const t = useTranslations('staff');
  const roles = useRoles();
  const { staffId } = useSession();
  return (
    <table className="w-full table-fixed border-collapse text-sm">
      <caption className="sr-only">{t('title')}</caption>
      <thead>
        <tr className="border-b border-line text-left text-xs text-ink-3">
          <th scope="col" className="h-9 w-2/5 pl-4 font-medium phone:w-1/2">
            {t('columns.name')}
          </th>
          <th scope="col" className="px-2 font-medium">
            {t('columns.roles')}
          </th>
          <th scope="col" className="w-48 px-2 font-medium phone:hidden">
            {t('columns.place')}
          </th>
          <th scope="col" className="w-32 pr-4 font-medium phone:hidden">
            {t('columns.status')}
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr
            key={person.id}
            className="relative h-14 border-b border-line last:border-0 hover:bg-hover"
          >
            <td className="pl-4">
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1 phone:py-1.5">
                <Avatar name={person.firstName} className="size-7 phone:hidden" />
                <Link
                  data-row
                  href={`/staff/${person.id}`}
                  aria-label={t('open', { name: person.firstName })}
                  className="inline-flex min-h-7 min-w-0 items-center font-medium wrap-anywhere after:absolute after:inset-0 touch:min-h-11 touch:min-w-11"
                >
                  {person.firstName}
                </Link>
                {person.id === staffId ? <Badge>{t('you')}</Badge> : null}
                {person.status === 'active' ? null : (
                  <span className="wide:hidden rail:hidden">
                    <StaffStatus status={person.status} />
                  </span>
                )}
              </span>
            </td>
            <td className="px-2 text-ink-2">
              {person.grants.length === 0
                ? t('noRoles')
                : person.grants.map((grant) => (
                    <span
                      key={`${grant.role ?? grant.appointment} ${grant.locationId}`}
                      className="block wrap-anywhere"
                    >
                      {roles.role(grant.role ?? grant.appointment ?? 'api')}
                    </span>
                  ))}
            </td>
            <td className="px-2 text-ink-2 phone:hidden">{roles.place(person.locationId)}</td>
            <td className="pr-4 phone:hidden">
              <StaffStatus status={person.status} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
