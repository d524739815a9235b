import { z } from 'zod';

/**
 * The kinds of records people know. A record is more than one row: the registry of the database says
 * of every captured table which kind its rows belong to, and which kinds lie within another.
 */
export const RECORD_KINDS = [
  'order',
  'payment',
  'receipt',
  'menu_item',
  'menu_category',
  'customer',
  'staff',
  'grant',
  'location',
  'organisation',
  'import',
  'account',
  'session',
] as const;
export const ZRecordKind = z.enum(RECORD_KINDS);
export type RecordKind = z.infer<typeof ZRecordKind>;

/** Whether a word names a kind of record. */
export function isRecordKind(word: string): word is RecordKind {
  return ZRecordKind.safeParse(word).success;
}

/** One record: its kind, and the id its first row has. */
export const ZRecordRef = z.object({ kind: ZRecordKind, id: z.uuid() });
export type RecordRef = z.infer<typeof ZRecordRef>;
