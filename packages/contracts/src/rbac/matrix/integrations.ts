import { K, Km, L, O, S, _, cells } from '../cells.ts';
import type { Permission } from '../permissions.ts';
import { type PermissionRule, STEP_UP, row } from '../rules.ts';

const HOUR = 3600;

/** Who may do what with API keys and webhooks. */
export const INTEGRATION_RULES = {
  'api_keys.read': row(cells(O, _, _, _, _, _, _, _, _, _, _), {
    rules: [{ kind: 'never_shown', what: 'secret' }],
  }),
  'api_keys.create': row(cells(O, _, _, _, _, _, _, _, _, _, _), {
    stepUp: STEP_UP,
    rules: [{ kind: 'shown_once' }, { kind: 'subset_of_own' }, { kind: 'expiry_required' }],
  }),
  'api_keys.rotate_revoke': row(cells(O, L, _, _, _, _, _, _, _, _, S), {
    rules: [{ kind: 'may_only_reduce', role: 'manager' }],
  }),
  'webhooks.read': row(cells(O, L, _, _, _, _, _, _, _, _, K)),
  'webhooks.write': row(cells(O, _, _, _, _, _, _, _, _, _, K), {
    stepUp: STEP_UP,
    rules: [{ kind: 'owner_only_for', what: 'personal_event_types' }],
  }),
  'webhooks.rotate_secret': row(cells(O, _, _, _, _, _, _, _, _, _, K), {
    stepUp: STEP_UP,
  }),
  'webhooks.replay': row(cells(O, L, _, _, _, _, _, _, _, _, K), {
    rules: [{ kind: 'rate', max: 60, perSeconds: HOUR, roles: 'all' }],
  }),
  'webhooks.read_payloads': row(cells(O, _, _, _, _, _, _, _, _, _, Km), {
    stepUp: STEP_UP,
    fields: { api: { 'webhook.delivery': 'full', 'webhook.payload': 'redacted' } },
    rules: [{ kind: 'read_is_recorded' }],
  }),
} as const satisfies { readonly [P in Permission]?: PermissionRule };
