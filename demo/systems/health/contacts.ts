/** What the health system holds of made-up people: dated contacts with services, from each person's story. */
import { createRandom } from '#demo/world/random.ts';
import type { World, WorldPerson } from '#demo/world/world.ts';
import type { LocalDate } from '#terms/clock.ts';
import { addDays, ageOn } from '#terms/clock.ts';

export interface ServiceType {
  readonly code: string;
  readonly display: string;
  readonly classes: readonly string[];
}

/** SNOMED CT codes of UK Core's care setting types. */
const SERVICES = {
  healthVisiting: { code: '1078501000000104', display: 'Health visiting service', classes: ['HH', 'HH', 'AMB'] },
  schoolNursing: { code: '931821000000105', display: 'School nursing service', classes: ['FLD', 'VR'] },
  paediatrics: { code: '310067008', display: 'Community paediatric service', classes: ['AMB'] },
  speech: { code: '310104001', display: 'Child speech and language therapy service', classes: ['AMB', 'FLD'] },
  generalPractice: { code: '788007007', display: 'General practice service', classes: ['AMB', 'AMB', 'VR'] },
  emergency: { code: '310000008', display: 'Accident and Emergency service', classes: ['EMER'] },
  midwifery: { code: '714089006', display: 'Community midwifery service', classes: ['AMB', 'HH'] },
  childMentalHealth: { code: '310117003', display: 'Child and adolescent psychiatry service', classes: ['AMB', 'VR'] },
  adultMentalHealth: { code: '788002001', display: 'Adult mental health service', classes: ['AMB', 'VR', 'HH'] },
  addiction: { code: '788125002', display: 'Addiction service', classes: ['AMB', 'VR'] },
  sexualHealth: { code: '788122004', display: 'Sexual health service', classes: ['AMB'] },
} as const satisfies Record<string, ServiceType>;

const UNDER_FIVE = [
  SERVICES.healthVisiting,
  SERVICES.healthVisiting,
  SERVICES.speech,
  SERVICES.generalPractice,
  SERVICES.emergency,
];
const SCHOOL_AGE = [
  SERVICES.schoolNursing,
  SERVICES.schoolNursing,
  SERVICES.paediatrics,
  SERVICES.generalPractice,
  SERVICES.emergency,
];
const ADULT = [SERVICES.generalPractice, SERVICES.generalPractice, SERVICES.emergency];

export interface HealthContact {
  readonly key: string;
  readonly day: LocalDate;
  /** In minutes after midnight, England. */
  readonly minute: number;
  readonly service: ServiceType;
  /** FHIR's class of an encounter (v3-ActCode). */
  readonly encounterClass: string;
  /** How it ends once its day is over. */
  readonly end: 'TOOK_PLACE' | 'NO_SHOW' | 'CANCELLED';
  /** Whether it was booked before. */
  readonly booked: boolean;
}

/** Contacts lie in the two years before the world was made, and a few in the two months after. */
export function contactsOf(world: World, person: WorldPerson): HealthContact[] {
  const random = createRandom(world.seed, person.key, 'health');
  const age = person.dateOfBirth === null ? 0 : ageOn(person.dateOfBirth, world.madeOn);
  const usual: readonly ServiceType[] = age < 5 ? UNDER_FIVE : age < 18 ? SCHOOL_AGE : ADULT;
  const mentalHealth = age < 18 ? SERVICES.childMentalHealth : SERVICES.adultMentalHealth;
  const { healthContacts, mentalHealthContacts, substanceMisuseContacts } = person.story;
  const services: ServiceType[] = [
    ...Array.from({ length: healthContacts }, () => random.pick(usual)),
    ...Array.from({ length: mentalHealthContacts }, () => mentalHealth),
    ...Array.from({ length: substanceMisuseContacts }, () => SERVICES.addiction),
  ];
  const contacts = services.map((service, index) => contactWith(service, dayOf(world, person, random), `${index}`, random));
  const others = [
    ...antenatalDays(world, person).map((day, index) => contactWith(SERVICES.midwifery, day, `antenatal-${index}`, random)),
    // What partners hold but may not share: the hub must not show it.
    ...(age >= 16 && healthContacts >= 3
      ? [contactWith(SERVICES.sexualHealth, dayOf(world, person, random), 'private', random)]
      : []),
  ];
  return [...contacts, ...others].filter(({ day }) => person.diedOn === null || day < person.diedOn);
}

type Random = ReturnType<typeof createRandom>;

function contactWith(service: ServiceType, day: LocalDate, key: string, random: Random): HealthContact {
  const emergency = service === SERVICES.emergency;
  return {
    key,
    day,
    minute: emergency ? random.int(0, 287) * 5 : random.int(108, 204) * 5,
    service,
    encounterClass: random.pick(service.classes),
    end: emergency
      ? 'TOOK_PLACE'
      : random.pickWeighted([['TOOK_PLACE', 80] as const, ['NO_SHOW', 13] as const, ['CANCELLED', 7] as const]),
    booked: !emergency && random.chance(0.6),
  };
}

/** After birth, before the end of the two months; more often lately than long ago. */
function dayOf({ madeOn }: World, person: WorldPerson, random: Random): LocalDate {
  const day = addDays(madeOn, random.chance(0.1) ? random.int(1, 60) : -Math.floor(random.next() ** 1.6 * 720) - 1);
  const born = person.dateOfBirth;
  return born !== null && day <= born ? addDays(born, 10) : day;
}

/** A mother-to-be sees the midwife from the tenth week of pregnancy on. */
function antenatalDays(world: World, person: WorldPerson): LocalDate[] {
  const children = new Set(
    world.families.flatMap(({ relationships }) =>
      relationships.filter(({ from, kind }) => from === person.key && kind === 'MOTHER').map(({ to }) => to),
    ),
  );
  const due = world.people.find(({ key, dueDate }) => dueDate !== null && children.has(key))?.dueDate;
  return due ? [-210, -168, -105, -63, -28].map((days) => addDays(due, days)) : [];
}
