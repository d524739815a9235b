import { stat } from 'node:fs/promises';
import { toDecimal } from '@toster/contracts/money';
import { openPool } from '@toster/db/pool';
import * as schema from '@toster/db/schema/index';
import type { Columns } from '../features/imports/columns.ts';
import {
  type ImportDatabases,
  importOrders,
  type ImportProgress,
  type ImportResult,
} from '../features/imports/import-orders.ts';
import type { CliEnv } from './env.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { IMPORT_ORDERS_HELP, readImportArguments } from './import-orders-arguments.ts';
import { count, excerpt, plural, ProgressBar, type Terminal } from './terminal.ts';

const CONNECTIONS = 2;
/** A batch of some thousand rows with its audit events; a slow disk must not end it. */
const STATEMENT_TIMEOUT_MS = 60_000;

/** `toster import orders …`: imports a file and says what became of every line. */
export async function importOrdersCommand(
  args: readonly string[],
  env: () => CliEnv,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const options = readImportArguments(args);
  if (options === null) {
    terminal.out.write(IMPORT_ORDERS_HELP);
    return EXIT.done;
  }
  const { size } = await stat(options.path);
  const databases = openDatabases(env());
  const progress: ImportProgress = {
    phase: 'checking',
    bytes: 0,
    lines: 0,
    totalLines: 0,
    orders: 0,
  };
  const bar = new ProgressBar(terminal, progress, size);
  try {
    const result = await importOrders(databases, options, {
      progress,
      signal,
      onRejection: ({ lineNo, reason, raw }) =>
        bar.note(`line ${lineNo}: ${reason} | ${excerpt(raw)}`),
    });
    bar.stop();
    terminal.out.write(`${summary(result, options.source).join('\n')}\n`);
    return exitCode(result);
  } finally {
    bar.stop();
    await Promise.all([databases.auth.pool.close(), databases.worker.pool.close()]);
  }
}

function openDatabases(env: CliEnv): ImportDatabases {
  const open = (url: string) => ({
    pool: openPool({
      url,
      max: CONNECTIONS,
      applicationName: 'toster-import',
      schema,
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    }),
    keys: env.contextKeys,
  });
  return { auth: open(env.authUrl), worker: open(env.workerUrl) };
}

function exitCode(result: ImportResult): ExitCode {
  if (result.outcome === 'interrupted') return EXIT.interrupted;
  return result.faulty + result.heldBack > 0 ? EXIT.incomplete : EXIT.done;
}

function summary(result: ImportResult, source: string): string[] {
  const { importer, outcome } = result;
  const sum = amount(result.totalMinor, importer.currency);
  const stock = `${plural(result.orders, 'order')}, ${plural(result.lines, 'line')}, ${sum}`;
  const place = `${importer.orgName}, ${importer.locationName}`;
  const known = result.orders - result.created;
  const lines = [`Columns: ${columnsOf(result.survey.columns)}`];
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
  lines.push(headline, `  ${count(result.created)} new, ${count(known)} there already`);
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

function columnsOf({ at, names }: Columns): string {
  return Object.entries(at)
    .map(([field, index]) => `${field} = #${index + 1} ${excerpt(names[index] ?? '')}`)
    .join(', ');
}

function amount(minor: number, currency: Parameters<typeof toDecimal>[1]): string {
  const [whole = '', decimals = ''] = toDecimal(minor, currency).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ' ')}.${decimals} ${currency}`;
}
