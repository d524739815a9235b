import { ZConsoleEnv } from '@toster/admin/env';
import { ZApiEnv } from '@toster/api/env';
import { ZAuthEnv } from '@toster/auth/env';
import { ZWorkerEnv } from '@toster/worker/env';
import { z } from 'zod';
import { ZSettings } from '../env.ts';
import { ZReleaseSecrets } from '../start/secrets.ts';

/** What reads a setting. `release` is `npm run migrate`; `start` is `npm start`, which also does what it does. */
export const PARTS = ['console', 'worker', 'release', 'start'] as const;
export type Part = (typeof PARTS)[number];

/** One variable of the environment, as the schemas that read it say. */
export type Setting = {
  readonly name: string;
  readonly meaning: string;
  readonly default: string | undefined;
  /** The parts that have the default. */
  readonly defaultFor: readonly Part[];
  readonly readBy: readonly Part[];
  /** The parts that do not start without it. */
  readonly requiredBy: readonly Part[];
  /** When it is needed though no schema alone requires it, such as "outside local". */
  readonly needed: string | undefined;
};

const SCHEMAS: readonly { readonly parts: readonly Part[]; readonly schema: z.ZodType }[] = [
  { parts: ['release', 'start'], schema: ZSettings },
  { parts: ['console'], schema: ZConsoleEnv },
  { parts: ['console'], schema: ZApiEnv },
  { parts: ['console'], schema: ZAuthEnv },
  { parts: ['worker'], schema: ZWorkerEnv },
  { parts: ['release', 'start'], schema: ZReleaseSecrets },
];

const ZField = z.object({
  description: z.string().optional(),
  default: z.union([z.string(), z.number()]).optional(),
  needed: z.string().optional(),
  internal: z.boolean().optional(),
});
const ZShape = z.object({
  properties: z.record(z.string(), ZField),
  required: z.array(z.string()).default([]),
});

type Draft = { -readonly [K in keyof Setting]: Setting[K] } & { descriptions: string[] };

/**
 * Every setting a person may set, in the order in which the schemas name them. Exactly one schema describes each;
 * throws with the names of those that none or several describe.
 */
export function collectSettings(): Setting[] {
  const drafts = new Map<string, Draft>();
  for (const { parts, schema } of SCHEMAS) {
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    const { properties, required } = ZShape.parse(json);
    for (const [name, field] of Object.entries(properties)) {
      if (field.internal !== true) add(drafts, name, field, parts, required.includes(name));
    }
  }
  const odd = [...drafts.values()].filter(({ descriptions }) => descriptions.length !== 1);
  if (odd.length > 0) {
    const names = odd.map(({ name, descriptions }) => `${name} (${descriptions.length})`);
    throw new Error(`Exactly one schema must describe each setting: ${names.join(', ')}`);
  }
  return [...drafts.values()].map(({ descriptions, ...setting }) => ({
    ...setting,
    meaning: descriptions[0] ?? '',
  }));
}

function add(
  drafts: Map<string, Draft>,
  name: string,
  field: z.infer<typeof ZField>,
  parts: readonly Part[],
  isRequired: boolean,
): void {
  const draft = drafts.get(name) ?? {
    name,
    meaning: '',
    default: undefined,
    defaultFor: [],
    readBy: [],
    requiredBy: [],
    needed: undefined,
    descriptions: [],
  };
  const united = (old: readonly Part[], more: readonly Part[]) =>
    PARTS.filter((part) => old.includes(part) || more.includes(part));
  draft.readBy = united(draft.readBy, parts);
  if (isRequired) draft.requiredBy = united(draft.requiredBy, parts);
  if (field.default !== undefined) {
    draft.default ??= String(field.default);
    draft.defaultFor = united(draft.defaultFor, parts);
  }
  draft.needed ??= field.needed;
  if (field.description !== undefined) draft.descriptions.push(field.description);
  drafts.set(name, draft);
}

/** Whether its value must never be shown or stand in a file of the repository. */
export function isSecret(setting: Pick<Setting, 'name'>): boolean {
  return /^DATABASE_URL|^SMTP_URL$|_KEYS?$|_PEPPER$|_TOKEN$|^REDIS_URL$/.test(setting.name);
}
