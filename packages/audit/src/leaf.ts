import { createHash } from 'node:crypto';
import type { AuditField } from '@toster/contracts/schemas/audit';
import { z } from 'zod';

/** The leaf's members that a reader needs; the rest repeat columns of the event. */
const ZLeaf = z.object({
  after: z.record(z.string(), z.json()).optional(),
  before: z.record(z.string(), z.json()).optional(),
  ctx: z.string().optional(),
  pii: z.record(z.string(), z.string()).optional(),
});

/** One captured change, as its leaf holds it. */
export type Leaf = z.infer<typeof ZLeaf>;

/** Reads a leaf. Throws on anything the capture could not have written. */
export function parseLeaf(text: string): Leaf {
  return ZLeaf.parse(JSON.parse(text));
}

/** Whether the stored hash is the leaf's: SHA-256 over 0x00 and its bytes (RFC 6962 §2.1). `hash` in hex. */
export function isIntact(text: string, hash: string): boolean {
  return createHash('sha256').update(Buffer.of(0)).update(text, 'utf8').digest('hex') === hash;
}

/** The commitment to a disclosure: base64 of the SHA-256 of its UTF-8 bytes. */
export function commitmentOf(disclosure: string): string {
  return createHash('sha256').update(disclosure, 'utf8').digest('base64');
}

const ZDisclosure = z.tuple([z.string(), z.string(), z.json()]);

/** Disclosures by the path they open, e.g. `after.email`; a disclosure that is none opens nothing. */
export type Opened = ReadonlyMap<
  string,
  { readonly text: string; readonly value: z.infer<ReturnType<typeof z.json>> }
>;

/** Reads disclosures, each `["<salt>","<path>",<value>]`. */
export function openDisclosures(texts: readonly string[]): Opened {
  return new Map(
    texts.flatMap((text) => {
      const parsed = ZDisclosure.safeParse(parseJson(text));
      return parsed.success ? [[parsed.data[1], { text, value: parsed.data[2] }] as const] : [];
    }),
  );
}

/** Why a personal value that is not there is not there: withheld from this reader, or gone. */
export type Missing = 'hidden' | 'erased';

/**
 * The fields of a change: public ones from the leaf, personal ones from disclosures that match their
 * commitments. `changed` is null where the whole row came or went.
 */
export function fieldsOf(
  leaf: Leaf,
  changed: readonly string[] | null,
  opened: Opened,
  missing: Missing,
): AuditField[] {
  const { before = {}, after = {}, pii = {} } = leaf;
  const personal = new Set(Object.keys(pii).map((path) => path.slice(path.indexOf('.') + 1)));
  const names = new Set([
    ...Object.keys(before),
    ...Object.keys(after),
    ...personal,
    ...(changed ?? []),
  ]);
  names.delete('org_id');
  return [...names].sort().map((name) => {
    const isChanged = changed === null || changed.includes(name);
    if (personal.has(name))
      return { name, changed: isChanged, ...personalValues(name, pii, opened, missing) };
    const was = Object.hasOwn(before, name);
    const is = Object.hasOwn(after, name);
    if (!was && !is) return { name, state: 'secret', changed: isChanged };
    return {
      name,
      state: 'plain',
      changed: isChanged,
      ...(was ? { before: before[name] } : {}),
      ...(is ? { after: after[name] } : {}),
    };
  });
}

type Values = Pick<AuditField, 'state' | 'before' | 'after'>;

function personalValues(
  name: string,
  pii: Readonly<Record<string, string>>,
  opened: Opened,
  missing: Missing,
): Values {
  const values: Values = { state: 'disclosed' };
  for (const side of ['before', 'after', 'same'] as const) {
    const commitment = pii[`${side}.${name}`];
    if (commitment === undefined) continue;
    const found = opened.get(`${side}.${name}`);
    if (found === undefined) return { state: missing };
    if (commitmentOf(found.text) !== commitment) return { state: 'altered' };
    if (side !== 'after') values.before = found.value;
    if (side !== 'before') values.after = found.value;
  }
  return values;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
