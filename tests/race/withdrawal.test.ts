/**
 * The race that Zanzibar calls the new enemy: a disclosure decided before a withdrawal, and put in the log after it. It happens where
 * the append does not compare epochs, and never where it does: no disclosure that rests on a consent has a later place in the log
 * than its withdrawal, on any hub.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Leaf } from '#access-log/leaf.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { startHub } from '#tests/support/hub.ts';
import { familyId, personId } from '#demo/council/families.ts';
import { ageOn } from '#terms/clock.ts';
import { startHubs } from '#tests/support/hubs.ts';

const WITHDRAWALS = Number(process.env['RACE_WITHDRAWALS'] ?? 60);
const READERS = Number(process.env['RACE_READERS'] ?? 40);
const WRITERS = 8;
/** Between two questions of one reader, in milliseconds, so that many readers are not one queue. */
const PAUSE = 40 * READERS;

let hub: TestHub;
let token: string;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());

interface Child {
  readonly person: string;
  readonly family: string;
  readonly holder: string;
}

/** Children under 12 of the lead worker's families whom no restriction hides, each with somebody who decides for them. */
async function children(): Promise<Child[]> {
  const { rows } = await hub.owner.pool.query<{ person: string }>('select person from restriction');
  const restricted = new Set(rows.map(({ person }) => person));
  const found = hub.world.families.slice(0, 10).flatMap((family) =>
    family.parentalResponsibility.flatMap(({ child, holder }) => {
      const person = hub.world.people.find(({ key }) => key === child);
      const isYoung = person?.dateOfBirth != null && ageOn(person.dateOfBirth, hub.world.madeOn) < 12;
      return isYoung && person.diedOn === null && !restricted.has(personId(child))
        ? [{ person: personId(child), family: familyId(family.key), holder: personId(holder) }]
        : [];
    }),
  );
  // One writer a child: what two decide at once is ordered by when they decided, not by when it was entered.
  return [...new Map(found.map((child) => [child.person, child])).values()];
}

const VIEW = `query ($id: ID!) { family(id: $id, purpose: EARLY_HELP) { members { person { id attendance { __typename } } } } }`;
const GIVE = `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { __typename } }`;
const WITHDRAW = `mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { __typename } }`;

async function ask(url: string, query: string, variables: object): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return response.text();
}

interface Race {
  readonly leaves: readonly Leaf[];
  readonly withdrawn: number;
  readonly views: number;
}

/** Readers ask again and again while writers withdraw and give anew. */
async function race(options: { comparesEpochs: boolean; withdrawals: number }): Promise<Race> {
  const before = (await hub.leaves()).length;
  const hubs = await startHubs(hub, 2, { waitMs: 40, comparesEpochs: options.comparesEpochs });
  token = await hub.token('lead-worker');
  const all = (await children()).slice(0, 16);
  expect(all.length).toBeGreaterThanOrEqual(WRITERS);
  const url = () => hubs.urls[Math.floor(Math.random() * hubs.urls.length)]!;
  let left = options.withdrawals;
  let withdrawn = 0;
  let views = 0;
  let isOver = false;
  const reader = async (): Promise<void> => {
    while (!isOver) {
      const { family } = all[Math.floor(Math.random() * all.length)]!;
      // oxlint-disable-next-line no-await-in-loop
      if ((await ask(url(), VIEW, { id: family })).includes('"family"')) views += 1;
      // oxlint-disable-next-line no-await-in-loop
      await sleep(Math.random() * PAUSE);
    }
  };
  const writer = async (mine: readonly Child[]): Promise<void> => {
    for (let turn = 0; left > 0; turn += 1) {
      left -= 1;
      const child = mine[turn % mine.length]!;
      const common = { personId: child.person, categories: ['ATTENDANCE'], method: 'PHONE' };
      const by = { capacity: 'PARENTAL_RESPONSIBILITY', personId: child.holder };
      const now = () => ({ clientKey: randomUUID(), decidedAt: new Date().toISOString() });
      const given = { purposes: ['EARLY_HELP'], recipients: ['northmere-early-help'], decision: 'GIVEN', givenBy: by };
      // oxlint-disable-next-line no-await-in-loop
      await ask(url(), GIVE, { input: { ...common, ...given, ...now() } });
      // oxlint-disable-next-line no-await-in-loop
      const answer = await ask(url(), WITHDRAW, { input: { ...common, withdrawnBy: by, ...now() } });
      if (answer.includes('ConsentWithdrawn')) withdrawn += 1;
    }
  };
  const readers = Array.from({ length: READERS }, reader);
  await Promise.all(Array.from({ length: WRITERS }, (_, place) => writer(all.filter((_child, at) => at % WRITERS === place))));
  isOver = true;
  await Promise.all(readers);
  await hubs.stop();
  return { leaves: (await hub.leaves()).slice(before), withdrawn, views };
}

/** Disclosures whose consent was recorded before a withdrawal that stands earlier in the log than they do. */
function lateDisclosures(leaves: readonly Leaf[]): number {
  const recordedAt = new Map<string, number>();
  const lastWithdrawal = new Map<string, number>();
  let late = 0;
  for (const [index, { person, decisions, change }] of leaves.entries()) {
    if (change?.outcome === 'RECORDED' && change.what?.includes('WITHDRAWN')) lastWithdrawal.set(person!, index);
    if (change?.outcome === 'RECORDED' && change.what?.includes('GIVEN')) {
      for (const record of change.records ?? []) recordedAt.set(record, index);
    }
    for (const { category, outcome, basis } of decisions) {
      if (category !== 'ATTENDANCE' || outcome === 'WITHHELD' || typeof basis['consent'] !== 'string') continue;
      if ((recordedAt.get(basis['consent']) ?? -1) < (lastWithdrawal.get(person!) ?? -1)) late += 1;
    }
  }
  return late;
}

describe('A withdrawal', () => {
  test(
    'would be overtaken by disclosures decided before it, did the append not compare epochs',
    { timeout: 300_000 },
    async () => {
      const { leaves, withdrawn } = await race({ comparesEpochs: false, withdrawals: Math.min(WITHDRAWALS, 100) });
      expect(withdrawn).toBeGreaterThan(0);
      expect(lateDisclosures(leaves)).toBeGreaterThan(0);
    },
  );

  test('is overtaken by none, on two hubs, however many read meanwhile', { timeout: 600_000 }, async () => {
    const { leaves, withdrawn, views } = await race({ comparesEpochs: true, withdrawals: WITHDRAWALS });
    expect(withdrawn).toBe(WITHDRAWALS);
    expect(views).toBeGreaterThan(WITHDRAWALS);
    expect(lateDisclosures(leaves)).toBe(0);
    console.log(`${withdrawn} withdrawals against ${READERS} readers on two hubs: ${views} views, 0 late disclosures`);
  });
});
