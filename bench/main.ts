/** `npm run bench`: how fast the one-family view is, against the practical limit and against Apollo Server as it comes. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Leaf } from '#access-log/leaf.ts';
import { HUB, REFERENCES } from './contenders.ts';
import type { ContenderDeclaration } from './contenders.ts';
import { startDatabases } from './database.ts';
import type { LoadAnswer, LoadQuestion } from './load.ts';
import { checkLog, firstLeaves } from './logged.ts';
import { askOnce, measure } from './measure.ts';
import { readOptions } from './options.ts';
import { startProcess } from './processes.ts';
import type { ContenderSettings, ContenderStarted, RunningProcess } from './processes.ts';
import { resultsOf, tableOf } from './results.ts';
import { AUDIENCE, createBenchSignIn, ISSUER } from './token.ts';
import type { UpstreamSettings, UpstreamsStarted } from './upstreams.ts';
import { KEY_SET_PATH } from './upstreams.ts';

/** What must be undone at the end, in the opposite order. */
const started: (() => Promise<unknown>)[] = [];
const say = (line: string): void => console.log(line);

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const directory = await mkdtemp(join(tmpdir(), 'family-view-bench-'));
  started.push(() => rm(directory, { recursive: true, force: true }));
  // PostgreSQL may have to run as another user, who must be able to enter.
  await chmod(directory, 0o755);
  const starting = startDatabases(directory);
  started.push(async () => (await starting).stop());
  const databases = await starting;

  const signIn = await createBenchSignIn();
  const { url: upstreamUrl } = await start<UpstreamSettings, UpstreamsStarted>('./upstreams.ts').ask({
    latencyMs: options.latencyMs,
    keySet: signIn.keySet,
  });
  const headers = async () => ({ 'content-type': 'application/json', authorization: `Bearer ${await signIn.token()}` });
  const startContender = async (contender: ContenderDeclaration, leaves: readonly Leaf[] = []) => {
    const { url } = await start<ContenderSettings, ContenderStarted>(contender.file).ask({
      upstreamUrl,
      databaseUrl: contender.database && databases[contender.database],
      signIn: { issuer: ISSUER, audience: AUDIENCE, keySetUrl: upstreamUrl + KEY_SET_PATH },
      leaves,
    });
    return { ...contender, url, answered: 0 };
  };
  const hub = await startContender(HUB);
  await askOnce(hub, await headers());
  const leaves = await firstLeaves(databases.hubUrl);
  const references = await Promise.all(REFERENCES.map((contender) => startContender(contender, leaves)));

  const load = start<LoadQuestion, LoadAnswer>('./load.ts');
  const contenders = [...references, { ...hub, answered: 1 }];
  const measured = await measure({ contenders, load, upstreamUrl, options, headers, say });
  for (const { contender, requests } of measured) {
    if (!contender.database) continue;
    const { leaves: count, bytesPerRequest } = await checkLog(contender.name, databases[contender.database], requests);
    say(`${contender.name}: ${requests} requests, ${count} leaves, none lost, ${Math.round(bytesPerRequest)} bytes a request`);
  }
  const results = resultsOf(measured, options);
  await writeFile(new URL('results.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
  const { cores, processor, node } = results.machine;
  say(`\n${tableOf(results)}\n\n${cores} cores (${processor}), Node ${node}, ${options.connections} connections`);
}

function start<Question extends object, Answer>(file: string): RunningProcess<Question, Answer> {
  const child = startProcess<Question, Answer>(file);
  started.push(() => child.stop());
  return child;
}

let stopping: Promise<void> | undefined;

function stop(exitCode: number): Promise<void> {
  stopping ??= (async () => {
    for (const undo of started.toReversed()) await undo().catch(() => undefined);
    process.exit(exitCode);
  })();
  return stopping;
}

process.once('SIGINT', () => void stop(130));
process.once('SIGTERM', () => void stop(143));
process.once('uncaughtException', (error: unknown) => void fail(error));
main().then(() => stop(0), fail);

function fail(error: unknown): Promise<void> {
  if (!stopping) console.error(error instanceof Error ? error.message : error);
  return stop(1);
}
