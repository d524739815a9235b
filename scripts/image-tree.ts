// `node boot.mjs image-tree <admin|worker> <folder>`: the files of a container image, put into an empty folder. Builds the
// console first where it must. The Dockerfiles copy what this makes.
import { resolve } from 'node:path';
import { buildTree, IMAGES } from './image/tree.ts';
import { buildConsole, isBuilt } from './start/console-build.ts';
import { fail, step } from './steps.ts';

const DIST = '.next';

try {
  const [name, folder] = process.argv.slice(2);
  const image = IMAGES.find((each) => each === name);
  if (image === undefined || folder === undefined) {
    throw new Error(`Usage: node boot.mjs image-tree <${IMAGES.join('|')}> <folder>`);
  }
  if (image === 'admin' && !isBuilt(DIST)) {
    await step('Building the console', () => buildConsole(DIST, new AbortController().signal));
  }
  const out = resolve(folder);
  await step(`Files of the image ${image}`, async () => buildTree(image, out, DIST));
} catch (error) {
  fail(error);
}
