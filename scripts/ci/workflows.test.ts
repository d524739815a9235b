import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../root.ts';
import { GENERATORS } from './drift.ts';
import { CI_STEPS } from './steps.ts';

const FOLDER = join(ROOT, '.github', 'workflows');

/** The actions of others, each at the commit of the release in its comment. One SHA each: two would be two programs. */
const PINNED: Readonly<Record<string, string>> = {
  'actions/checkout': 'df4cb1c069e1874edd31b4311f1884172cec0e10 # v6.0.3',
  'actions/setup-node': '48b55a011bda9f5d6aeb4c2d9c7362e8dae4041e # v6.4.0',
  'github/codeql-action/init': '8aad20d150bbac5944a9f9d289da16a4b0d87c1e # v4.36.2',
  'github/codeql-action/analyze': '8aad20d150bbac5944a9f9d289da16a4b0d87c1e # v4.36.2',
};

const ZStep = z.strictObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.union([z.string(), z.boolean(), z.number()])).optional(),
  env: z.record(z.string(), z.string()).optional(),
});
const ZPermissions = z.record(z.string(), z.enum(['read', 'write']));
const ZJob = z.strictObject({
  if: z.string().optional(),
  needs: z.array(z.string()).optional(),
  uses: z.string().optional(),
  'runs-on': z.string().optional(),
  'timeout-minutes': z.int().optional(),
  environment: z.string().optional(),
  permissions: ZPermissions,
  strategy: z.unknown().optional(),
  steps: z.array(ZStep).default([]),
});
const ZWorkflow = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: ZPermissions,
  concurrency: z.strictObject({
    group: z.string(),
    'cancel-in-progress': z.union([z.boolean(), z.string()]),
  }),
  jobs: z.record(z.string(), ZJob),
});

const files = readdirSync(FOLDER).filter((file) => /\.ya?ml$/.test(file));
const workflows = files.map((file) => {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  return { file, text, workflow: ZWorkflow.parse(parse(text)) };
});
const jobs = workflows.flatMap(({ file, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ at: `${file} ${name}`, name, job })),
);
const steps = jobs.flatMap(({ at, job }) => job.steps.map((step) => ({ at, step })));
const workflow = (name: string) => {
  const found = workflows.find(({ file }) => file === `${name}.yml`)?.workflow;
  if (found === undefined) throw new Error(`there is no ${name}.yml`);
  return found;
};

describe('every workflow', () => {
  test('starts without any right, and each job is given what it uses', () => {
    const allowed = [
      { contents: 'read' },
      { contents: 'read', actions: 'read', 'security-events': 'write' },
    ];
    for (const { workflow: each, file } of workflows) expect(each.permissions, file).toEqual({});
    for (const { at, job } of jobs) {
      expect(allowed, at).toContainEqual(job.permissions);
      if (job.permissions['security-events'] !== undefined) expect(at).toBe('codeql.yml analyze');
    }
  });

  test('runs code of a fork with a fork’s rights, never in the name of the repository', () => {
    const dangerous = [
      'pull_request_target',
      'workflow_run',
      'issue_comment',
      'issues',
      'repository_dispatch',
    ];
    for (const { workflow: each, file } of workflows) {
      expect(
        Object.keys(each.on).filter((event) => dangerous.includes(event)),
        file,
      ).toEqual([]);
    }
  });

  test('ends in time and does not pile up', () => {
    for (const { at, job } of jobs) {
      if (job.uses === undefined) expect(job['timeout-minutes'], at).toBeLessThanOrEqual(120);
    }
    const groups = workflows.map(({ workflow: each }) => each.concurrency.group);
    expect(new Set(groups).size).toBe(groups.length);
  });
});

describe('every step', () => {
  test('that runs something calls one program of the repository with one of its steps', () => {
    const runs = steps.flatMap(({ at, step }) =>
      step.run === undefined ? [] : [{ at, run: step.run }],
    );
    expect(runs.length).toBeGreaterThan(6);
    for (const { at, run } of runs) {
      const name = /^node boot\.mjs ci ([a-z-]+)$/.exec(run)?.[1] ?? '';
      expect(Object.keys(CI_STEPS), `${at}: ${run}`).toContain(name);
    }
    const used = new Set(runs.map(({ run }) => run.split(' ').at(-1)));
    expect([...used].toSorted()).toEqual(Object.keys(CI_STEPS).toSorted());
    expect(existsSync(join(ROOT, 'boot.mjs')) && existsSync(join(ROOT, 'scripts', 'ci.ts'))).toBe(
      true,
    );
  });

  test('that uses an action names its commit, with the release beside it', () => {
    const uses = workflows.flatMap(({ file, text }) =>
      [...text.matchAll(/^\s*(?:- )?uses: (.+)$/gm)].map((match) => ({
        file,
        use: match[1] ?? '',
      })),
    );
    expect(uses.length).toBeGreaterThan(10);
    for (const { file, use } of uses) {
      if (use.startsWith('./')) {
        expect(existsSync(join(ROOT, use)), `${file}: ${use}`).toBe(true);
        continue;
      }
      const [action = '', commit = ''] = use.split('@');
      expect(commit, `${file}: ${use}`).toMatch(/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      expect(PINNED[action], `${file}: ${use}`).toBe(commit);
    }
  });

  test('leaves no token of the repository behind it', () => {
    const checkouts = steps.filter(({ step }) => step.uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(5);
    for (const { at, step } of checkouts)
      expect(step.with?.['persist-credentials'], at).toBe(false);
  });

  test('is told nothing that a stranger may have written', () => {
    const known =
      /^(?:secrets\.RAILWAY_TOKEN|vars\.RAILWAY_[A-Z_]+|github\.sha|github\.ref|github\.event_name|matrix\.language|github\.event_name == 'pull_request')$/;
    for (const { file, text } of workflows) {
      for (const match of text.matchAll(/\$\{\{(.*?)\}\}/g)) {
        expect((match[1] ?? '').trim(), file).toMatch(known);
      }
    }
    for (const { at, step } of steps) expect(step.run ?? '', at).not.toContain('${{');
  });
});

describe('a deploy', () => {
  const { on, jobs: deployJobs } = workflow('deploy');

  test('happens for main alone, after every check of that commit', () => {
    expect(on).toEqual({ push: { branches: ['main'] } });
    expect(deployJobs['production']?.needs).toEqual(['ci']);
    expect(deployJobs['ci']?.uses).toBe('./.github/workflows/ci.yml');
    const checks = workflow('ci').jobs;
    for (const name of ['test', 'drift', 'audit', 'secrets', 'images']) {
      expect(checks[name]?.if, name).toBeUndefined();
      expect(checks[name]?.steps.at(-1)?.run).toBe(`node boot.mjs ci ${name}`);
    }
    expect(checks['secrets']?.steps[0]?.with?.['fetch-depth']).toBe(0);
  });

  test('alone sees a secret, in the one step that uses it, behind the environment’s own gate', () => {
    const holders = steps.filter(({ step }) => JSON.stringify(step).includes('secrets.'));
    expect(holders.map(({ at, step }) => [at, step.run])).toEqual([
      ['deploy.yml production', 'node boot.mjs ci deploy'],
    ]);
    expect(deployJobs['production']?.environment).toBe('production');
  });
});

test('the deep lane runs at night and on demand', () => {
  const { on, jobs: checks } = workflow('ci');
  expect(Object.keys(on)).toEqual(
    expect.arrayContaining([
      'push',
      'pull_request',
      'schedule',
      'workflow_dispatch',
      'workflow_call',
    ]),
  );
  expect(checks['deep']?.if).toBe(
    "github.event_name == 'schedule' || github.event_name == 'workflow_dispatch'",
  );
});

test('drift is looked for with every generator there is', () => {
  const named = readdirSync(join(ROOT, 'scripts'))
    .filter((file) => file.startsWith('generate-'))
    .map((file) => `scripts/${file}`);
  expect(GENERATORS).toEqual(expect.arrayContaining(named));
  for (const file of GENERATORS) expect(existsSync(join(ROOT, file)), file).toBe(true);
});
