import type { ImportField } from '@toster/contracts/imports/kinds';
import { ZInspectImportInput, ZInspectImportOutput } from '@toster/contracts/schemas/imports';
import { recogniseColumns } from '@toster/imports/table/columns';
import { detectDelimiter } from '@toster/imports/table/header';
import { tenant } from '../../procedures.ts';
import { asFileError, headOf } from './file-head.ts';
import { ofOwnKind, ownImportRule } from './import-rows.ts';

const SAMPLES = 3;
const SAMPLE_CHARACTERS = 60;

/** What the file itself tells: how it is divided and encoded, its columns with their first values, what they may be. */
export const inspectImport = tenant({ permission: ofOwnKind, at: ownImportRule, cost: 2 })
  .input(ZInspectImportInput)
  .output(ZInspectImportOutput)
  .query(async ({ ctx: { tx, row }, input }) => {
    const { job, file } = row;
    const head = await headOf(tx, file);
    const encoding = input.encoding ?? file.encoding ?? 'utf-8';
    return asFileError(async () => {
      // A table of one column has no delimiter to be recognised; any will do.
      const delimiter = input.delimiter ?? detectDelimiter(file.header ?? '') ?? ',';
      const { header, records } = await head.records({ encoding, delimiter }, SAMPLES);
      const rows = records.flatMap((record) => ('fields' in record ? [record.fields] : []));
      const recognised = Object.entries(recogniseColumns(job.kind, header.names));
      return {
        delimiter,
        encoding,
        columns: header.names.map((name, column) => ({
          name: name.slice(0, SAMPLE_CHARACTERS),
          samples: rows
            .map((fields) => (fields[column] ?? '').trim().slice(0, SAMPLE_CHARACTERS))
            .filter((sample) => sample !== ''),
        })),
        recognised: recognised.flatMap(([field, column]) =>
          column === undefined ? [] : [{ field: field as ImportField, column }],
        ),
      };
    });
  });
