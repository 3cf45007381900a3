/** The hub for Prometheus, at /metrics. Its labels are words of fixed lists: nothing in it says who looked at whom. */
import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics } from 'prom-client';
import type { Registry } from 'prom-client';
import { createReader, gaugesOf } from './metrics-reading.ts';
import type { ReaderOptions } from './metrics-reading.ts';
import type { Logger } from './telemetry.ts';
import { describeError } from './telemetry.ts';

export interface MetricsOptions extends ReaderOptions {
  /** What this process has counted. */
  readonly registry: Registry;
  readonly logger: Logger;
}

/** However many scrape, each second of the hub's clock is told once. */
const KEPT_MS = 1_000;

/** A server that nobody can reach until it listens. */
export function createMetrics({ registry, logger, ...options }: MetricsOptions): FastifyInstance {
  const read = createReader(options);
  let kept: { readonly at: number; readonly text: Promise<string> } | undefined;
  // Whoever scrapes can do without the last answer.
  const server = fastify({ logger: false, forceCloseConnections: true });

  // They watch the process from then on, so not before anybody asks.
  server.addHook('onListen', async () => collectDefaultMetrics({ register: registry, prefix: 'family_view_' }));
  server.get('/metrics', async (_request, reply) => reply.header('content-type', registry.contentType).send(await keptText()));
  server.setErrorHandler((error, _request, reply) => {
    logger.error(describeError(error), 'The metrics could not be served.');
    return reply.code(500).send();
  });
  return server;

  async function text(): Promise<string> {
    const reading = await read().catch((error: unknown) => {
      logger.warn(describeError(error), 'The database did not answer for the metrics.');
      return null;
    });
    const gauges = gaugesOf(reading, options.clock.now());
    const [counted, measured] = await Promise.all([registry.metrics(), gauges.metrics()]);
    return `${counted}\n${measured}`;
  }

  function keptText(): Promise<string> {
    const now = options.clock.now().getTime();
    if (!kept || now < kept.at || now >= kept.at + KEPT_MS) kept = { at: now, text: text() };
    return kept.text;
  }
}
