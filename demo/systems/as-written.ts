/**
 * How each agency has written down who somebody is: mostly as it is, now and then with a short name, a slip of the pen, or something left
 * out. Each agency errs by itself; the cast of the README is written down right by everybody.
 */
import { SLOTS } from '#demo/world/family.ts';
import { createRandom } from '#demo/world/random.ts';
import type { Random } from '#demo/world/random.ts';
import type { World, WorldHousehold, WorldPerson } from '#demo/world/world.ts';

export interface Written {
  readonly forename: string | null;
  readonly surname: string;
  readonly dateOfBirth: string | null;
  readonly sex: WorldPerson['sex'];
  readonly phone: string | null;
  readonly email: string | null;
  readonly line: string | null;
  readonly town: string | null;
  readonly postcode: string | null;
  readonly uprn: string | null;
}

const SHORT: Readonly<Record<string, string>> = {
  Andrew: 'Andy',
  Charlotte: 'Lottie',
  Daniel: 'Dan',
  Jessica: 'Jess',
  Joanne: 'Jo',
  Matthew: 'Matt',
  Megan: 'Meg',
  Oliver: 'Ollie',
  Rebecca: 'Becky',
  Stuart: 'Stu',
};

/** One thing at most is wrong with what an agency wrote of somebody. */
const SLIPS: readonly (readonly [slip: string, weight: number])[] = [
  ['NONE', 86],
  ['SHORT_NAME', 5],
  ['SURNAME', 3],
  ['NO_POSTCODE', 3],
  ['NO_BIRTH_DAY', 1],
  ['NO_PHONE', 2],
];

export type Write = (agency: string, person: WorldPerson) => Written;

/** Everybody of a world as agencies have written them down. */
export function createWriting(world: World): Write {
  const households = new Map(world.households.map((household) => [household.key, household]));
  return (agency, person) => written(world.seed, agency, person, households.get(person.householdKey));
}

function written(seed: number, agency: string, person: WorldPerson, home: WorldHousehold | undefined): Written {
  const random = createRandom(seed, 'written', agency, person.key);
  const slip = person.key.startsWith('p-') ? random.pickWeighted(SLIPS) : 'NONE';
  const forename = slip === 'SHORT_NAME' && person.forename !== null ? SHORT[person.forename] : undefined;
  return {
    forename: forename ?? person.forename,
    surname: slip === 'SURNAME' ? misspelt(random, person.surname) : person.surname,
    dateOfBirth: slip === 'NO_BIRTH_DAY' ? null : person.dateOfBirth,
    sex: person.sex,
    phone: slip === 'NO_PHONE' ? null : phoneOf(person),
    email: null,
    line: home?.line ?? null,
    town: home?.town ?? null,
    postcode: slip === 'NO_POSTCODE' ? null : (home?.postcode ?? null),
    uprn: home?.uprn ?? null,
  };
}

/** Two letters in the wrong order, but never the first. */
function misspelt(random: Random, surname: string): string {
  if (surname.length < 5) return surname;
  const at = random.int(1, surname.length - 3);
  return surname.slice(0, at) + surname.charAt(at + 1) + surname.charAt(at) + surname.slice(at + 2);
}

/** 07700 900000 to 900999 are kept for fiction (Ofcom): one for each home of the cast, then one for each family while there are any. */
function phoneOf({ key, householdKey }: WorldPerson): string | null {
  const family = /^p-(\d+)$/.exec(key)?.[1];
  const number = family === undefined ? createRandom('phone', householdKey).int(0, 99) : 100 + Math.floor(Number(family) / SLOTS);
  return number < 1000 ? `07700 900${String(number).padStart(3, '0')}` : null;
}
