'use client';
import type { Appointment, Role } from '@toster/contracts/rbac/roles';
import type { StaffGrant } from '@toster/contracts/schemas/staff';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useSession } from '#features/shell/session.tsx';

/** The names of roles, places and grants in the reader's language. */
export function useRoles() {
  const t = useTranslations('staff');
  const audit = useTranslations('audit');
  const { locations } = useSession();
  return useMemo(() => {
    const role = (name: Role | Appointment) => audit(`role.${name}`);
    const place = (id: string | null) =>
      id === null
        ? t('everywhere')
        : (locations.find((location) => location.id === id)?.name ?? `…${id.slice(-8)}`);
    const grant = ({ role: held, appointment, locationId }: StaffGrant) => {
      const name = held ?? appointment;
      if (name === null) return '';
      return locationId === null
        ? role(name)
        : t('roleAt', { role: role(name), place: place(locationId) });
    };
    return { role, place, grant };
  }, [t, audit, locations]);
}
