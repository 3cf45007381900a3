/** Fills the hub's empty database with the made-up council, all or nothing. */
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { EntityName, RequiredEntityData } from '@mikro-orm/core';
import { Agreement, AgreementEvent, Consent, Restriction } from '#disclosure/entities.ts';
import { AgencyFeed, AgencyLink, Household, Organisation, Person, Relationship, Worker } from '#people/entities.ts';
import { Assignment, Episode, Family, FamilyMember, ParentalResponsibility } from '#people/family-entities.ts';
import { addDays } from '#terms/clock.ts';
import { callerId, CALLERS, ORGANISATIONS } from '#demo/callers.ts';
import { madeUpId } from '#demo/ids.ts';
import { castKeys } from '#demo/world/cast.ts';
import { createRandom } from '#demo/world/random.ts';
import type { World, WorldFamily, WorldPerson } from '#demo/world/world.ts';
import { agreementEvents, agreements } from './agreements.ts';
import { consentsOf } from './consents.ts';
import {
  assignmentRows,
  episodeRows,
  familyId,
  householdId,
  leadWorkerKey,
  linkRows,
  memberRows,
  personId,
  personRow,
  relationshipRows,
  responsibilityRows,
} from './families.ts';

/** Whether there is anybody in the index yet. */
export async function isEmpty(orm: MikroORM): Promise<boolean> {
  return (await orm.em.fork().count(Person)) === 0;
}

/** @param orm as the database's owner */
export async function fillCouncil(orm: MikroORM, world: World): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    await fillOffices(em, world);
    await fillPeople(em, world);
    await fillFamilies(em, world);
  });
}

async function fillOffices(em: EntityManager, world: World): Promise<void> {
  await add(
    em,
    Organisation,
    Object.entries(ORGANISATIONS).map(([id, name]) => ({ id, name })),
  );
  await add(em, Worker, [
    ...CALLERS.map(({ key, name, role, organisation }) => ({
      id: callerId(key),
      kind: role === 'APP' ? ('APP' as const) : ('WORKER' as const),
      subject: key,
      name,
      organisation,
      approvedPurposes: role === 'APP' ? ['EARLY_HELP'] : [],
    })),
    ...furtherWorkers(world),
  ]);
  const startsAt = new Date(`${addDays(world.madeOn, -365)}T00:00:00Z`);
  const agreed = agreements(startsAt, new Date(`${addDays(world.madeOn, 730)}T00:00:00Z`));
  await add(em, Agreement, agreed);
  await add(em, AgreementEvent, agreementEvents(agreed));
  const asOf = new Date(`${world.madeOn}T03:00:00Z`);
  // The police share no list of whom they know: without a link, nobody can say that there is nothing.
  await add(
    em,
    AgencyFeed,
    ['education', 'health', 'police', 'housing'].map((agency) => ({ agency, complete: agency !== 'police', asOf })),
  );
}

function furtherWorkers(world: World): RequiredEntityData<Worker>[] {
  const keys = new Set(world.families.map((_, place) => leadWorkerKey(place)).filter((key) => key.startsWith('worker-')));
  return [...keys].map((key) => ({
    id: callerId(key),
    kind: 'WORKER',
    subject: key,
    name: `Early help worker ${key.slice('worker-'.length)}`,
    organisation: 'northmere-early-help',
    approvedPurposes: [],
  }));
}

async function fillPeople(em: EntityManager, world: World): Promise<void> {
  await add(
    em,
    Household,
    world.households.map(({ key, line, town, postcode, uprn }) => ({ id: householdId(key), line, town, postcode, uprn })),
  );
  const familiesOf = new Map<string, WorldFamily[]>();
  for (const family of world.families) {
    for (const { personKey } of family.members) familiesOf.set(personKey, [...(familiesOf.get(personKey) ?? []), family]);
  }
  const rows = world.people.map((person) => personRow(person, familiesOf.get(person.key) ?? []));
  // Mothers before the children that they expect.
  await add(
    em,
    Person,
    rows.filter((row) => row.unbornChildOf === null),
  );
  await add(
    em,
    Person,
    rows.filter((row) => row.unbornChildOf !== null),
  );
  const startsAt = new Date(`${addDays(world.madeOn, -200)}T00:00:00Z`);
  await add(
    em,
    AgencyLink,
    rowsOf(world.people, (person) => linkRows(world, person, startsAt)),
  );
}

async function fillFamilies(em: EntityManager, world: World): Promise<void> {
  const { families } = world;
  const people = new Map<string, WorldPerson>(world.people.map((person) => [person.key, person]));
  await add(
    em,
    Family,
    families.map(({ key, name }) => ({ id: familyId(key), name, organisation: 'northmere-early-help' })),
  );
  await add(em, Episode, rowsOf(families, episodeRows));
  await add(
    em,
    FamilyMember,
    rowsOf(families, (family) => memberRows(world, family)),
  );
  await add(em, Relationship, rowsOf(families, relationshipRows));
  await add(em, ParentalResponsibility, rowsOf(families, responsibilityRows));
  await add(em, Assignment, rowsOf(families, assignmentRows));
  await add(
    em,
    Consent,
    rowsOf(families, (family) => consentsOf(world, family, people)),
  );
  await add(em, Restriction, restrictions(world));
}

/** A large council has more rows than fit into memory at once. */
function* rowsOf<Item, Row>(items: readonly Item[], make: (item: Item, place: number) => readonly Row[]): Iterable<Row> {
  for (const [place, item] of items.entries()) yield* make(item, place);
}

/** A protected home in the cast; a silent seal and a court order among the others. */
function restrictions(world: World): RequiredEntityData<Restriction>[] {
  const startsAt = new Date(`${addDays(world.madeOn, -100)}T00:00:00Z`);
  const restriction = (
    person: string,
    row: Pick<RequiredEntityData<Restriction>, 'kind' | 'categories' | 'silent' | 'reason'>,
  ) => ({
    id: madeUpId('restriction', person),
    person: personId(person),
    exempt: [],
    startsAt,
    endsAt: null,
    placedBy: callerId('information-governance'),
    recordedAt: startsAt,
    ...row,
  });
  const random = createRandom(world.seed, 'restrictions');
  const others = world.families.slice(1).flatMap((family) => {
    const member = family.members.at(-1);
    if (!member || !random.chance(0.03)) return [];
    return random.chance(0.5)
      ? restriction(member.personKey, { kind: 'SEALED', categories: null, silent: true, reason: 'Adoption' })
      : restriction(member.personKey, {
          kind: 'COURT_ORDER',
          categories: ['MENTAL_HEALTH'],
          silent: false,
          reason: 'Order of the family court',
        });
  });
  const seen = new Set<string>();
  return [
    restriction(castKeys.amara, {
      kind: 'PROTECTED_ADDRESS',
      categories: null,
      silent: false,
      reason: 'Moved away from violence',
    }),
    ...others.filter(({ person }) => !seen.has(person) && seen.add(person)),
  ];
}

const ROWS_PER_STATEMENT = 500;

async function add<Entity extends object>(
  em: EntityManager,
  entity: EntityName<Entity>,
  rows: Iterable<RequiredEntityData<Entity>>,
): Promise<void> {
  let batch: RequiredEntityData<Entity>[] = [];
  for (const row of rows) {
    if (batch.push(row) < ROWS_PER_STATEMENT) continue;
    await em.insertMany(entity, batch);
    batch = [];
  }
  if (batch.length > 0) await em.insertMany(entity, batch);
}
