import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROOT } from '../root.ts';
import { readRecipes } from './parse.ts';
import { Workshop } from './workshop.ts';

const recipes = readRecipes(readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8'));
const warnings = recipes.flatMap((recipe) =>
  recipe.steps.flatMap((step) =>
    step.warnings.map((warning) => ({
      name: `${recipe.title}: without ${warning.text ?? `"${step.title}"`}, ${warning.command} says so`,
      recipe,
      step,
      warning,
    })),
  ),
);

let workshop: Workshop;
beforeEach(() => {
  workshop = new Workshop();
});
afterEach(() => workshop.close());

describe('a recipe of CONTRIBUTING.md followed word for word', () => {
  test.each(recipes.map((recipe) => [recipe.title, recipe] as const))('%s', async (_, recipe) => {
    await workshop.follow(recipe);
    expect(recipe.done.length).toBeGreaterThan(1);
    for (const command of recipe.done) {
      const { code, output } = await workshop.run(command);
      expect(code, `${command}\n${output.slice(-6000)}`).toBe(0);
    }
  });
});

describe('a recipe of which something is left out', () => {
  test.each(warnings.map((each) => [each.name, each] as const))(
    '%s',
    async (_, { recipe, step, warning }) => {
      await workshop.follow(recipe, { step, text: warning.text });
      const { code, output } = await workshop.run(warning.command);
      expect(code, output.slice(-2000)).not.toBe(0);
      expect(output).toContain(warning.says);
    },
  );
});
