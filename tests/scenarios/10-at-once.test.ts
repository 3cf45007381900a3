/** Rule 10: everything that can lessen disclosure does so at once, in every process of the hub. */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  agreed,
  amara,
  anotherHub,
  asksFor,
  assesses,
  at,
  breaksTheGlass,
  changes,
  chidera,
  closes,
  councilApp,
  dies,
  ends,
  gareth,
  gives,
  holds,
  holdsNoLonger,
  isLinked,
  isProposed,
  isTiedTo,
  leadWorker,
  leaves,
  logged,
  manager,
  mash,
  opens,
  otherWorker,
  reads,
  refuses,
  restricts,
  schoolNurse,
  sql,
  tellStories,
  theHub,
  toby,
  withdraws,
} from './story.ts';
import type { Who } from './story.ts';
import { watchingStatements } from '#tests/support/statements.ts';

tellStories();

/** The same workers, who ask another process of the hub. */
let elsewhere: (who: string) => Who;
beforeAll(async () => {
  const other = await anotherHub();
  elsewhere = (who) => at(other, who);
});

describe('“Everything that can lessen disclosure. Per person: …”', () => {
  interface Lessening {
    readonly who?: string;
    readonly person?: string;
    readonly category?: string;
    readonly before: string;
    readonly after: string;
    change(): Promise<unknown>;
  }
  const CASES: Readonly<Record<string, Lessening>> = {
    'A withdrawal of consent': {
      before: 'HealthContacts',
      change: () => withdraws(amara, toby, 'HEALTH_CONTACTS'),
      after: 'NO_CONSENT',
    },
    'A refusal': { before: 'HealthContacts', change: () => refuses(gareth, toby, 'HEALTH_CONTACTS'), after: 'NO_CONSENT' },
    'A finding that a young person is not competent': {
      person: chidera,
      before: 'HealthContacts',
      change: () => assesses(chidera, 'NOT_COMPETENT', 'HEALTH_CONTACTS'),
      after: 'NO_CONSENT',
    },
    'The end of parental responsibility': {
      before: 'HealthContacts',
      change: () => holdsNoLonger(amara, toby),
      after: 'NO_CONSENT',
    },
    'A limit set by a court': {
      before: 'HealthContacts',
      change: () => holds(amara, toby, { courtLimits: ['HEALTH_CONTACTS'] }),
      after: 'NO_CONSENT',
    },
    'A care order': { before: 'HealthContacts', change: () => holds('LOCAL_AUTHORITY', toby), after: 'NO_CONSENT' },
    'A restriction': { before: 'HealthContacts', change: () => restricts(toby, 'COURT_ORDER'), after: 'RESTRICTED' },
    'A silent seal': { before: 'HealthContacts', change: () => restricts(toby, 'SEALED', { silent: true }), after: 'HIDDEN' },
    'A protected address': {
      person: gareth,
      category: 'ADDRESS',
      before: 'Address',
      change: () => restricts(gareth, 'PROTECTED_ADDRESS'),
      after: 'PROTECTED',
    },
    'A membership that is no longer confirmed': {
      before: 'HealthContacts',
      change: () => isProposed(toby, null, 'SAME_UPRN'),
      after: 'HIDDEN',
    },
    'The end of an assignment': {
      who: schoolNurse,
      before: 'HealthContacts',
      change: () => leaves(schoolNurse),
      after: 'HIDDEN',
    },
    'The end of an episode': { before: 'HealthContacts', change: () => closes('STEPPED_UP'), after: 'CASE_CLOSED' },
    'A declared interest': { before: 'HealthContacts', change: () => isTiedTo(leadWorker, toby), after: 'CONFLICT' },
    'A silent interest': {
      before: 'HealthContacts',
      change: () => isTiedTo(leadWorker, toby, { by: manager, silent: true }),
      after: 'HIDDEN',
    },
    'A death': { before: 'HealthContacts', change: () => dies(toby), after: 'DECEASED' },
    'The end of a link to an agency’s record': {
      before: 'HealthContacts',
      change: () => isLinked(toby, 'health', 'CANDIDATE'),
      after: 'NOT_LINKED',
    },
    'The end of an agreement': { before: 'HealthContacts', change: () => ends('health-early-help'), after: 'NO_AGREEMENT' },
    'A narrower version of an agreement': {
      before: 'HealthContacts',
      change: () => agreed('health-early-help', { minimumAge: 16 }),
      after: 'OUTSIDE_AGREEMENT',
    },
    'An app’s approval taken back': {
      who: councilApp,
      before: 'HealthContacts',
      change: () => sql(`update worker set approved_purposes = '{}' where subject = $1`, [councilApp]),
      after: 'PURPOSE_NOT_OPEN',
    },
  };

  test.each(Object.keys(CASES))('%s shows in the next answer, here and elsewhere', async (name) => {
    const { who = leadWorker, person = toby, category = 'HEALTH_CONTACTS', before, change, after } = CASES[name]!;
    const both = async () => [await reads(who, person, category), await reads(elsewhere(who), person, category)];
    expect(await both()).toEqual([before, before]);
    await change();
    expect(await both()).toEqual([after, after]);
  });

  test.each([
    [
      'an override',
      async () => ['endOverride', { overrideId: await breaksTheGlass(toby, ['ATTENDANCE']) }, otherWorker] as const,
    ],
    [
      'a safeguarding decision',
      async () => ['endSafeguardingDecision', { decisionId: await opens(toby, ['ATTENDANCE']) }, mash] as const,
    ],
  ])('The end of %s shows in the next answer, here and elsewhere', async (_what, begin) => {
    const both = async () => [
      await reads(otherWorker, toby, 'ATTENDANCE', 'SAFEGUARDING'),
      await reads(elsewhere(otherWorker), toby, 'ATTENDANCE', 'SAFEGUARDING'),
    ];
    const [name, input, by] = await begin();
    expect(await both()).toEqual(['Attendance', 'Attendance']);
    await changes(by, name, input);
    expect(await both()).toEqual(['HIDDEN', 'HIDDEN']);
  });
});

describe('A withdrawal has its place in the access log', () => {
  test('No disclosure after it rests on what it ended; what was shown before stays on record', async () => {
    const entries = await logged(async () => {
      await reads(leadWorker, toby, 'HEALTH_CONTACTS');
      await withdraws(amara, toby, 'HEALTH_CONTACTS');
      await Promise.all([reads(leadWorker, toby, 'HEALTH_CONTACTS'), reads(elsewhere(leadWorker), toby, 'HEALTH_CONTACTS')]);
    });
    expect(entries.map(({ kind, decisions }) => [kind, decisions[0]?.outcome])).toEqual([
      ['VIEW', 'DISCLOSED'],
      ['CONSENT_CHANGE', undefined],
      ['VIEW', 'WITHHELD'],
      ['VIEW', 'WITHHELD'],
    ]);
  });

  test('Answers that are on their way while it is entered are with or without it, and the log has them in that order', async () => {
    const asked = () => [reads(leadWorker, toby, 'HEALTH_CONTACTS'), reads(elsewhere(leadWorker), toby, 'HEALTH_CONTACTS')];
    const entries = await logged(async () => {
      const before = asked();
      const done = withdraws(amara, toby, 'HEALTH_CONTACTS');
      await Promise.all([...before, ...asked(), done]);
    });
    const place = entries.findIndex(({ kind }) => kind === 'CONSENT_CHANGE');
    const outcomes = entries.slice(place + 1).flatMap(({ decisions }) => decisions.map(({ outcome }) => outcome));
    expect(entries).toHaveLength(5);
    expect(outcomes).not.toContain('DISCLOSED');
  });

  test('Who agrees again is heard at once, too', async () => {
    await withdraws(amara, toby, 'HEALTH_CONTACTS');
    await gives(amara, toby, 'HEALTH_CONTACTS');
    expect(await reads(elsewhere(leadWorker), toby, 'HEALTH_CONTACTS')).toBe('HealthContacts');
  });

  test('What is recorded twice with one key is recorded once', async () => {
    const input = {
      clientKey: 'a phone call',
      personId: toby,
      categories: ['HEALTH_CONTACTS'],
      decidedAt: new Date().toISOString(),
      withdrawnBy: { capacity: 'PARENTAL_RESPONSIBILITY', personId: amara },
      method: 'PHONE',
    };
    const withdraw = () => changes(leadWorker, 'withdrawConsent', input, '... on ConsentWithdrawn { consentIds recordedAt }');
    const first = await withdraw();
    const entries = await logged(async () => expect(await withdraw()).toEqual(first));
    expect(entries).toEqual([]);
    const other = changes(leadWorker, 'withdrawConsent', { ...input, categories: ['ATTENDANCE'] });
    await expect(other).rejects.toThrow('CLIENT_KEY_REUSED');
  });
});

describe('“One global: agreements, roles, apps, settings”', () => {
  const epoch = async (who: Who = leadWorker) => (await logged(() => reads(who, toby, 'IDENTITY')))[0]?.epochs.global ?? 0;

  test('Another setting of the council concerns everybody: what was decided before it is decided anew', async () => {
    const before = await epoch();
    const other = await anotherHub({ decisionSettings: { closureDays: 5 } });
    expect(await epoch(at(other, leadWorker))).toBeGreaterThan(before);
  });

  test('A hub that was started with other settings decides nothing more until it is started again', async () => {
    const statements: string[] = [];
    const asked = () =>
      watchingStatements(
        theHub(),
        (name) => void statements.push(name),
        () => asksFor(leadWorker, toby, ['IDENTITY']),
      );
    await anotherHub({ decisionSettings: { closureDays: 0 } });
    const entries = await logged(async () => {
      const { status, body } = await asked();
      expect({ status, data: body.data, code: body.errors?.[0]?.extensions['code'] }).toEqual({
        status: 503,
        data: undefined,
        code: 'TEMPORARILY_UNAVAILABLE',
      });
    });
    expect(entries).toEqual([]);
    // It is found out with the facts.
    expect(statements).toEqual(['people-caller', 'disclosure-facts']);
    await expect(withdraws(amara, toby, 'HEALTH_CONTACTS')).rejects.toThrow();
    await anotherHub();
    expect(await reads(leadWorker, toby, 'IDENTITY')).toBe('Identity');
  });

  test('An agreement concerns everybody, a withdrawal one person', async () => {
    const before = await epoch();
    await withdraws(amara, toby, 'HEALTH_CONTACTS');
    expect(await epoch()).toBe(before);
    await ends('housing-options');
    expect(await epoch()).toBeGreaterThan(before);
  });
});
