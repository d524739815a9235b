import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng } from '@toster/db/testing/factories/rng';

const HEADER = 'order_id\tquantity\titem_name\tchoice_description\titem_price';
const BOWLS = [
  'Chicken Bowl',
  'Steak Burrito',
  'Veggie Salad Bowl',
  'Carnitas Crispy Tacos',
  '6" "Kids" Burrito',
];
const SALSAS = [
  'Fresh Tomato Salsa (Mild)',
  'Tomatillo-Red Chili Salsa (Hot, Fresh)',
  'Roasted Chili Corn Salsa',
];
const FILLINGS = ['Rice', 'Black Beans', 'Cheese', 'Sour Cream', 'Guacamole', 'Lettuce'];
const DRINKS = ['Izze', 'Canned Soda', 'Nantucket Nectar'];

/** A generated file and what must come of it. */
export type OrderFile = {
  readonly text: string;
  readonly orders: number;
  readonly lines: number;
  readonly totalMinor: number;
};

/**
 * A point-of-sale export in the shape of a well-known one: tab-separated, several lines an order, `NULL` for no choices,
 * nested brackets, prices of the whole line with a dollar sign and a blank behind. The same for the same seed. Prices
 * are added up as text is made, apart from any code under test.
 */
export function orderFile(orders: number, lines: number, seed = 'orders'): OrderFile {
  const rng = createRng(seed);
  const sizes = Array.from({ length: orders }, () => 1);
  for (let extra = lines - orders; extra > 0; extra--) {
    const index = rng.int(0, orders - 1);
    sizes[index] = (sizes[index] ?? 0) + 1;
  }
  const rows: string[] = [];
  let totalMinor = 0;
  for (const [index, size] of sizes.entries()) {
    for (let line = 0; line < size; line++) {
      const quantity = rng.weighted([
        [1, 90],
        [2, 8],
        [3, 1],
        [15, 1],
      ]);
      const minor = rng.int(109, 1_199) * quantity + rng.int(0, 1);
      totalMinor += minor;
      const [name, choices] = drawItem(rng);
      const price = `$${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')} `;
      rows.push([index + 1, quantity, name, choices, price].join('\t'));
    }
  }
  return { text: `${HEADER}\n${rows.join('\n')}\n`, orders, lines, totalMinor };
}

function drawItem(rng: ReturnType<typeof createRng>): readonly [string, string] {
  const kind = rng.int(0, 3);
  if (kind === 0) return ['Chips and Guacamole', 'NULL'];
  if (kind === 1) return [rng.pick(DRINKS), '[Clementine]'];
  const name = rng.pick(BOWLS);
  const fillings = rng.sample(FILLINGS, rng.int(1, 5)).join(', ');
  const field = (text: string) => (rng.chance(0.1) ? `"${text}"` : text);
  return [name, field(`[${rng.pick(SALSAS)}, [${fillings}]]`)];
}

/** A folder for the files of a test. */
export type Folder = {
  write(name: string, content: string | Buffer): string;
  remove(): void;
};

/** Makes a folder that the test removes. */
export function folder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'toster-import-'));
  return {
    write: (name, content) => {
      writeFileSync(join(path, name), content);
      return join(path, name);
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
