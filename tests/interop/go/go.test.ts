/** Go's own verifier of transparency logs (Debian, golang-golang-x-mod-dev) accepts our checkpoints and proofs, and nothing else. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { SIGNING_KEY } from '#tests/support/log.ts';
import type { Consistency, Inclusion } from '#tests/interop/questions.ts';
import { consistencies, flipped, inclusions } from '#tests/interop/questions.ts';

const PROGRAM = fileURLToPath(new URL('./verify.go', import.meta.url));

/** What Go says of each: `true`, or what is wrong. */
async function ask(questions: readonly (Inclusion | Consistency)[]): Promise<string[]> {
  const go = spawn('go', ['run', PROGRAM], {
    env: { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOFLAGS: '' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  go.stdout.on('data', (chunk) => (out += chunk));
  go.stderr.on('data', (chunk) => (err += chunk));
  const ended = new Promise<number | null>((resolve, reject) => {
    go.once('close', resolve);
    go.once('error', () => reject(new Error('Go is needed here: apt-get install golang-go golang-golang-x-mod-dev.')));
  });
  go.stdin.end(questions.map((each) => `${JSON.stringify({ key: SIGNING_KEY.verifierKey, ...each })}\n`).join(''));
  if ((await ended) !== 0) throw new Error(err);
  return out.trimEnd().split('\n');
}

describe('Go', () => {
  test('accepts 1,000 proofs of ours that an entry is in the log', async () => {
    expect(new Set(await ask(await inclusions(1_000)))).toEqual(new Set(['true']));
  });

  test('accepts 1,000 proofs of ours that the log continues', async () => {
    expect(new Set(await ask(await consistencies(1_000)))).toEqual(new Set(['true']));
  });

  test('accepts none with anything changed', async () => {
    const wrong = [
      ...(await inclusions(100)).map((each) => ({ ...each, entry: flipped(each.entry) })),
      ...(await inclusions(100)).map((each) => ({ ...each, root: flipped(each.root) })),
      ...(await consistencies(100)).map((each) => ({ ...each, oldRoot: flipped(each.oldRoot) })),
      ...(await inclusions(100)).map((each) => ({ ...each, checkpoint: each.checkpoint.replace(each.root, flipped(each.root)) })),
    ];
    const answers = await ask(wrong);
    expect(answers).toHaveLength(400);
    expect(answers).not.toContain('true');
  });
});
