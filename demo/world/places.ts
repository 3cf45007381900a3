/**
 * Northmere, a borough that does not exist. Postcode area ZX is not in use, no school has a URN from 900001 on (today's end at
 * 15xxxx), and no property a UPRN that starts 999.
 */
import { createRandom, scatter, type Random } from './random.ts';
import type { WorldFamily, WorldHousehold, WorldSchool } from './world.ts';

export type Locality = WorldFamily['locality'];
export type Tenure = WorldHousehold['tenure'];

/** Homes let by the council or a housing association, and so known to the housing system. */
export const SOCIAL_TENURES: readonly Tenure[] = ['SECURE', 'INTRODUCTORY', 'ASSURED', 'LICENCE'];

const TENURES: readonly (readonly [Tenure, number])[] = [
  ['SECURE', 22],
  ['INTRODUCTORY', 4],
  ['ASSURED', 21],
  ['ASSURED_SHORTHOLD', 24],
  ['LICENCE', 3],
  ['OWNED', 26],
];

/** How a home is held, as often as among families that are offered early help. */
export function chooseTenure(random: Random): Tenure {
  return random.pickWeighted(TENURES);
}

interface District {
  readonly towns: readonly string[];
  /** Outward postcodes. */
  readonly outward: readonly string[];
  readonly streets: readonly string[];
  readonly primaries: readonly string[];
  readonly secondaries: readonly string[];
}

const split = (list: string): string[] => list.split(',').map((name) => name.trim());

const DISTRICTS: Readonly<Record<Locality, District>> = {
  NORTH: {
    towns: ['Oldmere', 'Kestrel Hythe', 'Upper Northmere'],
    outward: ['ZX1', 'ZX2', 'ZX3'],
    streets:
      split(`Kestrel Lane, Heron Road, Curlew Close, Ropewalk Street, Tannery Row, Saltpan Lane, Beacon Hill Road, Oldmere Road,
      Ferryman's Way, Lapwing Drive, St Wilfreda's Terrace, Hawthorn Bank, Gorse Avenue, Quarry View, Windmill Rise, Cobden Grove`),
    primaries: split(`Kestrel Lane Primary School, Oldmere Church of England Primary School,
      St Wilfreda's Catholic Primary School, Beacon Hill Community Primary School`),
    secondaries: ['Oldmere High School', 'Hythe Bank Academy'],
  },
  CENTRAL: {
    towns: ['Northmere'],
    outward: ['ZX4', 'ZX5', 'ZX6'],
    streets:
      split(`Market Row, Corn Street, Wharf Road, Guildhall Lane, Chandler Street, Alma Street, Inkerman Terrace, Canal Side,
      Albion Street, Foundry Lane, Victoria Buildings, Prospect Place, Weaver Street, Lower Dock Road, Minster Gate, Loom Court`),
    primaries: split(`Wharf Road Primary School, Minster Gate Church of England Primary School,
      Weaver Street Community Primary School, Canal Side Islamic Primary School`),
    secondaries: ['Northmere High School', "St Wilfreda's Catholic College"],
  },
  SOUTH: {
    towns: ['Ashmere', 'Brackenfold', 'Lower Northmere'],
    outward: ['ZX7', 'ZX8', 'ZX9'],
    streets:
      split(`Ashmere Avenue, Bracken Road, Larch Crescent, Orchard Way, Sycamore Drive, Brook Lane, Priory Close, Rectory Road,
      Mayfield Gardens, Willow Walk, Coppice Lane, Millrace Road, Fallow Field, Meadow Croft, Chapel Street, Bluebell Rise`),
    primaries: split(`Ashmere Primary School, Lower Northmere Primary School, Brackenfold Church of England Primary School,
      Millrace Community Primary School`),
    secondaries: ['Ashmere Academy'],
  },
};

export const LOCALITIES: readonly Locality[] = ['NORTH', 'CENTRAL', 'SOUTH'];

interface LocalSchools {
  readonly primary: readonly WorldSchool[];
  readonly secondary: readonly WorldSchool[];
}

/** The schools of each locality. */
export const SCHOOLS_OF: Readonly<Record<Locality, LocalSchools>> = foundSchools();

/** All schools of the borough. */
export const SCHOOLS: readonly WorldSchool[] = LOCALITIES.flatMap((key) => [
  ...SCHOOLS_OF[key].primary,
  ...SCHOOLS_OF[key].secondary,
]);

function foundSchools(): Record<Locality, LocalSchools> {
  let count = 0;
  const found = (phase: WorldSchool['phase']) => (name: string) => {
    count += 1;
    return { id: `A${1_900_000_000 + scatter('school', count, 90_000_000)}`, name, urn: String(900_000 + count), phase };
  };
  const schoolsOf = ({ primaries, secondaries }: District) => ({
    primary: primaries.map(found('PRIMARY')),
    secondary: secondaries.map(found('SECONDARY')),
  });
  return { NORTH: schoolsOf(DISTRICTS.NORTH), CENTRAL: schoolsOf(DISTRICTS.CENTRAL), SOUTH: schoolsOf(DISTRICTS.SOUTH) };
}

/** A home in a locality. `serial` is the home's number in the whole world, below 900,000: the UPRN comes of it. */
export function makeHousehold(
  random: Random,
  home: { readonly key: string; readonly serial: number; readonly locality: Locality; readonly tenure: Tenure },
): WorldHousehold {
  const district = DISTRICTS[home.locality];
  const street = random.pick(district.streets);
  const number = random.int(1, 160);
  const flat = random.chance(0.2) ? `Flat ${random.int(1, 24)}, ` : '';
  // The same stretch of a street is always in the same town and has the same postcode.
  const stretch = createRandom(home.locality, street, Math.floor(number / 30));
  const inward = () => stretch.pick([...'ABDEFGHJLNPQRSTUWXYZ']);
  return {
    key: home.key,
    line: `${flat}${number} ${street}`,
    town: stretch.pick(district.towns),
    postcode: `${stretch.pick(district.outward)} ${stretch.int(1, 9)}${inward()}${inward()}`,
    uprn: uprnOf(home.serial),
    tenure: home.tenure,
  };
}

/** The UPRN of the home with this number in the world. */
export function uprnOf(serial: number): string {
  return String(999_000_000_000 + scatter('property', serial, 900_000));
}
