/** The one catalogue of errors that a client may read: a code, one clear sentence, and the HTTP status. */
export const ERRORS = {
  UNAUTHENTICATED: { status: 401, message: 'Sign in: send a valid bearer token in the Authorization header.' },
  TOKEN_EXPIRED: { status: 401, message: 'The token has expired: ask the sign-in service for a new one.' },
  UNKNOWN_CALLER: { status: 403, message: 'The hub does not know this caller: ask an operator to register them.' },
  PURPOSE_CONFLICT: {
    status: 400,
    message: 'One request has one purpose: give every purpose argument, and the x-purpose-of-use header, the same value.',
  },
  QUERY_TOO_LARGE: {
    status: 400,
    message: 'The query is too large: it may be 10 fields deep and select 2,000 fields in all; ask for less at once.',
  },
  BAD_ARGUMENT: { status: 400, message: 'An argument is outside what the field accepts; its description says what that is.' },
  TOO_FEW_FACTS: {
    status: 400,
    message:
      'Give at least two of name, dateOfBirth, postcode and identifier: each whole, and none that only says that it is not known.',
  },
  ONE_SEARCH: {
    status: 400,
    message: 'One request has one findPeople and one personByIdentifier: send the others on their own.',
  },
  SEARCH_BY_POST: { status: 405, message: 'Send a search by POST: what it asks would stay in the address that a GET asks for.' },
  TOO_MANY_SEARCHES: {
    status: 429,
    message: 'You have searched too often: wait as many seconds as retryAfter says, then search again.',
  },
  OPERATION_NOT_SUPPORTED: { status: 400, message: 'The hub answers queries and mutations, one operation a request.' },
  ACCESS_LOG_UNAVAILABLE: {
    status: 503,
    message: 'The access log could not be written, so nothing is shown. Try again in a minute.',
  },
  SHARING_CHANGED: {
    status: 503,
    message: 'What may be shared changed while the answer was made, so nothing is shown. Ask again.',
  },
  TEMPORARILY_UNAVAILABLE: {
    status: 503,
    message: 'The hub cannot decide at the moment, so nothing is shown. Try again in a minute.',
  },
  EXPORT_NOT_READY: { status: 409, message: 'This file is not finished yet; accessLogExport tells how far it has come.' },
  EXPORT_GONE: {
    status: 410,
    message: 'This file has expired, or what you may read has changed since it was begun; begin a new one.',
  },
  NOT_FOUND: { status: 404, message: 'There is nothing here: send GraphQL requests to /graphql.' },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    message: 'Something went wrong in the hub, and nothing is shown. Give the reference to an operator.',
  },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof ERRORS;

interface HubErrorOptions extends ErrorOptions {
  readonly argument?: string;
  readonly retryAfter?: number;
}

/** An error whose code and sentence a client may read. */
export class HubError extends Error {
  readonly code: ErrorCode;
  /** The name of the argument that cannot be used, where it is one. */
  readonly argument: string | undefined;
  /** After how many seconds it is worth asking again, where that is known. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, { argument, retryAfter, ...options }: HubErrorOptions = {}) {
    super(ERRORS[code].message, options);
    this.name = 'HubError';
    this.code = code;
    this.argument = argument;
    this.retryAfter = retryAfter;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}
