'use client';
import type { LocationDetails } from '@toster/contracts/schemas/locations';
import { useTranslations } from 'next-intl';
import { OpenBadge } from '#features/locations/open-badge.tsx';
import { hoursTodayOf, openNowOf } from '#features/locations/open-state.ts';
import { Avatar } from '#ui/avatar.tsx';
import { cn } from '#ui/cn.ts';

/** The establishments as rows; the name opens one, the whole row is its target. */
export function LocationsTable({
  locations,
  at,
  selected,
  onOpen,
}: {
  locations: readonly LocationDetails[];
  at: string;
  selected: string | null;
  onOpen: (id: string) => void;
}) {
  const t = useTranslations('locations');
  return (
    <table className="w-full table-fixed border-collapse text-sm">
      <caption className="sr-only">{t('title')}</caption>
      <thead>
        <tr className="border-b border-line text-left text-xs text-ink-3">
          <th scope="col" className="h-9 w-2/5 pl-4 font-medium phone:w-auto">
            {t('columns.name')}
          </th>
          <th scope="col" className="px-2 font-medium phone:hidden">
            {t('columns.now')}
          </th>
          <th scope="col" className="px-2 font-medium phone:hidden">
            {t('columns.today')}
          </th>
          <th scope="col" className="w-48 pr-4 font-medium max-[1000px]:hidden">
            {t('columns.contact')}
          </th>
        </tr>
      </thead>
      <tbody>
        {locations.map((location) => {
          const today = hoursTodayOf(location, at);
          const now = openNowOf(location, at);
          return (
            <tr
              key={location.id}
              className={cn(
                'relative h-16 border-b border-line last:border-0 hover:bg-hover',
                location.id === selected && 'bg-selected',
              )}
            >
              <td className="py-2 pr-2 pl-4">
                <span className="flex items-center gap-3">
                  <Avatar name={location.name} square className="size-9" />
                  <span className="min-w-0 flex-1">
                    <button
                      type="button"
                      data-row
                      aria-label={t('open', { name: location.name })}
                      onClick={() => onOpen(location.id)}
                      className="flex min-h-6 max-w-full items-center text-left font-medium -outline-offset-2 after:absolute after:inset-0 touch:min-h-11 touch:min-w-11"
                    >
                      <span className="truncate">{location.name}</span>
                    </button>
                    <span className="block text-xs text-pretty text-ink-3">
                      {[location.address, location.city].filter(Boolean).join(', ')}
                    </span>
                    <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 wide:hidden rail:hidden">
                      <OpenBadge now={now} />
                      {today === null || today === '' ? null : (
                        <span className="text-xs text-ink-2 nums">{today}</span>
                      )}
                    </span>
                  </span>
                </span>
              </td>
              <td className="px-2 phone:hidden">
                <OpenBadge now={now} />
              </td>
              <td className="px-2 text-ink-2 nums phone:hidden">
                {today === null ? null : today === '' ? t('closedDay') : today}
              </td>
              <td className="truncate pr-4 text-ink-2 nums max-[1000px]:hidden">
                {location.phone || location.email}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
