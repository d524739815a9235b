import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importNamed } from '@toster/imports/import-named';
import { Temporal } from 'temporal-polyfill';
import type { Scene } from '../scene.ts';
import type { Stage } from '../stage.ts';

const FIELDS = [
  'order_id',
  'placed_at',
  'quantity',
  'item_name',
  'choice_description',
  'item_price',
] as const;
const TIME = FIELDS.indexOf('placed_at');

/** Last night the line was down for an hour: what the old till took is brought in, and one line of it has a fault. */
const oldTillIsRead: Scene = {
  key: 'old-till-is-read',
  leaves: [{ by: 'manager', action: 'orders.imported' }],
  act: async (stage) => {
    const folder = await mkdtemp(join(tmpdir(), 'toster-demo-'));
    try {
      const { file, header, source } = stage.words.oldTill;
      const path = join(folder, file);
      await writeFile(path, tableOf(stage));
      const { outcome } = await importNamed(stage.imports, {
        path,
        source,
        org: stage.content.slug,
        location: stage.content.locations[0].slug,
        email: stage.email('manager'),
        encoding: 'utf-8',
        says: { kind: 'orders', price: 'line', placedAt: 'column', channel: 'dine_in' },
        map: new Map(FIELDS.map((field, index) => [field, header[index] ?? field])),
        dryRun: false,
      });
      if (outcome !== 'finished' && outcome !== 'already finished')
        throw new Error(`the import ended as ${outcome}`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** The file: its times are last night's, on the wall of the establishment. */
function tableOf({ content, words }: Stage): string {
  const { delimiter, header, lines } = words.oldTill;
  const lastNight = Temporal.Now.plainDateISO(content.timezone).subtract({ days: 1 });
  const rows = lines.map((fields) =>
    fields.map((field, index) => (index === TIME ? `${lastNight.toString()} ${field}` : field)),
  );
  return [header, ...rows].map((row) => `${row.join(delimiter)}\n`).join('');
}

export const OLD_TILL: readonly Scene[] = [oldTillIsRead];
