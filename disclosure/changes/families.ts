/** Rules 1 and 3: a manager opens and closes families of their own service. No open episode, no access. */
import { newRows } from '#access-log/change.ts';
import { Episode, Family, FamilyMember } from '#people/family-entities.ts';
import type { LocalDate } from '#terms/clock.ts';
import type { ClosingReason, FamilyRole } from '#terms/family.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { managedFamily, roleProblems } from './authority.ts';
import type { About, Change, ChangeInput, Made, Scope } from './change.ts';
import { conflictProblems, ownWorkProblems, peopleInView } from './conflicts.ts';
import { memberRow } from './first-versions.ts';
import { pastDayProblems, textProblems } from './input.ts';
import { aboutPeople, peopleProblems } from './named.ts';
import type { NewPersonInput } from './new-people.ts';
import { enterPeople, newPersonProblems } from './new-people.ts';

/** Somebody whom the hub knows, or somebody new. */
export interface MemberInput {
  readonly personId?: string | null;
  readonly new?: NewPersonInput | null;
  readonly role: FamilyRole;
}

/** Either a family that the hub knows, or the name and members of a new one. */
export interface OpenFamilyInput extends ChangeInput {
  readonly familyId?: string | null;
  readonly name?: string | null;
  readonly members?: readonly MemberInput[] | null;
  readonly openedOn?: LocalDate | null;
  readonly agreedOn?: LocalDate | null;
}

export interface FamilyOpened {
  readonly familyId: string;
  readonly episodeId: string;
  /** Of a new family, in the order of the input. */
  readonly membershipIds: readonly string[];
  readonly recordedAt: string;
}

export const openFamily: Change<OpenFamilyInput, FamilyOpened> = {
  name: 'openFamily',
  kind: 'FAMILY_CHANGE',
  resultType: 'FamilyOpened',
  async make(input, scope): Promise<Made<FamilyOpened>> {
    const { familyId, name, members } = input;
    const refused = [...roleProblems(scope, 'MANAGER'), ...dayProblems(scope, input)];
    if (refused.length > 0) return { about: attempt(input), problems: refused };
    if (familyId != null && name == null && members == null) return openAgain(scope, familyId, input);
    if (familyId == null && name != null && members != null) return openNew(scope, { ...input, name, members });
    return { about: attempt(input), problems: [problem('FAMILY_OR_MEMBERS')] };
  },
};

function dayProblems(scope: Scope, { openedOn, agreedOn }: OpenFamilyInput): Problem[] {
  return [
    ...(openedOn == null ? [] : pastDayProblems(scope, openedOn, 'openedOn')),
    ...(agreedOn == null ? [] : pastDayProblems(scope, agreedOn, 'agreedOn')),
  ];
}

function attempt({ familyId = null, members }: Pick<OpenFamilyInput, 'familyId' | 'members'>): About[] {
  return aboutPeople(known(members ?? []), { familyId, what: ['OPENED'] });
}

async function openAgain(scope: Scope, familyId: string, input: OpenFamilyInput): Promise<Made<FamilyOpened>> {
  const about = attempt({ familyId });
  const family = await managedFamily(scope, familyId, 'familyId');
  if ('problems' in family) return { about, problems: family.problems };
  const problems = [
    ...(family.found.openEpisode ? [problem('EPISODE_OPEN', 'familyId')] : []),
    ...(await ownWorkProblems(scope, { families: [familyId] }, 'familyId')),
    ...(await conflictProblems(scope, { families: [familyId] })),
  ];
  if (problems.length > 0) return { about, problems };
  const episode = newEpisode(scope, familyId, input);
  return {
    about: [{ familyId, what: ['OPENED'], records: [episode.id] }],
    result: { familyId, episodeId: episode.id, membershipIds: [], recordedAt: scope.now.toISOString() },
    rows: [newRows(Episode, episode)],
  };
}

type NewFamily = OpenFamilyInput & { readonly name: string; readonly members: readonly MemberInput[] };

async function openNew(scope: Scope, input: NewFamily): Promise<Made<FamilyOpened>> {
  const problems = await newFamilyProblems(scope, input);
  if (problems.length > 0) return { about: attempt(input), problems };
  const family = { id: scope.newId(), name: input.name.trim(), organisation: scope.caller.organisationId };
  const episode = newEpisode(scope, family.id, input);
  const homes = await homesOf(scope, input.members);
  const entered = await enterPeople(
    scope,
    input.members.flatMap(({ new: person }) =>
      person == null ? [] : { ...person, household: homes.get(person.livesWithPersonId ?? '') ?? null },
    ),
  );
  const ids = entered.ids.values();
  // Confirmed at once: the manager who would confirm names them.
  const members = input.members.map(({ personId, role }) =>
    memberRow(scope, 'CONFIRMED', family.id, personId ?? ids.next().value ?? '', role),
  );
  return {
    about: [
      { familyId: family.id, what: ['OPENED'], records: [episode.id] },
      ...members.map(({ id, person, role }) => ({
        familyId: family.id,
        personId: person,
        what: ['CONFIRMED', role],
        records: [id],
      })),
    ],
    result: {
      familyId: family.id,
      episodeId: episode.id,
      membershipIds: members.map(({ id }) => id),
      recordedAt: scope.now.toISOString(),
    },
    rows: [newRows(Family, family), newRows(Episode, episode), ...entered.rows, newRows(FamilyMember, ...members)],
  };
}

async function newFamilyProblems(scope: Scope, { name, members }: NewFamily): Promise<Problem[]> {
  const ids = known(members);
  const each = members.map(({ personId }, place) => personId ?? `new ${place}`);
  const count = peopleProblems(each, 'members');
  const named = [
    ...textProblems(name, 'name'),
    ...count,
    ...(count.length > 0 ? [] : members.flatMap((member, place) => memberProblems(scope, member, ids, place))),
  ];
  if (named.length > 0) return named;
  const inView = await peopleInView(scope, ids);
  const absent = members.flatMap(({ personId }, place) =>
    personId == null || inView.has(personId) ? [] : [problem('NOT_FOUND', 'members', place, 'personId')],
  );
  return absent.length > 0 ? absent : conflictProblems(scope, { people: ids });
}

/** Of members whom the hub knows. */
function known(members: readonly MemberInput[]): string[] {
  return members.flatMap(({ personId }) => personId ?? []);
}

/** Who is new lives with somebody who is named besides, if with anybody. A child not yet born is not a manager's to name. */
function memberProblems(
  scope: Scope,
  { personId, new: entered, role }: MemberInput,
  ids: readonly string[],
  place: number,
): Problem[] {
  const path = ['members', place] as const;
  if ((personId == null) === (entered == null)) return [problem('ONE_WAY_NEEDED', ...path)];
  if (entered == null) return [];
  const mate = entered.livesWithPersonId ?? null;
  return [
    ...(role === 'UNBORN_CHILD' ? [problem('ROLE_DOES_NOT_FIT', ...path, 'role')] : []),
    ...newPersonProblems(scope, entered, ...path, 'new'),
    ...(mate === null || ids.includes(mate) ? [] : [problem('NOT_FOUND', ...path, 'new', 'livesWithPersonId')]),
  ];
}

/** The households of those with whom somebody new lives. */
async function homesOf({ database }: Scope, members: readonly MemberInput[]): Promise<ReadonlyMap<string, string | null>> {
  const mates = members.flatMap(({ new: entered }) => entered?.livesWithPersonId ?? []);
  if (mates.length === 0) return new Map();
  const { rows } = await database.query<{ id: string; household: string | null }>({
    text: 'select id, household_id as household from person where id = any($1::uuid[])',
    values: [mates],
  });
  return new Map(rows.map(({ id, household }) => [id, household]));
}

function newEpisode({ newId, caller, now, today }: Scope, family: string, { openedOn, agreedOn }: OpenFamilyInput) {
  return {
    id: newId(),
    version: 1,
    family,
    agreedOn: agreedOn ?? null,
    openedOn: openedOn ?? today,
    closedOn: null,
    closingReason: null,
    recordedBy: caller.id,
    recordedAt: now,
  };
}

export interface CloseFamilyInput extends ChangeInput {
  readonly familyId: string;
  readonly closedOn: LocalDate;
  readonly reason: ClosingReason;
}

export interface FamilyClosed {
  readonly familyId: string;
  readonly episodeId: string;
  /** Of the episode. */
  readonly version: number;
  readonly recordedAt: string;
}

/** Assignments stay: after most closures the lead worker has some days to finish, and `decide` counts them. */
export const closeFamily: Change<CloseFamilyInput, FamilyClosed> = {
  name: 'closeFamily',
  kind: 'FAMILY_CHANGE',
  resultType: 'FamilyClosed',
  async make({ familyId, closedOn, reason }, scope): Promise<Made<FamilyClosed>> {
    const about = { familyId, what: ['CLOSED', reason] };
    const refused = roleProblems(scope, 'MANAGER');
    if (refused.length > 0) return { about: [about], problems: refused };
    const family = await managedFamily(scope, familyId, 'familyId');
    if ('problems' in family) return { about: [about], problems: family.problems };
    const episode = family.found.openEpisode;
    if (!episode) return { about: [about], problems: [problem('NO_OPEN_EPISODE', 'familyId')] };
    const problems = [
      ...pastDayProblems(scope, closedOn, 'closedOn'),
      ...(closedOn < episode.openedOn ? [problem('BEFORE_OPENED', 'closedOn')] : []),
      ...(await conflictProblems(scope, { families: [familyId] })),
    ];
    if (problems.length > 0) return { about: [about], problems };
    const closed = {
      ...episode,
      version: episode.version + 1,
      family: familyId,
      closedOn,
      closingReason: reason,
      recordedBy: scope.caller.id,
      recordedAt: scope.now,
    };
    return {
      about: [{ ...about, records: [episode.id] }],
      result: { familyId, episodeId: episode.id, version: closed.version, recordedAt: scope.now.toISOString() },
      rows: [newRows(Episode, closed)],
    };
  },
};
