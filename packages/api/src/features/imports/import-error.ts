/** The import cannot start or go on, for a reason the person at the terminal can act on. */
export class ImportError extends Error {
  override name = 'ImportError';
}
