/** Several hubs, each in a process of its own, that share one database, one Redis, one sign-in and the same agencies. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import type { TestHub } from '#tests/support/hub.ts';
import type { HubProcessSettings } from './hub-process.ts';

export interface Hubs {
  readonly urls: readonly string[];
  stop(): Promise<void>;
}

export async function startHubs(
  { shared }: TestHub,
  count: number,
  options: Pick<HubProcessSettings, 'waitMs' | 'comparesEpochs'>,
): Promise<Hubs> {
  const started = await Promise.all(
    Array.from({ length: count }, async (_, place) => {
      const child = fork(fileURLToPath(new URL('./hub-process.ts', import.meta.url)), {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      const address = new Promise<string>((resolve, reject) => {
        child.once('message', (message) => resolve((message as { address: string }).address));
        child.once('exit', (code) => reject(new Error(`A hub ended with ${code} before it answered.`)));
      });
      child.send({ name: `hub-${place}`, redisUrl: inject('redisUrl'), ...shared, ...options } satisfies HubProcessSettings);
      return { child, url: `${await address}/graphql` };
    }),
  );
  return {
    urls: started.map(({ url }) => url),
    async stop() {
      await Promise.all(
        started.map(({ child }) => {
          const ended = new Promise((resolve) => child.once('exit', resolve));
          child.disconnect();
          return ended;
        }),
      );
    },
  };
}
