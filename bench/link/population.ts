/**
 * A made-up population as four agencies hold it, with the errors of errors.ts: twins and siblings of whom each agency holds another,
 * remarriages, names that other alphabets spell in several ways, shared addresses and phones, people who moved. Seeded.
 */
import { createRandom, scatter } from '#demo/world/random.ts';
import type { Random } from '#demo/world/random.ts';
import type { ReceivedRecord } from '#people/matching/record.ts';
import { nhsNumberCheckDigit, upnCheckLetter } from '#terms/identifiers.ts';
import { slip, slipInDigits } from './errors.ts';
import { FORENAMES, NICKNAMES, SPELLINGS, surnamePool } from './population-names.ts';

export interface Population {
  readonly records: readonly ReceivedRecord[];
  /** Who each record is of. */
  readonly personOf: readonly string[];
  /** Pairs of people who must never be joined, by the kind of trap. */
  readonly twins: readonly (readonly [string, string])[];
  readonly siblings: readonly (readonly [string, string])[];
}

export interface PopulationOptions {
  readonly seed: number;
  readonly households: number;
  readonly twins: number;
  readonly siblings: number;
}

type Agency = 'education' | 'health' | 'police' | 'housing';
const AGENCIES: readonly Agency[] = ['education', 'health', 'police', 'housing'];

interface Home {
  readonly street: string;
  readonly town: string;
  readonly postcode: string;
  readonly phone: string;
}

interface Person {
  readonly key: string;
  readonly sex: 'F' | 'M';
  readonly forename: string;
  readonly surname: string;
  /** A married or former name that some agencies still have. */
  readonly otherSurname: string | null;
  readonly born: string;
  readonly home: Home;
  readonly formerHome: Home | null;
  readonly phone: string | null;
  readonly nhsNumber: string | null;
  readonly upn: string | null;
  readonly heldBy: readonly Agency[];
}

export function makePopulation(options: PopulationOptions): Population {
  const random = createRandom('population', options.seed);
  const make = createMaker(random);
  const people: Person[] = [];
  const [twins, siblings]: [[string, string][], [string, string][]] = [[], []];
  for (let household = 0; household < options.households; household++) people.push(...make.household());
  for (let pair = 0; pair < options.twins; pair++) {
    const [one, other] = make.apart(true);
    people.push(one, other);
    twins.push([one.key, other.key]);
  }
  for (let pair = 0; pair < options.siblings; pair++) {
    const [one, other] = make.apart(false);
    people.push(one, other);
    siblings.push([one.key, other.key]);
  }
  const held = people.flatMap((person) => person.heldBy.map((agency) => ({ person, agency })));
  const shuffled = random.shuffle(held);
  return {
    records: shuffled.map(({ person, agency }, index) => asHeld(random, person, agency, `${agency}-${index}`)),
    personOf: shuffled.map(({ person }) => person.key),
    twins,
    siblings,
  };
}

function createMaker(random: Random) {
  const surnames = surnamePool();
  let people = 0;
  const home = (): Home => ({
    street: `${random.chance(0.1) ? `Flat ${random.int(1, 12)}, ` : ''}${random.int(1, 180)} ${random.pick(surnames)} ${random.pick(WAYS)}`,
    town: random.pick(TOWNS),
    postcode: `ZX${random.int(1, 29)} ${random.int(1, 9)}${random.pick(UNIT)}${random.pick(UNIT)}`,
    phone: `07${random.int(100_000_000, 999_999_999)}`,
  });
  // Few names are common and most are rare.
  const surname = (): string => surnames[Math.floor(surnames.length * random.next() ** 2.2)] as string;
  const forename = (sex: 'F' | 'M'): string => {
    const names = FORENAMES[sex];
    return names[Math.floor(names.length * random.next() ** 1.6)] as string;
  };
  const person = (given: Pick<Person, 'surname' | 'born' | 'home'> & Partial<Person>): Person => {
    const sex = given.sex ?? random.pick(['F', 'M'] as const);
    const isChild = given.born >= '20070901';
    const number = people++;
    return {
      key: `p${number}`,
      sex,
      forename: forename(sex),
      otherSurname: !isChild && sex === 'F' && random.chance(0.06) ? surname() : null,
      formerHome: random.chance(0.2) ? home() : null,
      phone: isChild ? given.home.phone : random.chance(0.4) ? given.home.phone : `07${random.int(100_000_000, 999_999_999)}`,
      nhsNumber: nhsNumber(number),
      upn: isChild ? upn(number) : null,
      heldBy: AGENCIES.filter((agency) => (agency === 'education' ? isChild : random.chance(agency === 'health' ? 0.95 : 0.5))),
      ...given,
    };
  };
  const born = (from: number, to: number): string =>
    `${random.int(from, to)}${String(random.int(1, 12)).padStart(2, '0')}${String(random.int(1, 28)).padStart(2, '0')}`;
  return {
    household(): Person[] {
      const [place, name] = [home(), surname()];
      const parents = Array.from({ length: random.int(1, 2) }, () =>
        person({ surname: random.chance(0.75) ? name : surname(), born: born(1955, 2000), home: place }),
      );
      const used = new Set<string>();
      const children = Array.from({ length: random.int(0, 4) }, () => {
        const child = person({ surname: name, born: born(2008, 2022), home: place });
        return used.has(child.forename) ? null : (used.add(child.forename), child);
      });
      return [...parents, ...children.filter((child) => child !== null)];
    },
    /** Two children of one home of whom no agency holds both: nothing competes with taking them for one. */
    apart(areTwins: boolean): [Person, Person] {
      const [place, name, birthday] = [home(), surname(), born(2008, 2022)];
      const held = random.shuffle(AGENCIES);
      const at = random.int(1, 3);
      const one = person({ surname: name, born: birthday, home: place, formerHome: null, heldBy: held.slice(0, at) });
      let other = one;
      while (other.forename === one.forename || (!areTwins && other.born === one.born))
        other = person({
          surname: name,
          born: areTwins ? birthday : born(2008, 2022),
          home: place,
          formerHome: null,
          heldBy: held.slice(at),
        });
      return [one, other];
    },
  };
}

/** What an agency's system says of a person. */
function asHeld(random: Random, person: Person, agency: Agency, id: string): ReceivedRecord {
  const careless = agency === 'police' ? 1.6 : 1;
  const now = (share: number): boolean => random.chance(share * careless);
  const place = person.formerHome !== null && random.chance(0.4) ? person.formerHome : person.home;
  let forename = person.forename;
  const spellings = SPELLINGS.find((list) => list.includes(forename));
  if (spellings && random.chance(0.3)) forename = random.pick(spellings);
  const short = NICKNAMES[forename];
  if (short !== undefined && now(0.06)) forename = short;
  let surname = person.otherSurname !== null && random.chance(0.4) ? person.otherSurname : person.surname;
  if (now(0.025)) forename = slip(random, forename);
  if (now(0.025)) surname = slip(random, surname);
  if (now(0.004)) [forename, surname] = [surname, forename];
  let born = person.born;
  if (now(0.012)) born = slipInDigits(random, born);
  else if (now(0.004)) born = born.slice(0, 4) + born.slice(6) + born.slice(4, 6);
  let street = place.street;
  if (now(0.06)) street = slip(random, street);
  const phone = now(0.35) ? null : person.phone;
  return {
    id,
    source: agency,
    forename: now(0.004) ? null : forename,
    surname,
    dateOfBirth: now(0.01) ? null : born,
    sex: now(0.02) ? null : person.sex,
    postcode: now(0.03) ? null : now(0.02) ? slip(random, place.postcode) : place.postcode,
    street: now(0.03) ? null : street,
    locality: place.town,
    phone: phone !== null && now(0.03) ? slipInDigits(random, phone) : phone,
    identifiers: {
      'nhs-number': random.chance(NHS_NUMBER_KNOWN[agency]) ? person.nhsNumber : null,
      upn: agency === 'education' ? person.upn : null,
    },
  };
}

const NHS_NUMBER_KNOWN: Readonly<Record<Agency, number>> = { health: 0.98, education: 0.25, housing: 0.05, police: 0.02 };
const WAYS = ['Road', 'Street', 'Avenue', 'Close', 'Lane', 'Drive', 'Crescent', 'Grove', 'Way', 'Court'] as const;
const TOWNS = [
  'Oldmere',
  'Kestrel Hythe',
  'Marlow Sands',
  'Northgate',
  'Saltby',
  'Ferncliffe',
  'Thornaby Dale',
  'Eastwick',
] as const;
const UNIT = [...'ABDEFGHJLNPQRSTUWXYZ'];

function nhsNumber(number: number): string | null {
  const nine = String(scatter('nhsNumber', number, 90_000_000) + 400_000_000);
  const check = nhsNumberCheckDigit(nine);
  return check === null ? null : nine + String(check);
}

function upn(number: number): string {
  const twelve = `801${String(scatter('pupil', number, 1_000_000_000)).padStart(9, '0')}`;
  return upnCheckLetter(twelve) + twelve;
}
