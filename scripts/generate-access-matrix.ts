import { writeFileSync } from 'node:fs';
import { renderAccessMatrix } from '../packages/contracts/src/rbac/document.ts';

const page = new URL('../docs/access-matrix.md', import.meta.url);
writeFileSync(page, renderAccessMatrix());
console.log('docs/access-matrix.md written');
