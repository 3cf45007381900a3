/**
 * The family of the README, who recur through tests, demo and docs. Their dates follow the day on which the world is made, so that
 * their ages are always the same.
 */
import { addDays, monthsBefore } from '#terms/clock.ts';
import type { LocalDate } from '#terms/clock.ts';
import { SCHOOLS_OF, uprnOf } from './places.ts';
import { NOTHING_HAPPENED } from './story.ts';
import type { Draft } from './story.ts';
import type { WorldFamily, WorldHousehold } from './world.ts';

/** The keys of the cast, by the names that tests and docs call them. */
export const castKeys = {
  family: 'okafor-hughes',
  /** Amara's home: its address is to be protected. */
  motherHome: 'okafor-home',
  fatherHome: 'hughes-home',
  baby: 'baby-okafor',
  toby: 'toby-hughes',
  chidera: 'chidera-hughes',
  amara: 'amara-okafor',
  daniel: 'daniel-marsh',
  gareth: 'gareth-hughes',
} as const;

const HOUSEHOLDS: readonly WorldHousehold[] = [
  {
    key: castKeys.motherHome,
    line: '27 Lapwing Drive',
    town: 'Oldmere',
    postcode: 'ZX2 4LD',
    uprn: uprnOf(0),
    tenure: 'ASSURED',
  },
  {
    key: castKeys.fatherHome,
    line: 'Flat 6, 112 Ropewalk Street',
    town: 'Kestrel Hythe',
    postcode: 'ZX3 7RS',
    uprn: uprnOf(1),
    tenure: 'SECURE',
  },
];

/** The cast's family, homes and people as they are on a day. */
export function castOn(madeOn: LocalDate): {
  family: WorldFamily;
  households: readonly WorldHousehold[];
  drafts: readonly Draft[];
} {
  return { family: castFamily(madeOn), households: HOUSEHOLDS, drafts: [...castChildren(madeOn), ...castAdults(madeOn)] };
}

/** The date of birth of somebody who has lived so many years and months on a day. */
const bornBefore = (madeOn: LocalDate, years: number, months: number): LocalDate => monthsBefore(madeOn, years * 12 + months);

const someone = { dueDate: null, diedOn: null, householdKey: castKeys.motherHome } as const;

function castChildren(madeOn: LocalDate): Draft[] {
  const schools = SCHOOLS_OF.NORTH;
  return [
    {
      ...someone,
      key: castKeys.baby,
      forename: null,
      surname: 'Okafor',
      dateOfBirth: null,
      dueDate: addDays(madeOn, 14 * 7),
      sex: 'UNKNOWN',
      heldBy: { school: null, health: false, police: false, housing: false },
      story: NOTHING_HAPPENED,
    },
    {
      ...someone,
      key: castKeys.toby,
      forename: 'Toby',
      surname: 'Hughes',
      dateOfBirth: bornBefore(madeOn, 8, 4),
      sex: 'MALE',
      heldBy: { school: schools.primary[0] ?? null, health: true, police: true, housing: true },
      story: {
        ...NOTHING_HAPPENED,
        absence: 'PERSISTENT',
        specialEducationalNeeds: 'SUPPORT',
        healthContacts: 5,
        policeReferrals: 1,
        domesticAbuse: { count: 1, involvement: 'CHILD_PRESENT' },
        tenant: 'MEMBER',
      },
    },
    {
      ...someone,
      key: castKeys.chidera,
      forename: 'Chidera',
      surname: 'Hughes',
      // Turns 16 five months from now, when her parents' consent for her lapses.
      dateOfBirth: bornBefore(madeOn, 15, 7),
      sex: 'FEMALE',
      heldBy: { school: schools.secondary[0] ?? null, health: true, police: true, housing: true },
      story: {
        ...NOTHING_HAPPENED,
        absence: 'SEVERE',
        suspensions: 2,
        healthContacts: 3,
        mentalHealthContacts: 4,
        policeReferrals: 1,
        missingEpisodes: 2,
        tenant: 'MEMBER',
      },
    },
  ];
}

function castAdults(madeOn: LocalDate): Draft[] {
  return [
    {
      ...someone,
      key: castKeys.amara,
      forename: 'Amara',
      surname: 'Okafor',
      dateOfBirth: bornBefore(madeOn, 37, 2),
      sex: 'FEMALE',
      heldBy: { school: null, health: true, police: true, housing: true },
      story: {
        ...NOTHING_HAPPENED,
        healthContacts: 3,
        policeReferrals: 1,
        domesticAbuse: { count: 2, involvement: 'VICTIM' },
        tenant: 'SOLE',
        arrearsWeeks: 3,
        homelessness: 'DOMESTIC_ABUSE',
        rehousingBand: 'B',
      },
    },
    {
      ...someone,
      key: castKeys.daniel,
      forename: 'Daniel',
      surname: 'Marsh',
      dateOfBirth: bornBefore(madeOn, 34, 9),
      sex: 'MALE',
      heldBy: { school: null, health: true, police: true, housing: true },
      story: { ...NOTHING_HAPPENED, substanceMisuseContacts: 3, policeReferrals: 1, tenant: 'MEMBER' },
    },
    {
      ...someone,
      key: castKeys.gareth,
      forename: 'Gareth',
      surname: 'Hughes',
      dateOfBirth: bornBefore(madeOn, 41, 6),
      sex: 'MALE',
      householdKey: castKeys.fatherHome,
      // No police record is known to be his, which is not the same as the police having none.
      heldBy: { school: null, health: true, police: false, housing: true },
      story: { ...NOTHING_HAPPENED, tenant: 'SOLE' },
    },
  ];
}

function castFamily(madeOn: LocalDate): WorldFamily {
  const { baby, toby, chidera, amara, daniel, gareth } = castKeys;
  const openedOn = monthsBefore(madeOn, 4);
  return {
    key: castKeys.family,
    name: 'Okafor-Hughes',
    locality: 'NORTH',
    openedOn,
    closedOn: null,
    members: [
      { personKey: baby, role: 'UNBORN_CHILD', from: null },
      { personKey: toby, role: 'CHILD', from: openedOn },
      { personKey: chidera, role: 'CHILD', from: openedOn },
      { personKey: amara, role: 'PARENT', from: openedOn },
      { personKey: daniel, role: 'STEP_PARENT', from: openedOn },
      { personKey: gareth, role: 'PARENT', from: openedOn },
    ],
    relationships: [
      { from: amara, kind: 'MOTHER', to: toby },
      { from: amara, kind: 'MOTHER', to: chidera },
      { from: amara, kind: 'MOTHER', to: baby },
      { from: gareth, kind: 'FATHER', to: toby },
      { from: gareth, kind: 'FATHER', to: chidera },
      { from: daniel, kind: 'STEP_PARENT', to: toby },
      { from: daniel, kind: 'STEP_PARENT', to: chidera },
      { from: daniel, kind: 'PARTNER', to: amara },
      { from: toby, kind: 'SIBLING', to: chidera },
      { from: gareth, kind: 'FORMER_PARTNER', to: amara },
    ],
    parentalResponsibility: [
      { child: toby, holder: amara },
      { child: toby, holder: gareth },
      { child: chidera, holder: amara },
      { child: chidera, holder: gareth },
    ],
  };
}
