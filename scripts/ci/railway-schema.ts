import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ZRailwayConfig } from '../image/railway-schema.ts';
import { IMAGES } from '../image/tree.ts';
import { ROOT } from '../root.ts';

const ZJsonSchema = z.record(z.string(), z.json());

/**
 * Checks every railway.json against the JSON schema that Railway publishes now. It is the platform's contract of the day
 * and not ours to keep: what counts is what their parser takes today, so it is fetched, not pinned, read as data, and its
 * digest is logged. Throws with what does not fit, or when it cannot be fetched.
 */
export async function checkPublishedSchema(
  log: (line: string) => void,
  get = fetch,
): Promise<void> {
  const configs = IMAGES.map((image) => {
    const file = `apps/${image}/railway.json`;
    return { file, config: JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as unknown };
  });
  const address = ZRailwayConfig.shape.$schema.value;
  const response = await get(address, { signal: AbortSignal.timeout(30_000), redirect: 'error' });
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  const text = await response.text();
  log(`${address}: sha256 ${createHash('sha256').update(text).digest('hex')}`);
  const schema = z.fromJSONSchema(ZJsonSchema.parse(JSON.parse(text)));
  for (const { file, config } of configs) {
    const result = schema.safeParse(config);
    if (!result.success) throw new Error(`${file}:\n${z.prettifyError(result.error)}`);
    log(`${file} fits`);
  }
}
