import type { Pool } from 'pg';
import { HubError } from '#terms/errors.ts';

/** One statement, prepared by its name. Rejects with HubError where the database does not answer. */
export type Read = <Row extends object>(name: string, text: string, values: readonly unknown[]) => Promise<Row[]>;

export function createRead(pool: Pool): Read {
  return <Row extends object>(name: string, text: string, values: readonly unknown[]) =>
    pool.query<Row>({ name, text, values: [...values] }).then(
      ({ rows }) => rows,
      (cause: unknown) => {
        throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
      },
    );
}
