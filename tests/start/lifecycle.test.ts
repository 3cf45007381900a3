import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ROOT } from './program.ts';

interface Trial {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program of these parts, and sends it the signals, each so many milliseconds after it began or after the one before. */
async function trial(body: string, signalsAfterMs: readonly number[] = []): Promise<Trial> {
  const script = `
    import { setTimeout as sleep } from 'node:timers/promises';
    import { createLifecycle } from '#server/lifecycle.ts';
    const say = (line) => console.log(line);
    const { run, keep, goOn } = createLifecycle({ explain: (error) => [error.message], say });
    const part = (name, stopMs = 0) => keep(async () => { await sleep(stopMs); say('stopped ' + name); });
    setInterval(() => undefined, 1_000);
    run(async () => { say('begun'); ${body} });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { cwd: ROOT });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  while (!said.out.includes('begun')) await sleep(10);
  for (const delay of signalsAfterMs) {
    await sleep(delay);
    child.kill('SIGINT');
  }
  return { code: await ended, ...said };
}

test('parts are stopped in the opposite order', async () => {
  expect(await trial(`part('one'); part('two');`, [100])).toEqual({
    code: 0,
    out: 'begun\nStopping\nstopped two\nstopped one\n',
    err: '',
  });
});

test('where a part cannot start, the reason is said and what did start is stopped', async () => {
  expect(await trial(`part('one'); throw new Error('No second part.');`)).toEqual({
    code: 1,
    out: 'begun\nstopped one\n',
    err: 'No second part.\n',
  });
});

test('a part that starts after Ctrl-C is stopped too, and the next is not begun', async () => {
  expect(await trial(`part('one'); await sleep(300); part('two'); say('too far');`, [100])).toEqual({
    code: 0,
    out: 'begun\nStopping\nstopped two\nstopped one\n',
    err: '',
  });
});

test('a second Ctrl-C ends it at once', async () => {
  const { code, out } = await trial(`part('slow', 10_000);`, [100, 700]);
  expect({ code, out }).toEqual({ code: 1, out: 'begun\nStopping\n' });
});

test('a Ctrl-C that arrives twice at the same moment counts as one', async () => {
  const { code, out } = await trial(`part('slow', 1_000);`, [100, 100]);
  expect({ code, out }).toEqual({ code: 0, out: 'begun\nStopping\nstopped slow\n' });
});

test('a part that fails to stop does not keep the others from stopping', async () => {
  const { code, out } = await trial(`part('one'); keep(() => Promise.reject(new Error('No.')));`, [100]);
  expect({ code, out }).toEqual({ code: 0, out: 'begun\nStopping\nstopped one\n' });
});
