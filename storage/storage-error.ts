/** What went wrong with the database, for the operator: one sentence that says what to do, and a code to test against. */
export type StorageErrorCode =
  | 'NO_BINARIES'
  | 'NO_USER'
  | 'FOLDER_NOT_WRITABLE'
  | 'FOLDER_NOT_REACHABLE'
  | 'FOLDER_IN_USE'
  | 'OTHER_VERSION'
  | 'PASSWORD_LOST'
  | 'PORT_TAKEN'
  | 'INITDB_FAILED'
  | 'START_FAILED'
  | 'DATABASE_NOT_CREATED';

/** The message is complete without a stack. */
export class StorageError extends Error {
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, options?: { cause: unknown }) {
    super(message, options);
    this.name = 'StorageError';
    this.code = code;
  }
}
