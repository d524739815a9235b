import type { ImportReading } from '@toster/contracts/imports/reading';
import type { ImportFailure } from '@toster/contracts/imports/states';
import { importFinding, importJob } from '@toster/db/schema/import';
import { type Tx, withTenant } from '@toster/db/tenant';
import { and, eq, sql } from 'drizzle-orm';
import type { Importer } from '../find-importer.ts';
import { ImportError, TakenOver } from '../import-error.ts';
import { jobContext } from '../import-job.ts';
import type { ImportDatabases, Settled } from '../import-run.ts';
import { withKind } from '../import-table.ts';
import { passOver, type PassageResult } from '../pass-over.ts';
import { storable } from '../write-batch.ts';
import { deleteFindings, storedSource } from './stored-file.ts';
import type { StoredImport, StoredKey } from './stored-import.ts';

/** Findings that are kept: all of a menu, which has no more lines; how many there are in all is told by the counts. */
export const FINDINGS_MOST = 10_000;
/** Findings in one statement. */
const FINDINGS_AT_ONCE = 500;
const REPORT_MS = 500;

/** What a check works with. */
export type Check = {
  readonly databases: ImportDatabases;
  readonly key: StoredKey;
  readonly stored: StoredImport;
  readonly reading: ImportReading;
  readonly find: () => Promise<Importer>;
  readonly signal: AbortSignal;
};

/**
 * Does everything an import does but write, and keeps what it found for the person to look at. Throws TakenOver where
 * the check was asked for anew, called off, or begun by another worker; the signal ends it with the signal's reason.
 */
export async function checkStored(check: Check): Promise<void> {
  const { databases, key, stored, reading, find, signal } = check;
  const importer = await find();
  const report = new Report(check, importer);
  await report.begin();
  const { delimiter, encoding } = reading;
  const result = await withKind(reading, importer, new Date(), (make) =>
    passOver(
      {
        databases,
        importer,
        find,
        kind: make,
        source: storedSource(databases.worker, key, stored.file),
        framing: { delimiter, encoding },
        dryRun: true,
        job: () => Promise.resolve(null),
      },
      { signal, onSettled: (settled) => report.take(settled) },
    ),
  );
  signal.throwIfAborted();
  if (result.survey.digest !== stored.file.sha256)
    throw new ImportError('gone', 'the file is not the one that was uploaded');
  await report.end(result);
}

/** Ends a check that cannot go on: the person may mend what stopped it and ask again. */
export async function stopCheck(
  { databases, key, stored }: Omit<Check, 'reading' | 'find' | 'signal'>,
  importer: Pick<Importer, 'orgId' | 'staffId' | 'accountId'>,
  failure: ImportFailure,
): Promise<void> {
  const context = jobContext({ ...NOBODY, ...importer }, factsOf(stored));
  await withTenant(databases.worker, context, async (tx) => {
    await tx
      .update(importJob)
      .set({ status: 'uploaded', failure, workedAt: sql`clock_timestamp()` })
      .where(ofThisCheck(key, stored));
    await deleteFindings(tx, key);
  });
}

const NOBODY = { capabilities: {} };

/** Everything of a check is folded under the request that asked for it. */
function factsOf({ job }: StoredImport) {
  return { event: 'import.checked' as const, request: job.askedRequest ?? job.id, part: 1 };
}

/** The import while it waits for this very check. */
function ofThisCheck({ orgId, jobId }: StoredKey, { job }: StoredImport) {
  return and(
    eq(importJob.orgId, orgId),
    eq(importJob.id, jobId),
    eq(importJob.status, 'checking'),
    eq(importJob.askedRequest, job.askedRequest ?? ''),
  );
}

/** Writes down how far a check has come and what it found, in pieces. */
class Report {
  readonly #check: Check;
  readonly #importer: Importer;
  #waiting: Settled[] = [];
  #linesChecked = 0;
  #kept = 0;
  #writtenAt = 0;

  constructor(check: Check, importer: Importer) {
    this.#check = check;
    this.#importer = importer;
  }

  /** Begins anew, whatever an earlier attempt has left. */
  async begin(): Promise<void> {
    const { key, stored } = this.#check;
    await this.#write(async (tx) => {
      const [row] = await tx
        .update(importJob)
        .set({ linesChecked: 0, workedAt: sql`clock_timestamp()` })
        .where(ofThisCheck(key, stored))
        .returning({ id: importJob.id });
      if (row === undefined) throw new TakenOver();
      await deleteFindings(tx, key);
    });
  }

  async take(settled: Settled): Promise<void> {
    this.#waiting.push(settled);
    const due = Date.now() - this.#writtenAt >= REPORT_MS;
    const many = this.#found().length >= FINDINGS_AT_ONCE;
    if (due || many) await this.#flush();
  }

  async end(result: PassageResult): Promise<void> {
    await this.#flush();
    const { created, updated, items, faulty, heldBack, lines, totalMinor, survey } = result;
    const { stored } = this.#check;
    await this.#write(async (tx) => {
      const [row] = await tx
        .update(importJob)
        .set({
          status: 'checked',
          failure: null,
          linesTotal: survey.lastLine,
          linesChecked: survey.lastLine,
          workedAt: sql`clock_timestamp()`,
          foretold: {
            lines: lines + faulty + heldBack,
            created,
            updated,
            known: items - created - updated,
            faulty,
            heldBack,
            totalMinor: stored.job.kind === 'orders' ? totalMinor : null,
          },
        })
        .where(this.#standing())
        .returning({ id: importJob.id });
      if (row === undefined) throw new TakenOver();
    });
  }

  /** The check as this worker left it: another worker would have moved it. */
  #standing() {
    const { key, stored } = this.#check;
    return and(ofThisCheck(key, stored), eq(importJob.linesChecked, this.#linesChecked));
  }

  #found() {
    const { orgId, jobId } = this.#check.key;
    const { startedBy: ownerId } = this.#check.stored.job;
    const of = { orgId, jobId, ownerId };
    return this.#waiting.flatMap(({ rejections, foreseen }) => [
      ...rejections.map(({ lineNo, problem, raw }) => ({
        ...of,
        lineNo,
        verdict: 'rejected' as const,
        problem,
        changes: null,
        raw: storable(raw),
      })),
      ...foreseen.map(({ lineNo, verdict, changes, raw }) => ({
        ...of,
        lineNo,
        verdict,
        problem: null,
        changes,
        raw: storable(raw),
      })),
    ]);
  }

  async #flush(): Promise<void> {
    const last = this.#waiting.at(-1);
    if (last === undefined) return;
    const found = this.#found().slice(0, FINDINGS_MOST - this.#kept);
    await this.#write(async (tx) => {
      const [row] = await tx
        .update(importJob)
        .set({ linesChecked: last.throughLine, workedAt: sql`clock_timestamp()` })
        .where(this.#standing())
        .returning({ id: importJob.id });
      if (row === undefined) throw new TakenOver();
      for (let from = 0; from < found.length; from += FINDINGS_AT_ONCE)
        await tx.insert(importFinding).values(found.slice(from, from + FINDINGS_AT_ONCE));
    });
    this.#waiting = [];
    this.#linesChecked = last.throughLine;
    this.#kept += found.length;
    this.#writtenAt = Date.now();
  }

  #write(work: (tx: Tx) => Promise<void>): Promise<void> {
    const context = jobContext(this.#importer, factsOf(this.#check.stored));
    return withTenant(this.#check.databases.worker, context, work);
  }
}
