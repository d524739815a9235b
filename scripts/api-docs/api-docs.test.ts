import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { API_PAGE, procedureFiles } from './files.ts';
import { renderApiDocument } from './render.ts';

test('docs/api.md says what the router does; else run: node scripts/generate-api-docs.ts', async () => {
  expect(readFileSync(API_PAGE, 'utf8')).toBe(await renderApiDocument(procedureFiles()));
});
