// Writes .env.example and the tables of settings in docs/operations from the schemas that read them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.ts';
import { settingsFiles } from './settings/files.ts';

for (const [file, text] of settingsFiles()) {
  writeFileSync(join(ROOT, file), text);
  console.log(`${file} written`);
}
