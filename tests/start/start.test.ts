import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CALLERS } from '#demo/callers.ts';
import { scrape } from '#tests/support/metrics.ts';
import {
  familyOf,
  freePort,
  HUB,
  portsOf,
  READY,
  removeFolders,
  run,
  start,
  stillRunning,
  stopAll,
  temporaryFolder,
} from './program.ts';
import type { Ending, Program } from './program.ts';

const folder = temporaryFolder();
const settings: Record<string, string> = { DATA_DIRECTORY: join(folder, 'data') };
let hub: Program;
let family: ReturnType<typeof familyOf>;
/** Of the last start, and of the first, in milliseconds. */
let took: number;
let tookAtFirst: number;

async function startHub(more: Readonly<Record<string, string>> = {}): Promise<void> {
  const began = Date.now();
  hub = start(HUB, { settings: { ...settings, ...more } });
  await hub.printed(READY);
  took = Date.now() - began;
  family = familyOf(hub.child.pid);
}

function stopHub(signal: NodeJS.Signals): Promise<Ending> {
  hub.child.kill(signal);
  return hub.ended;
}

interface View {
  readonly name: string;
  readonly members: readonly {
    readonly person: Readonly<Record<string, { readonly __typename?: string; readonly age?: number }>>;
  }[];
}

/** Sends what the hub printed for pasting, with a token as `npm run token` makes it. */
async function paste(): Promise<{ status: number; view: View | undefined }> {
  const [, address = '', body = ''] = /curl -s (\S+) [^]* -d '([^']*)'/.exec(hub.out()) ?? [];
  const token = await run('commands/token.ts', { settings, arguments: ['lead-worker'] });
  const response = await fetch(address, {
    method: 'POST',
    headers: { authorization: `Bearer ${token.out.trim()}`, 'content-type': 'application/json' },
    body,
  });
  const { data } = (await response.json()) as { data?: { family: View } };
  return { status: response.status, view: data?.family };
}

const kindsOf = (view: View | undefined, field: string): string[] =>
  [...new Set(view?.members.map(({ person }) => person[field]?.__typename ?? 'none'))].toSorted();

async function health(path: string): Promise<[number, unknown]> {
  const response = await fetch(`http://127.0.0.1:${settings['PORT']}/health/${path}`);
  return [response.status, await response.json()];
}

function councilFile(): string {
  return readFileSync(join(folder, 'data', 'demo', 'council.json'), 'utf8');
}

beforeAll(async () => {
  settings['PORT'] = await freePort();
  await startHub();
  tookAtFirst = took;
});
afterAll(async () => {
  await stopAll();
  removeFolders();
});

describe('the first start with nothing configured', () => {
  test('says each step in one line, then the endpoint, the callers and a command to paste', () => {
    const [steps = '', callers = '', command = ''] = hub.out().split('\n\n');
    expect(steps.split('\n')).toEqual([
      `What this hub keeps is in ${settings['DATA_DIRECTORY']}`,
      expect.stringMatching(/^PostgreSQL runs on 127\.0\.0\.1:\d+$/),
      expect.stringMatching(/^The database was brought up to date \(\d+ migrations\)$/),
      'The made-up council has 200 families (just made)',
      'The simulated systems of education, health, police and housing run',
      'The files that the police dropped have landed',
      `Family View answers at http://127.0.0.1:${settings['PORT']}/graphql`,
    ]);
    for (const { key, name } of CALLERS) expect(callers).toContain(`${key.padEnd(24)}  ${name}`);
    expect(command).toContain(`curl -s http://127.0.0.1:${settings['PORT']}/graphql`);
    expect(hub.err()).toBe('');
  });

  test('is ready in time', () => {});

  test('prints a command that shows one family', async () => {
    const { status, view } = await paste();
    expect(status).toBe(200);
    expect(view?.name).toBe('Okafor-Hughes');
    expect(kindsOf(view, 'attendance')).toEqual(['Attendance', 'Withheld']);
    expect(kindsOf(view, 'missingEpisodes')).toEqual(['Unavailable', 'Withheld']);
  });

  test('answers at both health addresses', async () => {
    expect(await health('live')).toEqual([200, { status: 'live' }]);
    expect(await health('ready')).toEqual([200, { status: 'ready', accessLog: 'SIGNED' }]);
  });

  test('has the hub, the simulated systems and their databases as its processes', () => {
    const programs = family.map(({ command }) => /main\.ts|systems\/main\.ts|postgres -D \S+/.exec(command)?.[0] ?? 'worker');
    expect(programs.filter((program) => program !== 'worker')).toHaveLength(4);
  });
});

describe('while the hub runs', () => {
  test.skipIf(process.platform !== 'linux')('it listens where it answers callers, and nowhere else', () => {
    expect(portsOf(hub.child.pid)).toEqual([Number(settings['PORT'])]);
  });

  test('a second hub on the same port says that the port is taken', async () => {
    const other = await run(HUB, { settings });
    expect(other).toEqual({
      code: 1,
      out: '',
      err: `Port ${settings['PORT']} is taken: stop the other program, or set PORT to another.\n`,
    });
  });

  test('a second hub on the same folder says who uses it', async () => {
    const other = await run(HUB, { settings: { ...settings, PORT: '0' } });
    expect(other.code).toBe(1);
    expect(other.err).toMatch(/^Another hub \(process \d+\) uses the database in \S+: stop it first\.\n$/);
  });

  test('its made-up council is neither removed nor replaced', async () => {
    const reset = await run('commands/demo-reset.ts', { settings });
    const data = await run('commands/demo-data.ts', { settings, arguments: ['--families', '2'] });
    for (const { code, out, err } of [reset, data]) {
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/^Another hub \(process \d+\) uses the database in \S+: stop it first\.\n$/);
    }
    expect((await paste()).view?.name).toBe('Okafor-Hughes');
  });

  test('the simulated systems may die: one line says so, and the hub goes on without them', async () => {
    const systems = family.find(({ command }) => command.includes('systems/main.ts'));
    process.kill(systems?.pid ?? 0, 'SIGKILL');
    await hub.printed('The simulated systems have ended');
    const { status, view } = await paste();
    expect(status).toBe(200);
    expect(kindsOf(view, 'attendance')).toEqual(['Unavailable', 'Withheld']);
    expect(await health('ready')).toEqual([200, { status: 'ready', accessLog: 'SIGNED' }]);
  });
});

describe('the end, and later starts', () => {
  let council: string;

  test('Ctrl-C ends with 0', async () => {
    council = councilFile();
    const { code, err } = await stopHub('SIGINT');
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  test('a later start is quick, keeps the council, and is not hindered by a database that was left behind', async () => {
    await startHub();
    // In the same run: these tests share their machine with others.
    expect(took).toBeLessThan(tookAtFirst);
    expect(hub.out()).toContain('The made-up council has 200 families\n');
    expect(hub.out()).toContain('The database is up to date\n');
    expect(councilFile()).toBe(council);
    expect(kindsOf((await paste()).view, 'attendance')).toEqual(['Attendance', 'Withheld']);
  });

  test('Ctrl-C, told twice as npm tells it, leaves no process behind', async () => {
    hub.child.kill('SIGINT');
    await sleep(30);
    const { code, err } = await stopHub('SIGINT');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(await stillRunning(family)).toEqual([]);
  });

  test('Ctrl-C during the start leaves no process behind', async () => {
    hub = start(HUB, { settings });
    await hub.printed('The made-up council has');
    family = familyOf(hub.child.pid);
    const { code, err } = await stopHub('SIGINT');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(hub.out()).not.toContain('Family View answers');
    expect(family.length).toBeGreaterThan(1);
    expect(await stillRunning(family)).toEqual([]);
  });

  test('METRICS_PORT serves metrics on a port of their own, until the hub stops', async () => {
    const port = await freePort();
    await startHub({ METRICS_PORT: port });
    const address = `http://127.0.0.1:${port}/metrics`;
    expect(hub.out()).toContain(`Metrics are at ${address}\n`);
    await paste();
    const { value } = await scrape(address);
    expect(value('metrics_database_up')).toBe(1);
    expect(value('log_append_seconds_count')).toBe(1);
    expect(value('process_open_fds')).toBeGreaterThan(0);
    expect(await stopHub('SIGINT')).toMatchObject({ code: 0, err: '' });
    await expect(fetch(address)).rejects.toThrow('fetch failed');
  });

  test('a hub that was killed takes its systems with it and starts again at once', async () => {
    await startHub();
    const killed = family;
    hub.child.kill('SIGKILL');
    await hub.ended;
    await startHub();
    expect(await stillRunning(killed, 5_000)).toEqual([]);
    expect((await paste()).view?.name).toBe('Okafor-Hughes');
  });

  test('SIGTERM stops it in order', async () => {
    const { code, err } = await stopHub('SIGTERM');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(await stillRunning(family)).toEqual([]);
  });
});

describe('the made-up council of a folder', () => {
  test('gets another size, which the next start uses', async () => {
    const made = await run('commands/demo-data.ts', { settings, arguments: ['--families', '3', '--seed', '7'] });
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toMatch(/A made-up council of 3 families \(seed 7\) is made, after \d+\.\d s\n/);
    await startHub();
    expect(hub.out()).toContain('The made-up council has 3 families\n');
    expect((await paste()).view?.name).toBe('Okafor-Hughes');
    await stopHub('SIGINT');
  });

  test('is removed with everything that belongs to it, and a second time there is nothing to remove', async () => {
    const data = join(folder, 'data');
    const removed = await run('commands/demo-reset.ts', { settings });
    expect(removed).toEqual({ code: 0, out: `The made-up council in ${data} is removed.\n`, err: '' });
    for (const part of ['postgres', 'demo', 'item-id-key']) expect(existsSync(join(data, part))).toBe(false);
    const again = await run('commands/demo-reset.ts', { settings });
    expect(again).toEqual({ code: 0, out: `There is no made-up council in ${data}.\n`, err: '' });
  });
});
