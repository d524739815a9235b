import { writeFileSync } from 'node:fs';
import { renderAccessMatrix } from '@toster/contracts/rbac/document';

const page = new URL('../docs/access-matrix.md', import.meta.url);
writeFileSync(page, renderAccessMatrix());
console.log('docs/access-matrix.md written');
