/**
 * How anything that decisions rest on is changed: in one transaction that first takes its place in the order of the log, then reads,
 * checks, appends its leaves, and writes. Every disclosure before it in the log was decided without it, every one after it with it.
 * A refused change is in the log too. A change is made once, however often it is asked for with the same key.
 */
import { createHash } from 'node:crypto';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { EntityName, RequiredEntityData } from '@mikro-orm/core';
import canonicalize from 'canonicalize';
import { CompiledQuery } from 'kysely';
import { HubError } from '#terms/errors.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { appendStatement } from './append.ts';
import type { Epochs } from './append.ts';
import { RecordedChange } from './entities.ts';
import type { Leaf } from './leaf.ts';

/** One statement on the change's own connection. */
export interface Queryable {
  query<Row extends object>(statement: { name?: string; text: string; values: unknown[] }): Promise<{ rows: Row[] }>;
}

export interface ChangeRequest {
  /** Who asks, by the hub's id. */
  readonly caller: string;
  readonly clientKey: string;
  /** The mutation, and its whole input: the same key with another input is a mistake. */
  readonly name: string;
  readonly input: unknown;
  readonly now: Date;
  /** What the caller's authority rests on. */
  readonly epochs: Epochs;
}

/** What a change comes to, once it has read and checked under the lock. */
export type Decided<Result> = Recorded<Result> | Refused;

export interface Recorded<Result> {
  /** Ids and times: kept, to be answered again. */
  readonly result: Result;
  readonly leaves: readonly Leaf[];
  readonly rows: readonly NewRows[];
}

export interface Refused {
  readonly problems: readonly Problem[];
  /** Of the attempt. */
  readonly leaves: readonly Leaf[];
}

/** Rows to add to one table; nothing is ever changed or removed. */
export interface NewRows {
  readonly entity: EntityName<object>;
  readonly rows: readonly object[];
}

export function newRows<Entity extends object>(
  entity: EntityName<Entity>,
  ...rows: readonly RequiredEntityData<Entity>[]
): NewRows {
  return { entity: entity as EntityName<object>, rows };
}

export type RecordChange = <Result extends object>(
  request: ChangeRequest,
  decide: (database: Queryable) => Promise<Decided<Result>>,
) => Promise<{ readonly result: Result } | { readonly problems: readonly Problem[] }>;

/** @returns a function that rejects with HubError where the change may not have been recorded: asking again with the same key is safe. */
export function createRecordChange(orm: MikroORM): RecordChange {
  return (request, decide) =>
    orm.em
      .fork()
      .transactional((em) => record(em, request, decide))
      .catch((cause: unknown) => {
        throw cause instanceof HubError ? cause : new HubError('TEMPORARILY_UNAVAILABLE', { cause });
      });
}

async function record<Result extends object>(
  em: EntityManager,
  request: ChangeRequest,
  decide: (database: Queryable) => Promise<Decided<Result>>,
): Promise<{ result: Result } | { problems: readonly Problem[] }> {
  const database = onConnectionOf(em);
  await database.query({ text: 'select access_log_lock()', values: [] });
  const digest = digestOf(request);
  const known = await em.findOne(RecordedChange, { caller: request.caller, clientKey: request.clientKey });
  if (known) {
    if (known.digest === digest && known.change === request.name) return { result: known.result as Result };
    return { problems: [problem('CLIENT_KEY_REUSED', 'clientKey')] };
  }

  const decided = await decide(database);
  if (decided.leaves.length > 0) {
    const { rows } = await database.query<{ index: string | null }>(appendStatement(decided.leaves, request.epochs));
    if (rows[0]?.index == null) throw new HubError('SHARING_CHANGED');
  }
  if ('problems' in decided) return { problems: decided.problems };

  for (const { entity, rows } of decided.rows) {
    // oxlint-disable-next-line no-await-in-loop -- one connection, in order
    if (rows.length > 0) await em.insertMany(entity, [...rows]);
  }
  await em.insert(RecordedChange, {
    caller: request.caller,
    clientKey: request.clientKey,
    change: request.name,
    digest,
    result: { ...decided.result },
    recordedAt: request.now,
  });
  return { result: decided.result };
}

function digestOf({ name, input }: ChangeRequest): string {
  return createHash('sha256')
    .update(canonicalize([name, input]) ?? '')
    .digest('hex');
}

/** Statements with native parameters in the transaction that MikroORM holds. */
function onConnectionOf(em: EntityManager): Queryable {
  const transaction = em.getTransactionContext<{ executeQuery(query: CompiledQuery): Promise<{ rows: unknown[] }> }>();
  if (!transaction) throw new Error('A change needs a transaction.');
  return {
    async query<Row extends object>({ text, values }: { text: string; values: unknown[] }) {
      const { rows } = await transaction.executeQuery(CompiledQuery.raw(text, values));
      return { rows: rows as Row[] };
    },
  };
}
