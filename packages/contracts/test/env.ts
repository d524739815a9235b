import { join } from 'node:path';

/** The folder of published vectors and research that may stand beside the clone. */
export const VECTORS =
  process.env['TOSTER_VECTORS'] ?? join(import.meta.dirname, '../../../../shared/data');
