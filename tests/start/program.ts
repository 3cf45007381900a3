/** Programs of the project as an operator starts them, in processes of their own. */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const HUB = 'server/main.ts';
/** What the hub says last when it has started with a made-up council. */
export const READY = 'Ctrl-C stops everything.';

export interface Ending {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Program {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<Ending>;
  /** Waits until the program has printed this; rejects with what it said where it ends before. */
  printed(text: string): Promise<void>;
}

export interface ProgramOptions {
  /** The settings; nothing else of the test's environment but PATH is passed on. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly arguments?: readonly string[];
  readonly node?: string;
  /** A program that runs it, with its own arguments. */
  readonly under?: readonly string[];
  readonly user?: { readonly uid: number; readonly gid: number };
}

const begun: ChildProcess[] = [];

export function start(program: string, options: ProgramOptions = {}): Program {
  const { settings = {}, under = [], node = process.execPath, user = {} } = options;
  const line = [...under, node, 'server/launch.mjs', program, ...(options.arguments ?? [])];
  const child = spawn(line[0] ?? '', line.slice(1), {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  });
  begun.push(child);
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const ended = new Promise<Ending>((resolve) => child.once('close', (code) => resolve({ code, ...said })));
  return {
    child,
    ended,
    out: () => said.out,
    err: () => said.err,
    async printed(text) {
      while (!said.out.includes(text)) {
        const ending = await Promise.race([ended, sleep(20)]);
        if (ending && !said.out.includes(text)) throw new Error(`It ended with ${ending.code}: ${said.out}${said.err}`);
      }
    },
  };
}

export function run(program: string, options?: ProgramOptions): Promise<Ending> {
  return start(program, options).ended;
}

/** Ends what a failed test left behind. */
export async function stopAll(): Promise<void> {
  const left = begun.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  for (const child of left) child.kill('SIGTERM');
  await Promise.all(left.map((child) => new Promise((resolve) => child.once('exit', resolve))));
}

/** One line on stderr, exit code 1, and no stack. */
export function expectOneLine({ code, err }: Ending, line: string | RegExp): void {
  expect(err).toMatch(/^[^\n]+\n$/);
  expect(err).not.toMatch(/\bat .*:\d+/);
  if (typeof line === 'string') expect(err).toBe(`${line}\n`);
  else expect(err).toMatch(line);
  expect(code).toBe(1);
}

/** A setting that cannot be used: one line for each, then where settings are told of. */
export function expectSettingRefused({ code, err }: Ending, sentence: string): void {
  expect(err).toBe(`${sentence}\ndocs/operate.md says what each setting is.\n`);
  expect(code).toBe(1);
}

const folders: string[] = [];

/** A folder of the test's own, which PostgreSQL's user may enter. */
export function temporaryFolder(mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'family-view-start-'));
  chmodSync(folder, mode);
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

export async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every living process; one that has ended and waits for its parent to notice does not count. */
function processes(): Row[] {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, state = '', command = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || state.startsWith('Z') ? [] : { pid: Number(pid), parent: Number(parent), command };
  });
}

/** A process with its children, theirs, and so on. */
export function familyOf(pid: number | undefined): readonly Row[] {
  const all = processes();
  const family = all.filter((row) => row.pid === pid);
  for (const member of family) family.push(...all.filter(({ parent }) => parent === member.pid));
  return family;
}

/** Which of them still run, looking again for a while. */
export async function stillRunning(family: readonly Row[], patienceMs = 0): Promise<readonly Row[]> {
  for (const until = Date.now() + patienceMs; ; await sleep(50)) {
    const all = processes();
    const left = family.filter(({ pid, command }) => all.some((row) => row.pid === pid && row.command === command));
    if (left.length === 0 || Date.now() >= until) return left;
  }
}

/** The ports on which a process listens (Linux). */
export function portsOf(pid: number | undefined): readonly number[] {
  const links = readdirSync(`/proc/${pid}/fd`).map((name) => linkOf(`/proc/${pid}/fd/${name}`));
  const rows = ['tcp', 'tcp6'].flatMap((table) => readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1));
  return rows.flatMap((row) => {
    const [, local = '', , state, , , , , , inode] = row.trim().split(/\s+/);
    return state === LISTENING && links.includes(`socket:[${inode}]`) ? [parseInt(local.split(':')[1] ?? '', 16)] : [];
  });
}

const LISTENING = '0A';

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    // Closed meanwhile.
    return '';
  }
}

export const isRoot = process.getuid?.() === 0;
