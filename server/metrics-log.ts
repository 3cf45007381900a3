/** What writing the access log comes to: how long requests wait for it, how many go together, and how many fail. */
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';
import type { AccessLog, AccessLogOptions } from '#access-log/append.ts';

export interface LogMeter {
  readonly onBatch: NonNullable<AccessLogOptions['onBatch']>;
  /** The same log, counted. */
  watch(accessLog: AccessLog): AccessLog;
}

export function createLogMeter(registry: Registry, isTrusted: () => boolean): LogMeter {
  const registers = [registry];
  const seconds = new Histogram({
    name: 'family_view_log_append_seconds',
    help: 'How long a request waited for its entries of the access log to be durable',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const failures = new Counter({
    name: 'family_view_log_append_failures_total',
    help: 'Requests that were shown nothing because the access log could not be written',
    registers,
  });
  const batchLeaves = new Histogram({
    name: 'family_view_log_batch_leaves',
    help: 'Entries of the access log that were written together',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
    registers,
  });
  const batchRequests = new Histogram({
    name: 'family_view_log_batch_requests',
    help: 'Requests whose entries were written together',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128],
    registers,
  });
  new Gauge({
    name: 'family_view_log_trusted',
    help: '1 while this process knows of nothing wrong with the access log, 0 where it shows nothing because of it',
    registers,
    collect() {
      this.set(isTrusted() ? 1 : 0);
    },
  });

  return {
    onBatch({ requests, leaves }) {
      // Where what they all rest on has moved, nothing was written.
      if (requests === 0) return;
      batchRequests.observe(requests);
      batchLeaves.observe(leaves);
    },
    watch: (accessLog) => ({
      async append(leaves, epochs) {
        const begin = performance.now();
        try {
          const outcome = await accessLog.append(leaves, epochs);
          if (outcome === 'WRITTEN') seconds.observe((performance.now() - begin) / 1000);
          return outcome;
        } catch (error) {
          failures.inc();
          throw error;
        }
      },
    }),
  };
}
