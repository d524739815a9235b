import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readReleaseEnv } from './env.ts';
import { checkPublishedSchema } from './railway-schema.ts';
import { deployRelease, type Release } from './railway.ts';

const TOKEN = 'canary'.repeat(6);
const COMMIT = 'a'.repeat(40);
const ZBody = z.strictObject({
  query: z.string(),
  variables: z.record(z.string(), z.string()),
});

/** Railway's door in small: one project token, services by id, each deployment with the states it will go through. */
let server: Server;
let endpoint: string;
let fates: Record<string, readonly string[]>;
let calls: { service: string; commit: string }[];
let answer: (() => { status: number; body: unknown }) | undefined;

beforeEach(async () => {
  fates = {
    worker: ['QUEUED', 'BUILDING', 'DEPLOYING', 'SUCCESS'],
    admin: ['BUILDING', 'SUCCESS'],
  };
  calls = [];
  answer = undefined;
  const asked = new Map<string, number>();
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      const send = (status: number, body: unknown) =>
        response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(JSON.stringify(body));
      if (request.method !== 'POST' || request.headers['project-access-token'] !== TOKEN)
        return send(401, {});
      if (answer !== undefined) {
        const { status, body } = answer();
        return send(status, body);
      }
      const { query, variables } = ZBody.parse(JSON.parse(text));
      if (query.includes('serviceInstanceDeployV2(')) {
        const { serviceId = '', commitSha = '' } = variables;
        calls.push({ service: serviceId, commit: commitSha });
        return send(200, { data: { serviceInstanceDeployV2: `deployment-of-${serviceId}` } });
      }
      const id = variables['id'] ?? '';
      const states = fates[id.replace('deployment-of-', '')] ?? [];
      const at = asked.get(id) ?? 0;
      asked.set(id, at + 1);
      return send(200, {
        data: { deployment: { status: states[Math.min(at, states.length - 1)] } },
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/graphql/v2`;
});
afterEach(() => server.close());

function release(change: Partial<Release> = {}) {
  const lines: string[] = [];
  const done = deployRelease({
    endpoint,
    token: TOKEN,
    environmentId: 'environment-1',
    services: [
      { name: 'worker', id: 'worker' },
      { name: 'admin', id: 'admin' },
    ],
    commit: COMMIT,
    pollMs: 1,
    timeoutMs: 2_000,
    log: (line) => lines.push(line),
    ...change,
  });
  return { done, lines };
}

describe('a release', () => {
  test('deploys the very commit, the worker with the migration first, the console when that serves', async () => {
    const { done, lines } = release();
    await done;
    expect(calls).toEqual([
      { service: 'worker', commit: COMMIT },
      { service: 'admin', commit: COMMIT },
    ]);
    expect(lines.indexOf('worker: SUCCESS')).toBeLessThan(
      lines.findIndex((line) => line.startsWith('admin: ')),
    );
    expect(lines.join('\n')).not.toContain(TOKEN);
  });

  test.each(['FAILED', 'CRASHED', 'REMOVED', 'SKIPPED'])(
    'leaves the console alone when the migration or the worker ends as %s',
    async (state) => {
      fates['worker'] = ['BUILDING', state];
      await expect(release().done).rejects.toThrow(`worker has ended as ${state}`);
      expect(calls.map(({ service }) => service)).toEqual(['worker']);
    },
  );

  test('does not take a state it does not know for a good one', async () => {
    fates['worker'] = ['NEEDS_APPROVAL'];
    await expect(release({ timeoutMs: 60 }).done).rejects.toThrow('still NEEDS_APPROVAL');
    expect(calls).toHaveLength(1);
  });

  test('fails when it is refused, with Railway’s words and without the token', async () => {
    answer = () => ({ status: 200, body: { errors: [{ message: 'Not Authorized' }], data: null } });
    await expect(release().done).rejects.toThrow('Railway refused: Not Authorized');
    answer = () => ({ status: 503, body: {} });
    await expect(release().done).rejects.toThrow('Railway answered 503');
    answer = undefined;
    const error: unknown = await release({ token: 'another-token-canary' }).done.catch(
      (e: unknown) => e,
    );
    expect(String(error)).toContain('401');
    expect(String(error)).not.toContain('canary');
  });
});

test('a release names what its environment misses, and no value', () => {
  const whole = {
    RAILWAY_TOKEN: TOKEN,
    RAILWAY_ENVIRONMENT_ID: 'environment-1',
    RAILWAY_WORKER_SERVICE_ID: 'service-worker',
    RAILWAY_ADMIN_SERVICE_ID: 'service-admin',
    RELEASE_COMMIT: COMMIT,
  };
  expect(readReleaseEnv(whole)).toEqual(whole);
  for (const name of Object.keys(whole)) {
    expect(() => readReleaseEnv({ ...whole, [name]: '' })).toThrow(new RegExp(`: ${name}$`));
  }
  expect(() => readReleaseEnv({ ...whole, RELEASE_COMMIT: 'main; rm -rf /' })).toThrow(
    'RELEASE_COMMIT',
  );
});

describe('the schema that Railway publishes', () => {
  const published = (deploy: object) => async () =>
    Response.json({
      type: 'object',
      properties: { deploy: { type: 'object', properties: deploy } },
      required: ['deploy'],
    });

  test('is what every railway.json must fit', async () => {
    const lines: string[] = [];
    await checkPublishedSchema(
      (line) => lines.push(line),
      published({ drainingSeconds: { type: 'integer' } }),
    );
    expect(lines.join('\n')).toMatch(/sha256 [0-9a-f]{64}/);
    expect(lines).toContain('apps/worker/railway.json fits');
  });

  test('is not taken for met when it says something else or does not come', async () => {
    const log = () => undefined;
    await expect(
      checkPublishedSchema(log, published({ drainingSeconds: { type: 'string' } })),
    ).rejects.toThrow('apps/admin/railway.json');
    await expect(
      checkPublishedSchema(log, async () => new Response('', { status: 404 })),
    ).rejects.toThrow('answered 404');
  });
});
