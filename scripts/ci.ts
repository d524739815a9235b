// `node boot.mjs ci <step>…`: the steps of the workflows, one by one or several; without a name it lists them.
import { CI_STEPS, type CiStep } from './ci/steps.ts';
import { fail, section } from './steps.ts';
import { endTools } from './test/tools.ts';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, endTools);

const steps: Readonly<Record<string, CiStep>> = CI_STEPS;
const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(steps, name));

if (unknown.length > 0) {
  fail(`There is no step "${unknown.join(', ')}"; there are ${Object.keys(steps).join(', ')}.`);
} else if (names.length === 0) {
  for (const [name, { what, needs }] of Object.entries(steps)) {
    console.log(`${name.padEnd(15)} ${what}${needs === 'nothing' ? '' : ` (needs ${needs})`}`);
  }
} else {
  for (const name of names) {
    const step = steps[name];
    try {
      if (step !== undefined) await section(name, step.run);
    } catch (error) {
      fail(error);
    }
  }
}
process.exit();
