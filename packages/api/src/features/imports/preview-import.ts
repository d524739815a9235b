import { isCurrency } from '@toster/contracts/money';
import { ZPreviewImportInput, ZPreviewImportOutput } from '@toster/contracts/schemas/imports';
import { location } from '@toster/db/schema/location';
import type { TenantReadTx } from '@toster/db/tenant';
import { previewTable } from '@toster/imports/preview-table';
import { and, eq } from 'drizzle-orm';
import { tenant } from '../../procedures.ts';
import { assertReading } from './assert-reading.ts';
import { asFileError, headOf } from './file-head.ts';
import { type ImportJobRow, ofOwnKind, ownImportRule } from './import-rows.ts';

const ROWS = 20;

/** The first lines as they will be read: prices in the organisation's money, times in the location's zone, problems. */
export const previewImport = tenant({ permission: ofOwnKind, at: ownImportRule, cost: 2 })
  .input(ZPreviewImportInput)
  .output(ZPreviewImportOutput)
  .query(async ({ ctx: { tx, caller, row, server }, input: { reading } }) => {
    const { job, file } = row;
    assertReading(reading, row, caller.org.country);
    const [head, timezone] = await Promise.all([headOf(tx, file), timezoneOf(tx, job)]);
    const { currency, country } = caller.org;
    if (!isCurrency(currency)) throw new Error(`no prices can be read in ${currency}`);
    const { delimiter, encoding } = reading;
    return asFileError(async () => {
      const { records } = await head.records({ delimiter, encoding }, ROWS);
      const place = { country, currency, timezone };
      return { rows: previewTable(records, reading, place, new Date(server.now())) };
    });
  });

async function timezoneOf(tx: TenantReadTx, job: ImportJobRow): Promise<string> {
  const [found] = await tx
    .select({ timezone: location.timezone })
    .from(location)
    .where(and(eq(location.orgId, job.orgId), eq(location.id, job.locationId)));
  if (found === undefined) throw new Error('an import without its location');
  return found.timezone;
}
