import type { TestHub } from './hub.ts';

/** Runs work, and is told the name (or text) of each statement that the hub sends to its database; what it throws, the statement rejects with. */
export async function watchingStatements<Result>(
  { database: { pool } }: TestHub,
  told: (name: string) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  const original = pool.query;
  const query = original.bind(pool) as (...args: unknown[]) => Promise<unknown>;
  pool.query = (async (statement: string | { name?: string; text: string }, ...rest: unknown[]) => {
    const name = typeof statement === 'string' ? statement : (statement.name ?? statement.text);
    if (!IN_BACKGROUND.test(name)) told(name);
    return query(statement, ...rest);
  }) as never;
  try {
    return await work();
  } finally {
    pool.query = original;
  }
}

/** What jobs ask for every few seconds, whoever asks for what. */
const IN_BACKGROUND =
  /^(review-|export-|intake-|family-proposals-|linking-|delete from review_export|select size, peaks from access_log_head)/;
