'use client';
import { useMessages } from 'next-intl';
import { useMemo } from 'react';

/** Permissions in plain words; one without words shows its own name. */
export function usePermissionName(): {
  name: (permission: string) => string;
  resource: (permission: string) => string;
} {
  const { permissions } = useMessages();
  return useMemo(() => {
    const resources: Readonly<Record<string, string>> = permissions.resource;
    const names: Readonly<Record<string, Readonly<Record<string, string>>>> = permissions.name;
    const split = (permission: string) => {
      const [resource = '', action = ''] = permission.split('.');
      return { resource, action };
    };
    return {
      name: (permission) => {
        const { resource, action } = split(permission);
        return names[resource]?.[action] ?? permission;
      },
      resource: (permission) => resources[split(permission).resource] ?? permission,
    };
  }, [permissions]);
}
