import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { childEnvironment, variable } from './env.ts';
import { ROOT } from './root.ts';

// A repository in small: the real boot.mjs, and programs that note how they were called.
let root: string;
let calls: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'toster-boot-'));
  calls = join(root, 'calls');
  writeFileSync(calls, '');
  for (const folder of ['scripts', 'bin', 'fetched']) mkdirSync(join(root, folder));
  copyFileSync(join(ROOT, 'boot.mjs'), join(root, 'boot.mjs'));
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(join(root, 'pnpm-lock.yaml'), 'one');
  program(
    'fetched/pnpm',
    `mkdir -p node_modules && touch node_modules/.modules.yaml; echo "pnpm $*" >> ${calls}`,
  );
  program('bin/npx', `echo "npx $*" >> ${calls}; echo ${join(root, 'fetched', 'pnpm')}`);
  program('bin/pnpm', 'echo 9.0.0');
  script(`console.log('ran with', process.argv.slice(2).join(' '))`);
});
afterEach(() => rmSync(root, { recursive: true }));

function program(name: string, body: string): void {
  writeFileSync(join(root, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(root, name), 0o755);
}

function script(body: string): void {
  writeFileSync(join(root, 'scripts', 'start.ts'), body);
}

function environment(additions: Record<string, string> = {}): NodeJS.ProcessEnv {
  const path = [join(root, 'bin'), variable('PATH')].join(delimiter);
  return childEnvironment({ INIT_CWD: undefined, PATH: path, ...additions });
}

function boot(args: string[], additions: Record<string, string> = {}) {
  return new Promise<{ code: number; output: string }>((resolve) => {
    const options = { cwd: root, env: environment(additions) };
    execFile(process.execPath, ['boot.mjs', ...args], options, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error === null ? 0 : 1;
      resolve({ code, output: stdout + stderr });
    });
  });
}

const noted = () => readFileSync(calls, 'utf8').trim().split('\n').filter(Boolean);

describe('boot', () => {
  test('fetches what is missing, installs, runs the command, and does neither again', async () => {
    const first = await boot(['start', 'a', 'b']);
    expect(first).toMatchObject({ code: 0 });
    expect(first.output).toContain('ran with a b');
    expect(noted()).toHaveLength(2);
    expect(noted()[0]).toContain('-p pnpm@12');
    expect(noted()[1]).toContain('pnpm install --frozen-lockfile');

    const second = await boot(['start']);
    expect(second.output.trim()).toBe('ran with');
    expect(noted()).toHaveLength(2);
  });

  test('installs again when the lockfile changed', async () => {
    await boot(['start']);
    writeFileSync(join(root, 'pnpm-lock.yaml'), 'two');
    await boot(['start']);
    expect(noted().filter((call) => call.startsWith('pnpm'))).toHaveLength(2);
    expect(noted().filter((call) => call.startsWith('npx'))).toHaveLength(1);
  });

  test('installs again when a package asks for something else', async () => {
    mkdirSync(join(root, 'packages', 'db'), { recursive: true });
    await boot(['start']);
    writeFileSync(join(root, 'packages', 'db', 'package.json'), '{"dependencies":{}}');
    await boot(['start']);
    expect(noted().filter((call) => call.startsWith('pnpm'))).toHaveLength(2);
  });

  test('a failed install is not taken for done', async () => {
    program('fetched/pnpm', `echo "pnpm $*" >> ${calls}; echo broken lockfile; exit 1`);
    const first = await boot(['start']);
    expect(first.code).toBe(1);
    expect(first.output).toContain('broken lockfile');
    await boot(['start']);
    expect(noted().filter((call) => call.startsWith('pnpm'))).toHaveLength(2);
  });

  test('without a network it says that the registry cannot be reached', async () => {
    program('bin/npx', 'echo "npm error code ENOTFOUND" >&2; exit 1');
    const { code, output } = await boot(['start']);
    expect(code).toBe(1);
    expect(output).toContain('The npm registry cannot be reached');
  });

  test('takes the pnpm of the machine when it is new enough', async () => {
    program(
      'bin/pnpm',
      `[ "$1" = --version ] && { echo 12.3.0; exit; }; exec ${root}/fetched/pnpm "$@"`,
    );
    expect(await boot(['start'])).toMatchObject({ code: 0 });
    expect(noted().some((call) => call.startsWith('npx'))).toBe(false);
  });

  test('keeps npm from steering the command, except by its registry', async () => {
    script('console.log(Object.keys(process.env).filter((name) => /^npm_/i.test(name)).join())');
    const { output } = await boot(['start'], {
      npm_config_prefix: '/elsewhere',
      NPM_CONFIG_USERCONFIG: '/elsewhere',
      npm_config_registry: 'https://registry.example',
    });
    expect(output.trim().split('\n').at(-1)).toBe('npm_config_registry');
  });

  test('passes on the exit code', async () => {
    script('process.exit(7)');
    expect((await boot(['start'])).code).toBe(7);
  });

  test('knows no other commands', async () => {
    expect(await boot(['nonsense'])).toMatchObject({ code: 1 });
    expect(await boot(['../start'])).toMatchObject({ code: 1 });
  });

  test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('passes on %s', async (signal) => {
    await boot(['start']);
    script(`process.on('${signal}', () => { console.log('asked'); process.exit(5) });
      console.log('up'); setInterval(() => {}, 1000)`);
    const child = spawn(process.execPath, ['boot.mjs', 'start'], { cwd: root, env: environment() });
    let output = '';
    for await (const chunk of child.stdout) {
      output += String(chunk);
      if (output.includes('up') && !output.includes('asked')) child.kill(signal);
    }
    const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
    expect(output).toContain('asked');
    expect(code).toBe(5);
  });
});
