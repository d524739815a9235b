// Runs scripts/<command>.ts on a machine that has only Node 20 or newer and npm: fetches Node 24
// and pnpm 12 through npm when the machine's own are older, installs the packages when they
// changed, and steps aside. Plain JavaScript without dependencies, because nothing is installed yet.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR = 24;
const PNPM_MAJOR = 12;
const root = dirname(fileURLToPath(import.meta.url));
const cacheFile = join(root, 'node_modules', '.toster-boot.json');

const [command = 'start', ...args] = process.argv.slice(2);
const script = join(root, 'scripts', `${command.replaceAll(':', '-')}.ts`);
if (!/^[a-z:-]+$/.test(command) || !existsSync(script)) {
  fail(`There is no command "${command}".`);
}
if (major(process.versions.node) < 20) {
  fail(`Node ${process.versions.node} is too old: Toster needs Node 20 or newer with npm.`);
}

const cache = readCache();
const wanted = installStamp();
const tools = await findTools();
if (cache.install !== wanted || !existsSync(join(root, 'node_modules', '.modules.yaml'))) {
  await install(tools);
}
if (cache.install !== wanted || cache.node !== tools.node || cache.pnpm !== tools.pnpm) {
  writeFileSync(cacheFile, JSON.stringify({ ...tools, install: wanted }));
}
run(tools);

/** Hands over to the command, passing on the signals that a terminal does not send to the group. */
function run({ node, pnpm }) {
  const child = spawn(node, [script, ...args], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    stdio: 'inherit',
    env: environment([dirname(node), dirname(pnpm)]),
  });
  child.once('error', (error) => fail(`${node} cannot be started: ${error.message}`));
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  // Ctrl-C reaches the child by itself; a kill -INT to this process alone does not.
  process.on('SIGINT', () => setTimeout(() => child.kill('SIGINT'), 500));
  watchParent(child);
}

/** npm killed the hard way cannot pass anything on: being adopted by another process tells. */
function watchParent(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 1000).unref();
}

/**
 * The environment for everything started from here: npm's own variables would steer pnpm and
 * tools (another prefix, another user config), except the registry, which is the user's choice.
 */
function environment(folders) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_/i.test(name) || /^npm_config_registry$/i.test(name),
  );
  const path = [...new Set(folders), process.env.PATH ?? ''].join(delimiter);
  return { ...Object.fromEntries(kept), PATH: path, TOSTER_BOOT_PID: String(process.pid) };
}

/** Node and pnpm: the machine's own when new enough, else those that npm fetches and keeps. */
async function findTools() {
  const ownNode = major(process.versions.node) >= NODE_MAJOR ? process.execPath : cache.node;
  const found = {
    node: usable(ownNode) ? ownNode : undefined,
    pnpm: usable(cache.pnpm) ? cache.pnpm : machinePnpm(),
  };
  const missing = [];
  if (found.node === undefined) missing.push(['node', NODE_MAJOR]);
  if (found.pnpm === undefined) missing.push(['pnpm', PNPM_MAJOR]);
  if (missing.length === 0) return found;

  const names = missing.map(([name, version]) => `${name} ${version}`).join(' and ');
  const done = step(`Fetching ${names} through npm`);
  const packages = missing.flatMap(([name, version]) => ['-p', `${name}@${version}`]);
  const ask = missing.map(([name]) => `command -v ${name}`).join('; ');
  let output = '';
  for (const mode of ['--offline', '--prefer-online']) {
    const result = await capture('npx', ['-y', mode, ...packages, '-c', ask], process.env);
    output = result.output;
    const lines = result.stdout.trim().split('\n').slice(-missing.length);
    missing.forEach(([name], index) => (found[name] = lines[index]));
    if (result.code === 0 && usable(found.node) && usable(found.pnpm)) {
      done();
      return found;
    }
  }
  fail(`${names} could not be fetched.\n${networkHint(output)}`);
}

async function install({ node, pnpm }) {
  const done = step('Installing packages');
  const result = await capture(
    pnpm,
    [
      'install',
      '--frozen-lockfile',
      '--reporter=append-only',
      '--config.confirmModulesPurge=false',
    ],
    environment([dirname(node), dirname(pnpm)]),
  );
  if (result.code !== 0)
    fail(`The packages could not be installed.\n${networkHint(result.output)}`);
  done();
}

/** The machine's own pnpm, when it is new enough. */
function machinePnpm() {
  const result = spawnSync('/bin/sh', ['-c', 'command -v pnpm && pnpm --version'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 5000,
    env: { ...process.env, COREPACK_ENABLE_NETWORK: '0' },
  });
  const [path, version = ''] = result.status === 0 ? result.stdout.trim().split('\n') : [];
  return major(version) >= PNPM_MAJOR ? path : undefined;
}

/** Changes when an install could give another result. */
function installStamp() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests()]) {
    const path = join(root, file);
    if (existsSync(path)) hash.update(`\0${file}\0`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

function manifests() {
  const folders = ['apps', 'packages', 'tooling', 'patches'].flatMap((parent) =>
    existsSync(join(root, parent))
      ? readdirSync(join(root, parent)).map((name) => join(parent, name))
      : [],
  );
  return ['.', 'e2e', 'bench', ...folders]
    .map((path) => (path.startsWith('patches') ? path : join(path, 'package.json')))
    .sort();
}

function readCache() {
  try {
    return JSON.parse(readFileSync(cacheFile, 'utf8'));
  } catch {
    return {};
  }
}

function usable(path) {
  return typeof path === 'string' && existsSync(path);
}

function major(version) {
  return Number.parseInt(version, 10) || 0;
}

function capture(program, programArgs, env) {
  return new Promise((resolve) => {
    const child = spawn(program, programArgs, {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let output = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => resolve({ code: 1, stdout, output: error.message }));
    child.once('close', (code) => resolve({ code, stdout, output }));
  });
}

function networkHint(output) {
  const tail = output.trim().split('\n').slice(-15).join('\n');
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/;
  if (!offline.test(output)) return tail;
  return `${tail}\n\nThe npm registry cannot be reached. The first start needs it; later ones do not.`;
}

/** Prints the step and, when it is done, how long it took. */
function step(title) {
  const started = performance.now();
  const terminal = process.stdout.isTTY;
  process.stdout.write(terminal ? `· ${title} …` : `· ${title} …\n`);
  return () => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${terminal ? '\r\u001b[2K' : ''}✓ ${title} (${seconds} s)\n`);
  };
}

function fail(message) {
  process.stderr.write(`\n✗ ${message}\n`);
  process.exit(1);
}
