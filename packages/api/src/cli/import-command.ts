import { stat } from 'node:fs/promises';
import type { ImportKind } from '@toster/contracts/imports/kinds';
import { problemText } from '@toster/contracts/imports/problems';
import { toDecimal } from '@toster/contracts/money';
import type { Secret } from '@toster/crypto/secret';
import { openPool } from '@toster/db/pool';
import * as schema from '@toster/db/schema/index';
import { importNamed, type NamedResult } from '@toster/imports/import-named';
import type { ImportDatabases } from '@toster/imports/import-run';
import { newProgress } from '@toster/imports/pass-over';
import type { CliEnv } from './env.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { readImportArguments } from './import-arguments.ts';
import { IMPORT_HELP } from './import-help.ts';
import { count, excerpt, plural, ProgressBar, type Terminal } from './terminal.ts';

const CONNECTIONS = 2;
/** A batch of some thousand rows with its audit events; a slow disk must not end it. */
const STATEMENT_TIMEOUT_MS = 60_000;

/** What one item of a kind is called. */
const NOUN: Readonly<Record<ImportKind, string>> = {
  orders: 'order',
  menu: 'dish',
  customers: 'guest',
};

/** `toster import orders|menu|customers …`: imports a file and says what became of every line. */
export async function importCommand(
  kind: ImportKind,
  args: readonly string[],
  env: () => CliEnv,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const options = readImportArguments(kind, args);
  if (options === null) {
    terminal.out.write(IMPORT_HELP[kind]);
    return EXIT.done;
  }
  const { size } = await stat(options.path);
  const databases = openDatabases(env());
  const progress = newProgress();
  const bar = new ProgressBar(terminal, progress, size, NOUN[kind]);
  try {
    const result = await importNamed(databases, options, {
      progress,
      signal,
      onRejection: ({ lineNo, problem, raw }) =>
        bar.note(`line ${lineNo}: ${problemText(problem)} | ${excerpt(raw)}`),
    });
    bar.stop();
    terminal.out.write(`${summary(kind, result, options.source).join('\n')}\n`);
    return exitCode(result);
  } finally {
    bar.stop();
    await Promise.all([databases.auth.pool.close(), databases.worker.pool.close()]);
  }
}

function openDatabases(env: CliEnv): ImportDatabases {
  const open = (url: Secret) => ({
    pool: openPool({
      url: url.reveal(),
      max: CONNECTIONS,
      applicationName: 'toster-import',
      schema,
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    }),
    keys: env.contextKeys,
  });
  return { auth: open(env.authUrl), worker: open(env.workerUrl) };
}

function exitCode(result: NamedResult): ExitCode {
  if (result.outcome === 'interrupted') return EXIT.interrupted;
  return result.faulty + result.heldBack > 0 ? EXIT.incomplete : EXIT.done;
}

function summary(kind: ImportKind, result: NamedResult, source: string): string[] {
  const { importer, outcome } = result;
  const stock = [
    plural(result.items, NOUN[kind]),
    plural(result.lines, 'line'),
    ...(kind === 'orders' ? [amount(result.totalMinor, importer.currency)] : []),
  ].join(', ');
  const place = `${importer.orgName}, ${importer.locationName}`;
  const known = result.items - result.created - result.updated;
  const lines = [`Columns: ${columnsOf(result)}`];
  if (result.startedAfterLine > 1 && outcome !== 'already finished') {
    lines.push(
      `Went on behind line ${count(result.startedAfterLine)}, where an earlier run had stopped.`,
    );
  }
  const headline = {
    finished: `Imported into ${place} from ${source}: ${stock}`,
    'already finished': `Imported before into ${place} from ${source}, nothing changed: ${stock}`,
    'dry run': `Would import into ${place} from ${source}, nothing written: ${stock}`,
    interrupted: `Interrupted. So far in ${place} from ${source}: ${stock}`,
  }[outcome];
  const changed = kind === 'menu' ? `${count(result.updated)} changed, ` : '';
  lines.push(headline, `  ${count(result.created)} new, ${changed}${count(known)} there already`);
  const aside = result.faulty + result.heldBack;
  if (aside > 0) {
    const kept = outcome === 'dry run' ? '' : '; all kept with the import';
    lines.push(
      `  ${plural(aside, 'line')} not taken: ${count(result.faulty)} with a fault, ` +
        `${count(result.heldBack)} held back because of others${kept}`,
    );
  }
  if (outcome === 'interrupted') lines.push('  Run the same command again to go on.');
  return lines;
}

function columnsOf({ columns, survey: { header } }: NamedResult): string {
  return Object.entries(columns)
    .map(([field, index = 0]) => `${field} = #${index + 1} ${excerpt(header.names[index] ?? '')}`)
    .join(', ');
}

function amount(minor: number, currency: Parameters<typeof toDecimal>[1]): string {
  const [whole = '', decimals = ''] = toDecimal(minor, currency).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ' ')}.${decimals} ${currency}`;
}
