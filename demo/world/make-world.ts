import { ageOn } from '#terms/clock.ts';
import type { LocalDate } from '#terms/clock.ts';
import { nhsNumberCheckDigit, upnCheckLetter } from '#terms/identifiers.ts';
import { castOn } from './cast.ts';
import { composeFamily, SLOTS } from './family.ts';
import type { Composition, Member } from './family.ts';
import { SCHOOLS } from './places.ts';
import { createRandom, scatter } from './random.ts';
import type { Random } from './random.ts';
import { tellStories } from './story.ts';
import type { Draft } from './story.ts';
import type { World, WorldFamily, WorldHousehold, WorldIds, WorldPerson } from './world.ts';

/** Each agency has this many ids to give; the NHS's test range has 909,090 valid numbers. */
const IDS = 900_000;

/** So many families have numbers for all their people. */
export const MOST_FAMILIES = Math.floor(IDS / SLOTS);

/**
 * Makes the council of a seed: the cast's family first, then generated ones, at most MOST_FAMILIES together (RangeError). A family
 * is the same however many follow it.
 */
export function makeWorld({ seed, families, madeOn }: { seed: number; families: number; madeOn: LocalDate }): World {
  if (families < 1 || families > MOST_FAMILIES)
    throw new RangeError('The made-up council has at least 1 family and at most 56,250.');
  const cast = castOn(madeOn);
  const world = {
    seed,
    madeOn,
    schools: SCHOOLS,
    households: [...cast.households] as WorldHousehold[],
    people: cast.drafts.map((draft, slot) => giveIds(draft, slot)),
    families: [cast.family],
  };
  const composed = (index: number): Composition => composeFamily(createRandom(seed, 'family', index), index, madeOn);
  for (let index = 1; index < families; index++) {
    const composition = composed(index);
    const drafts = tellStories(createRandom(seed, 'story', index), composition, madeOn);
    world.households.push(...composition.households);
    for (const [slot, draft] of drafts.entries()) world.people.push(giveIds(draft, index * SLOTS + slot));
    world.families.push(joinFather(createRandom(seed, 'father', index), composition, index, composed));
  }
  return world;
}

/** Gives a person the id of each agency that holds them. Nobody else's serial is the same, so nobody else's ids are. */
function giveIds({ heldBy, ...person }: Draft, serial: number): WorldPerson {
  const { school, health, police, housing } = heldBy;
  const digits = (kind: 'student' | 'patient' | 'nominal' | 'housing', length: number): string =>
    String(scatter(kind, serial, 10 ** length)).padStart(length, '0');
  const upn = upnOf(scatter('pupil', serial, IDS), person.dateOfBirth);
  const nhsNumber = nhsNumberOf(scatter('nhsNumber', serial, IDS));
  const ids: WorldIds = {
    ...(school && { education: { schoolId: school.id, studentId: `A${digits('student', 10)}`, upn } }),
    ...(health && { health: { nhsNumber, patientId: `pat-${digits('patient', 8)}` } }),
    ...(police && { police: { nominalReference: `NOM${digits('nominal', 8)}` } }),
    ...(housing && { housing: { personReference: `HP${digits('housing', 7)}` } }),
  };
  return { ...person, ids };
}

/** The number-th NHS number of the test range that starts 999. Of each ten that differ in the ninth digit at least nine are valid. */
function nhsNumberOf(number: number): string {
  const start = `999${String(Math.floor(number / 9)).padStart(5, '0')}`;
  const valid = [...'0123456789'].flatMap((digit) => {
    const check = nhsNumberCheckDigit(start + digit);
    return check === null ? [] : [`${start}${digit}${check}`];
  });
  return valid[number % 9] ?? '';
}

/** A permanent UPN of local authority 999, which does not exist, given in the year in which the child turned four. */
function upnOf(number: number, dateOfBirth: LocalDate | null): string {
  const school = 2000 + Math.floor(number / 1000);
  const year = (Number((dateOfBirth ?? '2000').slice(0, 4)) + 4) % 100;
  const digits = `999${school}${String(year).padStart(2, '0')}${String(number % 1000).padStart(3, '0')}`;
  return upnCheckLetter(digits) + digits;
}

/**
 * Now and then a mother on her own has her children with a man who is known already as the separated father of an earlier family; he
 * then belongs to both.
 */
function joinFather(
  random: Random,
  { family, members }: Composition,
  index: number,
  composed: (index: number) => Composition,
): WorldFamily {
  const parents = members.filter(({ role }) => role === 'PARENT' || role === 'STEP_PARENT');
  const [mother] = parents;
  const children = members.filter(({ role, age }) => role === 'CHILD' && age !== null);
  if (!mother || parents.length > 1 || mother.sex !== 'FEMALE' || children.length === 0 || members.length > 7) return family;
  if (index < 2 || !random.chance(0.25)) return family;
  const father = separatedFather(composed(random.int(Math.max(1, index - 50), index - 1)));
  if (father === null || children.some((child) => ageOn(father.dateOfBirth ?? '', child.dateOfBirth ?? '') < 17)) return family;
  const entrusted = random.chance(0.87) ? children : [];
  return {
    ...family,
    members: [...family.members, { personKey: father.key, role: 'PARENT', from: null }],
    relationships: [
      ...family.relationships,
      ...children.map(({ key }) => ({ from: father.key, kind: 'FATHER' as const, to: key })),
      { from: father.key, kind: 'FORMER_PARTNER', to: mother.key },
    ],
    parentalResponsibility: [
      ...family.parentalResponsibility,
      ...entrusted.map(({ key }) => ({ child: key, holder: father.key })),
    ],
  };
}

function separatedFather({ family, members }: Composition): Member | null {
  const former = family.relationships.find(({ kind }) => kind === 'FORMER_PARTNER')?.from;
  return members.find(({ key, sex, diedOn }) => key === former && sex === 'MALE' && diedOn === null) ?? null;
}
