import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callerId } from '#demo/callers.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, startHub } from '#tests/support/hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.owner.pool.query(`truncate agency_record, agency_record_change;
    delete from agreement_event where event = 'ENDED'; update agency_feed set complete = agency <> 'police', cursor = null`);
  hub.forget();
  hub.logLines.length = 0;
});

const takeIn = () => hub.app.intakeOfPeople(AbortSignal.timeout(20_000));

async function rows<Row extends object>(sql: string): Promise<Row[]> {
  return (await hub.owner.pool.query<Row>(sql)).rows;
}

async function counts(): Promise<Record<string, number>> {
  const found = await rows<{ agency: string; count: number }>(
    `select agency, count(*)::int from agency_record where state = 'LIVE' group by agency order by agency`,
  );
  return Object.fromEntries(found.map(({ agency, count }) => [agency, count]));
}

/** As information governance does it. */
const endAgreement = (id: string) =>
  hub.owner.pool.query(
    `insert into agreement_event (agreement, version, event, recorded_by, recorded_at)
     values ($1, 1, 'ENDED', $2, now())`,
    [id, callerId('information-governance')],
  );

describe('the lists of people of the made-up council’s agencies', () => {
  it('have a record for every link, and are complete but for the police’s', async () => {
    await takeIn();

    expect(
      await rows(`select from agency_link l where not exists (select from agency_record r
      where r.agency = l.agency and r.agency_person_id = l.agency_person_id and r.state = 'LIVE' and not r.placed)`),
    ).toEqual([]);
    expect(Object.keys(await counts())).toEqual(['education', 'health', 'housing', 'police']);
    expect(await rows('select agency, complete from agency_feed order by agency')).toEqual([
      { agency: 'education', complete: true },
      { agency: 'health', complete: true },
      { agency: 'housing', complete: true },
      { agency: 'police', complete: false },
    ]);
    const toby = await rows<{ agency: string; received: { forename: string; surname: string } }>(
      `select r.agency, r.received from agency_record r join agency_link l using (agency, agency_person_id)
       where l.person_id = '${CAST.toby}' order by r.agency`,
    );
    expect(toby.map(({ agency, received }) => `${agency}: ${received.forename} ${received.surname}`)).toEqual([
      'education: Toby Hughes',
      'health: Toby Hughes',
      'housing: Toby Hughes',
      'police: TOBY HUGHES',
    ]);
  });

  it('are asked for what is new only, the next time', async () => {
    await takeIn();
    const before = await counts();
    const [{ entries } = { entries: 0 }] = await rows<{ entries: number }>(
      'select count(*)::int as entries from agency_record_change',
    );
    await takeIn();

    expect(await counts()).toEqual(before);
    expect(await rows('select count(*)::int as entries from agency_record_change')).toEqual([{ entries }]);
    expect(entries).toBe(Object.values(before).reduce((sum, count) => sum + count, 0));
  });

  it('are not asked for without an agreement of their own (rule 4), which the operator is told once', async () => {
    await endAgreement('intake-education');
    await takeIn();
    await takeIn();

    expect(hub.systems.education.requests).toEqual([]);
    expect(Object.keys(await counts())).toEqual(['health', 'housing', 'police']);
    expect(await rows(`select complete from agency_feed where agency = 'education'`)).toEqual([{ complete: false }]);
    const told = hub.logLines.filter((line) => line.includes('PEOPLE_NOT_AGREED')).map((line) => JSON.parse(line) as object);
    expect(told).toEqual([expect.objectContaining({ agency: 'education', event: 'PEOPLE_NOT_AGREED' })]);
  });

  it('are not taken in under the agreement for another category, nor under one that nobody else activated', async () => {
    await hub.owner.pool.query(
      `update agreement_event set recorded_by = $1 where agreement = 'intake-health' and event = 'ACTIVATED'`,
      [callerId('information-governance')],
    );
    try {
      await takeIn();
      expect(hub.systems.health.requests).toEqual([]);
    } finally {
      await hub.owner.pool.query(
        `update agreement_event set recorded_by = $1 where agreement = 'intake-health' and event = 'ACTIVATED'`,
        [callerId('information-governance-2')],
      );
    }
  });

  it('cost nobody else anything where one agency fails, and say nothing about anybody in the log', async () => {
    const failing = await startHub({ settings: { education: { URL: 'http://127.0.0.1:9/v1.0/', TOKEN: 't' } } });
    try {
      failing.logLines.length = 0;
      await failing.app.intakeOfPeople(AbortSignal.timeout(20_000));

      const { rows: found } = await failing.owner.pool.query<{ agency: string }>(
        'select distinct agency from agency_record order by 1',
      );
      expect(found.map(({ agency }) => agency)).toEqual(['health', 'housing', 'police']);
      const failures = failing.logLines.filter((line) => line.includes('Intake of people failed'));
      expect(failures.map((line) => (JSON.parse(line) as { agency: string }).agency)).toEqual(['education']);
      const said = failing.logLines.join('\n');
      const { rows: ids } = await failing.owner.pool.query<{ id: string }>('select agency_person_id as id from agency_record');
      expect(ids.filter(({ id }) => said.includes(id))).toEqual([]);
      expect(said).not.toMatch(/Hughes|Okafor|Lapwing/i);
    } finally {
      await failing.close();
    }
  });

  it('move no epoch and leave no entry: nothing is disclosed by them', async () => {
    const before = await rows('select * from sharing_epoch order by subject');
    const leaves = (await hub.leaves()).length;
    await takeIn();

    expect(await rows('select * from sharing_epoch order by subject')).toEqual(before);
    expect(await hub.leaves()).toHaveLength(leaves);
  });
});
