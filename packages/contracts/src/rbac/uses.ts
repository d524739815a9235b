import { MATRIX } from './matrix.ts';
import { PERMISSIONS, type Permission } from './permissions.ts';

/** How often one member may use a permission in any span of `perSeconds`, and what is asked of a use beyond. */
export type UseLimit = {
  readonly permission: Permission;
  readonly most: number;
  readonly perSeconds: number;
  /** `refuse`: until an earlier use has left the span. `step_up`: unless the proof of identity is this fresh. */
  readonly beyond:
    | { readonly kind: 'refuse' }
    | { readonly kind: 'step_up'; readonly maxAgeSeconds: number };
};

/** The limit the matrix sets on uses of a permission; null where it sets none. */
export function useLimitOf(permission: Permission): UseLimit | null {
  const { rules, stepUp } = MATRIX[permission];
  const rate = rules.find((rule) => rule.kind === 'rate');
  if (rate !== undefined) {
    const { max, perSeconds } = rate;
    return { permission, most: max, perSeconds, beyond: { kind: 'refuse' } };
  }
  if (stepUp === null || typeof stepUp.when === 'string') return null;
  const { moreThan, perSeconds } = stepUp.when;
  const { maxAgeSeconds } = stepUp;
  return { permission, most: moreThan, perSeconds, beyond: { kind: 'step_up', maxAgeSeconds } };
}

/** Every limit on uses, in the order of the matrix. */
export const USE_LIMITS: readonly UseLimit[] = PERMISSIONS.flatMap(
  (name) => useLimitOf(name) ?? [],
);
