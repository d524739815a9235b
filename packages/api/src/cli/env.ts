import { type KeyRing, parseKeyRing } from '@toster/crypto/key-ring';
import { z } from 'zod';

/** The variables of the command line. */
export const ZCliEnv = z.object({
  DATABASE_URL_AUTH: z.string().regex(/^postgres(ql)?:\/\//),
  DATABASE_URL_WORKER: z.string().regex(/^postgres(ql)?:\/\//),
  TOSTER_CONTEXT_KEYS: z.string(),
});

/** What the command line reads from its environment. The key ring redacts itself when printed. */
export type CliEnv = {
  readonly authUrl: string;
  readonly workerUrl: string;
  readonly contextKeys: KeyRing;
};

/** Reads and checks the environment. Throws when something is missing or malformed; the message shows no value. */
export function readCliEnv(
  source: Readonly<Record<string, string | undefined>> = process.env,
): CliEnv {
  const parsed = ZCliEnv.safeParse(source);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))];
    throw new Error(`missing or malformed in the environment: ${names.join(', ')}`);
  }
  return {
    authUrl: parsed.data.DATABASE_URL_AUTH,
    workerUrl: parsed.data.DATABASE_URL_WORKER,
    contextKeys: parseKeyRing(parsed.data.TOSTER_CONTEXT_KEYS),
  };
}
