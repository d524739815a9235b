import { z } from 'zod';

const path = z.string().regex(/^\/[\w/.-]*$/);
const seconds = z.int().min(0).max(3600);

/**
 * The fields of a Railway config file that Toster uses, as https://docs.railway.com/config-as-code/reference documents
 * them; strict, so that a misspelt field, which Railway would ignore, is refused. Seconds are numbers: Railway's parser
 * refuses the strings that its page shows (railwayapp/docs issue 1243). The published JSON schema itself belongs to
 * Railway and is not kept here; `node scripts/ci.ts railway-schema` checks against it where it can be fetched.
 */
export const ZRailwayConfig = z.strictObject({
  $schema: z.literal('https://railway.com/railway.schema.json'),
  build: z.strictObject({
    builder: z.literal('DOCKERFILE'),
    dockerfilePath: z.string().min(1),
    watchPatterns: z.array(z.string()).optional(),
  }),
  deploy: z
    .strictObject({
      preDeployCommand: z.array(z.string().min(1)).length(1).optional(),
      startCommand: z.string().min(1).optional(),
      healthcheckPath: path,
      healthcheckTimeout: seconds.min(1),
      restartPolicyType: z.enum(['ON_FAILURE', 'ALWAYS', 'NEVER']),
      restartPolicyMaxRetries: z.int().min(1).max(100),
      overlapSeconds: seconds,
      drainingSeconds: seconds,
    })
    .refine((deploy) => deploy.drainingSeconds >= 20, {
      message: 'a process needs its time to end in order',
      path: ['drainingSeconds'],
    }),
});
