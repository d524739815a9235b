import { z } from 'zod';
import {
  IMPORT_CHUNK_BYTES,
  IMPORT_FIELDS,
  IMPORT_FILE_BYTES,
  IMPORT_KINDS,
} from '../imports/kinds.ts';
import { PROBLEM_CODES, ZFieldChange, ZProblem } from '../imports/problems.ts';
import { ZDelimiter, ZEncoding, ZForetold, ZImportReading } from '../imports/reading.ts';
import { IMPORT_FAILURES, IMPORT_STATES } from '../imports/states.ts';
import { ZOrderChannel } from './orders.ts';
import { ZCursor, ZPageSize, ZPerson, textOf } from './primitives.ts';

export const ZImportKind = z.enum(IMPORT_KINDS);
export const ZImportState = z.enum(IMPORT_STATES);
const ZImportField = z.enum([
  ...IMPORT_FIELDS.orders,
  ...IMPORT_FIELDS.menu,
  ...IMPORT_FIELDS.customers,
]);

const ZSha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Base64 of a piece of a file. */
const CHUNK_CHARACTERS = Math.ceil(IMPORT_CHUNK_BYTES / 3) * 4;

export const ZStartImportInput = z.strictObject({
  locationId: z.uuid(),
  kind: ZImportKind,
  /** The file's name. */
  name: textOf(255),
  /** Its size in bytes. */
  size: z.int().min(1).max(IMPORT_FILE_BYTES),
  /** SHA-256 of its content, hex. */
  sha256: ZSha256,
});
/** What is still to be sent. An upload of the same file that was left half-way goes on. */
export const ZStartImportOutput = z.object({
  id: z.uuid(),
  chunkBytes: z.int(),
  missing: z.array(z.int()),
});
export type StartImportOutput = z.infer<typeof ZStartImportOutput>;

export const ZPutImportChunkInput = z.strictObject({
  id: z.uuid(),
  no: z
    .int()
    .min(0)
    .max(Math.ceil(IMPORT_FILE_BYTES / IMPORT_CHUNK_BYTES)),
  content: z
    .string()
    .min(1)
    .max(CHUNK_CHARACTERS)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/),
});
export const ZPutImportChunkOutput = z.object({ missing: z.array(z.int()) });

const ZOfImport = z.strictObject({ id: z.uuid() });
export const ZCompleteImportInput = ZOfImport;
export const ZImportStateOutput = z.object({ id: z.uuid(), status: ZImportState });

export const ZGetImportInput = ZOfImport;
export const ZImport = z.object({
  id: z.uuid(),
  locationId: z.uuid(),
  kind: ZImportKind,
  source: z.string(),
  status: ZImportState,
  startedBy: ZPerson,
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  created: z.int(),
  updated: z.int(),
  known: z.int(),
  rejected: z.int(),
  failure: z.enum(IMPORT_FAILURES).nullable(),
});
export type ImportRow = z.infer<typeof ZImport>;

/** The file, to whoever brought it. */
const ZImportedFile = z.object({
  name: z.string(),
  size: z.int(),
  sha256: ZSha256,
  chunkBytes: z.int(),
  missing: z.array(z.int()),
  /** Its content is still there. */
  present: z.boolean(),
  header: z.string().nullable(),
  /** The names of its columns, once it is known what divides them. */
  columns: z.array(z.string()),
  /** An import of the very same file that was finished before. */
  before: z.object({ id: z.uuid(), finishedAt: z.iso.datetime() }).nullable(),
});

/** A reading as a form shows it: every kind has the same members. */
const ZReadingShown = z.object({
  delimiter: ZDelimiter,
  encoding: ZEncoding,
  columns: z.array(z.object({ field: ZImportField, column: z.int() })),
  price: z.enum(['line', 'unit']).nullable(),
  placedAt: z.string().nullable(),
  channel: ZOrderChannel.nullable(),
  category: z.string().nullable(),
  taxClass: z.string().nullable(),
});
export type ReadingShown = z.infer<typeof ZReadingShown>;

export const ZGetImportOutput = ZImport.extend({
  /** Whether the caller brought the file: only they see its lines and decide about them. */
  own: z.boolean(),
  file: ZImportedFile.nullable(),
  reading: ZReadingShown.nullable(),
  foretold: ZForetold.nullable(),
  /** Until when the lines put aside are kept; null before the end, and where there are none. */
  linesUntil: z.iso.datetime().nullable(),
  /** Sets prices, which is confirmed with a proof of identity. */
  setsPrices: z.boolean(),
  /** Where it stands, in lines; the total is known once the file was read. */
  progress: z.object({
    lines: z.int(),
    total: z.int().nullable(),
    askedAt: z.iso.datetime().nullable(),
    workedAt: z.iso.datetime().nullable(),
  }),
  /** Of the server, so that a browser's clock does not matter. */
  now: z.iso.datetime(),
});
export type GetImportOutput = z.infer<typeof ZGetImportOutput>;

export const ZListImportsInput = z.strictObject({
  locationId: z.uuid().optional(),
  kind: ZImportKind.optional(),
  status: z.array(ZImportState).min(1).max(IMPORT_STATES.length).optional(),
  /** Only those that put lines aside. */
  withAside: z.literal(true).optional(),
  cursor: ZCursor.optional(),
  limit: ZPageSize,
});
export const ZListImportsOutput = z.object({
  imports: z.array(ZImport),
  nextCursor: z.string().nullable(),
});
export type ListImportsInput = z.input<typeof ZListImportsInput>;
export type ListImportsOutput = z.infer<typeof ZListImportsOutput>;

export const ZInspectImportInput = z.strictObject({
  id: z.uuid(),
  /** Instead of what is recognised. */
  delimiter: ZDelimiter.optional(),
  encoding: ZEncoding.optional(),
});
export const ZInspectImportOutput = z.object({
  delimiter: ZDelimiter,
  encoding: ZEncoding,
  /** The columns by their names in the file, with the first values of each. */
  columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
  /** Which column each recognised field stands in. */
  recognised: z.array(z.object({ field: ZImportField, column: z.int() })),
});
export type InspectImportOutput = z.infer<typeof ZInspectImportOutput>;

export const ZPreviewImportInput = z.strictObject({ id: z.uuid(), reading: ZImportReading });

/** A value as it will be read: money in minor units, an instant, a list, a text. Null: nothing there. */
export const ZReadValue = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('number'), number: z.int() }),
  z.object({ type: z.literal('money'), minor: z.int() }),
  z.object({ type: z.literal('instant'), at: z.iso.datetime() }),
  z.object({ type: z.literal('list'), items: z.array(z.string()) }),
  z.object({ type: z.literal('flag'), on: z.boolean() }),
]);
export type ReadValue = z.infer<typeof ZReadValue>;

export const ZPreviewImportOutput = z.object({
  rows: z.array(
    z.object({
      line: z.int(),
      /** In the order of the fields that are read; a broken line has none. */
      cells: z.array(
        z.object({
          field: ZImportField,
          value: ZReadValue.nullable(),
          /** What stands there, where it cannot be read. */
          text: z.string().nullable(),
          problem: ZProblem.nullable(),
        }),
      ),
      /** What keeps the line as a whole from being taken. */
      problem: ZProblem.nullable(),
    }),
  ),
});
export type PreviewImportOutput = z.infer<typeof ZPreviewImportOutput>;

export const ZCheckImportInput = z.strictObject({ id: z.uuid(), reading: ZImportReading });
export const ZConfirmImportInput = ZOfImport;
export const ZCancelImportInput = ZOfImport;

export const ZListImportLinesInput = z.strictObject({
  id: z.uuid(),
  /** Lines put aside, or changes foretold. */
  of: z.enum(['rejected', 'changes']),
  /** Only those put aside for this reason. */
  code: z.enum(PROBLEM_CODES).optional(),
  cursor: ZCursor.optional(),
  limit: z.int().min(1).max(500).default(50),
});
export const ZListImportLinesOutput = z.object({
  lines: z.array(
    z.object({
      line: z.int(),
      /** The line as it stands in the file. */
      raw: z.string(),
      /** The same, divided into its columns; empty where its quoting is broken. */
      fields: z.array(z.string()),
      problem: ZProblem.nullable(),
      /** In English, of lines put aside by an import before problems had names. */
      reason: z.string().nullable(),
      verdict: z.enum(['rejected', 'created', 'updated']),
      changes: z.array(ZFieldChange),
    }),
  ),
  /** With the first page of lines put aside: how many there are for each reason. */
  reasons: z.array(z.object({ code: z.enum(PROBLEM_CODES), count: z.int() })).nullable(),
  nextCursor: z.string().nullable(),
});
export type ListImportLinesOutput = z.infer<typeof ZListImportLinesOutput>;
export type ImportLine = z.infer<typeof ZListImportLinesOutput>['lines'][number];
