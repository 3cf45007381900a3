/** `npm run bench:log`: what the tamper-evident log costs, in writing, in reviewing and in verifying. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startProcess } from '#bench/processes.ts';
import { entities } from '#server/entities.ts';
import { startEmbeddedPostgres } from '#storage/embedded-postgres.ts';
import { migrate } from '#storage/migrate.ts';
import type { AppendResult, Writer } from './append.ts';
import { CONCURRENCIES, fill, makePlainTable, measureAppend } from './append.ts';
import { measureReview } from './review.ts';
import { measureVerification } from './verification.ts';
import { LEAVES_A_REQUEST } from './writer.ts';

const say = (line: string): void => console.log(line);
const { values } = parseArgs({
  options: {
    leaves: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
  },
});
const [leaves, rounds, seconds] = [values.leaves, values.rounds, values.seconds].map(Number) as [number, number, number];

const directory = await mkdtemp(join(tmpdir(), 'family-view-bench-'));
await chmod(directory, 0o755);
const server = await startEmbeddedPostgres({ directory: join(directory, 'postgres'), databases: ['log'] });
const url = server.url('log');
const writers: Writer[] = ['./log/writer.ts', './log/writer.ts'].map((file) => startProcess(file));
try {
  await migrate(url, entities);
  await makePlainTable(url);
  await fill(url, 1_000, say);
  const results: AppendResult[] = [];
  for (const hubs of [1, 2]) {
    for (const concurrency of CONCURRENCIES) {
      if (concurrency < hubs) continue;
      results.push(await measureAppend({ url, writers: writers.slice(0, hubs), concurrency, rounds, seconds, leaves: 1_000 }));
      say(lineOf(results.at(-1)));
    }
  }
  say(`Filling the log to ${leaves} leaves`);
  await fill(url, leaves, say);
  for (const concurrency of CONCURRENCIES) {
    results.push(await measureAppend({ url, writers: writers.slice(0, 1), concurrency, rounds, seconds, leaves }));
    say(lineOf(results.at(-1)));
  }
  const small = results.find((each) => each.hubs === 1 && each.concurrency === 64 && each.leaves === 1_000);
  const large = results.find((each) => each.concurrency === 64 && each.leaves === leaves);
  const growth = (small?.requestsPerSecond.chained ?? NaN) / (large?.requestsPerSecond.chained ?? NaN);
  const plainGrowth = (small?.requestsPerSecond.grouped ?? NaN) / (large?.requestsPerSecond.grouped ?? NaN);
  say(`Cost at ${leaves} leaves to that at 1,000: ${growth.toFixed(2)}; of the plain insert: ${plainGrowth.toFixed(2)}`);
  const verification = await measureVerification(url, join(directory, 'export'), say);
  const review = await measureReview(url, say);
  const machine = { cores: cpus().length, processor: cpus()[0]?.model ?? 'unknown', node: process.version };
  const report = { append: results, growth, plainGrowth, verification, review, machine, measuredAt: new Date().toISOString() };
  await writeFile(new URL('../results-log.json', import.meta.url), `${JSON.stringify(report, null, 2)}\n`);
} finally {
  await Promise.all(writers.map((writer) => writer.stop()));
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}

function lineOf(result: AppendResult | undefined): string {
  if (!result) return '';
  const { chained, grouped, ungrouped } = result.requestsPerSecond;
  return [
    `${result.hubs} hub${result.hubs > 1 ? 's' : ' '} · ${String(result.concurrency).padStart(2)} at once · ${result.leaves} leaves:`,
    `${Math.round(chained)} requests/s (${Math.round(chained * LEAVES_A_REQUEST)} leaves/s),`,
    `plain grouped ${Math.round(grouped)} (ratio ${(chained / grouped).toFixed(2)}, goal 0.85),`,
    `plain ungrouped ${Math.round(ungrouped)} (ratio ${(chained / ungrouped).toFixed(2)}, goal 1.9)`,
  ].join(' ');
}
