import type { Permission } from '../rbac/permissions.ts';

/** What can be brought in from a file. Each is the name of the domain its changes stand under in the log. */
export const IMPORT_KINDS = ['orders', 'menu', 'customers'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** The permission each kind of import needs at its location, as judgement J25 has it. */
export const IMPORT_PERMISSION = {
  orders: 'orders.create',
  menu: 'menu.edit',
  customers: 'customers.update',
} as const satisfies Readonly<Record<ImportKind, Permission>>;

/** What a column can hold, in the order in which people are asked for it. */
export const IMPORT_FIELDS = {
  orders: ['order_id', 'quantity', 'item_name', 'choice_description', 'item_price', 'placed_at'],
  menu: [
    'external_id',
    'category',
    'name',
    'description',
    'price',
    'tax_class',
    'allergens',
    'available',
  ],
  customers: ['name', 'phone', 'email'],
} as const satisfies Readonly<Record<ImportKind, readonly string[]>>;

export type OrderField = (typeof IMPORT_FIELDS)['orders'][number];
export type MenuField = (typeof IMPORT_FIELDS)['menu'][number];
export type CustomerField = (typeof IMPORT_FIELDS)['customers'][number];
export type ImportField = OrderField | MenuField | CustomerField;

/** Fields without which nothing can be read. Customers need a telephone number or an e-mail address. */
export const NEEDED_FIELDS: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  orders: ['order_id', 'quantity', 'item_name', 'item_price'],
  menu: ['name'],
  customers: [],
};

/** Largest file, bytes. */
export const IMPORT_FILE_BYTES = 64 * 1024 * 1024;

/** Size of every piece of a file but the last, bytes: as base64 in a call it stays below the limit of a request. */
export const IMPORT_CHUNK_BYTES = 512 * 1024;

/** Files that one person may have lying on the server at the same time. */
export const IMPORT_FILES_WAITING = 10;

/** Longest time a file lies on the server, days. */
export const IMPORT_FILE_DAYS = 7;

/** How long the lines that an import put aside are kept behind its end, days. */
export const IMPORT_LINES_DAYS = 30;

/** Most lines of a file, where one passage must hold something of every line. Orders hold nothing. */
export const IMPORT_LINES: Readonly<Record<ImportKind, number | null>> = {
  orders: null,
  menu: 10_000,
  customers: 200_000,
};

/** How many pieces a file of that many bytes has. */
export function chunkCountOf(size: number): number {
  return Math.ceil(size / IMPORT_CHUNK_BYTES);
}

/** How many bytes a piece has, by its number from 0. */
export function chunkSizeOf(size: number, no: number): number {
  return Math.min(IMPORT_CHUNK_BYTES, size - no * IMPORT_CHUNK_BYTES);
}
