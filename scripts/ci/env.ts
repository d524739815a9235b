import { z } from 'zod';

const ZId = z.string().regex(/^[\w-]{8,64}$/);

const ZRelease = z.object({
  RAILWAY_TOKEN: z.string().min(16),
  RAILWAY_ENVIRONMENT_ID: ZId,
  RAILWAY_WORKER_SERVICE_ID: ZId,
  RAILWAY_ADMIN_SERVICE_ID: ZId,
  RELEASE_COMMIT: z.string().regex(/^[0-9a-f]{40}$/),
});

/** What a release reads from its environment. Throws with the names of what is missing or malformed, never a value. */
export function readReleaseEnv(source: Readonly<Record<string, string | undefined>> = process.env) {
  const parsed = ZRelease.safeParse(source);
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))];
  throw new Error(`missing or malformed in the environment: ${names.join(', ')}`);
}
