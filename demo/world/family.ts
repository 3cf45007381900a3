/**
 * Who a generated family consists of: its people, homes and kinship, and who holds parental responsibility. Each family comes of
 * its own chance, so that family n is the same however many others there are.
 */
import { addDays, ageOn } from '#terms/clock.ts';
import type { LocalDate } from '#terms/clock.ts';
import { nameFamily } from './names.ts';
import type { Name } from './names.ts';
import { chooseTenure, LOCALITIES, makeHousehold } from './places.ts';
import type { Locality } from './places.ts';
import type { Random } from './random.ts';
import type { WorldFamily, WorldHousehold, WorldPerson, WorldRole } from './world.ts';

/** How many people, and how many homes, a family has numbers for. */
export const SLOTS = 16;

/** A person before the agencies know of them. */
export interface Member extends Omit<WorldPerson, 'ids' | 'story'> {
  readonly role: WorldRole;
  /** Completed years; null for a child not yet born. */
  readonly age: number | null;
}

export interface Composition {
  readonly family: WorldFamily;
  readonly households: readonly WorldHousehold[];
  readonly members: readonly Member[];
}

type Part = 'MOTHER' | 'FATHER' | 'STEP_PARENT' | 'GRANDMOTHER' | 'GRANDFATHER' | 'CARER' | 'CHILD' | 'UNBORN_CHILD';

type Bond = 'SPOUSE' | 'PARTNER';
type Kin = WorldFamily['relationships'][number]['kind'];

/** A person on paper: what they are to the children, in which of the family's homes (0 is the children's), and born how many days ago. */
interface Sketch {
  readonly part: Part;
  readonly key: string;
  readonly home: number;
  readonly days: number;
  readonly sex: WorldPerson['sex'];
  readonly diedDaysAgo: number | null;
}

/** The adults that families have, those of another home behind the bar; and how many of a hundred families have these. */
const SHAPES: readonly (readonly [string, number])[] = [
  ['MOTHER FATHER', 36],
  ['MOTHER', 24],
  ['MOTHER | FATHER', 13],
  ['MOTHER STEP_PARENT | FATHER', 9],
  ['MOTHER STEP_PARENT', 4],
  ['MOTHER FATHER GRANDMOTHER', 2],
  ['MOTHER GRANDMOTHER GRANDFATHER', 2],
  ['FATHER', 3],
  ['GRANDMOTHER', 1],
  ['GRANDMOTHER GRANDFATHER | MOTHER', 2],
  ['MOTHER MOTHER', 1],
  ['CARER', 2],
  ['', 1],
];

const CHILDREN: readonly (readonly [number, number])[] = [
  [1, 30],
  [2, 37],
  [3, 20],
  [4, 9],
  [5, 4],
];

const ROLES: Readonly<Record<Exclude<Part, 'UNBORN_CHILD'>, WorldRole>> = {
  MOTHER: 'PARENT',
  FATHER: 'PARENT',
  STEP_PARENT: 'STEP_PARENT',
  GRANDMOTHER: 'GRANDPARENT',
  GRANDFATHER: 'GRANDPARENT',
  CARER: 'CARER',
  CHILD: 'CHILD',
};

const SHARE_FEMALE: Readonly<Record<Exclude<Part, 'UNBORN_CHILD'>, number>> = {
  MOTHER: 1,
  FATHER: 0,
  STEP_PARENT: 0.05,
  GRANDMOTHER: 1,
  GRANDFATHER: 0,
  CARER: 0.8,
  CHILD: 0.49,
};

/** What a part is to the children. A carer is no kin. */
const KIN_OF_CHILDREN: Readonly<Partial<Record<Part, Kin>>> = {
  MOTHER: 'MOTHER',
  FATHER: 'FATHER',
  STEP_PARENT: 'STEP_PARENT',
  GRANDMOTHER: 'GRANDPARENT',
  GRANDFATHER: 'GRANDPARENT',
};

const years = (count: number): number => Math.round(count * 365.25);

/** Makes the family with this index (from 1 on) as it is on a day. The same chance and day give the same family. */
export function composeFamily(random: Random, index: number, madeOn: LocalDate): Composition {
  const locality = random.pick(LOCALITIES);
  const sketches = mourn(random, sketchFamily(random, index));
  const bond: Bond = random.chance(0.55) ? 'SPOUSE' : 'PARTNER';
  const { familyName, names } = nameFamily(random, sketches, bond === 'SPOUSE');
  const members = sketches.map((sketch, at) => {
    const name = names[at] ?? { forename: null, surname: familyName };
    return becomeMember(sketch, name, householdKey(index, sketch.home), madeOn);
  });
  const openedDaysAgo = random.int(10, 700);
  const closed = openedDaysAgo > 90 && random.chance(0.06);
  const openedOn = addDays(madeOn, -openedDaysAgo);
  const family: WorldFamily = {
    key: `f-${numbered(index)}`,
    name: familyName,
    locality,
    openedOn,
    closedOn: closed ? addDays(openedOn, random.int(60, openedDaysAgo - 1)) : null,
    members: members.map(({ key, role }) => ({ personKey: key, role, from: random.chance(0.1) ? null : openedOn })),
    relationships: relate(sketches, bond),
    parentalResponsibility: entrust(random, sketches, members, bond),
  };
  return { family, households: house(random, index, locality, sketches), members };
}

const numbered = (number: number): string => String(number).padStart(6, '0');
const householdKey = (index: number, home: number): string => `h-${numbered(index * SLOTS + home)}`;

function house(random: Random, index: number, locality: Locality, sketches: readonly Sketch[]): WorldHousehold[] {
  const homes = [...new Set(sketches.map(({ home }) => home))];
  return homes.map((home) =>
    makeHousehold(random, {
      key: householdKey(index, home),
      serial: index * SLOTS + home,
      locality: home === 0 || random.chance(0.6) ? locality : random.pick(LOCALITIES),
      tenure: chooseTenure(random),
    }),
  );
}

function sketchFamily(random: Random, index: number): Sketch[] {
  let count = 0;
  const sketch = (part: Part, home: number, days: number): Sketch => {
    const key = `p-${numbered(index * SLOTS + count++)}`;
    return { key, part, home, days, sex: sexOf(random, part), diedDaysAgo: null };
  };
  const shape = random.pickWeighted(SHAPES);
  if (shape === '') return [sketch('CHILD', 0, random.int(years(16) + 1, years(18) - 3))];

  const homes = shape.split(' | ').map((home) => home.split(' ') as Part[]);
  const expecting = homes[0]?.includes('MOTHER') === true && random.chance(0.05);
  const places = 8 - homes.flat().length - (expecting ? 1 : 0);
  const onlyUnborn = expecting && random.chance(0.2);
  const ages = onlyUnborn ? [] : childAges(random, Math.min(random.pickWeighted(CHILDREN), places), expecting);
  const daysOf = adultDays(random, ages, expecting);
  return [
    ...homes.flatMap((parts, home) => parts.map((part) => sketch(part, home, daysOf(part)))),
    ...ages.map((days) => sketch('CHILD', 0, days)),
    ...(expecting ? [sketch('UNBORN_CHILD', 0, -random.int(14, 200))] : []),
  ];
}

/** The children's ages in days, oldest first; now and then twins, now and then one who is grown up. */
function childAges(random: Random, count: number, expecting: boolean): number[] {
  const ages = [random.int(expecting ? years(1) : 7, years(count > 1 ? 13 : 17.5))];
  while (ages.length < count) {
    const next = (ages[0] ?? 0) + (random.chance(0.02) ? 0 : random.int(330, 1700));
    if (next > years(23)) break;
    ages.unshift(next);
  }
  return ages;
}

/** Chooses adults' ages in days that fit the children: mothers and fathers at 16 or later, no mother past 45. */
function adultDays(random: Random, ages: readonly number[], expecting: boolean): (part: Part) => number {
  const [oldest, youngest] = [ages[0] ?? 0, expecting ? 0 : (ages.at(-1) ?? 0)];
  const mother = oldest + random.int(years(16.8), Math.min(years(36), years(45) - (oldest - youngest)));
  let mothers = 0;
  return (part) => {
    switch (part) {
      case 'MOTHER':
        return mothers++ === 0 ? mother : Math.max(oldest + years(17), mother + random.int(-years(5), years(5)));
      case 'FATHER':
        return Math.max(oldest + years(16.5), mother + random.int(-years(3), years(9)));
      case 'STEP_PARENT':
        return Math.max(years(20), mother + random.int(-years(7), years(9)));
      case 'GRANDMOTHER':
        return mother + random.int(years(17), years(34));
      case 'GRANDFATHER':
        return mother + random.int(years(18), years(37));
      default:
        return mother;
    }
  };
}

function sexOf(random: Random, part: Part): WorldPerson['sex'] {
  if (part === 'UNBORN_CHILD') return 'UNKNOWN';
  return random.chance(SHARE_FEMALE[part]) ? 'FEMALE' : 'MALE';
}

/** In a few families an adult has died, some time after the youngest child was born; never the only one at home. */
function mourn(random: Random, sketches: readonly Sketch[]): Sketch[] {
  const youngest = Math.min(...sketches.map(({ days }) => days));
  const adults = sketches.filter(({ part }) => part !== 'CHILD' && part !== 'UNBORN_CHILD');
  const candidates = adults.filter(({ home }) => home === 1 || adults.filter((other) => other.home === 0).length > 1);
  if (candidates.length === 0 || youngest < 60 || !random.chance(0.02)) return [...sketches];
  const { key } = random.pick(candidates);
  return sketches.map((sketch) =>
    sketch.key === key ? { ...sketch, diedDaysAgo: random.int(30, Math.min(youngest, years(5))) } : sketch,
  );
}

function becomeMember(
  { key, part, days, sex, diedDaysAgo }: Sketch,
  name: Name,
  householdKey: string,
  madeOn: LocalDate,
): Member {
  const born = addDays(madeOn, -days);
  const whole = { key, ...name, sex, householdKey };
  if (part === 'UNBORN_CHILD') return { ...whole, dateOfBirth: null, dueDate: born, diedOn: null, role: part, age: null };
  const age = ageOn(born, madeOn);
  const diedOn = diedDaysAgo === null ? null : addDays(madeOn, -diedDaysAgo);
  const role = part === 'CHILD' && age >= 18 ? 'OTHER_RELATIVE' : ROLES[part];
  return { ...whole, dateOfBirth: born, dueDate: null, diedOn, role, age };
}

/** One tie for each two people who have one. A child not yet born is its mother's, and its father's where they live together. */
function relate(sketches: readonly Sketch[], bond: Bond): WorldFamily['relationships'] {
  const ties: WorldFamily['relationships'][number][] = [];
  for (const [index, to] of sketches.entries()) {
    for (const [other, from] of sketches.entries()) {
      const kind = other === index ? null : kinOf(from, to, bond);
      const mutual = kind === 'SIBLING' || from.part === to.part;
      if (kind !== null && !(mutual && other < index)) ties.push({ from: from.key, kind, to: to.key });
    }
  }
  return ties;
}

/** What `from` is to `to`; null where they are no kin, or where the tie is told from the other end. */
function kinOf(from: Sketch, to: Sketch, bond: Bond): Kin | null {
  if (to.part === 'CHILD') return from.part === 'CHILD' ? 'SIBLING' : (KIN_OF_CHILDREN[from.part] ?? null);
  if (to.part === 'UNBORN_CHILD') {
    return from.home === to.home && (from.part === 'MOTHER' || from.part === 'FATHER') ? from.part : null;
  }
  if (to.part === 'GRANDMOTHER') return from.part === 'GRANDFATHER' ? 'SPOUSE' : null;
  if (to.part !== 'MOTHER') return null;
  switch (from.part) {
    case 'GRANDMOTHER':
      return 'MOTHER';
    case 'GRANDFATHER':
      return 'FATHER';
    case 'MOTHER':
    case 'FATHER':
    case 'STEP_PARENT':
      return from.home === to.home ? bond : 'FORMER_PARTNER';
    default:
      return null;
  }
}

/** Mothers hold parental responsibility, fathers mostly, step-parents never; others who bring a child up where a court said so. */
function entrust(
  random: Random,
  sketches: readonly Sketch[],
  members: readonly Member[],
  bond: Bond,
): WorldFamily['parentalResponsibility'] {
  const parentAtHome = sketches.some(({ part, home }) => home === 0 && (part === 'MOTHER' || part === 'FATHER'));
  const holds = ({ part, home, diedDaysAgo }: Sketch): boolean => {
    if (diedDaysAgo !== null) return false;
    if (part === 'MOTHER') return true;
    if (part === 'FATHER') return random.chance(home === 0 && bond === 'SPOUSE' ? 1 : 0.87);
    if (part === 'GRANDMOTHER' || part === 'CARER') return !parentAtHome && random.chance(0.5);
    return false;
  };
  const holders = sketches.filter(holds);
  const minors = members.filter(({ role, age }) => role === 'CHILD' && age !== null && age < 18);
  return minors.flatMap((child) => holders.map((holder) => ({ child: child.key, holder: holder.key })));
}
