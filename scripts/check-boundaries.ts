// Proves the direction of imports: every source file and every manifest against the rules.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { checkManifest, checkSource } from './boundaries/check.ts';
import { sourceFiles } from './files.ts';
import { ROOT } from './root.ts';

const ZManifest = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});

const files = sourceFiles(ROOT);
// The rules' own test holds the breaches it looks for.
const sources = files.filter(
  (file) =>
    /\.(?:ts|tsx|mts|mjs|js|jsx)$/.test(file) && file !== 'scripts/boundaries/check.test.ts',
);
const manifests = files.filter(
  (file) => file.endsWith('package.json') && !file.startsWith('tooling/typescript'),
);

const breaches = [
  ...sources.flatMap((file) => checkSource(file, readFileSync(`${ROOT}/${file}`, 'utf8'))),
  ...manifests.flatMap((file) => {
    const manifest = ZManifest.parse(JSON.parse(readFileSync(`${ROOT}/${file}`, 'utf8')));
    const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
    return checkManifest(dirname(file), names);
  }),
];

for (const breach of breaches) console.error(breach);
console.log(
  `${sources.length} files and ${manifests.length} manifests, ${breaches.length} breaches`,
);
process.exitCode = breaches.length === 0 ? 0 : 1;
