/**
 * What has happened to the people of a generated family, and which agencies hold them. An agency that does not hold a person has
 * no part in their story.
 */
import { ageOn } from '#terms/clock.ts';
import type { LocalDate } from '#terms/clock.ts';
import type { Composition, Member } from './family.ts';
import { SCHOOLS_OF, SOCIAL_TENURES } from './places.ts';
import type { Random } from './random.ts';
import type { WorldHousehold, WorldPerson, WorldSchool, WorldStory } from './world.ts';

/** A person with a story, whom the agencies have yet to give their ids. */
export interface Draft extends Omit<WorldPerson, 'ids'> {
  readonly heldBy: {
    readonly school: WorldSchool | null;
    readonly health: boolean;
    readonly police: boolean;
    readonly housing: boolean;
  };
}

export const NOTHING_HAPPENED: WorldStory = {
  absence: 'TYPICAL',
  suspensions: 0,
  specialEducationalNeeds: 'NONE',
  healthContacts: 0,
  mentalHealthContacts: 0,
  substanceMisuseContacts: 0,
  policeReferrals: 0,
  domesticAbuse: null,
  missingEpisodes: 0,
  tenant: null,
  arrearsWeeks: 0,
  homelessness: 'NONE',
  rehousingBand: null,
};

type Stories = Map<string, Partial<WorldStory>>;
type Living = Member & { readonly age: number };

const BANDS: readonly (readonly [NonNullable<WorldStory['rehousingBand']>, number])[] = [
  ['A', 5],
  ['B', 20],
  ['C', 35],
  ['D', 20],
  ['E', 10],
  ['F', 10],
];

/** Tells what happened to each member, in the members' order. */
export function tellStories(random: Random, composition: Composition, madeOn: LocalDate): Draft[] {
  const { members, households } = composition;
  const living = members.filter((member): member is Living => member.age !== null && member.diedOn === null);
  const schools = enrol(random, composition, living, madeOn);
  const abuse = tellOfAbuse(random, composition, living);
  const referrals = tellOfReferrals(random, living, abuse);
  const homes = tellOfHomes(random, composition, living, abuse);
  return members.map((member) => {
    const { role: _role, age, ...person } = member;
    const alive = living.find(({ key }) => key === member.key);
    const school = schools.get(member.key) ?? null;
    const health = age !== null && random.chance(livesApart(member, households) ? 0.88 : 0.988);
    const story: WorldStory = {
      ...NOTHING_HAPPENED,
      ...(alive && school ? tellOfSchool(random, school) : {}),
      ...(alive && health ? tellOfHealth(random, alive, composition) : {}),
      ...(alive ? { missingEpisodes: tellOfMissing(random, alive) } : {}),
      ...abuse.get(member.key),
      ...referrals.get(member.key),
      ...homes.get(member.key),
    };
    const policeMatter = story.policeReferrals > 0 || story.domesticAbuse !== null || story.missingEpisodes > 0;
    const police = policeMatter || (age !== null && age >= 10 && random.chance(0.05));
    const applied = story.homelessness !== 'NONE' || story.rehousingBand !== null;
    const housing = applied || (age !== null && isSocial(households.find(({ key }) => key === member.householdKey)));
    return { ...person, story, heldBy: { school, health, police, housing } };
  });
}

const isSocial = (home: WorldHousehold | undefined): boolean => home !== undefined && SOCIAL_TENURES.includes(home.tenure);

/** Fathers who live apart are the ones whom agencies miss most. */
function livesApart(member: Member, households: readonly WorldHousehold[]): boolean {
  return member.sex === 'MALE' && member.householdKey !== households[0]?.key;
}

/** Children of 4 to 17 go to school, siblings mostly to the same one; a few are taught at home. */
function enrol(random: Random, { family }: Composition, living: readonly Living[], madeOn: LocalDate): Map<string, WorldSchool> {
  const local = SCHOOLS_OF[family.locality];
  const usual = { primary: random.pick(local.primary), secondary: random.pick(local.secondary) };
  const yearBegan = Number(madeOn.slice(0, 4)) - (madeOn.slice(5) < '09-01' ? 1 : 0);
  const enrolled = new Map<string, WorldSchool>();
  for (const { key, age, dateOfBirth } of living) {
    if (age < 4 || age > 17 || dateOfBirth === null || random.chance(0.02)) continue;
    const phase = ageOn(dateOfBirth, `${yearBegan}-08-31`) >= 11 ? 'secondary' : 'primary';
    enrolled.set(key, random.chance(0.9) ? usual[phase] : random.pick(local[phase]));
  }
  return enrolled;
}

function tellOfSchool(random: Random, school: WorldSchool): Partial<WorldStory> {
  const suspended = school.phase === 'SECONDARY' && random.chance(0.04);
  return {
    absence: random.pickWeighted([
      ['TYPICAL', 94],
      ['PERSISTENT', 5],
      ['SEVERE', 1],
    ]),
    suspensions: suspended ? random.int(1, 4) : 0,
    specialEducationalNeeds: random.pickWeighted([
      ['NONE', 83],
      ['SUPPORT', 13],
      ['PLAN', 4],
    ]),
  };
}

function tellOfHealth(random: Random, { key, age }: Living, { family, members }: Composition): Partial<WorldStory> {
  const unborn = members.find(({ role }) => role === 'UNBORN_CHILD')?.key;
  const pregnant = family.relationships.some(({ from, kind, to }) => from === key && kind === 'MOTHER' && to === unborn);
  const usual = age < 5 ? random.int(2, 8) : random.int(0, age < 18 ? 4 : 3);
  return {
    healthContacts: usual + (pregnant ? random.int(2, 5) : 0),
    mentalHealthContacts: age >= 8 && age < 18 && random.chance(0.08) ? random.int(1, 8) : 0,
    substanceMisuseContacts: age >= 18 && random.chance(0.03) ? random.int(1, 6) : 0,
  };
}

function tellOfMissing(random: Random, { age }: Living): number {
  return age >= 11 && age < 18 && random.chance(0.015) ? random.int(1, 4) : 0;
}

/** One family in fifteen: one victim, the partner or former partner where the family names one, and the children of the home. */
function tellOfAbuse(random: Random, { family }: Composition, living: readonly Living[]): Stories {
  const told: Stories = new Map();
  const parents = living.filter(({ role }) => role === 'PARENT');
  const usual = random.chance(0.92) ? 'FEMALE' : 'MALE';
  const victim = parents.find(({ sex }) => sex === usual) ?? parents[0];
  // Families without a living parent, one in twenty-five, have none; the others make up for them.
  if (victim === undefined || !random.chance(1 / 15 / 0.96)) return told;
  const count = random.int(1, 4);
  told.set(victim.key, { domesticAbuse: { count, involvement: 'VICTIM' } });
  const partners = living.filter(({ key }) =>
    family.relationships.some(
      ({ from, kind, to }) =>
        ['SPOUSE', 'PARTNER', 'FORMER_PARTNER'].includes(kind) &&
        ((from === key && to === victim.key) || (to === key && from === victim.key)),
    ),
  );
  if (partners.length > 0) told.set(random.pick(partners).key, { domesticAbuse: { count, involvement: 'PERPETRATOR' } });
  for (const { key, role, householdKey } of living) {
    if (role !== 'CHILD' || householdKey !== victim.householdKey || !random.chance(0.85)) continue;
    told.set(key, { domesticAbuse: { count: random.int(1, count), involvement: 'CHILD_PRESENT' } });
  }
  return told;
}

/** One family in ten, and six in ten of those with domestic abuse. */
function tellOfReferrals(random: Random, living: readonly Living[], abuse: Stories): Stories {
  const told: Stories = new Map();
  if (living.length === 0 || !random.chance(abuse.size > 0 ? 0.6 : (0.1 - 0.6 / 15) / (14 / 15))) return told;
  const children = living.filter(({ role }) => role === 'CHILD');
  const subject = random.pick(children.length > 0 && random.chance(0.75) ? children : living);
  for (const { key } of living) {
    if (key === subject.key) told.set(key, { policeReferrals: random.int(1, 3) });
    else if (random.chance(0.2)) told.set(key, { policeReferrals: 1 });
  }
  return told;
}

/** Who holds the tenancy of each social home; and whether the children's household is homeless (4%) or wants another home (12%). */
function tellOfHomes(random: Random, { households, family }: Composition, living: readonly Living[], abuse: Stories): Stories {
  const told: Stories = new Map();
  for (const home of households.filter(isSocial)) {
    const residents = living.filter(({ householdKey }) => householdKey === home.key);
    const [first, second] = residents;
    const couple = family.relationships.some(
      ({ from, kind, to }) => (kind === 'SPOUSE' || kind === 'PARTNER') && from === second?.key && to === first?.key,
    );
    const tenants = couple && random.chance(0.5) ? [first, second] : [first];
    const arrearsWeeks = random.chance(0.25) ? random.int(1, 12) : 0;
    for (const { key } of residents) {
      const holds = tenants.some((tenant) => tenant?.key === key);
      told.set(key, holds ? { tenant: tenants.length > 1 ? 'JOINT' : 'SOLE', arrearsWeeks } : { tenant: 'MEMBER' });
    }
  }
  const applicant = living.find(({ householdKey }) => householdKey === households[0]?.key);
  if (applicant === undefined) return told;
  const fled = abuse.get(applicant.key)?.domesticAbuse?.involvement === 'VICTIM';
  const homeless = random.chance(fled ? 0.15 : 0.033);
  const otherwise = random.chance(0.6) ? 'PREVENTION' : 'RELIEF';
  const homelessness = !homeless ? 'NONE' : fled && random.chance(0.8) ? 'DOMESTIC_ABUSE' : otherwise;
  const rehousingBand = random.chance(homeless ? 0.5 : 0.104) ? random.pickWeighted(BANDS) : null;
  told.set(applicant.key, { ...told.get(applicant.key), homelessness, rehousingBand });
  return told;
}
