#!/usr/bin/env node
// The command line: `toster <verb> <noun> …`. Started by `pnpm toster`, which brings the environment.
import { IMPORT_KINDS } from '@toster/contracts/imports/kinds';
import { ImportError } from '@toster/imports/import-error';
import { readCliEnv } from './env.ts';
import { EXIT, type ExitCode, UsageError } from './exit-codes.ts';
import { importCommand } from './import-command.ts';

const HELP = `Usage: pnpm toster COMMAND

Commands:
  import orders FILE      orders from a CSV or TSV file of another system
  import menu FILE        the menu of a location
  import customers FILE   guests
  secrets rotate PURPOSE  changes a key without signing anybody out

pnpm toster import orders --help and pnpm toster secrets --help say more; the others too.
`;

async function run(args: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const [verb, noun, ...rest] = args;
  const kind = verb === 'import' ? IMPORT_KINDS.find((each) => each === noun) : undefined;
  if (kind !== undefined) {
    const terminal = { out: process.stdout, err: process.stderr };
    return importCommand(kind, rest, readCliEnv, terminal, signal);
  }
  if (verb === undefined || verb === 'help' || args.includes('--help') || args.includes('-h')) {
    process.stdout.write(HELP);
    return verb === undefined ? EXIT.usage : EXIT.done;
  }
  throw new UsageError(`there is no command "${[verb, noun].filter(Boolean).join(' ')}"`);
}

/** What a person is told; anything unforeseen shows its message only, never SQL or values. */
function explain(error: unknown): string {
  if (error instanceof UsageError)
    return `${error.message}\nSee pnpm toster import orders|menu|customers --help`;
  if (error instanceof ImportError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT' && 'path' in error) {
    return `there is no file ${String(error.path)}`;
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

const interrupt = new AbortController();
const stop = () => {
  // A second signal does not wait for the batch.
  if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
  interrupt.abort();
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

try {
  process.exitCode = await run(process.argv.slice(2), interrupt.signal);
} catch (error) {
  process.stderr.write(`toster: ${explain(error)}\n`);
  process.exitCode = error instanceof UsageError ? EXIT.usage : EXIT.failed;
}
