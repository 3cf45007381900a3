/** Several hubs, each in a process of its own, that share one database, one Redis, one sign-in and the same agencies. */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import type { TestHub } from './hub.ts';
import type { HubOrder, HubProcessSettings } from './hub-process.ts';

export interface HubProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Whether the order could be carried out; rejects where the hub ends before. */
  order(order: HubOrder): Promise<boolean>;
  /** Resolves when the hub has ended, however. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface Hubs {
  readonly urls: readonly string[];
  stop(): Promise<void>;
}

type Options = Pick<HubProcessSettings, 'waitMs' | 'comparesEpochs' | 'answersEarly'>;

export async function startHubProcess({ shared }: Pick<TestHub, 'shared'>, name: string, options: Options): Promise<HubProcess> {
  const child = fork(fileURLToPath(new URL('./hub-process.ts', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const answered = <Answer>(member: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const listen = (message: unknown) => {
        if (typeof message !== 'object' || message === null || !(member in message)) return;
        child.off('message', listen);
        resolve((message as Record<string, Answer>)[member] as Answer);
      };
      child.on('message', listen);
      void ended.then(() => reject(new Error('A hub ended before it answered.')));
    });
  const address = answered<string>('address');
  child.send({ name, redisUrl: inject('redisUrl'), ...shared, ...options } satisfies HubProcessSettings);
  return {
    url: `${await address}/graphql`,
    child,
    ended,
    async order(order) {
      const done = answered<boolean>('done');
      // It may end before it has been told.
      if (child.connected) child.send(order, () => undefined);
      return done;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

export async function startHubs(hub: TestHub, count: number, options: Options): Promise<Hubs> {
  const started = await Promise.all(Array.from({ length: count }, (_, place) => startHubProcess(hub, `hub-${place}`, options)));
  return {
    urls: started.map(({ url }) => url),
    stop: async () => void (await Promise.all(started.map(({ stop }) => stop()))),
  };
}
