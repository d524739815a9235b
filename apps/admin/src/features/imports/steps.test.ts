import { IMPORT_STATES } from '@toster/contracts/imports/states';
import { expect, it } from 'vitest';
import { stepOf } from '#features/imports/steps.ts';

it('every state of an import is at one step, and only a checked one goes back to its columns', () => {
  const at = (back: boolean) =>
    Object.fromEntries(IMPORT_STATES.map((status) => [status, stepOf({ status }, back)]));
  const steps = {
    uploading: 'file',
    uploaded: 'columns',
    checking: 'check',
    checked: 'check',
    running: 'import',
    finished: 'result',
    failed: 'result',
    cancelled: 'result',
  };
  expect(at(false)).toEqual(steps);
  expect(at(true)).toEqual({ ...steps, checked: 'columns' });
});
