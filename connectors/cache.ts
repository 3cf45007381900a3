/**
 * Where connectors keep what is about nobody: code lists and the names of schools and services. Nothing about a person is ever kept
 * here. Losing it costs speed only.
 */
import { createClient } from 'redis';

export interface ReferenceCache {
  /** Undefined where it is not there, or where the cache does not answer at once. Never rejects. */
  get(key: string): Promise<string | undefined>;
  /** Keeps a value for a while; does nothing where it cannot. Never rejects. */
  set(key: string, value: string, seconds: number): Promise<void>;
  close(): Promise<void>;
}

const MAXIMUM_ENTRIES = 10_000;

/** For one process: at most 10,000 entries, the oldest go first. */
export function createMemoryCache(now: () => number = Date.now): ReferenceCache {
  const entries = new Map<string, { value: string; until: number }>();
  return {
    async get(key) {
      const entry = entries.get(key);
      if (entry && entry.until > now()) return entry.value;
      entries.delete(key);
      return undefined;
    },
    async set(key, value, seconds) {
      entries.delete(key);
      entries.set(key, { value, until: now() + seconds * 1000 });
      const oldest = entries.keys().next();
      if (entries.size > MAXIMUM_ENTRIES && !oldest.done) entries.delete(oldest.value);
    },
    close: async () => undefined,
  };
}

const PATIENCE_MS = 50;

/** For several processes, in Redis. A Redis that is slow, full or down is passed over within 50 ms. */
export function createRedisCache(url: string, onError: (error: Error) => void = () => undefined): ReferenceCache {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    pingInterval: 10_000,
    socket: {
      connectTimeout: 500,
      socketTimeout: 30_000,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 1_000),
    },
  });
  client.on('error', onError);
  // The hub starts whether or not Redis is there; the client keeps trying.
  client.connect().catch(onError);
  const within = async <Value>(work: () => Promise<Value>): Promise<Value | undefined> => {
    if (!client.isReady) return undefined;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS, undefined);
    });
    try {
      return await Promise.race([work(), patience]);
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    get: async (key) => (await within(() => client.get(PREFIX + key))) ?? undefined,
    async set(key, value, seconds) {
      await within(() => client.set(PREFIX + key, value, { expiration: { type: 'EX', value: seconds } }));
    },
    async close() {
      client.destroy();
    },
  };
}

const PREFIX = 'family-view:reference:';
