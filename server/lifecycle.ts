/** A program of several parts: started one after the other, stopped in the opposite order, on Ctrl-C or where one did not start. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Lifecycle {
  /** Starts everything; where that fails, says why in one line each, stops what did start, and exits with 1. */
  run(start: () => Promise<void>): void;
  /** Remembers how to stop a part. Throws where the program is being stopped already, so that nothing more is started. */
  keep(stop: () => Promise<unknown>): void;
  /** Throws where the program is being stopped: between steps that take long. */
  goOn(): void;
  stop(exitCode: number): Promise<void>;
}

export interface LifecycleOptions {
  explain(error: unknown): readonly string[];
  say(line: string): void;
}

/** How long a step that has begun may take to end before the parts are stopped under it, in milliseconds. */
const STEP_LIMIT_MS = 5_000;
const STOP_LIMIT_MS = 20_000;
/** npm passes a Ctrl-C on to a program that the terminal has told of it too: within this time, two are one. */
const ONE_CTRL_C_MS = 500;

/** Answers SIGINT, SIGTERM and SIGHUP from now on: the first stops the program in order, a second one at once. */
export function createLifecycle({ explain, say }: LifecycleOptions): Lifecycle {
  const parts: (() => Promise<unknown>)[] = [];
  let starting: Promise<unknown> = Promise.resolve();
  let stopping: Promise<void> | undefined;
  let askedAt: number | undefined;

  function stop(exitCode: number): Promise<void> {
    stopping ??= (async () => {
      setTimeout(() => process.exit(1), STOP_LIMIT_MS);
      await Promise.race([starting, sleep(STEP_LIMIT_MS)]);
      for (const part of parts.toReversed()) await part().catch(() => undefined);
      process.exit(exitCode);
    })();
    return stopping;
  }

  function goOn(): void {
    if (stopping) throw new Error('The program is being stopped.');
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (askedAt === undefined) {
        askedAt = Date.now();
        say('Stopping');
        void stop(0);
      } else if (Date.now() - askedAt > ONE_CTRL_C_MS) process.exit(1);
    });
  }
  // Whoever read our lines may have gone; that is no reason to leave a database behind.
  process.stdout.on('error', () => undefined);

  return {
    goOn,
    stop,
    keep(part) {
      parts.push(part);
      goOn();
    },
    run(start) {
      starting = start().catch((error: unknown) => {
        if (stopping) return;
        for (const line of explain(error)) console.error(line);
        void stop(1);
      });
    },
  };
}
