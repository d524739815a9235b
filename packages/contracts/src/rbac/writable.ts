import type { Field } from './fields.ts';
import { MATRIX } from './matrix.ts';
import type { Permission } from './permissions.ts';
import type { ReachPart } from './rights.ts';

/**
 * Whether one of these parts of somebody's rights changes a field by that permission. A role with a `writable_fields`
 * rule changes what the rule lists and nothing else; a part that shows picked fields changes none that it does not show.
 */
export function changes(
  permission: Permission,
  parts: readonly ReachPart[],
  field: Field,
): boolean {
  return parts.some((part) => {
    if (part.fields !== null && part.fields[field] === undefined) return false;
    const rule = MATRIX[permission].rules.find(
      (each) => each.kind === 'writable_fields' && each.role === part.via,
    );
    return rule?.kind !== 'writable_fields' || rule.fields.includes(field);
  });
}
