import { MATRIX } from '@toster/contracts/rbac/matrix';
import { isBuilt } from '@toster/contracts/rbac/not-yet-built';
import { PERMISSIONS } from '@toster/contracts/rbac/permissions';
import type { Rights } from '@toster/contracts/rbac/rights';
import type { GetStaffAccessOutput } from '@toster/contracts/schemas/staff';

/** Rights as they are shown: each with the grants it comes from and what would be asked, and what is not given. */
export function describeAccess(id: string, rights: Rights): GetStaffAccessOutput {
  return {
    id,
    permissions: Array.from(rights, ([permission, { parts }]) => ({
      permission,
      parts: parts.map(({ via, scope, locationId, fields, domains }) => ({
        via,
        scope,
        locationId,
        limited: fields !== null || domains !== null,
      })),
      stepUp: MATRIX[permission].stepUp !== null,
      approval: MATRIX[permission].approval !== null,
      isBuilt: isBuilt(permission),
    })),
    denied: PERMISSIONS.filter((permission) => !rights.has(permission)),
  };
}
