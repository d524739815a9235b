// `pnpm toster …`: the command line over the data of a home, beside a running console or alone.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findEmbedded } from '@toster/db/embedded/server';
import { readSettings, variable } from './env.ts';
import { ROOT } from './root.ts';
import { prepareDatabase, startDatabase } from './start/database.ts';
import { environmentFor } from './start/environment.ts';
import { secretsCommand } from './secrets/command.ts';
import { openSecretsStage } from './secrets/stage.ts';
import { loadSecrets } from './start/secrets.ts';
import { fail } from './steps.ts';

const CLI = join(ROOT, 'packages', 'api', 'src', 'cli', 'toster.ts');

/** Runs the command in the user's folder, where its file names are meant. */
function runCommand(env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...process.argv.slice(2)], {
      cwd: variable('INIT_CWD') ?? process.cwd(),
      env,
      stdio: 'inherit',
    });
    // Ctrl-C reaches the command by itself; this process waits for its end.
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs a command over the data of a home, whose database it starts where none runs. */
async function overDatabase(): Promise<void> {
  const { databaseUrl, ...settings } = readSettings();
  const isLocal = settings.environment === 'local';
  const secrets = loadSecrets(settings.home, isLocal ? undefined : variable);
  const base = { ...settings, secrets, inherit: true, isEmbedded: databaseUrl === undefined };
  const runningUrl = databaseUrl ?? findEmbedded(settings.home)?.adminUrl;
  if (runningUrl !== undefined) {
    const env = environmentFor('command', { ...base, adminUrl: runningUrl });
    process.exitCode = await runCommand(env);
  } else {
    const database = await startDatabase({ ...settings, databaseUrl, fsync: true });
    try {
      const deployment = { ...base, adminUrl: database.adminUrl };
      await prepareDatabase(deployment, new AbortController().signal);
      process.exitCode = await runCommand(environmentFor('command', deployment));
    } finally {
      await database.stop();
    }
  }
}

try {
  const [first, ...rest] = process.argv.slice(2);
  if (first === 'secrets') {
    const stage = openSecretsStage(readSettings(), variable, (line) => console.log(line));
    await secretsCommand(rest, stage);
  } else {
    await overDatabase();
  }
} catch (error) {
  fail(error);
}
process.exit();
