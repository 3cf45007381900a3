/** The made-up council's people and families as the hub's own index has them. */
import type { RequiredEntityData } from '@mikro-orm/core';
import type { AgencyLink, Person, Relationship } from '#people/entities.ts';
import type { Assignment, Episode, FamilyMember, ParentalResponsibility } from '#people/family-entities.ts';
import { callerId } from '#demo/callers.ts';
import { madeUpId } from '#demo/ids.ts';
import { castKeys } from '#demo/world/cast.ts';
import { createRandom } from '#demo/world/random.ts';
import type { World, WorldFamily, WorldPerson } from '#demo/world/world.ts';

export const personId = (key: string): string => madeUpId('person', key);
export const familyId = (key: string): string => madeUpId('family', key);
export const householdId = (key: string): string => madeUpId('household', key);

export function personRow(person: WorldPerson, families: readonly WorldFamily[]): RequiredEntityData<Person> {
  const mother = families
    .flatMap((family) => family.relationships)
    .find((tie) => tie.kind === 'MOTHER' && tie.to === person.key)?.from;
  return {
    id: personId(person.key),
    forename: person.forename,
    surname: person.surname,
    dateOfBirth: person.dateOfBirth,
    sex: person.sex,
    diedOn: person.diedOn,
    dueDate: person.dueDate,
    unbornChildOf: person.dateOfBirth === null && mother !== undefined ? personId(mother) : null,
    household: householdId(person.householdKey),
  };
}

/** Which of its own ids each agency is asked by; a few links still wait for a steward. */
export function linkRows(world: World, person: WorldPerson, startsAt: Date): RequiredEntityData<AgencyLink>[] {
  const { education, health, police, housing } = person.ids;
  const ids: Record<string, string | undefined> = {
    education: education && `${education.schoolId}/${education.studentId}`,
    health: health?.nhsNumber,
    police: police?.nominalReference,
    housing: housing?.personReference,
  };
  const waits = createRandom(world.seed, 'link', person.key).chance(0.02) && person.key.startsWith('p-');
  return Object.entries(ids).flatMap(([agency, agencyPersonId]) =>
    agencyPersonId === undefined
      ? []
      : {
          id: madeUpId('link', agency, person.key),
          version: 1,
          person: personId(person.key),
          agency,
          agencyPersonId,
          state: waits ? ('CANDIDATE' as const) : ('AUTOMATIC' as const),
          startsAt,
          endsAt: null,
        },
  );
}

/** A closed episode has two versions: as it was opened, and as it was closed. */
export function episodeRows(family: WorldFamily): RequiredEntityData<Episode>[] {
  const opened = {
    id: madeUpId('episode', family.key),
    version: 1,
    family: familyId(family.key),
    agreedOn: family.openedOn,
    openedOn: family.openedOn,
    closedOn: null,
    closingReason: null,
    recordedAt: dayOf(family.openedOn),
  };
  if (family.closedOn === null) return [opened];
  const closed = { ...opened, version: 2, closedOn: family.closedOn, closingReason: 'AIMS_ACHIEVED' as const };
  return [opened, { ...closed, recordedAt: dayOf(family.closedOn) }];
}

function dayOf(date: string): Date {
  return new Date(`${date}T09:00:00Z`);
}

/** Members are confirmed by the manager, but for a few whom only an agency asserts. */
export function memberRows(world: World, family: WorldFamily): RequiredEntityData<FamilyMember>[] {
  const random = createRandom(world.seed, 'member', family.key);
  return family.members.map(({ personKey, role, from }) => {
    const asserted = role === 'OTHER_RELATIVE' && family.key !== castKeys.family && random.chance(0.3);
    return {
      id: madeUpId('member', family.key, personKey),
      family: familyId(family.key),
      person: personId(personKey),
      role,
      state: asserted ? ('PROPOSED' as const) : ('CONFIRMED' as const),
      assertedBy: asserted ? ('AGENCY' as const) : ('WORKER' as const),
      proposedBy: asserted ? null : callerId('lead-worker'),
      confirmedBy: asserted ? null : callerId('manager'),
      fromDate: from,
      untilDate: null,
      recordedAt: dayOf(family.openedOn),
    };
  });
}

export function relationshipRows(family: WorldFamily): RequiredEntityData<Relationship>[] {
  return family.relationships.map(({ from, kind, to }) => ({
    id: madeUpId('relationship', family.key, from, kind, to),
    fromPerson: personId(from),
    kind,
    toPerson: personId(to),
    state: 'CONFIRMED' as const,
    proposedBy: callerId('lead-worker'),
    recordedBy: callerId('manager'),
    recordedAt: dayOf(family.openedOn),
  }));
}

export function responsibilityRows(family: WorldFamily): RequiredEntityData<ParentalResponsibility>[] {
  return family.parentalResponsibility.map(({ child, holder }) => ({
    id: madeUpId('responsibility', family.key, child, holder),
    child: personId(child),
    holderKind: 'PERSON',
    holder: personId(holder),
    source: 'Birth certificate',
    evidence: 'Seen by the lead worker',
    fromDate: null,
    untilDate: null,
    recordedAt: dayOf(family.openedOn),
  }));
}

const FAMILIES_OF_LEAD_WORKER = 10;
const FAMILIES_OF_OTHER_WORKER = 20;
const FAMILIES_OF_ANY_WORKER = 15;

/** Families are shared out in order: the lead worker's ten, the other worker's twenty, then fifteen for each further worker. */
export function leadWorkerKey(place: number): string {
  if (place < FAMILIES_OF_LEAD_WORKER) return 'lead-worker';
  if (place < FAMILIES_OF_LEAD_WORKER + FAMILIES_OF_OTHER_WORKER) return 'other-worker';
  const rest = place - FAMILIES_OF_LEAD_WORKER - FAMILIES_OF_OTHER_WORKER;
  return `worker-${String(1 + Math.floor(rest / FAMILIES_OF_ANY_WORKER)).padStart(3, '0')}`;
}

export function assignmentRows(family: WorldFamily, place: number): RequiredEntityData<Assignment>[] {
  const assignment = (worker: string, kind: 'LEAD_WORKER' | 'TEAM_MEMBER') => ({
    id: madeUpId('assignment', family.key, worker),
    worker: callerId(worker),
    family: familyId(family.key),
    kind,
    startsAt: dayOf(family.openedOn),
    endsAt: null,
    madeBy: callerId('manager'),
    recordedAt: dayOf(family.openedOn),
  });
  const cast = family.key === castKeys.family;
  return [
    assignment(leadWorkerKey(place), 'LEAD_WORKER'),
    ...(cast ? [assignment('team-member', 'TEAM_MEMBER')] : []),
    ...(cast || place < 20 ? [assignment('council-app', 'TEAM_MEMBER')] : []),
  ];
}
