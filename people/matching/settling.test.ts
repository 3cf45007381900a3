import { describe, expect, it } from 'vitest';
import type { Demographics } from '#terms/demographics.ts';
import type { Verdict } from './decisions.ts';
import { pairOf } from './decisions.ts';
import { FROZEN_MODEL } from './frozen-model.ts';
import { knownRecord } from './known-record.ts';
import { createMatcher } from './placing.ts';
import type { Member } from './own-records.ts';
import { settle } from './settling.ts';

const matcher = createMatcher(FROZEN_MODEL, { population: 100_000 });
const TOBY: Demographics = {
  forename: 'Toby',
  surname: 'Hughes',
  otherNames: [],
  dateOfBirth: '2018-07-22',
  sex: 'M',
  addresses: [{ line: '27 Lapwing Drive', town: 'Oldmere', postcode: 'ZX2 4LD', uprn: null }],
  phones: [],
  emails: [],
  identifiers: {},
  relatedTo: [],
};
const member = (number: number, agency: string, changes: Partial<Demographics> = {}, person = `person-${number}`): Member => ({
  number,
  record: knownRecord(agency, agency === 'hub' ? `person-${number}` : String(number), { ...TOBY, ...changes }),
  hub: agency === 'hub' ? { person, firstKnownAt: number } : null,
});
const settled = (members: readonly Member[], decisions: readonly [number, number, Verdict][] = []) =>
  settle(members, new Map(decisions.map(([left, right, verdict]) => [pairOf(left, right), verdict])), matcher);

describe('Records that hang together', () => {
  it('are linked to the hub’s person among them; where there is none, to nobody', () => {
    const [school, clinic] = [member(2, 'education'), member(3, 'health')];
    expect(settled([school, clinic])).toMatchObject({ clusters: [[2, 3]], links: [], questions: [] });
    expect(settled([member(1, 'hub'), school, clinic]).links).toEqual([
      { person: 'person-1', own: 1, record: 2, state: 'AUTOMATIC' },
      { person: 'person-1', own: 1, record: 3, state: 'AUTOMATIC' },
    ]);
  });

  it('are confirmed where a steward joined them with the person, and not where with another record of the person’s', () => {
    const members = [member(1, 'hub'), member(2, 'education'), member(3, 'health')];
    const states = (decisions: [number, number, Verdict][]) => settled(members, decisions).links.map(({ state }) => state);
    expect(states([[1, 2, 'SAME']])).toEqual(['CONFIRMED', 'AUTOMATIC']);
    expect(states([[2, 3, 'SAME']])).toEqual(['AUTOMATIC', 'AUTOMATIC']);
    expect(states([[1, 2, 'SAME'], [2, 3, 'SAME']])).toEqual(['CONFIRMED', 'CONFIRMED']); // prettier-ignore
  });

  it('leave the later of two of the hub’s people waiting, and twins not', () => {
    const [first, later, school] = [member(1, 'hub'), member(4, 'hub'), member(2, 'education')];
    expect(settled([first, later, school])).toMatchObject({
      clusters: [[1, 2], [4]],
      links: [
        { person: 'person-1', state: 'AUTOMATIC' },
        { person: 'person-4', state: 'CANDIDATE' },
      ],
      questions: [{ left: 1, right: 4, kind: 'DUPLICATE_PERSON' }],
    });
    const leo = member(4, 'hub', { forename: 'Leo' });
    expect(settled([first, leo, school, member(5, 'health', { forename: 'Leo' })])).toMatchObject({
      clusters: [
        [2, 1],
        [5, 4],
      ].map((cluster) => cluster.toSorted()),
      questions: [],
    });
  });

  it('stay theirs who were known first, where somebody is entered with the number on one of them and nothing else', () => {
    const numbered = { 'nhs-number': '9434765919' };
    const nothing = { forename: null, surname: null, dateOfBirth: null, sex: null, addresses: [] };
    const [toby, school] = [member(1, 'hub'), member(2, 'education')];
    const clinic = member(3, 'health', { identifiers: numbered });
    const entered = member(4, 'hub', { ...nothing, identifiers: numbered });
    const theirs = [
      { person: 'person-1', own: 1, record: 2, state: 'AUTOMATIC' },
      { person: 'person-1', own: 1, record: 3, state: 'AUTOMATIC' },
    ];
    const { links, questions } = settled([toby, school, clinic, entered]);
    expect(links.filter(({ person }) => person === 'person-1')).toEqual(theirs);
    expect(links.filter(({ person }) => person !== 'person-1').map(({ state }) => state)).toEqual(['CANDIDATE', 'CANDIDATE']);
    expect(questions).toMatchObject([{ left: 1, right: 4, kind: 'DUPLICATE_PERSON' }]);
    // Also where only what is between them knows both: he was entered with little.
    const known = member(1, 'hub', { dateOfBirth: null, surname: null });
    expect(settled([known, school, clinic, entered]).links.filter(({ person, state }) => person === 'person-4' && state !== 'CANDIDATE')).toEqual([]); // prettier-ignore
    // Alone, somebody is known by a number.
    expect(settled([clinic, entered]).links).toEqual([{ person: 'person-4', own: 4, record: 3, state: 'AUTOMATIC' }]);
    expect(settled([toby, school, clinic, entered], [[1, 4, 'DIFFERENT'], [1, 3, 'DIFFERENT']]).links).toContainEqual({ person: 'person-4', own: 4, record: 3, state: 'AUTOMATIC' }); // prettier-ignore
  });

  it('are the kept person’s where two of the hub’s were merged', () => {
    const members = [member(1, 'hub', {}, 'person-4'), member(4, 'hub'), member(2, 'education')];
    expect(settled(members, [[1, 4, 'SAME']]).links).toEqual([{ person: 'person-4', own: 4, record: 2, state: 'AUTOMATIC' }]);
  });

  it('are in question where there is too little to tell, until a steward says no', () => {
    const members = [member(1, 'hub'), member(2, 'education', { forename: null })];
    expect(settled(members)).toMatchObject({ links: [{ state: 'CANDIDATE' }], questions: [{ kind: 'POSSIBLE_MATCH', left: 1, right: 2 }] }); // prettier-ignore
    expect(settled(members, [[1, 2, 'DIFFERENT']])).toMatchObject({ links: [], questions: [] });
  });
});
