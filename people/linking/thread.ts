/** One of the threads of threads.ts: has all records, and does the tasks that it is given. */
import { parentPort, workerData } from 'node:worker_threads';
import { createPerformer } from '#people/matching/tasks.ts';
import { unpackRecords } from './packing.ts';
import type { PackedRecords } from './packing.ts';
import type { Asked } from './threads.ts';

const performer = createPerformer(unpackRecords(workerData as PackedRecords));

parentPort?.on('message', (asked: Asked) => {
  if ('model' in asked) performer.know(asked.model);
  else parentPort?.postMessage({ number: asked.number, answer: performer.perform(asked.task) });
});
