import { join } from 'node:path';

/** Folder with more test vectors, which only add cases: TOSTER_VECTORS, or the one beside the repository. */
export const VECTORS =
  process.env['TOSTER_VECTORS'] ?? join(import.meta.dirname, '../../../../shared/data');
