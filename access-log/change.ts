/**
 * How anything that decisions rest on is changed: it is read and checked, and then takes its place in the order of the log and writes,
 * in one transaction, unless anything was changed in between: then it is checked anew. Every disclosure before it in the log was
 * decided without it, every one after it with it. A refused change is in the log too. A change is made once, however often it is
 * asked for with the same key.
 */
import { createHash } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityName, RequiredEntityData } from '@mikro-orm/core';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import canonicalize from 'canonicalize';
import { CompiledQuery } from 'kysely';
import type { Pool } from 'pg';
import { HubError } from '#terms/errors.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { appendStatement, makeEntry } from './append.ts';
import type { Entry, Epochs, OnWritten } from './append.ts';
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

/** What a change comes to, once it has read and checked. */
export type Decided<Result> = Recorded<Result> | Refused;

export interface Recorded<Result> {
  /** Ids and times: kept, to be answered again. */
  readonly result: Result;
  readonly leaves: readonly Leaf[];
  readonly rows: readonly NewRows[];
  /** What must not have moved since it was read. */
  readonly epochs: Epochs;
  /** Whether it rests on more than those epochs tell of: then nothing at all may have been changed since. */
  readonly restsOnMore: boolean;
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
) => Promise<Answer<Result>>;

/** The epoch of this subject moves with every change. */
const ANYTHING = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** How often a change is decided without holding anybody up; after that it is decided while nobody else may change anything. */
const TRIES_WITHOUT_LOCK = 5;

export interface RecordChangeOptions {
  readonly orm: MikroORM;
  readonly pool: Pool;
  /** The hubs' common secret: with it they vouch for what they write. */
  readonly hubKey: Uint8Array;
  /** Told of every change, or refusal of one, once its place in the log is certain. */
  readonly onWritten?: OnWritten;
}

/** @returns a function that rejects with HubError where the change may not have been recorded: asking again with the same key is safe. */
export function createRecordChange(options: RecordChangeOptions): RecordChange {
  return async <Result extends object>(request: ChangeRequest, decide: (database: Queryable) => Promise<Decided<Result>>) => {
    try {
      for (let tries = 1; tries <= TRIES_WITHOUT_LOCK; tries++) {
        // oxlint-disable-next-line no-await-in-loop -- each try follows the last
        const answer = await attempt(options, request, decide);
        if (answer) return answer;
      }
      return await commit(options, async (em) => {
        const database = onConnectionOf(em);
        await database.query({ text: 'select access_log_lock()', values: [] });
        const { answer } = await knownAnswer<Result>(database, request);
        return answer ? { answer } : write(em, options.hubKey, request, await decide(database), request.epochs);
      });
    } catch (cause) {
      if (cause instanceof Moved) throw new HubError('SHARING_CHANGED', { cause });
      throw cause instanceof HubError ? cause : new HubError('TEMPORARILY_UNAVAILABLE', { cause });
    }
  };
}

type Answer<Result> = { readonly result: Result } | { readonly problems: readonly Problem[] };

/** What a transaction comes to: an answer and, where it wrote to the log, its last entry there. */
interface Outcome<Result> {
  readonly answer: Answer<Result>;
  readonly last?: { readonly index: number; readonly mac: Buffer };
}

async function commit<Result>(
  { orm, onWritten }: RecordChangeOptions,
  work: (em: EntityManager) => Promise<Outcome<Result>>,
): Promise<Answer<Result>> {
  const { answer, last } = await orm.em.fork().transactional(work);
  if (last) onWritten?.(last.index, last.mac);
  return answer;
}

/** Thrown to undo a change whose grounds have moved. */
class Moved extends Error {}

/** Reads and checks first, and takes the lock for the writing alone; undefined where something was changed in between. */
async function attempt<Result extends object>(
  options: RecordChangeOptions,
  request: ChangeRequest,
  decide: (database: Queryable) => Promise<Decided<Result>>,
): Promise<Answer<Result> | undefined> {
  const { pool, hubKey } = options;
  const known = await knownAnswer<Result>(pool, request);
  if (known.answer) return known.answer;
  const decided = await decide(pool);
  try {
    return await commit(options, (em) => write(em, hubKey, request, decided, groundsOf(request, decided, known.epoch)));
  } catch (error) {
    if (error instanceof Moved || error instanceof UniqueConstraintViolationException) return undefined;
    throw error;
  }
}

function groundsOf(request: ChangeRequest, decided: Decided<object>, anything: number): Epochs {
  // What is refused changes nothing.
  if ('problems' in decided) return request.epochs;
  return new Map([...decided.epochs, ...request.epochs, ...(decided.restsOnMore ? [[ANYTHING, anything] as const] : [])]);
}

/** What this key was answered before, if it was; and the epoch against which nothing may change until the change is written. */
async function knownAnswer<Result extends object>(
  database: Queryable,
  request: ChangeRequest,
): Promise<{ readonly answer: Answer<Result> | undefined; readonly epoch: number }> {
  const { rows } = await database.query<{ epoch: number; known: { change: string; digest: string; result: Result } | null }>({
    text: `select coalesce((select epoch from sharing_epoch where subject = $1), 0)::int as epoch,
      (select json_build_object('change', change, 'digest', digest, 'result', result)
        from recorded_change where caller = $2 and client_key = $3) as known`,
    values: [ANYTHING, request.caller, request.clientKey],
  });
  const { epoch = 0, known = null } = rows[0] ?? {};
  if (!known) return { answer: undefined, epoch };
  const isSame = known.digest === digestOf(request) && known.change === request.name;
  return { answer: isSame ? { result: known.result } : { problems: [problem('CLIENT_KEY_REUSED', 'clientKey')] }, epoch };
}

/** Takes the change's place in the log, then writes. @throws Moved, having written nothing, where an epoch has moved. */
async function write<Result extends object>(
  em: EntityManager,
  hubKey: Uint8Array,
  request: ChangeRequest,
  decided: Decided<Result>,
  epochs: Epochs,
): Promise<Outcome<Result>> {
  const last = decided.leaves.length > 0 && (await append(onConnectionOf(em), makeEntry(decided.leaves, epochs, hubKey)));
  const written = last ? { last } : {};
  if ('problems' in decided) return { answer: { problems: decided.problems }, ...written };
  await em.insert(RecordedChange, {
    caller: request.caller,
    clientKey: request.clientKey,
    change: request.name,
    digest: digestOf(request),
    result: { ...decided.result },
    recordedAt: request.now,
  });
  for (const { entity, rows } of decided.rows) {
    // oxlint-disable-next-line no-await-in-loop -- one connection, in order
    if (rows.length > 0) await em.insertMany(entity, [...rows]);
  }
  return { answer: { result: decided.result }, ...written };
}

async function append(database: Queryable, entry: Entry): Promise<NonNullable<Outcome<never>['last']>> {
  const { rows } = await database.query<{ first: (string | null)[] }>(appendStatement([entry]));
  const first = rows[0]?.first[0];
  if (first == null) throw new Moved();
  return { index: Number(first) + entry.leaves.length - 1, mac: entry.mac };
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
