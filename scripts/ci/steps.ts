import { join } from 'node:path';
import { ROOT } from '../root.ts';
import { ALLOWED } from '../secret-scan/allowed.ts';
import { scanRepository } from '../secret-scan/repository.ts';
import { remark } from '../steps.ts';
import { runTool } from '../test/tools.ts';
import { findDrift } from './drift.ts';
import { readReleaseEnv } from './env.ts';
import { checkImages } from './images.ts';
import { checkPublishedSchema } from './railway-schema.ts';
import { deployRelease, RAILWAY_API } from './railway.ts';

/** What a step needs that a laptop without a network does not have. */
type Needs = 'nothing' | 'the npm registry' | 'a container engine' | 'Railway';

export type CiStep = {
  readonly what: string;
  readonly needs: Needs;
  readonly run: () => Promise<void>;
};

/** Every step of the workflows. A step throws with what is wrong. */
export const CI_STEPS = {
  test: {
    what: 'npm test: format, types, lint, boundaries, unused code, tests, JavaScript, browser',
    needs: 'nothing',
    run: () => program(join(ROOT, 'scripts', 'test.ts')),
  },
  deep: {
    what: 'the deep lane: soaks, scale, recipes, images',
    needs: 'nothing',
    run: () => program(join(ROOT, 'scripts', 'test-deep.ts')),
  },
  drift: {
    what: 'generated files are up to date: migrations, matrix, API, settings, texts',
    needs: 'nothing',
    run: async () => {
      const drifted = await findDrift();
      if (drifted.length === 0) return;
      throw new Error(`Out of date, and now written anew:\n${drifted.join('\n')}`);
    },
  },
  secrets: {
    what: 'no secret in any file or in the history',
    needs: 'nothing',
    run: async () => {
      const { findings, unused } = scanRepository(ROOT, ALLOWED, 'HEAD');
      const lines = [
        ...findings.map(({ rule, place, line, preview }) => `${place}:${line} ${rule} ${preview}`),
        ...unused.map(({ digest, why }) => `allowed for nothing: ${digest} (${why})`),
      ];
      if (lines.length > 0) throw new Error(lines.join('\n'));
    },
  },
  audit: {
    what: 'no dependency with a known hole of grade high or critical',
    needs: 'the npm registry',
    run: async () => {
      const { code } = await runTool('pnpm', ['audit', '--audit-level=high']);
      if (code !== 0) throw new Error('The audit found something, or could not be made.');
    },
  },
  images: {
    what: 'both container images build, run without root and write nothing',
    needs: 'a container engine',
    run: checkImages,
  },
  'railway-schema': {
    what: 'railway.json fits the schema that Railway publishes',
    needs: 'Railway',
    run: () => checkPublishedSchema(remark),
  },
  deploy: {
    what: 'the commit is built, migrated and put into production',
    needs: 'Railway',
    run: async () => {
      const env = readReleaseEnv();
      await deployRelease({
        endpoint: RAILWAY_API,
        token: env.RAILWAY_TOKEN,
        environmentId: env.RAILWAY_ENVIRONMENT_ID,
        services: [
          { name: 'worker', id: env.RAILWAY_WORKER_SERVICE_ID },
          { name: 'admin', id: env.RAILWAY_ADMIN_SERVICE_ID },
        ],
        commit: env.RELEASE_COMMIT,
        pollMs: 5_000,
        timeoutMs: 20 * 60_000,
        log: remark,
      });
    },
  },
} as const satisfies Readonly<Record<string, CiStep>>;

async function program(script: string): Promise<void> {
  const { code } = await runTool(process.execPath, [script]);
  if (code !== 0) throw new Error('It failed.');
}
