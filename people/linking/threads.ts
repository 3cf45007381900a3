/** Matching on all cores: the same rounds of tasks, done by threads; the answers are those of one. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { performHere } from '#people/matching/tasks.ts';
import type { Steps, Task } from '#people/matching/tasks.ts';
import type { LinkageModel } from '#people/matching/model.ts';
import type { PersonRecord } from '#people/matching/record.ts';
import { packRecords } from './packing.ts';

/** What a thread is told. */
export type Asked = { readonly model: LinkageModel } | { readonly number: number; readonly task: Task };

interface Answered {
  readonly number: number;
  readonly answer: unknown;
}

export interface Threads {
  perform<T>(steps: Steps<T>): Promise<T>;
  stop(): Promise<void>;
}

/** Fewer records are matched sooner than threads start. */
const FEW = 20_000;
const MOST_THREADS = 8;
/** Of memory; more for more than a million records. */
const MEGABYTES_EACH = 1_024;
const RECORDS_A_MEGABYTE = 1_000;

/** @param count of threads; one: no thread but this is used */
export function startThreads(records: readonly PersonRecord[], count = threadsFor(records.length)): Threads {
  if (count < 2)
    return { perform: async (steps) => Promise.resolve(performHere(records, steps)), stop: async () => Promise.resolve() };
  const packed = packRecords(records);
  const threads = Array.from(
    { length: count },
    () =>
      new Worker(new URL('./thread.ts', import.meta.url), {
        workerData: packed,
        resourceLimits: { maxOldGenerationSizeMb: Math.max(MEGABYTES_EACH, records.length / RECORDS_A_MEGABYTE) },
      }),
  );
  const failing = Promise.withResolvers<never>();
  // Whether anybody waits or not: a second thread may fail after the first.
  failing.promise.catch(() => undefined);
  const exit = (): void => failing.reject(new Error('A thread that matches records stopped.'));
  for (const thread of threads) thread.on('error', failing.reject).on('exit', exit);
  return {
    async perform(steps) {
      let answers: readonly unknown[] = [];
      for (;;) {
        const { done, value } = steps.next(answers);
        if (done) return value;
        if ('model' in value) for (const thread of threads) thread.postMessage(value satisfies Asked);
        answers = 'tasks' in value ? await Promise.race([performAll(threads, value.tasks), failing.promise]) : [];
      }
    },
    async stop() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

const threadsFor = (records: number): number => (records < FEW ? 1 : Math.min(MOST_THREADS, availableParallelism()));

/** Each thread has one task, and the next already waiting; the answers come back in the tasks’ order. */
async function performAll(threads: readonly Worker[], tasks: readonly Task[]): Promise<unknown[]> {
  const answers: unknown[] = Array.from(tasks);
  let next = 0;
  const give = (thread: Worker): void => {
    const task = tasks[next];
    if (task !== undefined) thread.postMessage({ number: next++, task } satisfies Asked);
  };
  let left = tasks.length;
  if (left === 0) return answers;
  const { promise, resolve } = Promise.withResolvers<unknown[]>();
  const listening = threads.map((thread) => ({
    thread,
    message({ number, answer }: Answered): void {
      answers[number] = answer;
      left--;
      if (left === 0) resolve(answers);
      else give(thread);
    },
  }));
  for (const { thread, message } of listening) thread.on('message', message);
  for (const thread of [...threads, ...threads]) give(thread);
  try {
    return await promise;
  } finally {
    for (const { thread, message } of listening) thread.off('message', message);
  }
}
