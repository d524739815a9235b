import { createHash } from 'node:crypto';
import type { ImportKind } from '@toster/contracts/imports/kinds';
import {
  ZGetImportOutput,
  ZImportStateOutput,
  ZStartImportOutput,
} from '@toster/contracts/schemas/imports';
import type { MemberRow } from '@toster/db/testing/factories/member';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { workOnImport } from '@toster/imports/stored/work-on-import';
import type { Kitchen } from './kitchen.ts';

export type Person = Pick<MemberRow, 'email' | 'id'>;

/** A small good file of each kind, and how it is read. */
export const GOOD = {
  orders: {
    text: 'order_id,quantity,item_name,item_price\n1,2,Tea,20.00\n2,1,Pie,45.50\n',
    reading: {
      kind: 'orders',
      delimiter: ',',
      encoding: 'utf-8',
      columns: { order_id: 0, quantity: 1, item_name: 2, item_price: 3 },
      price: 'line',
      placedAt: '2026-01-05T12:00',
      channel: 'takeaway',
      source: 'till',
    },
  },
  menu: {
    text: 'Категорія;Назва;Ціна\nСупи;Солянка;145,00\nСупи;Юшка;120\n',
    reading: {
      kind: 'menu',
      delimiter: ';',
      encoding: 'utf-8',
      columns: { category: 0, name: 1, price: 2 },
      defaults: { taxClass: 'standard' },
    },
  },
  customers: {
    text: 'name,phone,email\nOlena,+380501112233,olena@example.test\nTaras,+380501112244,\n',
    reading: {
      kind: 'customers',
      delimiter: ',',
      encoding: 'utf-8',
      columns: { name: 0, phone: 1, email: 2 },
    },
  },
} as const satisfies Readonly<Record<ImportKind, { text: string; reading: object }>>;

/** What is said of a file before its first byte. */
export function announce(
  locationId: string,
  kind: ImportKind,
  content: string | Buffer,
  name = `${kind}.csv`,
) {
  const bytes = Buffer.from(content);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { locationId, kind, name, size: bytes.length, sha256 };
}

/** People who bring many files in a test: those of before are called off. */
export async function clearDesk(kitchen: Kitchen, { org }: Restaurant): Promise<void> {
  await kitchen.admin`
    update import_job set status = 'cancelled' where org_id = ${org.orgId} and status not in ('finished', 'failed', 'cancelled')`;
}

/** Announces a file and sends its pieces, but the last so many. */
export async function send(
  kitchen: Kitchen,
  person: Person,
  locationId: string,
  kind: ImportKind,
  content: string | Buffer,
  withoutLast = 0,
): Promise<string> {
  const bytes = Buffer.from(content);
  const input = announce(locationId, kind, bytes);
  const started = await kitchen.ask(person, 'imports.start', input, ZStartImportOutput);
  const { id, chunkBytes, missing } = started;
  for (const no of missing.slice(0, missing.length - withoutLast)) {
    const piece = bytes.subarray(no * chunkBytes, (no + 1) * chunkBytes).toString('base64');
    const answer = await kitchen.call(person, 'imports.putChunk', { id, no, content: piece });
    if (answer.error !== null) throw new Error(JSON.stringify(answer.error));
  }
  return id;
}

/** Brings a whole file. */
export async function upload(
  kitchen: Kitchen,
  person: Person,
  locationId: string,
  kind: ImportKind,
  content: string | Buffer = GOOD[kind].text,
): Promise<string> {
  const id = await send(kitchen, person, locationId, kind, content);
  await kitchen.ask(person, 'imports.complete', { id }, ZImportStateOutput);
  return id;
}

/** Does what a worker does for an import. */
export async function work(kitchen: Kitchen, { org }: Restaurant, jobId: string): Promise<void> {
  const { auth, worker } = kitchen.database;
  const never = new AbortController().signal;
  await workOnImport({ auth, worker }, { orgId: org.orgId, jobId }, { stop: never, pause: never });
}

/** Brings a file and has it checked, by whom it belongs to. */
export async function check(
  kitchen: Kitchen,
  restaurant: Restaurant,
  person: Person,
  kind: ImportKind,
  content: string | Buffer = GOOD[kind].text,
  reading: object = GOOD[kind].reading,
): Promise<string> {
  const id = await upload(kitchen, person, restaurant.place.location.id, kind, content);
  await kitchen.ask(person, 'imports.check', { id, reading }, ZImportStateOutput);
  await work(kitchen, restaurant, id);
  return id;
}

/** The import as its page sees it. */
export const look = (kitchen: Kitchen, person: Person, id: string) =>
  kitchen.ask(person, 'imports.get', { id }, ZGetImportOutput);
