import { messageOf, step } from '../steps.ts';
import { FAILED, PASSED, type Tally } from './tally.ts';
import { bin, runTool } from './tools.ts';

type Check = { readonly title: string; readonly program: string; readonly args: readonly string[] };

/** The checks that read the sources, by name. */
export const STATIC_CHECKS: Readonly<Record<string, Check>> = {
  format: { title: 'Format', program: bin('oxfmt'), args: ['--check'] },
  types: {
    title: 'Types',
    program: bin('turbo'),
    args: ['run', 'typecheck', '--continue', '--output-logs=errors-only'],
  },
  // After the types: it reads those that are generated for the console's routes.
  lint: { title: 'Lint', program: bin('oxlint'), args: ['--type-aware', '--deny-warnings'] },
  boundaries: {
    title: 'Direction of imports',
    program: process.execPath,
    args: ['scripts/check-boundaries.ts'],
  },
  packages: { title: 'Package boundaries', program: bin('turbo'), args: ['boundaries'] },
  unused: {
    title: 'Unused code and dependencies',
    program: bin('knip'),
    args: ['--no-progress', '--no-config-hints'],
  },
};

/** Runs a check; what it found is printed when it failed. */
export async function runStaticCheck({ title, program, args }: Check): Promise<Tally> {
  try {
    await step(title, async () => {
      const { code, output } = await runTool(program, args, { quiet: true });
      if (code !== 0) throw new Error(output.trim());
    });
    return PASSED;
  } catch (error) {
    console.error(`${messageOf(error)}\n`);
    return FAILED;
  }
}
