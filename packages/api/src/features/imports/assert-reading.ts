import type { ImportReading } from '@toster/contracts/imports/reading';
import { isTaxCountry, TAX_RULES } from '@toster/contracts/tax';
import { readHeader } from '@toster/imports/table/header';
import { invalid } from '../../invalid.ts';
import type { OwnImport } from './import-rows.ts';

/** The reading must be of the import's kind, name columns that are there, and know the country's tax classes. */
export function assertReading(
  reading: ImportReading,
  { job, file }: OwnImport,
  country: string,
): void {
  if (reading.kind !== job.kind) throw invalid(['reading', 'kind'], 'another_kind');
  const { names } = readHeader(file.header ?? '', reading.delimiter);
  for (const [field, column] of Object.entries(reading.columns)) {
    if (column !== undefined && column >= names.length)
      throw invalid(['reading', 'columns', field], 'no_such_column');
  }
  if (reading.kind !== 'menu' || reading.defaults.taxClass === undefined) return;
  const classes = isTaxCountry(country) ? TAX_RULES[country].classes : {};
  if (!Object.hasOwn(classes, reading.defaults.taxClass))
    throw invalid(['reading', 'defaults', 'taxClass'], 'unknown_tax_class');
}
