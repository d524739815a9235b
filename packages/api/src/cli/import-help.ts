import { IMPORT_FIELDS, type ImportKind } from '@toster/contracts/imports/kinds';

const WHERE = `  FILE                  the table
  --org SLUG            the organisation, for example diner-austin
  --location SLUG       one of its locations, for example south-congress
  --as EMAIL            the member in whose name is imported`;

const SHARED = (
  kind: ImportKind,
) => `  --map FIELD=COLUMN    which column a field stands in, by name or as #3; may be repeated
                        fields: ${IMPORT_FIELDS[kind].join(', ')}
  --encoding NAME       utf-8 (default), windows-1250, windows-1251 or windows-1252
  --source NAME         what the import is called: the file's name without its ending`;

const END = `  --dry-run             write nothing; say what would happen, with every problem by line
  --help

The first line of the table names its columns; the delimiter (tab, semicolon, comma, |) is
recognised. Lines that are not taken are reported with number and reason and kept with the import.
The same command after an interruption goes on where it stopped; run twice it changes nothing.

Exit code: 0 all lines taken, 1 refused or failed, 2 wrong arguments, 3 finished with lines put
aside, 130 interrupted.
`;

/** What each kind of import is told by, and how it takes its lines. */
export const IMPORT_HELP: Readonly<Record<ImportKind, string>> = {
  orders: `Usage: pnpm toster import orders FILE --org SLUG --location SLUG --as EMAIL
                             --price line|unit --placed-at TIME|column [options]

Imports orders from a CSV or TSV file of another system: one line for each order line, the lines of
an order together. The member must hold orders.create at the location.

${WHERE}
  --price line|unit     item_price is the total of the line, or the price of one piece
  --placed-at TIME      when the orders were placed: 2026-03-01, 2026-03-01T18:30 (local time of the
                        location) or with an offset; column: each line says it (placed_at)
${SHARED('orders')}
                        an order is known by organisation, source and its id there
  --channel CHANNEL     dine_in, takeaway (default) or delivery
${END}
An order is taken whole or not at all.
`,
  menu: `Usage: pnpm toster import menu FILE --org SLUG --location SLUG --as EMAIL [options]

Imports the menu of a location: one line for each dish. A dish is known by external_id, else by
category and name: new ones are added, what a line says otherwise is changed, an empty cell leaves
what is there. The member must hold menu.edit at the location, menu.price_edit where there is a
price column, menu.availability_86 where there is one for it.

${WHERE}
  --category NAME       of new dishes whose line says none
  --tax-class NAME      of new dishes whose line says none
${SHARED('menu')}
${END}`,
  customers: `Usage: pnpm toster import customers FILE --org SLUG --location SLUG --as EMAIL [options]

Imports guests: one line for each, with a telephone number or an e-mail address, by which a guest
is known. One who is there with other details is put aside and not changed. The member must hold
customers.update at the location.

${WHERE}
${SHARED('customers')}
${END}`,
};
