import { z } from 'zod';
import { ZTaxClass } from '../schemas/menu.ts';
import { ZOrderChannel } from '../schemas/orders.ts';
import { textOf } from '../schemas/primitives.ts';
import { DELIMITERS, ENCODINGS } from './framing.ts';
import { SOURCE_LENGTH, sourceFault } from './source.ts';

export const ZDelimiter = z.enum(DELIMITERS);
export type Delimiter = z.infer<typeof ZDelimiter>;

export const ZEncoding = z.enum(ENCODINGS);
export type Encoding = z.infer<typeof ZEncoding>;

/** A column by its place, from 0. */
const ZColumn = z.int().min(0).max(499);

/** The system orders come from. */
export const ZImportSource = textOf(SOURCE_LENGTH).refine((name) => sourceFault(name) === null, {
  error: ({ input }) => sourceFault(String(input)) ?? 'unstorable_text',
});

const framing = { delimiter: ZDelimiter, encoding: ZEncoding };

export const ZOrdersReading = z
  .strictObject({
    kind: z.literal('orders'),
    ...framing,
    columns: z.strictObject({
      order_id: ZColumn,
      quantity: ZColumn,
      item_name: ZColumn,
      item_price: ZColumn,
      choice_description: ZColumn.optional(),
      placed_at: ZColumn.optional(),
    }),
    /** Whether the price is the total of a line or that of one piece. */
    price: z.enum(['line', 'unit']),
    /** `column`, or the same date and time for all orders, of the location where it says no offset. */
    placedAt: z
      .string()
      .max(40)
      .regex(/^(column|\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?)$/),
    channel: ZOrderChannel,
    source: ZImportSource,
  })
  .refine(({ placedAt, columns }) => placedAt !== 'column' || columns.placed_at !== undefined, {
    path: ['columns', 'placed_at'],
    error: 'column_needed',
  });
export type OrdersReading = Readonly<z.infer<typeof ZOrdersReading>>;

export const ZMenuReading = z.strictObject({
  kind: z.literal('menu'),
  ...framing,
  columns: z.strictObject({
    external_id: ZColumn.optional(),
    category: ZColumn.optional(),
    name: ZColumn,
    description: ZColumn.optional(),
    price: ZColumn.optional(),
    tax_class: ZColumn.optional(),
    allergens: ZColumn.optional(),
    available: ZColumn.optional(),
  }),
  /** For new dishes where the line or the table says nothing. */
  defaults: z.strictObject({
    category: textOf(120).optional(),
    taxClass: ZTaxClass.optional(),
  }),
});
export type MenuReading = Readonly<z.infer<typeof ZMenuReading>>;

export const ZCustomersReading = z
  .strictObject({
    kind: z.literal('customers'),
    ...framing,
    columns: z.strictObject({
      name: ZColumn.optional(),
      phone: ZColumn.optional(),
      email: ZColumn.optional(),
    }),
  })
  .refine(({ columns: { phone, email } }) => phone !== undefined || email !== undefined, {
    path: ['columns', 'phone'],
    error: 'column_needed',
  });
export type CustomersReading = Readonly<z.infer<typeof ZCustomersReading>>;

/** How a file is read: which column is what, and what the file itself does not say. */
export const ZImportReading = z.discriminatedUnion('kind', [
  ZOrdersReading,
  ZMenuReading,
  ZCustomersReading,
]);
export type ImportReading = OrdersReading | MenuReading | CustomersReading;

/** What a check found would happen. */
export const ZForetold = z.object({
  /** Records of the table, and of those how many would be taken. */
  lines: z.int(),
  created: z.int(),
  updated: z.int(),
  known: z.int(),
  /** Lines with a fault of their own, and lines held back because of others. */
  faulty: z.int(),
  heldBack: z.int(),
  /** Of orders: what they add up to. */
  totalMinor: z.int().nullable(),
});
export type Foretold = Readonly<z.infer<typeof ZForetold>>;
