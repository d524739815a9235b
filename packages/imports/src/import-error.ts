import type { ImportFailure } from '@toster/contracts/imports/states';

/** The import cannot start or go on, for a reason its person can act on. The message is for the command line. */
export class ImportError extends Error {
  override name = 'ImportError';
  readonly failure: ImportFailure;

  constructor(failure: ImportFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

/** Another process is at the same import: this one gives way, with nothing half done. */
export class TakenOver extends ImportError {
  override name = 'TakenOver';

  constructor() {
    super(
      'gone',
      'another process is importing this file: let it finish, then run the command again',
    );
  }
}
