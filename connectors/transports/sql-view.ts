/**
 * Asks an agency's reporting views over PostgreSQL, read-only and within bounds. Nothing of the database (names, values, its own
 * words) ever leaves in an error: an error has one of a closed list of kinds, and a fixed sentence.
 */
import pg from 'pg';
import type { PoolClient } from 'pg';
import type { ZodType } from 'zod';

const SENTENCES = {
  REFUSED: 'The agency could not be reached.',
  FAILED: 'The agency answered with an error.',
  MALFORMED: 'The agency answered in a form that the hub does not know.',
  WRONG_PERSON: 'The agency answered about somebody who was not asked about.',
  ABORTED: 'The question was given up before the agency answered.',
} as const;
export type SqlViewErrorKind = keyof typeof SENTENCES;

export class SqlViewError extends Error {
  readonly kind: SqlViewErrorKind;

  constructor(kind: SqlViewErrorKind) {
    super(SENTENCES[kind]);
    this.name = 'SqlViewError';
    this.kind = kind;
  }
}

export interface SqlViewOptions {
  readonly url: string;
  /** How long the agency's database may work on one query, in milliseconds. */
  readonly statementTimeoutMs?: number;
  readonly poolSize?: number;
}

export interface SqlView {
  /** The rows, each read by a schema; dates come as ISO text. Rejects with SqlViewError only, at once when the signal aborts. */
  query<Row>(row: ZodType<Row>, text: string, values: readonly unknown[], options: { signal: AbortSignal }): Promise<Row[]>;
  close(): Promise<void>;
}

const DATE_OID = 1082;
const CLOSE_LIMIT_MS = 1_000;

export function createSqlView({ url, statementTimeoutMs = 5_000, poolSize = 6 }: SqlViewOptions): SqlView {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
    application_name: 'family-view',
    options: `-c default_transaction_read_only=on -c statement_timeout=${statementTimeoutMs} -c timezone=UTC`,
    // The driver would make a date the start of a day in the hub's own time zone.
    types: { getTypeParser: (oid, format) => (oid === DATE_OID ? String : pg.types.getTypeParser(oid, format)) },
  });
  // A connection that breaks, idle or in use, is replaced by the pool; unheard, its event would end the hub.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));

  async function ask(text: string, values: readonly unknown[], signal: AbortSignal): Promise<unknown[]> {
    const client = await connected(signal);
    let broken = true;
    try {
      const { rows } = await orAborted(client.query<Record<string, unknown>>(text, [...values]), signal);
      broken = false;
      return rows;
    } finally {
      // Destroyed rather than returned: its query may still run, until the agency's statement timeout ends it.
      client.release(broken);
    }
  }

  async function connected(signal: AbortSignal): Promise<PoolClient> {
    const connecting = pool.connect();
    try {
      const client = await orAborted(connecting, signal);
      return client;
    } catch (error) {
      void connecting.then(
        (client) => client.release(),
        () => {},
      );
      throw error;
    }
  }

  return {
    async query(row, text, values, { signal }) {
      try {
        return (await ask(text, values, signal)).map((value) => read(row, value));
      } catch (error) {
        throw asSqlViewError(error, signal);
      }
    },
    async close() {
      // A server that hangs must not hold the hub back from stopping.
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, CLOSE_LIMIT_MS)));
      await Promise.race([pool.end().catch(() => {}), limit]);
      clearTimeout(timer);
    },
  };
}

/** What does not fit is MALFORMED, and the schema's own complaint (it quotes values) goes no further. */
function read<Row>(row: ZodType<Row>, value: unknown): Row {
  const result = row.safeParse(value);
  if (!result.success) throw new SqlViewError('MALFORMED');
  return result.data;
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new SqlViewError('ABORTED'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function asSqlViewError(error: unknown, signal: AbortSignal): SqlViewError {
  if (signal.aborted) return new SqlViewError('ABORTED');
  if (error instanceof SqlViewError) return error;
  // PostgreSQL's own errors have a five-character SQLSTATE; classes 08, 28, 3D, 53 and 57P mean that no question was answered.
  const state = error instanceof pg.DatabaseError ? (error.code ?? '') : null;
  return new SqlViewError(state === null || /^(08|28|3D|53|57P)/.test(state) ? 'REFUSED' : 'FAILED');
}
