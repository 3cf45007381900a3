/** The made-up council's homes as the housing system records them. */
import { addDays } from '#terms/clock.ts';
import type { LocalDate } from '#terms/clock.ts';
import { createWriting } from '#demo/systems/as-written.ts';
import { createRandom } from '#demo/world/random.ts';
import type { World, WorldHousehold, WorldPerson } from '#demo/world/world.ts';

export type Entry = Readonly<Record<string, string | number | boolean | null>>;

/** The rows of each table of `housing_system`, as seen on a day. */
export interface HousingEntries {
  readonly person: readonly Entry[];
  readonly tenancy: readonly Entry[];
  readonly homelessness_application: readonly Entry[];
  readonly rehousing_application: readonly Entry[];
}

const TENURE_CODES = {
  SECURE: 'SEC',
  INTRODUCTORY: 'INT',
  ASSURED: 'ASS',
  ASSURED_SHORTHOLD: 'AST',
  LICENCE: 'LIC',
  OWNED: null,
};
const LANDLORDS = {
  SECURE: ['Sandmere Council'],
  INTRODUCTORY: ['Sandmere Council'],
  ASSURED: ['Harbour Light Homes', 'Dunes Housing Association'],
  ASSURED_SHORTHOLD: ['Private landlord'],
  LICENCE: ['Sandmere Council'],
  OWNED: [null],
} as const;
const NOTES = 'Tenant rang, upset about the neighbours.';

export function tellHousing(world: World, today: LocalDate): HousingEntries {
  const households = new Map(world.households.map((household) => [household.key, household]));
  const write = createWriting(world);
  const held = world.people.filter(({ ids }) => ids.housing);
  const withHome = held.map((person) => ({ person, home: households.get(person.householdKey) }));
  return {
    person: held.map((person) => {
      const as = write('housing', person);
      return {
        person_reference: referenceOf(person),
        surname: as.surname,
        forename: as.forename,
        date_of_birth: as.dateOfBirth,
        sex: as.sex.charAt(0),
        phone: as.phone,
        email: as.email,
        address_line: as.line,
        town: as.town,
        postcode: as.postcode,
        uprn: as.uprn,
      };
    }),
    tenancy: withHome.flatMap(({ person, home }) => (home ? tenancyOf(world.seed, person, home, today) : [])),
    homelessness_application: held.flatMap((person) => homelessnessOf(world.seed, person, today)),
    rehousing_application: held.flatMap((person) => rehousingOf(world.seed, person, today)),
  };
}

/** Everybody of a household is in the same tenancy; the arrears are the tenants'. */
function tenancyOf(seed: number, { ids, story }: WorldPerson, home: WorldHousehold, today: LocalDate): Entry[] {
  const tenure = TENURE_CODES[home.tenure];
  if (story.tenant === null || tenure === null) return [];
  const random = createRandom(seed, 'tenancy', home.key);
  const rent = random.int(85, 165);
  return [
    {
      tenancy_reference: `T${random.int(100_000, 999_999)}`,
      person_reference: referenceOf({ ids }),
      tenure_code: tenure,
      capacity_code: story.tenant,
      start_date: addDays(today, -random.int(200, 3_000)),
      end_date: null,
      landlord_name: random.pick<string | null>(LANDLORDS[home.tenure]),
      weekly_rent: rent,
      // A part of a week is not a week.
      arrears_amount: story.arrearsWeeks === 0 ? 0 : story.arrearsWeeks * rent + random.int(0, 60),
      open_repairs: random.pickWeighted([
        [0, 6],
        [1, 3],
        [2, 1],
      ]),
      notes: NOTES,
    },
  ];
}

const HOMELESSNESS = {
  PREVENTION: { duty_code: 'PREV', reasons: ['AST_END', 'FAMILY', 'RENT_ARREARS', 'REL_NONVIOLENT'] },
  RELIEF: { duty_code: 'REL', reasons: ['AST_END', 'FAMILY', 'SUPPORTED_EVICT', 'FLOOD'] },
  DOMESTIC_ABUSE: { duty_code: 'MAIN', reasons: ['DOM_ABUSE_VICTIM'] },
} as const;

function homelessnessOf(seed: number, { ids, key, story }: WorldPerson, today: LocalDate): Entry[] {
  if (story.homelessness === 'NONE') return [];
  const random = createRandom(seed, 'homelessness', key);
  const { duty_code, reasons } = HOMELESSNESS[story.homelessness];
  return [
    {
      application_reference: `H${random.int(100_000, 999_999)}`,
      person_reference: referenceOf({ ids }),
      approach_date: addDays(today, -(duty_code === 'MAIN' ? random.int(60, 150) : random.int(3, 50))),
      duty_code,
      decision_code: 'OWED',
      reason_code: random.pick<string>(reasons),
      in_temporary_accommodation: duty_code === 'REL' && random.chance(0.6),
      notes: NOTES,
    },
  ];
}

function rehousingOf(seed: number, { ids, key, story }: WorldPerson, today: LocalDate): Entry[] {
  if (story.rehousingBand === null) return [];
  const random = createRandom(seed, 'rehousing', key);
  return [
    {
      application_reference: `R${random.int(100_000, 999_999)}`,
      person_reference: referenceOf({ ids }),
      band: story.rehousingBand,
      band_date: addDays(today, -random.int(20, 500)),
      status_code: 'LIVE',
      closed_date: null,
      bedrooms_needed: random.int(1, 4),
      notes: NOTES,
    },
  ];
}

function referenceOf({ ids }: Pick<WorldPerson, 'ids'>): string {
  return ids.housing?.personReference ?? '';
}
