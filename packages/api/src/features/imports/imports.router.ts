import { router } from '../../trpc.ts';
import { cancelImport } from './cancel-import.ts';
import { checkImport } from './check-import.ts';
import { completeImport } from './complete-import.ts';
import { confirmImport, confirmPrices } from './confirm-import.ts';
import { getImport } from './get-import.ts';
import { inspectImport } from './inspect-import.ts';
import { listImports } from './list-imports.ts';
import { listLines } from './list-lines.ts';
import { previewImport } from './preview-import.ts';
import { putChunk } from './put-chunk.ts';
import { startImport } from './start-import.ts';

export const importsRouter = router({
  list: listImports,
  get: getImport,
  start: startImport,
  putChunk,
  complete: completeImport,
  inspect: inspectImport,
  preview: previewImport,
  check: checkImport,
  confirm: confirmImport,
  confirmPrices,
  cancel: cancelImport,
  lines: listLines,
});
