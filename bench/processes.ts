/** Everything measured, and what measures it, runs in a process of its own: both ends of the talk between them. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Leaf } from '#access-log/leaf.ts';

export interface RunningProcess<Question, Answer> {
  /** One question at a time. Rejects with what the process said, or where it ended. */
  ask(question: Question): Promise<Answer>;
  stop(): Promise<void>;
}

type Message<Answer> = { readonly answer: Answer } | { readonly problem: string };

/** @param file a module of this folder that calls `answerParent` */
export function startProcess<Question extends object, Answer>(file: string): RunningProcess<Question, Answer> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    async ask(question) {
      const message = await new Promise<Message<Answer>>((resolve) => {
        child.once('message', (received) => resolve(received as Message<Answer>));
        void ended.then(() => resolve({ problem: 'its process ended' }));
        if (child.connected) child.send(question);
      });
      if ('problem' in message) throw new Error(`${file}: ${message.problem}`);
      return message.answer;
    },
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Answers the parent's questions, one by one, until the parent goes away. */
export function answerParent<Question, Answer>(answer: (question: Question) => Promise<Answer>): void {
  process.on('message', (question) => {
    answer(question as Question).then(
      (given) => process.send?.({ answer: given }),
      (error: unknown) => process.send?.({ problem: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  // Ctrl-C reaches every process of the terminal; the parent ends its own in order.
  process.on('SIGINT', () => undefined);
  process.once('disconnect', () => process.exit(0));
}

/** What a contender is told, and what it answers once it serves. */
export interface ContenderSettings {
  readonly upstreamUrl: string;
  readonly databaseUrl: string | null;
  readonly signIn: { readonly issuer: string; readonly audience: string; readonly keySetUrl: string };
  /** What the hub logs of one view, for the contender that logs the same; none for the others. */
  readonly leaves: readonly Leaf[];
}

export interface ContenderStarted {
  readonly url: string;
}
