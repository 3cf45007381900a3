import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryCache } from '#connectors/cache.ts';
import { REVEALS } from '#connectors/contract.ts';
import type { Agency, AgencyItem, Answer, Answers, CategoryQuestion, ConnectorEvent } from '#connectors/contract.ts';
import { housing } from '#connectors/housing/index.ts';
import { startHousing } from '#demo/systems/housing/index.ts';
import { HOUSING_SCHEMA } from '#demo/systems/housing/schema.ts';
import type { SimulatedSystem } from '#demo/systems/system.ts';
import { startEmbeddedPostgres } from '#storage/embedded-postgres.ts';
import type { EmbeddedPostgres } from '#storage/embedded-postgres.ts';
import { createLandedInMemory } from '#tests/support/landed-in-memory.ts';
import { smallWorld } from '#tests/support/small-world.ts';

const ADA = 'HP0000001';
const BEN = 'HP0000002';
const DOT = 'HP0000004';
const NOW = new Date('2026-09-01T09:00:00Z');
const clock = { now: () => NOW };

let top: string;
const agencies: Agency[] = [];
let events: ConnectorEvent[] = [];

function connect(url: string): Agency {
  events = [];
  const tools = {
    clock,
    landed: createLandedInMemory(),
    cache: createMemoryCache(),
    report: (event: ConnectorEvent) => events.push(event),
  };
  const agency = housing.connect(housing.settings.parse({ DATABASE_URL: url }), tools);
  agencies.push(agency);
  return agency;
}

function askAll(
  agency: Agency,
  ids: readonly string[],
  limits: Partial<CategoryQuestion> = {},
  within = 5_000,
): Promise<Answers> {
  const categories = housing.categories.map(({ name }) => ({ category: name, since: null, victimOnly: false, ...limits }));
  return agency.ask({ subjects: ids.map((id) => ({ subject: `s-${id}`, ids: [id], categories })) }, AbortSignal.timeout(within));
}

async function ask(
  agency: Agency,
  id: string,
  category: string,
  limits: Partial<CategoryQuestion> = {},
): Promise<Answer | undefined> {
  return (await askAll(agency, [id], limits)).get(`s-${id}`)?.get(category);
}

beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'family-view-housing-'));
  await chmod(top, 0o755);
});
afterAll(async () => {
  await Promise.all(agencies.map((agency) => agency.close()));
  await rm(top, { recursive: true });
});

describe('the made-up housing service', () => {
  let system: SimulatedSystem;
  let agency: Agency;
  const start = (): Promise<SimulatedSystem> => startHousing({ world: smallWorld, clock, directory: join(top, 'system') });

  beforeAll(async () => {
    system = await start();
    agency = connect(system.settings['DATABASE_URL'] ?? '');
  }, 30_000);
  afterAll(() => system.close());

  it('answers for everybody at once, with the time at which its views were refreshed', async () => {
    const answers = await askAll(agency, [ADA, BEN]);

    expect(answers.get(`s-${ADA}`)?.get('TENANCY')).toEqual({
      outcome: 'HELD',
      record: {
        source: {
          agency: 'Housing',
          service: 'Housing tenancies',
          retrievedAt: NOW,
          updatedAt: NOW,
          coversFrom: null,
          coversTo: '2026-09-01',
          contact: null,
        },
        tenure: 'SECURE',
        capacity: 'SOLE_TENANT',
        startedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        endedOn: null,
        inArrears: true,
        arrearsWeeks: 3,
        openRepairs: expect.any(Number),
        landlord: 'Sandmere Council',
      },
    });
    expect(answers.get(`s-${BEN}`)?.get('TENANCY')).toMatchObject({ record: { capacity: 'HOUSEHOLD_MEMBER', inArrears: null } });
    expect(answers.get(`s-${ADA}`)?.get('REHOUSING')).toMatchObject({ record: { band: 'B', status: 'LIVE' } });
  });

  it('marks homelessness because of domestic abuse as revealing it', async () => {
    const answer = await ask(agency, ADA, 'HOMELESSNESS');
    const [item] = (answer?.outcome === 'HELD' ? answer.record['applications'] : []) as AgencyItem[];

    expect(item).toMatchObject({ duty: 'MAIN', decision: 'DUTY_OWED', reason: 'DOMESTIC_ABUSE', occurredAt: expect.any(Date) });
    expect(item?.[REVEALS]).toEqual({ categories: ['DOMESTIC_ABUSE'], subjectIsVictim: true });
  });

  it('holds nothing of somebody whom it knows without entries', async () => {
    for (const { name } of housing.categories) {
      expect(await ask(agency, DOT, name)).toMatchObject({ outcome: 'NOTHING_HELD', source: { updatedAt: NOW } });
    }
  });

  it('does not answer for a reference that it does not know', async () => {
    expect(await ask(agency, 'HP9999999', 'TENANCY')).toMatchObject({ outcome: 'NOT_ANSWERED' });
    expect(events).toContainEqual({ agency: 'housing', event: 'PERSON_NOT_KNOWN', count: 1 });
    expect(JSON.stringify(events)).not.toContain('HP9999999');
  });

  it('lets nothing leave that happened before the window, not even a date', async () => {
    const since = '2026-08-31';

    expect(await ask(agency, ADA, 'HOMELESSNESS', { since })).toMatchObject({
      outcome: 'NOTHING_HELD',
      source: { coversFrom: since },
    });
    expect(await ask(agency, ADA, 'TENANCY', { since })).toMatchObject({ record: { tenure: 'SECURE', startedOn: null } });
    expect(await ask(agency, ADA, 'REHOUSING', { since })).toMatchObject({ record: { band: 'B', bandFrom: null } });
  });

  it('answers with no free text of its own', async () => {
    expect(JSON.stringify([...(await askAll(agency, [ADA, BEN])).values()].map((of) => [...of.values()]))).not.toContain(
      'neighbours',
    );
  });

  it('gives the council a login that reads the views and can do nothing else', async () => {
    const client = new pg.Client(system.settings['DATABASE_URL']);
    await client.connect();
    try {
      expect((await client.query('SELECT 1 FROM reporting.tenancy')).rowCount).toBe(3);
      await client.query('SET default_transaction_read_only = off');
      for (const text of [
        'UPDATE housing_system.refresh SET at = now()',
        'SELECT notes FROM housing_system.tenancy',
        'DELETE FROM housing_system.person',
        'CREATE TABLE public.mine (id int)',
        'CREATE TEMP TABLE mine (id int)',
      ])
        await expect(client.query(text)).rejects.toThrow(/permission denied/);
    } finally {
      await client.end();
    }
  });

  it('is the same after it was stopped and started', async () => {
    const before = await ask(agency, ADA, 'TENANCY');
    await system.close();
    system = await start();
    agency = connect(system.settings['DATABASE_URL'] ?? '');

    expect(await ask(agency, ADA, 'TENANCY')).toEqual(before);
  }, 30_000);

  it('is rejected at once when it is down, in a sentence that tells nothing', async () => {
    const gone = connect(system.settings['DATABASE_URL'] ?? '');
    await ask(gone, ADA, 'TENANCY');
    await system.close();

    await expect(askAll(gone, [ADA])).rejects.toThrow(/^The agency could not be reached\.$/);
  });

  it('is rejected within the deadline when it hangs, and does not hold up the close', async () => {
    const sockets: Socket[] = [];
    const hung = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => hung.listen(0, '127.0.0.1', resolve));
    const agency = connect(`postgresql://someone:secret@127.0.0.1:${(hung.address() as AddressInfo).port}/housing`);
    const began = Date.now();

    await expect(askAll(agency, [ADA], {}, 200)).rejects.toThrow(/^The question was given up before the agency answered\.$/);
    await agency.close();

    expect(Date.now() - began).toBeLessThan(1_500);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => hung.close(resolve));
  });
});

describe('a housing service that is not as agreed', () => {
  let server: EmbeddedPostgres;
  let owner: pg.Client;
  let agency: Agency;

  beforeAll(async () => {
    server = await startEmbeddedPostgres({ directory: join(top, 'odd'), databases: ['housing'] });
    owner = new pg.Client(server.url('housing'));
    await owner.connect();
  }, 30_000);
  afterAll(async () => {
    await owner.end();
    await server.stop();
  });

  async function fill(...statements: string[]): Promise<void> {
    await owner.query(HOUSING_SCHEMA);
    await owner.query(`INSERT INTO housing_system.refresh VALUES ('2026-09-01T09:00:00Z')`);
    await owner.query(`INSERT INTO housing_system.person VALUES ('${ADA}')`);
    for (const statement of statements) await owner.query(statement);
    agency = connect(server.url('housing'));
  }

  it('is refused altogether when it answers about somebody else', async () => {
    await fill(
      `CREATE COLLATION IF NOT EXISTS any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`,
      `INSERT INTO housing_system.rehousing_application VALUES ('R1', '${ADA.toLowerCase()}', 'A', '2026-01-01', 'LIVE', NULL, 2)`,
      'DROP VIEW reporting.rehousing_application',
      `CREATE VIEW reporting.rehousing_application AS
         SELECT application_reference, person_reference COLLATE any_case AS person_reference, band, band_date, status_code, closed_date,
           bedrooms_needed, at AS refreshed_at
         FROM housing_system.rehousing_application, housing_system.refresh`,
    );

    await expect(askAll(agency, [ADA])).rejects.toThrow(/^The agency answered about somebody who was not asked about\.$/);
  });

  it('loses only the category of a view that is broken', async () => {
    await fill('DROP VIEW reporting.tenancy');

    const answers = await askAll(agency, [ADA]);

    expect([...(answers.get(`s-${ADA}`)?.keys() ?? [])]).toEqual(['HOMELESSNESS', 'REHOUSING']);
    expect(events).toEqual([{ agency: 'housing', event: 'VIEW_NOT_ANSWERED', count: 1 }]);
  });

  it('cannot be written to by a question, whatever its views do', async () => {
    await fill(
      `CREATE FUNCTION housing_system.touch() RETURNS timestamptz LANGUAGE sql AS $$ UPDATE housing_system.refresh SET at = now() RETURNING at $$`,
      `DROP VIEW reporting.tenancy`,
      `CREATE VIEW reporting.tenancy AS SELECT tenancy_reference, person_reference, tenure_code, capacity_code, start_date, end_date,
         landlord_name, weekly_rent, arrears_amount, open_repairs, housing_system.touch() AS refreshed_at FROM housing_system.tenancy`,
      `INSERT INTO housing_system.tenancy VALUES ('T1', '${ADA}', 'SEC', 'SOLE')`,
    );

    expect(await ask(agency, ADA, 'TENANCY')).toBeUndefined();
    expect((await owner.query('SELECT at FROM housing_system.refresh')).rows).toEqual([{ at: NOW }]);
  });

  it('has codes that the hub does not know: they become another, or nothing is shown, never a part as the whole', async () => {
    await fill(
      `INSERT INTO housing_system.tenancy VALUES ('T1', '${ADA}', 'SHARED', 'LODGER', '2025-01-01')`,
      `INSERT INTO housing_system.homelessness_application VALUES
         ('H1', '${ADA}', '2026-08-01', 'REL', 'OWED', 'METEOR', true), ('H2', '${ADA}', '2026-08-02', 'S999', 'OWED', 'FAMILY', true)`,
      `INSERT INTO housing_system.rehousing_application VALUES ('R1', '${ADA}', 'Z', '2026-01-01', 'LIVE')`,
    );

    expect(await ask(agency, ADA, 'TENANCY')).toMatchObject({ record: { tenure: 'OTHER', capacity: null } });
    expect(await ask(agency, ADA, 'HOMELESSNESS')).toMatchObject({ outcome: 'NOT_ANSWERED' });
    expect(await ask(agency, ADA, 'REHOUSING')).toMatchObject({ outcome: 'NOT_ANSWERED' });
  });
});
