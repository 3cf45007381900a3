/** What each rule of review raises, what it does not, and what a plain reason closes. */
import { describe, expect, test } from 'vitest';
import { sentencesOf } from '#review/explanations.ts';
import { DEFAULT_REVIEW_SETTINGS } from '#review/queue-settings.ts';
import { readStaff } from '#review/queue-staff.ts';
import { CLOSED_BY_REASON, REVIEW_RULES } from '#terms/review.ts';
import { RULES } from './index.ts';
import type { EntryFacts, RuleContext, RuleEntry } from './rule.ts';

const [WORKER, PERSON, OTHER, FAMILY, RECORD] = ['1', '2', '3', '4', '5'].map(
  (digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`,
) as [string, string, string, string, string];
/** A Wednesday in January, when England has no summer time. */
const MORNING = new Date('2027-01-13T10:00:00Z');
const NIGHT = new Date('2027-01-13T02:00:00Z');

const entryOf = (more: Partial<RuleEntry> = {}): RuleEntry => ({
  index: 7,
  at: MORNING,
  kind: 'VIEW',
  worker: WORKER,
  isApp: false,
  organisation: 'northmere-early-help',
  person: PERSON,
  family: FAMILY,
  purpose: 'EARLY_HELP',
  visible: true,
  decisions: [],
  change: null,
  ...more,
});
const LEAD = { id: RECORD, kind: 'LEAD_WORKER', since: '2026-05-03', openEpisode: true, closedOn: null } as const;
const factsOf = (more: Partial<EntryFacts> = {}): EntryFacts => ({
  assignments: [LEAD],
  openEpisode: true,
  closedOn: null,
  restrictions: [],
  protectedHome: false,
  interests: [],
  newMember: null,
  postcode: 'NM11AA',
  uprn: null,
  surname: 'Nair',
  surnamePeople: null,
  ...more,
});
const NOT_ASSIGNED = { assignments: [] };
const STAFF = readStaff(`subject,personId,postcode,uprn,organisation
priya,${OTHER},nm1 1aa,,northmere-early-help
tom,${PERSON},NM9 9ZZ,0012,northmere-community-health`);

const contextOf = (facts: Partial<EntryFacts> = {}, more: Partial<RuleContext> = {}): RuleContext => ({
  settings: DEFAULT_REVIEW_SETTINGS,
  staff: null,
  locates: (category, field) => category === 'ATTENDANCE' && field === 'school.name',
  workers: new Map([[WORKER, { subject: 'priya', organisation: 'northmere-early-help' }]]),
  overrides: new Map([[RECORD, { reason: 'CHILD_MISSING', organisation: 'northmere-early-help', people: [PERSON, OTHER] }]]),
  decisions: new Map([[RECORD, { ground: 'MASH', people: [PERSON], decidedBy: OTHER }]]),
  facts: new Map([[7, factsOf(facts)]]),
  days: new Map(),
  weeks: new Map(),
  refusals: new Map(),
  ...more,
});

/** What is raised, by rule, and what closes it; with what is said of it. */
const raise = (entry: Partial<RuleEntry>, facts: Partial<EntryFacts> = {}, more: Partial<RuleContext> = {}) =>
  RULES.flatMap((rule) => rule([entryOf(entry)], contextOf(facts, more)));
const raised = (...asked: Parameters<typeof raise>): string[] =>
  raise(...asked).map(({ rule, closedBy }) => [rule, closedBy].filter(Boolean).join(' '));
const said = (...asked: Parameters<typeof raise>): string[] => raise(...asked).map((finding) => sentencesOf(finding.facts));
const change = (name: string, outcome: 'RECORDED' | 'REFUSED' = 'RECORDED', problems: string[] = []) => ({
  kind: name === 'recordOverride' ? 'OVERRIDE' : 'SAFEGUARDING_DECISION',
  visible: outcome === 'RECORDED',
  change: { name, outcome, problems, records: [RECORD] },
});

test('An ordinary view of the lead worker’s own family raises nothing, at any hour', () => {
  expect(raised({})).toEqual([]);
  expect(raised({ at: NIGHT })).toEqual([]);
  expect(raised({}, { protectedHome: true, newMember: null }, { staff: readStaff('subject\npriya') })).toEqual([]);
});

describe('Always reviewed', () => {
  test('BREAK_GLASS: every override recorded, with the service that is asked; not its end, and no refusal', () => {
    const [finding] = raise(change('recordOverride'));
    expect(finding).toMatchObject({
      rule: 'BREAK_GLASS',
      key: RECORD,
      asked: 'northmere-early-help',
      people: [PERSON, OTHER],
      closedBy: null,
    });
    expect(said(change('recordOverride'))).toEqual(['Broke the glass for 2 people: a missing child.']);
    expect(raised(change('endOverride'))).toEqual([]);
    expect(raised(change('recordOverride', 'REFUSED', ['NOT_ENTITLED']))).toEqual([]);
  });

  test('SAFEGUARDING_DECISION: once it opens; whoever decided had a part in it', () => {
    expect(raise(change('approveSafeguardingDecision'))).toMatchObject([
      { rule: 'SAFEGUARDING_DECISION', key: RECORD, workers: [OTHER], person: PERSON },
    ]);
    expect(raised(change('recordSafeguardingDecision'))).toEqual([]);
    expect(raised(change('endSafeguardingDecision'))).toEqual([]);
  });

  test('NEW_MEMBER_THEN_VIEWED: work with the family explains it, unless the viewer had proposed the member', () => {
    const newMember = { id: RECORD, at: new Date('2027-01-10T10:00:00Z'), proposedBy: OTHER };
    expect(raised({}, { newMember })).toEqual(['NEW_MEMBER_THEN_VIEWED LEAD_WORKER']);
    expect(raised({}, { newMember: { ...newMember, proposedBy: WORKER } })).toEqual(['NEW_MEMBER_THEN_VIEWED']);
    expect(raised({}, { newMember, ...NOT_ASSIGNED })).toEqual(['NEW_MEMBER_THEN_VIEWED']);
    expect(said({}, { newMember })[0]).toContain('10 January 2027');
  });

  test('PROTECTED_ADDRESS_REVEALED: a place was shown unmasked; not what gives none away', () => {
    const protectedHome = { protectedHome: true };
    const shown = (category: string, masked: boolean, fields: string[], outcome = 'DISCLOSED') =>
      raised({ decisions: [{ category, outcome, masked, fields, basis: {} }] }, protectedHome);
    expect(shown('ADDRESS', false, ['postcode'])).toEqual(['PROTECTED_ADDRESS_REVEALED']);
    expect(shown('ATTENDANCE', false, ['totals', 'school.name'])).toEqual(['PROTECTED_ADDRESS_REVEALED']);
    expect(shown('ATTENDANCE', false, ['totals'])).toEqual([]);
    expect(shown('ADDRESS', true, ['postcode'])).toEqual([]);
    expect(shown('ADDRESS', false, ['postcode'], 'WITHHELD')).toEqual([]);
    expect(raised({ decisions: [{ category: 'ADDRESS', outcome: 'DISCLOSED', masked: false, basis: {} }] })).toEqual([]);
  });

  test('RESTRICTED_PERSON: seen, or asked for in vain; not where they stay hidden among a family', () => {
    const restricted = { restrictions: [RECORD] };
    expect(raised({}, restricted)).toEqual(['RESTRICTED_PERSON LEAD_WORKER']);
    expect(raised({ visible: false, family: null }, { ...restricted, ...NOT_ASSIGNED })).toEqual(['RESTRICTED_PERSON']);
    expect(raised({ visible: false }, restricted)).toEqual([]);
    expect(JSON.stringify(said({}, restricted))).not.toMatch(/SEALED|COURT/);
  });

  test('OWN_RECORD_OR_HOUSEHOLD: shown or not, whatever else explains it; not friends', () => {
    const own = (kind: 'SELF' | 'HOUSEHOLD' | 'FAMILY' | 'FRIEND' | 'OTHER') => ({
      interests: [{ kind, by: 'INTEREST' as const }],
    });
    for (const kind of ['SELF', 'HOUSEHOLD', 'FAMILY'] as const)
      expect(raised({}, own(kind))).toEqual(['OWN_RECORD_OR_HOUSEHOLD']);
    expect(raised({ visible: false, family: null }, own('FAMILY'))).toEqual(['OWN_RECORD_OR_HOUSEHOLD']);
    expect(raised({ visible: false, person: null }, own('FAMILY'))).toEqual(['OWN_RECORD_OR_HOUSEHOLD']);
    const managing = { kind: 'MANAGEMENT_VIEW', purpose: null };
    expect(raised({ ...managing, visible: false, person: null }, own('FAMILY'))).toEqual(['OWN_RECORD_OR_HOUSEHOLD']);
    expect(raised(managing, own('SELF'))).toEqual(['OWN_RECORD_OR_HOUSEHOLD']);
    expect(raised({}, own('FRIEND'))).toEqual([]);
    expect(raised({ isApp: true }, own('SELF'))).toEqual([]);
  });

  test('SAME_ADDRESS: the same UPRN, or where one is unknown the same postcode; without the staff file nothing', () => {
    const staff = { staff: STAFF };
    expect(raised({}, { postcode: 'NM11AA' }, staff)).toEqual(['SAME_ADDRESS LEAD_WORKER', 'COLLEAGUE LEAD_WORKER']);
    const stranger = { ...staff, staff: readStaff('subject,postcode,uprn\npriya,NM1 1AA,0007') };
    expect(raised({}, { postcode: 'NM11AA' }, stranger)).toEqual(['SAME_ADDRESS LEAD_WORKER']);
    expect(raised({}, { postcode: 'NM11AA', uprn: '8' }, stranger)).toEqual([]);
    expect(raised({}, { postcode: 'NM22BB', uprn: '7', ...NOT_ASSIGNED }, stranger)).toEqual(['SAME_ADDRESS']);
    expect(raised({}, { postcode: 'NM11AA', interests: [{ kind: 'SELF', by: 'STAFF_FILE' }] }, stranger)).toEqual([
      'OWN_RECORD_OR_HOUSEHOLD',
    ]);
    expect(raised({}, { postcode: 'NM11AA' })).toEqual([]);
  });

  test('COLLEAGUE: somebody else on the staff', () => {
    const staff = { staff: STAFF };
    expect(raised({}, { postcode: null, ...NOT_ASSIGNED }, staff)).toEqual(['COLLEAGUE']);
    expect(said({}, { postcode: null }, staff)[0]).toContain('of another organisation');
    expect(raised({ person: OTHER }, { postcode: null }, staff)).toEqual([]);
    expect(raised({ isApp: true }, { postcode: null }, staff)).toEqual([]);
  });
});

describe('Ranked after', () => {
  test('SAME_SURNAME: a rare one, and a second fact', () => {
    const rare = { surnamePeople: 3 };
    expect(raised({}, rare)).toEqual([]);
    expect(raised({}, { ...rare, ...NOT_ASSIGNED })).toEqual(['SAME_SURNAME']);
    expect(raised({ at: NIGHT }, rare)).toEqual(['SAME_SURNAME']);
    expect(raised({}, { surnamePeople: 21, ...NOT_ASSIGNED })).toEqual([]);
    expect(raised({}, { surnamePeople: null, ...NOT_ASSIGNED })).toEqual([]);
  });

  test('NO_ACTIVE_CASE: the lead worker finishes for 28 days; nobody else', () => {
    const closedFor = (kind: 'LEAD_WORKER' | 'TEAM_MEMBER', closedOn = '2026-12-20') => {
      const closing = { openEpisode: false, closedOn };
      return { ...closing, assignments: [{ ...LEAD, kind, ...closing }] };
    };
    const closed = closedFor('LEAD_WORKER');
    expect(raised({}, closed)).toEqual(['NO_ACTIVE_CASE CLOSING_WORK']);
    expect(raised({}, closedFor('LEAD_WORKER', '2026-12-10'))).toEqual(['NO_ACTIVE_CASE']);
    expect(raised({}, closedFor('TEAM_MEMBER'))).toEqual(['NO_ACTIVE_CASE']);
    expect(raised({ visible: false, family: null }, { openEpisode: false })).toEqual([]);
    expect(raised({ purpose: 'SAFEGUARDING' }, { openEpisode: false })).toEqual([]);
    expect(said({}, closed)).toEqual([
      'The family had been closed on 20 December 2026. Lead worker of this family since 3 May 2026.',
    ]);
  });

  test('VOLUME_SPIKE: more than 20 people and three times the median; cover explains what it makes of it', () => {
    const on = (people: number, median: number, notCovered = people) => ({
      days: new Map([[`${WORKER} 2027-01-13`, { people, notCovered, median, days: 12 }]]),
    });
    expect(raised({}, {}, on(21, 6))).toEqual(['VOLUME_SPIKE']);
    expect(raised({}, {}, on(20, 6))).toEqual([]);
    expect(raised({}, {}, on(21, 7))).toEqual([]);
    expect(raised({}, {}, on(30, 6, 15))).toEqual(['VOLUME_SPIKE COVER']);
    expect(raised({}, {}, on(30, 6, 22))).toEqual(['VOLUME_SPIKE']);
    expect(said({}, {}, on(30, 6, 15))[0]).toBe(
      'Saw 30 people in one day; on half of 12 days before, 6 or fewer. Of these, 15 people were of families that the worker covered for a colleague.',
    );
  });

  test('OUT_OF_HOURS: more than five views of a week', () => {
    const week = (out: number) => ({ weeks: new Map([[`${WORKER} 2027-01-11`, { outOfHours: out, all: 31 }]]) });
    expect(raised({ at: NIGHT }, {}, week(6))).toEqual(['OUT_OF_HOURS']);
    expect(said({ at: NIGHT }, {}, week(6))).toEqual(['6 of 31 views that week out of hours.']);
    expect(raised({ at: NIGHT }, {}, week(5))).toEqual([]);
    expect(raised({}, {}, week(6))).toEqual([]);
    expect(raised({ at: NIGHT, isApp: true }, {}, week(6))).toEqual([]);
  });

  test('REPEATED_REFUSAL: five within an hour', () => {
    const refused = (count: number) => ({ refusals: new Map([[7, count]]) });
    expect(raised({ visible: false, family: null }, {}, refused(5))).toEqual(['REPEATED_REFUSAL']);
    expect(raised({ visible: false, family: null }, {}, refused(4))).toEqual([]);
  });
});

test('A plain reason is judged by the family that the worker is assigned to, not by another family of the person’s', () => {
  const restricted = { restrictions: [RECORD] };
  const team = (openEpisode: boolean) =>
    ({ ...LEAD, id: OTHER, kind: 'TEAM_MEMBER', openEpisode, closedOn: openEpisode ? null : '2020-06-01' }) as const;
  const finished = { ...LEAD, openEpisode: false, closedOn: '2020-06-01' };
  expect(raised({}, { ...restricted, assignments: [team(false)] })).toEqual(['RESTRICTED_PERSON']);
  expect(raised({}, { ...restricted, assignments: [finished], closedOn: '2027-01-10' })).toEqual(['RESTRICTED_PERSON']);
  expect(raised({}, { ...restricted, assignments: [finished, team(true)] })).toEqual(['RESTRICTED_PERSON TEAM_MEMBER']);
  expect(said({}, { ...restricted, assignments: [finished, team(true)] })[0]).toContain('In the team around this family');
});

test('A plain reason closes only what the database lets it close', () => {
  const every = REVIEW_RULES.filter((rule) => !CLOSED_BY_REASON.includes(rule));
  for (const rule of ['BREAK_GLASS', 'SAFEGUARDING_DECISION', 'PROTECTED_ADDRESS_REVEALED', 'OWN_RECORD_OR_HOUSEHOLD'])
    expect(every).toContain(rule);
});

test('The same case has the same key, and what is explained another than what is not', () => {
  const restricted = { restrictions: [RECORD] };
  const keys = [
    raise({}, restricted),
    raise({ index: 7, at: new Date('2027-01-13T15:00:00Z') }, restricted),
    raise({}, { ...restricted, ...NOT_ASSIGNED }),
  ];
  const [first, second, third] = keys.map(([finding]) => finding?.key);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

describe('The staff file', () => {
  test('is refused in a sentence that quotes nothing of it', () => {
    for (const text of [
      'name\nPriya',
      'subject,personId\npriya,nobody',
      'subject,uprn\npriya,x1',
      'subject\npriya\npriya',
      'subject\n"priya',
    ]) {
      expect(() => readStaff(text)).toThrow(/^(?!.*priya)(it|row)/);
    }
  });
});
