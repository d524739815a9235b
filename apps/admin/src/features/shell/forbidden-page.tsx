import { giversOf } from '@toster/contracts/rbac/givers';
import type { Permission } from '@toster/contracts/rbac/permissions';
import { Forbidden } from '#features/shell/failure-view.tsx';

/** A page that this person's roles do not open. Rendered on the server, which alone has the matrix at hand. */
export function ForbiddenPage({ permission }: { permission: Permission }) {
  return <Forbidden permission={permission} givers={giversOf(permission)} heading="h1" />;
}
