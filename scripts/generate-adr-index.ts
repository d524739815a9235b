// Writes docs/adr/README.md from the decisions in that folder.
import { writeFileSync } from 'node:fs';
import { ADR_INDEX, renderAdrIndex } from './docs/adr-index.ts';

writeFileSync(ADR_INDEX, renderAdrIndex());
console.log('docs/adr/README.md written');
