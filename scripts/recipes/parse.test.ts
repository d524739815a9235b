import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../root.ts';
import { readRecipes } from './parse.ts';

const page = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
const recipes = readRecipes(page);

test('there are three recipes, each with steps that say what leaving them out brings', () => {
  expect(recipes.map(({ title }) => title)).toEqual([
    'Add a procedure',
    'Add a table',
    'Add a screen',
  ]);
  for (const { steps, done, title } of recipes) {
    expect(steps.length, title).toBeGreaterThan(3);
    expect(steps.flatMap(({ warnings }) => warnings).length, title).toBeGreaterThan(2);
    expect(done.length, title).toBeGreaterThan(1);
  }
});

test('every place where a recipe inserts something is there, once', () => {
  for (const { steps } of recipes) {
    for (const action of steps.flatMap(({ actions }) => actions)) {
      if (action.kind !== 'insert') continue;
      const text = readFileSync(join(ROOT, action.file), 'utf8');
      expect(text.split(action.anchor).length, `${action.file}: ${action.anchor}`).toBeGreaterThan(
        1,
      );
    }
  }
});

test('what is left out stands in the step', () => {
  for (const step of recipes.flatMap(({ steps }) => steps)) {
    for (const { text } of step.warnings) {
      if (text === undefined) continue;
      const holders = step.actions.filter(
        (action) => action.kind !== 'run' && action.text.includes(text),
      );
      expect(holders, text).toHaveLength(1);
    }
  }
});

test('every code block belongs to a file or is a command', () => {
  const blocks = page.match(/^ *```\w+$/gm)?.length ?? 0;
  const read = recipes.reduce(
    (sum, { steps }) => sum + steps.reduce((all, { actions }) => all + actions.length, 0) + 1,
    0,
  );
  expect(read).toBe(blocks);
});

test('a block without a file and a quote that cannot be read are errors', () => {
  const recipe = (body: string) => `## Add a thing\n\n1. **Do it.**\n\n${body}\n`;
  expect(() => readRecipes(recipe('```ts\nx\n```'))).toThrow('without a file');
  expect(() => readRecipes(recipe('> Without this it may break.'))).toThrow('cannot be read');
});
