import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryCache } from '#connectors/cache.ts';
import { REVEALS } from '#connectors/contract.ts';
import type { Agency, AgencyItem, Answer, ConnectorEvent } from '#connectors/contract.ts';
import { police } from '#connectors/police/index.ts';
import { createLandedInMemory } from '#tests/support/landed-in-memory.ts';

const ADA = 'NOM00000001';
const BEN = 'NOM00000002';
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

function connect(): Agency {
  return police.connect({ FOLDER: folder }, { clock, landed, cache: createMemoryCache(), report: (event) => events.push(event) });
}

const land = (): Promise<void> => agency.land!(AbortSignal.timeout(5_000));

async function ask(id: string, category: string): Promise<Answer> {
  const categories = [{ category, since: null, victimOnly: false }];
  const answers = await agency.ask({ subjects: [{ subject: 's1', ids: [id], categories }] }, AbortSignal.timeout(5_000));
  const answer = answers.get('s1')?.get(category);
  if (!answer) throw new Error('No answer at all.');
  return answer;
}

async function items(id: string, category: string): Promise<AgencyItem[]> {
  const answer = await ask(id, category);
  const field = police.categories.find(({ name }) => name === category)?.items ?? '';
  return answer.outcome === 'HELD' ? (answer.record[field] as AgencyItem[]) : [];
}

const REFERRALS_HEADER =
  'vprf1_reference,nominal_reference,encountered_at,concern,merit_score,risk_grade,role,age_at_encounter,related_nominals,circumstances';
const referralLine = (
  reference: string,
  rest: Partial<Record<'nominal' | 'concern' | 'score' | 'grade' | 'role', string>> = {},
): string =>
  [
    reference,
    rest.nominal ?? ADA,
    '2026-08-20T21:15:00Z',
    rest.concern ?? 'CHILD WELFARE',
    rest.score ?? '30',
    rest.grade ?? 'BRONZE',
    rest.role ?? 'SUBJECT',
    '36',
    BEN,
    '"Free text, with a comma"',
  ].join(',');

/** A file that was finished a while ago. */
async function drop(name: string, ...lines: string[]): Promise<void> {
  await writeFile(join(folder, name), `${lines.join('\n')}\n`);
  const before = new Date(Date.now() - 60_000);
  await utimes(join(folder, name), before, before);
}

describe('landing the police’s files', () => {
  it('says nothing about anybody until a file of the feed has landed', async () => {
    await drop('encompass-20260901T060000Z.csv', 'not,the,right,columns', '1,2,3,4');
    await land();

    expect(await ask(ADA, 'DOMESTIC_ABUSE')).toMatchObject({
      outcome: 'NOT_ANSWERED',
      source: { agency: 'Police', updatedAt: null },
    });
    expect(events).toEqual([{ agency: 'police', event: 'FILE_REFUSED', count: 1 }]);
  });

  it('refuses a file of which no row fits, rather than take it for news that there is nothing', async () => {
    await drop('vprf1-20260901T060000Z.csv', REFERRALS_HEADER, referralLine('VP1', { nominal: '' }));
    await land();

    expect((await ask(ADA, 'POLICE_REFERRALS')).outcome).toBe('NOT_ANSWERED');
  });

  it('takes a file with no rows as news that there is nothing', async () => {
    await drop('vprf1-20260901T060000Z.csv', REFERRALS_HEADER);
    await land();

    expect((await ask(ADA, 'POLICE_REFERRALS')).outcome).toBe('NOTHING_HELD');
  });

  it('counts broken rows and lands the others', async () => {
    const lines = [referralLine('VP1'), 'VP2,only two', referralLine('VP3', { nominal: 'two words' }), referralLine('VP4')];
    await drop('vprf1-20260901T060000Z.csv', REFERRALS_HEADER, ...lines);
    await land();

    expect(await items(ADA, 'POLICE_REFERRALS')).toHaveLength(2);
    expect(events).toContainEqual({ agency: 'police', event: 'ROWS_REFUSED', count: 2 });
  });

  it('lands nothing of a file with a quote that is never closed', async () => {
    const lines = [referralLine('VP1'), `VP2,${ADA},2026-08-20T21:15:00Z,ASB,,,SUBJECT,,,"it never ends`, referralLine('VP3')];
    await drop('vprf1-20260901T060000Z.csv', REFERRALS_HEADER, ...lines);
    await land();

    expect(landed.files).toEqual([]);
    expect(events).toEqual([{ agency: 'police', event: 'FILE_REFUSED', count: 1 }]);
  });

  it('leaves a half-written file alone until it is whole', async () => {
    await drop('vprf1-20260901T060000Z.csv.part', REFERRALS_HEADER, referralLine('VP1'));
    await land();
    expect(landed.files).toEqual([]);

    await rename(join(folder, 'vprf1-20260901T060000Z.csv.part'), join(folder, 'vprf1-20260901T060000Z.csv'));
    await land();

    expect(landed.files).toHaveLength(1);
  });

  it('leaves a file that is still growing for the next time', async () => {
    const path = join(folder, 'vprf1-20260901T060000Z.csv');
    await writeFile(path, `${REFERRALS_HEADER}\n${referralLine('VP1')}\n`);
    const landing = land();
    setTimeout(() => void writeFile(path, `${referralLine('VP2')}\n`, { flag: 'a' }), 300);
    await landing;
    expect(landed.files).toEqual([]);
    expect(events).toEqual([{ agency: 'police', event: 'FILE_LEFT_FOR_LATER', count: 1 }]);

    await land();

    expect(await items(ADA, 'POLICE_REFERRALS')).toHaveLength(2);
  });

  it('does not let a late, older file replace what a newer one said', async () => {
    await drop('vprf1-20260901T060000Z.csv', REFERRALS_HEADER, referralLine('VP1', { grade: 'SILVER' }));
    await land();
    await drop('vprf1-20260831T060000Z.csv', REFERRALS_HEADER, referralLine('VP1', { grade: 'BRONZE' }), referralLine('VP0'));
    await land();

    const risks = (await items(ADA, 'POLICE_REFERRALS')).map(({ id, ...item }) => [id.includes('VP1'), item['risk']]);
    expect(risks.sort()).toEqual([
      [false, 'BRONZE'],
      [true, 'SILVER'],
    ]);
    expect((await ask(ADA, 'POLICE_REFERRALS')) as unknown).toMatchObject({
      record: { source: { updatedAt: new Date('2026-09-01T06:00:00Z') } },
    });
  });

  it('takes the last of an entry that one file repeats', async () => {
    await drop('vprf1-20260901T060000Z.csv', REFERRALS_HEADER, referralLine('VP1'), referralLine('VP1', { role: 'VICTIM' }));
    await land();

    expect((await items(ADA, 'POLICE_REFERRALS')).map((item) => item['involvement'])).toEqual(['VICTIM']);
  });

  it('reads the codes of the police: Gold from 72 points, what it does not know as something else', async () => {
    const odd = { concern: 'WITCHCRAFT', score: '72', grade: 'BRONZE', role: 'BYSTANDER' };
    await drop('vprf1-20260901T060000Z.csv', REFERRALS_HEADER, referralLine('VP1', odd));
    await land();

    expect(await items(ADA, 'POLICE_REFERRALS')).toEqual([
      expect.objectContaining({ concern: 'OTHER', risk: 'GOLD', involvement: 'OTHER' }),
    ]);
  });

  it('marks a referral about a missing person as revealing that', async () => {
    await drop('vprf1-20260901T060000Z.csv', REFERRALS_HEADER, referralLine('VP1', { concern: 'MISSING' }));
    await land();

    expect((await items(ADA, 'POLICE_REFERRALS'))[0]?.[REVEALS]).toMatchObject({ categories: ['MISSING_EPISODES'] });
  });

  it('does not know that there is nothing about somebody whose row could not be read, until a newer file tells', async () => {
    const broken = referralLine('VP2', { nominal: BEN }).replace('2026-08-20T21:15:00Z', '20/08/2026 21:15');
    await drop('vprf1-20260901T060000Z.csv', REFERRALS_HEADER, referralLine('VP1'), broken);
    await land();

    expect((await ask(ADA, 'POLICE_REFERRALS')).outcome).toBe('HELD');
    expect((await ask(BEN, 'POLICE_REFERRALS')).outcome).toBe('NOT_ANSWERED');

    await drop('vprf1-20260901T070000Z.csv', REFERRALS_HEADER, referralLine('VP1'));
    await land();

    expect((await ask(BEN, 'POLICE_REFERRALS')).outcome).toBe('NOTHING_HELD');
  });

  it('refuses a file that says it was made tomorrow: it could never grow old, nor be corrected', async () => {
    await drop('vprf1-20991231T235959Z.csv', REFERRALS_HEADER, referralLine('VP1'));
    await drop('vprf1-20260901T060000Z.csv', REFERRALS_HEADER, referralLine('VP2'));
    await land();

    expect(landed.files.map(({ name }) => name)).toEqual(['vprf1-20260901T060000Z.csv']);
    expect(events).toContainEqual({ agency: 'police', event: 'FILE_REFUSED', count: 1 });
  });

  it('goes on with newer files where an older one cannot be read', async () => {
    const [first, second, third] = ['05', '06', '07'].map((hour) => `vprf1-20260901T${hour}0000Z.csv`) as [
      string,
      string,
      string,
    ];
    for (const name of [first, second, third]) await drop(name, REFERRALS_HEADER, referralLine(name.slice(6, 20)));
    const hasLanded = async (...file: Parameters<typeof landed.hasLanded>): Promise<boolean> => {
      // While the first is being landed, the second goes away.
      await rm(join(folder, second), { force: true });
      return landed.hasLanded(...file);
    };
    const reading = police.connect(
      { FOLDER: folder },
      { clock, landed: { ...landed, hasLanded }, cache: createMemoryCache(), report: (event) => events.push(event) },
    );
    await reading.land!(AbortSignal.timeout(5_000));

    expect(landed.files.map(({ name }) => name)).toEqual([first, third]);
    expect(events).toContainEqual({ agency: 'police', event: 'FILE_NOT_READ', count: 1 });
  });

  it('says in a fixed sentence that the folder cannot be read', async () => {
    agency = police.connect({ FOLDER: join(folder, 'gone') }, { clock, landed, cache: createMemoryCache(), report: () => {} });

    await expect(land()).rejects.toThrow(/^The folder of dropped files cannot be read\.$/);
  });
});
