// Writes docs/api.md from the router.
import { writeFileSync } from 'node:fs';
import { API_PAGE, procedureFiles } from './api-docs/files.ts';
import { renderApiDocument } from './api-docs/render.ts';

writeFileSync(API_PAGE, await renderApiDocument(procedureFiles()));
console.log('docs/api.md written');
