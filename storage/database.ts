/** The hub's PostgreSQL through MikroORM, and the pool beneath it for the few statements that must be one round trip. */
import { MikroORM } from '@mikro-orm/postgresql';
import type { Options } from '@mikro-orm/postgresql';
import type { Pool, PoolConfig } from 'pg';
import { APPLICATION_ROLE, RETENTION_ROLE } from './roles.ts';

export interface Database {
  readonly orm: MikroORM;
  readonly pool: Pool;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly entities: Options['entities'];
  /** `owner` may migrate; the others have only what the migrations granted to them, whoever the login is. */
  readonly as: 'owner' | 'application' | 'retention';
  readonly poolSize?: number;
  /** How long a statement may take, in milliseconds. */
  readonly statementTimeoutMs?: number;
}

/**
 * Connects to PostgreSQL (15 or later). Rejects with the driver's error where it cannot.
 * A pooled connection that breaks is replaced; the statement in flight on it rejects.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const orm = await MikroORM.init({
    entities: options.entities ?? [],
    clientUrl: options.url,
    discovery: { warnWhenNoEntities: false },
    logger: () => undefined,
    driverOptions: connectionOptions(options),
    pool: { min: 0, max: options.poolSize ?? 10 },
  });
  try {
    const pool = (await (orm.em.getConnection() as unknown as PoolHolder).getNativeClient()) as Pool;
    // A connection that breaks while a transaction holds it fails that transaction, and not the whole process.
    pool.on('connect', (client) => client.on('error', () => undefined));
    await pool.query('select 1');
    return { orm, pool, close: () => orm.close(true) };
  } catch (error) {
    await orm.close(true);
    throw error;
  }
}

interface PoolHolder {
  getNativeClient(): Promise<Pool>;
}

const ROLES = { application: APPLICATION_ROLE, retention: RETENTION_ROLE };

function connectionOptions({ as, statementTimeoutMs = 5_000 }: DatabaseOptions): PoolConfig {
  const role = as === 'owner' ? '' : ` -c role=${ROLES[as]}`;
  // Who stops in the middle of a change holds everybody up: the server ends it.
  const abandoned = as === 'owner' ? '' : ` -c idle_in_transaction_session_timeout=${statementTimeoutMs}`;
  return {
    // Under any other isolation an append would compare epochs with those of before it waited for its place. Compiling a short statement
    // takes longer than running it, twenty at once more than they may take.
    options: `-c timezone=UTC -c jit=off -c default_transaction_isolation=read\\ committed -c statement_timeout=${as === 'owner' ? 0 : statementTimeoutMs} -c lock_timeout=${statementTimeoutMs}${abandoned}${role}`,
    connectionTimeoutMillis: 5_000,
    // A server that hangs without closing the connection must not hold the caller.
    ...(as !== 'owner' && { query_timeout: statementTimeoutMs + 500 }),
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'family-view',
  };
}
