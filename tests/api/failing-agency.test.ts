import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startEducation } from '#demo/systems/education/index.ts';
import { startHealth } from '#demo/systems/health/index.ts';
import { startHousing } from '#demo/systems/housing/index.ts';
import type { SimulatedSystem } from '#demo/systems/system.ts';
import { makeWorld } from '#demo/world/make-world.ts';
import { systemClock } from '#terms/clock.ts';
import { COUNCIL } from '#tests/support/council.ts';
import type { FailingServer } from '#tests/support/failing-server.ts';
import { FAILURES, SENTINEL, startFailingServer, startPartlyFailingServer } from '#tests/support/failing-server.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { agencyIds } from '#tests/support/personal.ts';
import type { Outcome, PersonAnswer } from '#tests/support/queries.ts';
import { EVERY_CATEGORY, familyQuery, outcomesOf, pairsAsked, peopleOf, personQuery } from '#tests/support/queries.ts';

const DEADLINE_MS = 2_000;
/** What the hub itself may take on a busy machine. */
const A_LITTLE_MS = 1_000;

const WHOLE_FAMILY = readFileSync(new URL('../../docs/queries/one-family.graphql', import.meta.url), 'utf8')
  // When the hub asked, and when a simulated system last changed, differ with every question.
  .replaceAll(/(retrieved|updated)At/g, 'agency');

const world = makeWorld({ ...COUNCIL, madeOn: inject('madeOn') });
const clock = systemClock;

let directory: string;
let housing: SimulatedSystem;
let silent: FailingServer;
let failing: FailingServer;
/** All well at first; its agencies can be stopped. */
let hub: TestHub;
/** All well to the end, but for the police's old file. */
let well: TestHub;
let allWell: Reading;
const hubs: TestHub[] = [];
const systems: SimulatedSystem[] = [];
const started = async (options: Parameters<typeof startHub>[0]): Promise<TestHub> => {
  const one = await startHub(options);
  hubs.push(one);
  return one;
};

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'family-view-failing-'));
  await chmod(directory, 0o755);
  [housing, silent, failing] = await Promise.all([
    startHousing({ world, clock, directory: join(directory, 'housing') }),
    startFailingServer(),
    startFailingServer(),
  ]);
  [hub, well] = await Promise.all([started({ settings: { housing: housing.settings } }), started({})]);
  allWell = await read(well);
});
afterAll(async () => {
  await Promise.all(hubs.map((one) => one.close()));
  await Promise.all([silent.close(), failing.close(), housing.close(), ...systems.map((system) => system.close())]);
  await rm(directory, { recursive: true, force: true });
});

interface Reading {
  readonly people: PersonAnswer[];
  readonly outcomes: Map<string, string>;
  readonly text: string;
  readonly milliseconds: number;
}

async function read(from: TestHub, document = familyQuery(EVERY_CATEGORY)): Promise<Reading> {
  from.forget();
  const begun = performance.now();
  const response = await from.query('lead-worker', document, { id: OKAFOR_HUGHES });
  const milliseconds = performance.now() - begun;
  expect(response.status).toBe(200);
  expect(response.body.errors).toBeUndefined();
  const people = peopleOf(response);
  return { people, outcomes: outcomesOf(people), text: response.text, milliseconds };
}

/** What an answer must be, where these agencies fail and all is as before otherwise. */
function without(agencies: readonly string[], from: TestHub, before: Reading): Map<string, string> {
  const lost = agencies.flatMap((agency) => pairsAsked(from.asked.get(agency) ?? []));
  expect(lost.length).toBeGreaterThan(agencies.length);
  return new Map([...before.outcomes, ...lost.map((pair) => [pair, 'Unavailable'] as const)]);
}

/** Nothing of the agencies' own: neither addresses, nor credentials, nor ids, nor their words. */
function expectNothingOfUpstream(from: TestHub, text: string): void {
  const addresses = [`:${failing.port}`, `:${silent.port}`, '/v1.0', '/fhir', 'ECONN'];
  const secrets = [SENTINEL, ...addresses, ...agencyIds(world)];
  const logged = from.logLines.join('\n');
  expect(logged).toContain('An agency');
  expect(secrets.filter((secret) => text.includes(secret) || logged.includes(secret))).toEqual([]);
}

const portOf = (system: SimulatedSystem) => Number(new URL(system.settings['URL'] ?? '').port);
const attendanceOf = async (from: TestHub): Promise<Outcome> => {
  const { body } = await from.query(
    'lead-worker',
    personQuery('attendance { __typename ... on Unavailable { since lastAnswered } }'),
    {
      id: CAST.toby,
    },
  );
  const person = body.data?.['person'] as PersonAnswer | undefined;
  if (!person?.['attendance']) throw new Error('The answer has no attendance.');
  return person['attendance'];
};

describe('An agency that is down', () => {
  const stops: Record<string, () => Promise<void>> = {
    education: () => hub.systems.education.close(),
    health: () => hub.systems.health.close(),
    housing: () => housing.close(),
  };
  const starts: Record<string, () => Promise<SimulatedSystem>> = {
    education: () => startEducation({ world, clock, port: portOf(hub.systems.education) }),
    health: () => startHealth({ world, clock, port: portOf(hub.systems.health) }),
  };

  test.each(Object.keys(stops))('costs its own categories and nothing else: %s', async (agency) => {
    const before = await read(hub, WHOLE_FAMILY);
    await stops[agency]?.();
    const after = await read(hub, WHOLE_FAMILY);
    expect(after.outcomes).toEqual(without([agency], hub, before));
    expect(after.milliseconds).toBeLessThan(DEADLINE_MS + A_LITTLE_MS);
    expectNothingOfUpstream(hub, after.text);

    // Whatever is not the agency's reads the same to the letter.
    const isLost = (id: string, field: string) =>
      after.people.find((one) => one.id === id)?.[field]?.__typename === 'Unavailable';
    const rest = ({ people }: Reading) =>
      people.map((person) => Object.entries(person).filter(([field]) => !isLost(person.id, field)));
    expect(rest(after)).toEqual(rest(before));

    const again = await starts[agency]?.();
    if (!again) return;
    systems.push(again);
    expect((await read(hub)).outcomes).toEqual(before.outcomes);
  });

  test('says since when, and when it last answered, for as long as it fails; then shows data again', async () => {
    const begun = new Date().toISOString();
    expect((await attendanceOf(hub)).__typename).toBe('Attendance');
    const answered = new Date().toISOString();
    for (const system of systems) await system.close();

    const failures = [await attendanceOf(hub), await attendanceOf(hub), await attendanceOf(hub)];
    const [first] = failures;
    expect(failures).toEqual([first, first, first]);
    expect(first).toMatchObject({ __typename: 'Unavailable' });
    const { since, lastAnswered } = first as unknown as { since: string; lastAnswered: string };
    expect(lastAnswered >= begun && lastAnswered <= answered).toBe(true);
    expect(since >= answered && since <= new Date().toISOString()).toBe(true);

    systems.push(await startEducation({ world, clock, port: portOf(hub.systems.education) }));
    expect(await attendanceOf(hub)).toEqual({ __typename: 'Attendance' });
    await systems.at(-1)?.close();
    const later = (await attendanceOf(hub)) as unknown as { since: string; lastAnswered: string };
    expect(later.lastAnswered > since).toBe(true);
    expect(later.since >= later.lastAnswered).toBe(true);
  });

  test('has never answered, where it has been down from the start', async () => {
    const fresh = await started({ settings: silent.settings, agencyDeadlineMs: 200 });
    expect(await attendanceOf(fresh)).toMatchObject({ __typename: 'Unavailable', lastAnswered: null });
  });
});

describe('A school that fails while the others answer', () => {
  test('costs its own pupils only, and they read since when for as long as it fails', async () => {
    const toby = world.people.find(({ key }) => key === 'toby-hughes');
    const { URL: upstream = '', TOKEN = '' } = well.systems.education.settings;
    const partly = await startPartlyFailingServer(upstream, (path) => path.includes(toby?.ids.education?.schoolId ?? 'none'));
    systems.push(partly);
    const one = await started({ settings: { education: { ...partly.settings, TOKEN } } });
    const read = async () => {
      const fields = 'attendance { __typename ... on Unavailable { since lastAnswered } }';
      return peopleOf(await one.query('lead-worker', familyQuery(fields), { id: OKAFOR_HUGHES }));
    };
    const first = (await read()).find(({ id }) => id === CAST.toby)?.['attendance'];
    const again = await read();
    expect(first?.__typename).toBe('Unavailable');
    expect(again.find(({ id }) => id === CAST.chidera)?.['attendance']?.__typename).toBe('Attendance');
    expect(again.find(({ id }) => id === CAST.toby)?.['attendance']?.['since']).toBe(first?.['since']);
  });
});

describe('Agencies that accept and never answer', () => {
  test('cost the deadline once, all together, and only their own categories', async () => {
    const waiting = await started({ settings: silent.settings });
    const after = await read(waiting);
    expect(after.outcomes).toEqual(without(['education', 'health', 'housing'], waiting, allWell));
    expect(after.milliseconds).toBeGreaterThan(DEADLINE_MS - 100);
    expect(after.milliseconds).toBeLessThan(DEADLINE_MS + A_LITTLE_MS);
    expect(silent.times()).toBeGreaterThan(2);
    expectNothingOfUpstream(waiting, after.text);
  });
});

describe('Agencies that answer with', () => {
  let one: TestHub;
  beforeAll(async () => {
    one = await started({ settings: failing.settings, agencyDeadlineMs: 500 });
  });

  test.each(Object.entries(FAILURES))('%s cost only their own categories, and their words go nowhere', async (_, failure) => {
    failing.failWith(failure);
    const timesBefore = failing.times();
    const { outcomes, text, milliseconds } = await read(one);
    expect(failing.times()).toBeGreaterThan(timesBefore + 2);
    expect(outcomes).toEqual(without(['education', 'health', 'housing'], one, allWell));
    expect(milliseconds).toBeLessThan(500 + A_LITTLE_MS);
    expectNothingOfUpstream(one, text);
  });
});

describe('Agencies that do not accept the hub’s credentials', () => {
  test('are unavailable, and the credentials go nowhere', async () => {
    const { education, health } = hub.systems;
    const wrong = (settings: Readonly<Record<string, string>>, name: string) => ({ ...settings, [name]: SENTINEL });
    const running = await Promise.all([startEducation({ world, clock }), startHealth({ world, clock })]);
    systems.push(...running);
    expect(education.settings['TOKEN']).toBe(running[0].settings['TOKEN']);
    const database = new URL(inject('housingSettings')['DATABASE_URL'] ?? '');
    database.password = SENTINEL;
    const refused = await started({
      settings: {
        education: wrong(running[0].settings, 'TOKEN'),
        health: wrong({ ...health.settings, ...running[1].settings }, 'CLIENT_SECRET'),
        housing: { DATABASE_URL: database.href },
      },
    });
    const { outcomes, text } = await read(refused);
    expect(running.every(({ requests }) => requests.length > 0)).toBe(true);
    expect(outcomes).toEqual(without(['education', 'health', 'housing'], refused, allWell));
    expectNothingOfUpstream(refused, text);
  });
});

describe('A file that is older than its agreement allows', () => {
  test('makes exactly its category unavailable', async () => {
    const { outcomes } = await read(well);
    const unavailable = [...outcomes].flatMap(([pair, outcome]) => (outcome === 'Unavailable' ? [pair] : []));
    const permitted = pairsAsked(well.asked.get('police') ?? []).filter((pair) => pair.endsWith(' MISSING_EPISODES'));
    expect(unavailable.toSorted()).toEqual(permitted.toSorted());
    expect(unavailable).toContain(`${CAST.chidera} MISSING_EPISODES`);
    expect(outcomes.get(`${CAST.chidera} POLICE_REFERRALS`)).toBe('PoliceReferrals');
  });

  test('shows data once a fresh one has come', async () => {
    const { outcomes } = await read(await started({ freshMissing: true }));
    expect(outcomes.get(`${CAST.chidera} MISSING_EPISODES`)).toBe('MissingEpisodes');
    expect([...outcomes.values()]).not.toContain('Unavailable');
  });
});
