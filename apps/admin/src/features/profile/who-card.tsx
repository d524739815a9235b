'use client';
import type { GetProfileOutput } from '@toster/contracts/schemas/profile';
import { useTranslations } from 'next-intl';
import { AddressStanding } from '#features/profile/address-standing.tsx';
import { Fact } from '#features/staff/fact.tsx';
import { useRoles } from '#features/staff/use-roles.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { Avatar } from '#ui/avatar.tsx';

/** Who the console takes one for: name, the address one signs in with, roles, place, since when. */
export function WhoCard({ profile }: { profile: GetProfileOutput }) {
  const t = useTranslations('profile');
  const staff = useTranslations('staff');
  const roles = useRoles();
  const formats = useFormats();
  return (
    <div className="p-4">
      <div className="mb-4 flex items-center gap-3">
        <Avatar name={profile.firstName} className="size-11 text-sm" />
        <div className="min-w-0">
          <p className="text-base font-semibold tracking-tight">{profile.firstName}</p>
          <p className="text-sm break-all text-ink-2">{profile.email}</p>
        </div>
      </div>
      <dl className="grid grid-cols-2 gap-4">
        <Fact label={t('roles')} className="col-span-2">
          {profile.grants.length === 0
            ? staff('noRoles')
            : profile.grants.map((grant) => (
                <span
                  key={`${grant.role} ${grant.appointment} ${grant.locationId}`}
                  className="block"
                >
                  {t('roleAt', {
                    role: roles.grant({ ...grant, locationId: null }),
                    place: roles.place(grant.locationId),
                  })}
                </span>
              ))}
        </Fact>
        <Fact label={staff('home')}>{roles.place(profile.locationId)}</Fact>
        <Fact label={staff('joined')}>{formats.date(profile.joinedAt)}</Fact>
        {profile.hiredOn === null ? null : (
          <Fact label={staff('hired')}>{formats.date(`${profile.hiredOn}T12:00:00Z`)}</Fact>
        )}
      </dl>
      <AddressStanding isProven={profile.addressProven} />
      <p className="mt-4 text-xs text-ink-3">{t('emailHint')}</p>
    </div>
  );
}
