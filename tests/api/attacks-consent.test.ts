/** What was once found by attacking how agreement to share is recorded and withdrawn, each kept as a test. */
import { describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import * as story from '#tests/scenarios/story.ts';
import {
  ago,
  amara,
  assesses,
  authority,
  baby,
  chidera,
  closes,
  daniel,
  day,
  dies,
  FAMILY,
  gareth,
  gives,
  holds,
  holdsNoLonger,
  isProposed,
  isTiedTo,
  leadWorker,
  logged,
  manager,
  reads,
  refuses,
  restricts,
  schoolNurse,
  sql,
  tellStories,
  ticks,
  toby,
  today,
  visits,
  withdraws,
} from '#tests/scenarios/story.ts';
import { addFamily } from '#tests/support/families.ts';
import { ABSENT_ID } from '#tests/support/hub.ts';
import { watchingStatements } from '#tests/support/statements.ts';

tellStories();

/** `recorded`, or why not. */
const told = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'recorded',
    (error: Error) => error.message,
  );
/** Somebody of another family, who lives somewhere else. */
const stranger = async (place = 0): Promise<string> => {
  const rows = await sql<{ id: string }>(
    `select p.id from person p join family_member m on m.person_id = p.id
      where m.family_id <> $1 and p.date_of_birth < '2000-01-01' and p.household_id is not null
        and p.household_id not in (select household_id from person where id = any($2::uuid[]) and household_id is not null)
        and not exists (select from restriction r where r.person = p.id) order by p.id limit 1 offset $3`,
    [FAMILY, [amara, gareth, daniel, toby, chidera], place],
  );
  return rows[0]!.id;
};
const livesWith = (person: string, other: string) =>
  sql('update person set household_id = (select household_id from person where id = $2) where id = $1', [person, other]);
const silently = (categories: string[] | null = null) => ({ silent: true, absolute: true, categories });
const openly = (categories: string[]) => ({ silent: false, absolute: true, categories });

describe('Where the identity of somebody is withheld', () => {
  const WITHHELD: Record<string, () => Promise<unknown>> = {
    'by a seal': async () => {
      await restricts(toby, 'SEALED', openly(['IDENTITY']));
      await restricts(chidera, 'SEALED', openly(['IDENTITY']));
    },
    'by one that is silent': async () => {
      await restricts(toby, 'SEALED', silently(['IDENTITY']));
      await restricts(chidera, 'SEALED', silently(['IDENTITY']));
    },
    'by the worker’s own ties': async () => {
      await isTiedTo(leadWorker, toby);
      await isTiedTo(leadWorker, chidera);
    },
    'since the case is closed': () => closes('LEFT_SERVICE'),
  };

  test.each(Object.entries(WITHHELD))(
    '%s, a withdrawal tells neither age nor who holds parental responsibility or agreed',
    async (_, withhold) => {
      await withhold();
      const never = 'SUBSTANCE_MISUSE';
      for (const person of [toby, chidera]) {
        // oxlint-disable no-await-in-loop -- one after the other
        for (const giver of [person, amara, daniel, gareth, ABSENT_ID]) {
          for (const years of [0, 1, 4, 20]) {
            expect(await told(withdraws(giver, person, never, { at: ago({ days: years * 366 }) }))).toBe('recorded');
          }
        }
        expect(await told(withdraws(daniel, person, never, { as: 'ATTORNEY' }))).toBe('recorded');
        expect(await told(withdraws(authority, person, never))).toBe('recorded');
        // oxlint-enable no-await-in-loop
      }
    },
  );

  test('a recorded decision tells nobody’s death', async () => {
    await restricts(toby, 'SEALED', openly(['IDENTITY']));
    const alive = await told(gives(amara, toby, 'ATTENDANCE'));
    await dies(toby);
    expect([alive, await told(gives(amara, toby, 'ATTENDANCE'))]).toEqual(
      Array.from({ length: 2 }, () => 'NOT_PERMITTED personId'),
    );
  });

  test('a form does not tell who is an adult', async () => {
    await restricts(daniel, 'SEALED', openly(['IDENTITY']));
    await restricts(toby, 'SEALED', openly(['IDENTITY']));
    const form = (person: string) => told(visits([ticks(amara, person, 'TENANCY')]));
    expect(await form(daniel)).toBe('NOT_PERMITTED rows.0.personId');
    expect(await form(toby)).toBe(await form(daniel));
  });
});

describe('The age of who withdraws', () => {
  test('is that of today, whatever day they say: a child of 12 may, of when they were younger too', async () => {
    await story.turns(toby, 12);
    expect(await told(withdraws(toby, toby, 'SUBSTANCE_MISUSE', { at: ago({ days: 400 }) }))).toBe('recorded');
    await story.turns(toby, 12, day(1));
    for (const days of [0, 400, 4_000]) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await told(withdraws(toby, toby, 'SUBSTANCE_MISUSE', { at: ago({ days }) }))).toBe('MAY_NOT_WITHDRAW withdrawnBy');
    }
  });
});

describe('A worker with a declared tie', () => {
  /** Everything that can widen sharing for somebody. */
  const RECORDINGS: Record<string, () => Promise<unknown>> = {
    recordConsent: () => gives(amara, toby, 'SUSPENSIONS'),
    'recordConsent by the person themselves': () => gives(daniel, daniel, 'TENANCY'),
    recordFamilyAgreement: () => visits([ticks(daniel, daniel, 'TENANCY')]),
    recordCompetence: () => assesses(chidera, 'COMPETENT', 'TENANCY'),
    recordParentalResponsibility: () => holds(daniel, toby),
    'recordParentalResponsibility of the authority': () => holds(authority, toby),
    endParentalResponsibility: () => holdsNoLonger(gareth, toby),
  };

  test.each(Object.entries(RECORDINGS))(
    'does not %s for the family of whom they are tied to; otherwise they may',
    async (_, record) => {
      await isTiedTo(leadWorker, await stranger());
      expect(await told(record())).toBe('recorded');
      await story.restore();
      await isTiedTo(leadWorker, amara);
      expect(await told(record())).toMatch(/^CONFLICT_OF_INTEREST/);
    },
  );

  test('nor for the household, though nobody there belongs to them', async () => {
    const mother = await stranger();
    await livesWith(mother, toby);
    await isTiedTo(leadWorker, mother);
    expect(await told(gives(amara, toby, 'SUSPENSIONS'))).toBe('CONFLICT_OF_INTEREST');
    expect(await told(visits([ticks(amara, toby, 'SUSPENSIONS')]))).toBe('CONFLICT_OF_INTEREST rows.0');
  });

  test('nor where only who decides or holds is of that household', async () => {
    const mother = await stranger();
    await sql('update person set household_id = (select household_id from person where id = $2) where id = $1', [gareth, mother]);
    await isTiedTo(leadWorker, mother);
    expect(await told(gives(amara, toby, 'SUSPENSIONS'))).toBe('recorded');
    expect(await told(gives(gareth, toby, 'SUSPENSIONS'))).toBe('CONFLICT_OF_INTEREST');
    expect(await told(holds(gareth, toby))).toBe('CONFLICT_OF_INTEREST');
    expect(await told(holdsNoLonger(gareth, toby))).toBe('CONFLICT_OF_INTEREST');
    expect(await told(holds(amara, toby))).toBe('recorded');
  });

  test('is not told whether an attorney whom they do not see lives with whom they are tied to', async () => {
    const [mother, other] = [await stranger(0), await stranger(5)];
    await livesWith(other, mother);
    await isTiedTo(leadWorker, mother);
    const assessed = { as: 'ATTORNEY', assessedBy: 'A made-up doctor', assessedOn: today() } as const;
    expect(await told(gives(other, daniel, 'MENTAL_HEALTH', assessed))).toBe('recorded');
    expect(await told(gives(mother, daniel, 'MENTAL_HEALTH', assessed))).toBe('CONFLICT_OF_INTEREST');
  });

  test('takes withdrawals all the same, theirs whom they are tied to included', async () => {
    await isTiedTo(leadWorker, amara);
    await withdraws(amara, amara, 'TENANCY');
    await withdraws(gareth, toby, 'ATTENDANCE');
    expect(await reads(schoolNurse, toby, 'ATTENDANCE')).toBe('NO_CONSENT');
  });
});

describe('A parent', () => {
  test('who is hidden from the worker withdraws what they agreed to, and reads like nobody', async () => {
    await sql('delete from consent where person = $1', [toby]);
    await gives(gareth, toby, 'ATTENDANCE');
    await gives(amara, toby, 'SUSPENSIONS');
    await restricts(gareth, 'SEALED', silently());
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('Attendance');
    await withdraws(gareth, toby, 'ATTENDANCE');
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('NO_CONSENT');
    for (const capacity of ['PARENTAL_RESPONSIBILITY', 'ATTORNEY'] as const) {
      for (const giver of [gareth, await stranger(), ABSENT_ID]) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        expect(await told(withdraws(giver, toby, 'SUSPENSIONS', { as: capacity }))).toBe('recorded');
      }
    }
  });

  test('and nobody else whom the worker sees: a stepfather withdraws nothing, nor does the authority without an order', async () => {
    expect(await told(withdraws(daniel, toby, 'ATTENDANCE'))).toBe('MAY_NOT_WITHDRAW withdrawnBy');
    expect(await told(withdraws(daniel, toby, 'ATTENDANCE', { as: 'ATTORNEY' }))).toBe('MAY_NOT_WITHDRAW withdrawnBy');
    expect(await told(withdraws(authority, toby, 'ATTENDANCE'))).toBe('MAY_NOT_WITHDRAW withdrawnBy');
    expect(await told(withdraws(amara, toby, 'ATTENDANCE', { as: 'ATTORNEY' }))).toBe('MAY_NOT_WITHDRAW withdrawnBy');
  });

  test('withdraws what they agreed to also when they hold no parental responsibility any more, and then nothing else', async () => {
    await gives(gareth, toby, 'SUBSTANCE_MISUSE');
    await holdsNoLonger(gareth, toby);
    expect(await told(withdraws(gareth, toby, 'SUBSTANCE_MISUSE'))).toBe('recorded');
    expect(await told(withdraws(gareth, toby, ['SUBSTANCE_MISUSE', 'REHOUSING']))).toBe('MAY_NOT_WITHDRAW withdrawnBy');
  });
});

describe('A withdrawal dated before every consent', () => {
  const long = { at: '1851-01-01T12:00:00Z' };

  test('tells nobody but the lead worker that there is a consent', async () => {
    await gives(amara, toby, 'SUBSTANCE_MISUSE', { to: story.COMMUNITY_HEALTH });
    const answers = ['ATTENDANCE', 'SUBSTANCE_MISUSE', 'REHOUSING'].map((category) =>
      told(withdraws(amara, toby, category, { ...long, by: schoolNurse })),
    );
    expect(await Promise.all(answers)).toEqual(['recorded', 'recorded', 'recorded']);
    expect(await told(withdraws(amara, toby, 'ATTENDANCE', long))).toBe('ENDS_NOTHING decidedAt');
  });

  test('is not told to whoever leads another family, and has only proposed the person there', async () => {
    const family = await addFamily(story.theHub(), [toby]);
    await sql('update assignment set worker_id = $2 where family_id = $1', [family, callerId(schoolNurse)]);
    await sql(`update family_member set state = 'PROPOSED', proposed_by_id = $2 where family_id = $1`, [
      family,
      callerId(schoolNurse),
    ]);
    expect(await reads(schoolNurse, toby, 'ATTENDANCE')).toBe('Attendance');
    expect(await told(withdraws(amara, toby, 'ATTENDANCE', { ...long, by: schoolNurse }))).toBe('recorded');
  });

  test('by somebody who may not withdraw says that alone', async () => {
    expect(await told(withdraws(daniel, toby, 'ATTENDANCE', long))).toBe('MAY_NOT_WITHDRAW withdrawnBy');
  });

  test('reads the same of what was refused, never asked, silently restricted or openly, beside whatever else', async () => {
    await gives(amara, toby, ['SUSPENSIONS', 'TENANCY']);
    await refuses(gareth, toby, 'HEALTH_CONTACTS');
    await restricts(toby, 'COURT_ORDER', silently(['SUSPENSIONS']));
    await restricts(toby, 'COURT_ORDER', openly(['TENANCY']));
    const kinds = [
      'SUSPENSIONS',
      'HEALTH_CONTACTS',
      'SUBSTANCE_MISUSE',
      'TENANCY',
      ['SUSPENSIONS', 'SUBSTANCE_MISUSE', 'TENANCY'],
    ];
    // One after the other: each is recorded.
    for (const kind of kinds) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await told(withdraws(amara, toby, kind, long))).toBe('recorded');
    }
    expect(await told(withdraws(amara, toby, ['SUSPENSIONS', 'ATTENDANCE'], long))).toBe('ENDS_NOTHING decidedAt');
  });
});

describe('A form whose entries have no room in one leaf of the log', () => {
  test('is refused for that, and the attempt is in the log', async () => {
    const name = (place: number) => `northmere-early-years-and-primary-school-${place}`;
    await sql(
      `insert into organisation (id, name) select '${name(0).slice(0, -1)}' || i, 'Made up' from generate_series(1, 1000) i`,
    );
    try {
      const many = (count: number) => Array.from({ length: count }, (_, place) => name(place + 1));
      const tick = (count: number) => ({ ...ticks(daniel, daniel, 'TENANCY'), recipients: many(count) });
      const leaves = await logged(async () => {
        expect(await told(gives(daniel, daniel, 'TENANCY', { to: many(1000) }))).toBe('FORM_TOO_LARGE');
        expect(await told(visits([tick(1000)]))).toBe('FORM_TOO_LARGE');
      });
      expect(leaves.map(({ person, change }) => [person, change?.outcome, change?.problems])).toEqual(
        Array.from({ length: 2 }, () => [daniel, 'REFUSED', ['FORM_TOO_LARGE']]),
      );
      expect(await sql('select from consent where recipient = $1', [name(1)])).toEqual([]);
      expect(await told(gives(daniel, daniel, 'TENANCY', { to: many(500) }))).toBe('recorded');
    } finally {
      await sql(`delete from organisation where name = 'Made up'`);
    }
  });
});

describe('Of somebody hidden', () => {
  const traced = async (work: () => Promise<unknown>): Promise<{ answer: string; statements: string[] }> => {
    const statements: string[] = [];
    const answer = await watchingStatements(
      story.theHub(),
      (name) => void statements.push(name),
      () => told(work()),
    );
    return { answer, statements };
  };

  test.each([
    ['whom an agency asserts', gareth, () => isProposed(gareth, null, 'SAME_UPRN')],
    ['whom another worker proposed', gareth, () => isProposed(gareth, schoolNurse)],
    ['who is silently sealed', gareth, () => restricts(gareth, 'SEALED', silently())],
    ['to whom the worker has a silent tie', gareth, () => isTiedTo(leadWorker, gareth, { by: manager, silent: true })],
    ['not yet born, whose mother’s PREGNANCY is restricted', baby, () => restricts(amara, 'COURT_ORDER', openly(['PREGNANCY']))],
  ])('%s, a form’s row reads and costs what one of nobody does', async (_, person, hide) => {
    await hide();
    const row = (id: string) => traced(() => visits([ticks(id, id, 'TENANCY')]));
    const absent = await row(ABSENT_ID);
    expect(absent.answer).toBe('NOT_FOUND rows.0.personId');
    expect(await row(person)).toEqual(absent);
    expect(await row('nonsense')).toEqual(absent);
  });

  test('who is not yet born, since the mother’s PREGNANCY is restricted, every change reads and costs what one of nobody does', async () => {
    await restricts(amara, 'COURT_ORDER', openly(['PREGNANCY']));
    const every: ((id: string) => Promise<unknown>)[] = [
      (id) => gives(amara, id, 'ATTENDANCE'),
      (id) => withdraws(amara, id, 'ATTENDANCE'),
      (id) => assesses(id, 'COMPETENT', 'ATTENDANCE'),
      (id) => holds(amara, id),
      (id) => holds(id, toby),
    ];
    for (const one of every) {
      // oxlint-disable no-await-in-loop -- one after the other
      const absent = await traced(() => one(ABSENT_ID));
      expect(absent.answer).toMatch(/^NOT_FOUND/);
      expect(await traced(() => one(baby))).toEqual(absent);
      // oxlint-enable no-await-in-loop
    }
  });
});

describe('While a decision is checked', () => {
  /** Does something once the facts have been read, before the change is written. */
  async function whileChecked(work: () => Promise<unknown>, meanwhile: () => Promise<unknown>): Promise<unknown> {
    const { pool } = story.theHub().database;
    const original = pool.query;
    const query = original.bind(pool) as (...args: unknown[]) => Promise<unknown>;
    let isDone = false;
    pool.query = (async (statement: { name?: string }, ...rest: unknown[]) => {
      const result = await query(statement, ...rest);
      if (!isDone && statement.name === 'disclosure-facts') {
        isDone = true;
        await meanwhile();
      }
      return result;
    }) as never;
    try {
      return await work();
    } finally {
      pool.query = original;
    }
  }

  test.each([
    ['the person is sealed', () => restricts(toby, 'SEALED', silently()), 'NOT_FOUND personId'],
    [
      'who decides loses parental responsibility',
      () => story.nextVersion('parental_responsibility', { child_id: toby, holder_id: amara }, { state: 'ENDED' }),
      'NOT_A_PR_HOLDER givenBy.personId',
    ],
    ['the case is closed', () => closes('LEFT_SERVICE'), 'NOT_PERMITTED personId'],
    ['the worker declares a tie', () => isTiedTo(leadWorker, amara), 'CONFLICT_OF_INTEREST'],
    ['the worker’s assignment ends', () => story.leaves(leadWorker), 'NOT_FOUND personId'],
  ])('%s: it is checked anew, and nothing is recorded', async (_, meanwhile, problems) => {
    const consents = () => sql(`select id from consent where person = $1 and category = 'SUSPENSIONS' order by id`, [toby]);
    const before = await consents();
    expect(await whileChecked(() => told(gives(amara, toby, 'SUSPENSIONS')), meanwhile)).toBe(problems);
    expect(await consents()).toEqual(before);
  });

  test('something changes that concerns nobody in it: it is recorded as it was', async () => {
    const other = await stranger();
    let asked = 0;
    const answer = await whileChecked(
      () =>
        watchingStatements(
          story.theHub(),
          (name) => void (asked += name === 'disclosure-facts' ? 1 : 0),
          () => told(gives(amara, toby, 'SUSPENSIONS')),
        ),
      () => sql('update person set died_on = died_on where id = $1', [other]),
    );
    // Of the child, and of those who hold parental responsibility.
    expect({ answer, asked }).toEqual({ answer: 'recorded', asked: 2 });
  });
});
