import { hasEnded } from '@toster/contracts/imports/states';
import type { GetImportOutput } from '@toster/contracts/schemas/imports';

/** The steps of an import as people go through them. */
export const STEPS = ['file', 'columns', 'check', 'import', 'result'] as const;
export type Step = (typeof STEPS)[number];

/** The step an import has come to; a checked one may go back to its columns. */
export function stepOf({ status }: Pick<GetImportOutput, 'status'>, toColumns: boolean): Step {
  if (hasEnded(status)) return 'result';
  switch (status) {
    case 'uploading':
      return 'file';
    case 'uploaded':
      return 'columns';
    case 'checked':
      return toColumns ? 'columns' : 'check';
    case 'checking':
      return 'check';
    default:
      return 'import';
  }
}
