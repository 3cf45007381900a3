import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { housing } from '#connectors/housing/index.ts';
import { startHousing } from '#demo/systems/housing/index.ts';
import { HOUSING_SCHEMA } from '#demo/systems/housing/schema.ts';
import { startEmbeddedPostgres } from '#storage/embedded-postgres.ts';
import { smallWorld } from '#tests/support/small-world.ts';
import { closeAll, closeLater, connect, idsOf, NINE, readList, saidOf } from './reading-lists.ts';

const [ADA, BEN, CAL, DOT] = ['HP0000001', 'HP0000002', 'HP0000003', 'HP0000004'] as const;

let top: string;
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'family-view-housing-people-'));
  await chmod(top, 0o755);
});
afterAll(async () => {
  await closeAll();
  await rm(top, { recursive: true });
});

describe('the housing service’s list of people', () => {
  it('holds everybody by the reference that links have, with those of the same tenancy, and is read once for each refresh', async () => {
    const system = await startHousing({ world: smallWorld, clock: { now: () => NINE }, directory: join(top, 'system') });
    closeLater(system.close);
    const connected = connect(housing, system.settings);
    const list = await readList(connected);

    expect(list).toMatchObject({ covers: 'EVERYBODY', complete: true, rejected: {}, cursor: NINE.toISOString() });
    expect(idsOf(list)).toEqual([ADA, BEN, CAL, DOT]);
    expect(saidOf(list, ADA)).toEqual({
      forename: 'Ada',
      surname: 'Made-Up',
      otherNames: [],
      dateOfBirth: '1990-03-04',
      sex: 'U',
      addresses: [{ line: '1 Made Up Lane', town: 'Sandmere', postcode: 'ZZ1 1ZZ', uprn: '100000000001' }],
      phones: [expect.any(String)],
      emails: [],
      identifiers: { 'tenancy-reference': expect.stringMatching(/^T\d{6}$/) },
      relatedTo: [BEN, CAL].map((id) => ({ kind: 'SAME_TENANCY', id })),
    });
    expect(saidOf(list, DOT)).toMatchObject({ identifiers: {}, relatedTo: [] });
    expect(list.pages.every(({ asOf }) => asOf.getTime() === NINE.getTime())).toBe(true);
    expect(JSON.stringify(list)).not.toContain('neighbours');

    expect(await readList(connected, list.cursor)).toMatchObject({ covers: 'CHANGES', complete: true, pages: [] });
    expect(await readList(connected, '2026-08-31T09:00:00.000Z')).toMatchObject({ covers: 'EVERYBODY', changes: { length: 4 } });
  }, 30_000);
});

describe('a list of tenants that is not as small', () => {
  let owner: pg.Client;
  let url: string;
  beforeAll(async () => {
    const server = await startEmbeddedPostgres({ directory: join(top, 'odd'), databases: ['housing'] });
    closeLater(() => server.stop());
    url = server.url('housing');
    owner = new pg.Client(url);
    await owner.connect();
    closeLater(() => owner.end());
  }, 30_000);
  beforeEach(async () => {
    await owner.query(HOUSING_SCHEMA);
    await owner.query(`INSERT INTO housing_system.refresh VALUES ('2026-09-01T09:00:00Z')`);
  });
  const read = () => readList(connect(housing, { DATABASE_URL: url }));

  it('is read by key, page by page', async () => {
    await owner.query(`INSERT INTO housing_system.person SELECT 'H' || n, 'Made-Up' FROM generate_series(1, 1234) n`);
    const list = await read();

    expect(new Set(idsOf(list)).size).toBe(1234);
    expect(list.pages.map(({ changes }) => changes.length)).toEqual([500, 500, 234, 0]);
    expect(list.pages.map(({ cursor }) => cursor)).toEqual([null, null, null, NINE.toISOString()]);
  });

  it('puts nobody beside the others where more share a reference than live in one tenancy', async () => {
    await owner.query(`INSERT INTO housing_system.person SELECT 'H' || n, 'Made-Up' FROM generate_series(1, 24) n`);
    await owner.query(`INSERT INTO housing_system.tenancy (tenancy_reference, person_reference, tenure_code)
      SELECT CASE WHEN n <= 3 THEN 'T1' ELSE 'NONE' END, 'H' || n, 'SEC' FROM generate_series(1, 24) n`);
    const list = await read();

    expect(saidOf(list, 'H1')).toMatchObject({ relatedTo: [{ id: 'H2' }, { id: 'H3' }] });
    expect(saidOf(list, 'H4')).toMatchObject({ identifiers: { 'tenancy-reference': 'NONE' }, relatedTo: [] });
  });

  it('tells of merges, seals and former names, and counts what it cannot read', async () => {
    await owner.query(`INSERT INTO housing_system.person (person_reference, surname, former_surname, merged_into, sealed) VALUES
      ('H1', 'Made-Up', 'Reed', NULL, NULL), ('H2', 'Made-Up', NULL, 'H1', NULL), ('H3', 'Made-Up', NULL, NULL, true),
      ('H4', repeat('a note ', 40), NULL, NULL, false)`);
    const list = await read();

    expect(saidOf(list, 'H1')).toMatchObject({ surname: 'Made-Up', otherNames: [{ forename: null, surname: 'Reed' }] });
    expect(list.changes.slice(1)).toEqual([
      { change: 'MERGED', id: 'H2', into: 'H1' },
      expect.objectContaining({ id: 'H3', sealed: true }),
    ]);
    expect(list.rejected).toEqual({ UNREADABLE: 1 });
  });

  it('is read again where it was refreshed while it was read', async () => {
    await owner.query(`INSERT INTO housing_system.person SELECT 'H' || n, 'Made-Up' FROM generate_series(1, 600) n`);
    const feed = await connect(housing, { DATABASE_URL: url }).agency.people!('before', AbortSignal.timeout(10_000));
    const cursors: (string | null)[] = [];
    for await (const page of feed.pages) {
      cursors.push(page.cursor);
      await owner.query('UPDATE housing_system.refresh SET at = at + interval $$1 hour$$');
    }

    expect(cursors).toEqual(['before', 'before', 'before']);
  });

  it('is no list where the view is empty or is not there', async () => {
    await expect(read()).rejects.toThrow(/in a form that the hub does not know/);

    await owner.query('DROP VIEW reporting.people');
    await expect(read()).rejects.toThrow(/^The agency answered with an error\.$/);
  });
});
