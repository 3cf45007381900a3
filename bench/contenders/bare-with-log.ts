/** Contender 2, the limit of whoever keeps the law's log: the first, with the hub's own access log written before each answer. */
import { randomUUID } from 'node:crypto';
import { createAccessLog } from '#access-log/append.ts';
import type { Leaf } from '#access-log/leaf.ts';
import { answerParent } from '#bench/processes.ts';
import type { ContenderSettings, ContenderStarted } from '#bench/processes.ts';
import { entities } from '#server/entities.ts';
import { openDatabase } from '#storage/database.ts';
import { serveBareView } from './bare-view.ts';
import { createAskRecords } from './records.ts';

/** `leaves` are those that the hub wrote of one view: here they get a time and a request of their own. */
async function start({ upstreamUrl, databaseUrl, leaves }: ContenderSettings): Promise<ContenderStarted> {
  const database = await openDatabase({ url: databaseUrl ?? '', entities, as: 'application' });
  const accessLog = createAccessLog({ pool: database.pool, hubKey: Buffer.alloc(32) });
  return serveBareView(createAskRecords(upstreamUrl), async () => {
    const own = { time: new Date().toISOString(), requestId: randomUUID() };
    await accessLog.append(
      leaves.map((leaf): Leaf => ({ ...leaf, ...own })),
      new Map(),
    );
  });
}

answerParent(start);
