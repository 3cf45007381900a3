import { mkdtemp, readdir, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryCache } from '#connectors/cache.ts';
import { MENTIONS, REVEALS } from '#connectors/contract.ts';
import type { Agency, AgencyItem, Answer, CategoryQuestion, ConnectorEvent } from '#connectors/contract.ts';
import { police } from '#connectors/police/index.ts';
import { startPolice } from '#demo/systems/police/index.ts';
import { createLandedInMemory } from '#tests/support/landed-in-memory.ts';
import { smallWorld } from '#tests/support/small-world.ts';

const ADA = 'NOM00000001';
const BEN = 'NOM00000002';
const CAL = 'NOM00000003';
const DOT = 'NOM00000004';
const NOW = new Date('2026-09-01T09:00:00Z');
const clock = { now: () => NOW };

let folder: string;
let landed: ReturnType<typeof createLandedInMemory>;
let events: ConnectorEvent[];
let agency: Agency;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'family-view-police-'));
  landed = createLandedInMemory();
  events = [];
  agency = connect();
});
afterEach(() => rm(folder, { recursive: true }));

let now = NOW;

function connect(): Agency {
  return police.connect(
    { FOLDER: folder },
    { clock: { now: () => now }, landed, cache: createMemoryCache(), report: (event) => events.push(event) },
  );
}

const land = (): Promise<void> => agency.land!(AbortSignal.timeout(5_000));

async function ask(id: string, category: string, limits: Partial<CategoryQuestion> = {}): Promise<Answer> {
  const categories = [{ category, since: null, victimOnly: false, ...limits }];
  const answers = await agency.ask({ subjects: [{ subject: 's1', ids: [id], categories }] }, AbortSignal.timeout(5_000));
  const answer = answers.get('s1')?.get(category);
  if (!answer) throw new Error('No answer at all.');
  return answer;
}

async function items(id: string, category: string, limits: Partial<CategoryQuestion> = {}): Promise<AgencyItem[]> {
  const answer = await ask(id, category, limits);
  const field = police.categories.find(({ name }) => name === category)?.items ?? '';
  return answer.outcome === 'HELD' ? (answer.record[field] as AgencyItem[]) : [];
}

/** Spares the tests the second look at files that changed just now. */
async function finishedLongAgo(): Promise<void> {
  const before = new Date(Date.now() - 60_000);
  for (const name of await readdir(folder)) await utimes(join(folder, name), before, before);
}

describe('what the made-up police drop', () => {
  beforeEach(async () => {
    await startPolice({ world: smallWorld, clock, folder });
    await finishedLongAgo();
    await land();
  });

  it('lands once, however often it is landed and repeated', async () => {
    expect(landed.files.map(({ feed }) => feed).sort()).toEqual(['encompass', 'missing', 'referrals']);
    await land();
    agency = connect();
    await land();

    expect(landed.files).toHaveLength(3);
    expect(await readdir(folder)).toHaveLength(5);
  });

  it('is answered with what is held, newest first, and with the time of the file', async () => {
    const answer = await ask(ADA, 'DOMESTIC_ABUSE');

    expect(answer).toMatchObject({
      outcome: 'HELD',
      record: {
        source: {
          agency: 'Police',
          service: 'Operation Encompass',
          retrievedAt: NOW,
          updatedAt: NOW,
          coversFrom: '2024-09-01',
          coversTo: '2026-09-01',
        },
      },
    });
    const [newest, older] = await items(ADA, 'DOMESTIC_ABUSE');
    expect(newest?.['involvement']).toBe('VICTIM');
    expect(newest!.occurredAt.getTime()).toBeGreaterThan(older!.occurredAt.getTime());
  });

  it('tells the others of a matter by the police’s own ids, and never the person themselves', async () => {
    const [newest, older] = await items(ADA, 'DOMESTIC_ABUSE');

    expect([...newest![MENTIONS]!].sort()).toEqual([BEN, CAL]);
    expect(older![MENTIONS]).toEqual([CAL]);
  });

  it('marks a referral for domestic abuse as revealing it, and no other', async () => {
    const referrals = await items(ADA, 'POLICE_REFERRALS');

    expect(referrals.map((item) => [item['concern'], item[REVEALS]?.categories])).toEqual([
      ['CHILD_WELFARE', undefined],
      ['DOMESTIC_ABUSE', ['DOMESTIC_ABUSE']],
    ]);
    expect((await items(ADA, 'DOMESTIC_ABUSE')).map((item) => item[REVEALS])).toEqual([undefined, undefined]);
  });

  it('lets only matters leave in which the subject is a victim, where that is asked; a child who was present is one', async () => {
    const victimOnly = true;

    expect(await items(ADA, 'DOMESTIC_ABUSE', { victimOnly })).toHaveLength(2);
    expect(await items(BEN, 'DOMESTIC_ABUSE', { victimOnly })).toHaveLength(1);
    expect(await items(CAL, 'DOMESTIC_ABUSE')).toHaveLength(2);
    expect((await ask(CAL, 'DOMESTIC_ABUSE', { victimOnly })).outcome).toBe('NOTHING_HELD');
  });

  it('leaves out what happened before the window, to the day in England', async () => {
    const [newest] = await items(ADA, 'DOMESTIC_ABUSE');
    const day = newest!.occurredAt.toISOString().slice(0, 10);

    expect(await items(ADA, 'DOMESTIC_ABUSE', { since: day })).toHaveLength(1);
    expect(await ask(ADA, 'DOMESTIC_ABUSE', { since: '2026-08-31' })).toMatchObject({
      outcome: 'NOTHING_HELD',
      source: { coversFrom: '2026-08-31' },
    });
  });

  it('is nothing held for somebody in no row, with the time of the stale file', async () => {
    expect(await ask(DOT, 'MISSING_EPISODES')).toMatchObject({
      outcome: 'NOTHING_HELD',
      source: { updatedAt: new Date('2026-08-23T09:00:00Z'), coversTo: '2026-08-23' },
    });
    expect(await items(BEN, 'MISSING_EPISODES')).toHaveLength(2);
  });

  it('keeps, answers and reports no free text and reports no ids', async () => {
    const rows = await landed.rowsOf('police', [ADA, BEN, CAL], ['POLICE_REFERRALS', 'DOMESTIC_ABUSE', 'MISSING_EPISODES']);
    const answers = await Promise.all([ask(ADA, 'POLICE_REFERRALS'), ask(BEN, 'DOMESTIC_ABUSE'), ask(BEN, 'MISSING_EPISODES')]);

    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
    expect(files.join()).toContain('neighbour');
    expect(files.join()).toContain('upstairs');
    expect(rows.length).toBeGreaterThan(5);
    expect(JSON.stringify([rows, answers, events])).not.toMatch(/neighbour|upstairs|injuries/);
    expect(JSON.stringify(events)).not.toMatch(/NO[MX]\d/);
    expect(events.filter(({ event }) => event === 'ROWS_REFUSED').map(({ count }) => count)).toEqual([3, 3, 3]);
  });

  it('is dropped again only after six hours', async () => {
    await startPolice({ world: smallWorld, clock: { now: () => new Date(NOW.getTime() + 5 * 3_600_000) }, folder });
    expect(await readdir(folder)).toHaveLength(5);

    now = new Date(NOW.getTime() + 7 * 3_600_000);
    await startPolice({ world: smallWorld, clock: { now: () => now }, folder });
    await land();
    now = NOW;

    expect(await readdir(folder)).toHaveLength(8);
    expect((await items(ADA, 'DOMESTIC_ABUSE')).length).toBe(2);
    expect((await landed.newestFiles('police')).get('encompass')?.asOf).toEqual(new Date('2026-09-01T16:00:00Z'));
  });
});
