/**
 * Rules 1 and 2: whom a caller may name in a change, and for whom they may not act. Whoever is hidden from the caller moves no
 * problem: a refusal that rested on them would show that there is somebody.
 */
import { currentVersion } from '#people/current-version.ts';
import { notMerged } from '#people/merged.ts';
import type { Caller } from '#terms/caller.ts';
import { hasRole } from '#terms/caller.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import type { Facts, PersonFacts } from '#disclosure/facts.ts';
import { findRestriction, isHiddenByRestriction } from '#disclosure/restrictions.ts';
import { isHomeProtected, whatMayHide } from '#disclosure/sql.ts';
import { isInSight, isUnborn, sightsOf } from '#disclosure/visibility.ts';
import type { Subject } from './authority.ts';
import type { Scope } from './change.ts';

const LIVE_INTEREST = `i.state = 'LIVE' and ${currentVersion('worker_interest', 'i')}`;
const MEMBER = (alias: string): string => `${alias}.state <> 'REJECTED' and ${currentVersion('family_member', alias)}`;
/** Whoever is merged into somebody keeps their home. */
const KNOWN_AS = (person: string): string => `select ${person} union select person_merged_into(${person})`;
const CONFIRMED = (alias: string): string => `${alias}.state = 'CONFIRMED' and ${currentVersion('family_member', alias)}`;

/**
 * Of these ids, those of people who exist and are not hidden from the caller: by a silent restriction on the whole person, by a silent
 * interest of the caller's, or, not yet born, by what keeps the mother's PREGNANCY from them. Restrictions do not hide from
 * information governance, who keeps them, unless they name the caller. Whoever is merged into another person is nobody.
 */
export async function peopleInView({ caller, database, now }: Scope, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await database.query<{ person: PersonFacts }>({
    text: `
      select ${whatMayHide('$2', '$3')} as person from person p
      where (p.id = any($1::uuid[]) or p.id in (select born.unborn_child_of_id from person born where born.id = any($1::uuid[])))
        and ${notMerged('p.id')}`,
    values: [ids.filter(isUuid), caller.id, now],
  });
  const known = new Map(rows.map(({ person }) => [person.id, person]));
  return new Set(
    ids.filter((id) => {
      const person = known.get(id);
      return person !== undefined && !isHidden(person, caller) && isExpected(person, known, caller);
    }),
  );
}

function isHidden(person: PersonFacts, caller: Caller): boolean {
  if (person.interest?.silent) return true;
  const restrictions = hasRole(caller, 'INFORMATION_GOVERNANCE')
    ? person.restrictions.filter(({ binds }) => binds?.includes(caller.id))
    : person.restrictions;
  return isHiddenByRestriction({ ...person, restrictions }, caller);
}

/** A child not yet born is known of where nothing keeps the mother's PREGNANCY from the caller. */
function isExpected(person: PersonFacts, known: ReadonlyMap<string, PersonFacts>, caller: Caller): boolean {
  if (!isUnborn(person) || hasRole(caller, 'INFORMATION_GOVERNANCE')) return true;
  const mother = person.unbornChildOf === null ? undefined : known.get(person.unbornChildOf);
  if (!mother || mother.interest) return false;
  return !findRestriction(mother, 'PREGNANCY', caller, 'VISIBLE') && !findRestriction(mother, 'PREGNANCY', caller, 'SILENT');
}

/**
 * Who holds parental responsibility for a child, less those who are hidden from the caller: what they decided is recorded by whoever
 * may know of them. Of people of the caller's families the facts tell, without holding up other changes.
 */
export async function holdersInView(scope: Scope, person: PersonFacts): Promise<PersonFacts> {
  const holders = person.parentalResponsibility.flatMap(({ holder }) => holder ?? []);
  const { caller } = scope;
  const { people, ...rest } = await scope.loadFacts({ caller, purpose: 'EARLY_HELP', familyIds: [], personIds: holders });
  const known = holders.filter((id) => people.has(id));
  const others = await peopleInViewOf(
    scope,
    holders.filter((id) => !known.includes(id)),
  );
  const inView = (id: string) => {
    const holder = people.get(id);
    return holder ? isInSight({ people, ...rest }, caller, holder) : others.has(id);
  };
  return {
    ...person,
    parentalResponsibility: person.parentalResponsibility.filter(({ holder }) => holder === null || inView(holder)),
  };
}

/** Nobody is looked for where nobody is named. */
async function peopleInViewOf(scope: Scope, ids: readonly string[]): Promise<ReadonlySet<string>> {
  return ids.length === 0 ? new Set() : peopleInView(scope, ids);
}

/**
 * Nobody acts for themselves, their household or their family: no interest that the caller declared in any of these people, in any
 * member of these families, or in who lives or belongs with them. Whoever the caller entered themselves at a protected address does not count as living
 * there: a refusal would tell who does.
 */
export async function conflictProblems(
  scope: Scope,
  { people = [], families = [] }: { readonly people?: readonly string[]; readonly families?: readonly string[] },
): Promise<Problem[]> {
  const declared = await declaredProblems(scope, people);
  if (declared.length > 0) return declared;
  const { rows } = await scope.database.query<{ own: string; other: string }>({
    text: `
      with concerned as (
        select unnest($2::uuid[]) as id
        union select fm.person_id from family_member fm where fm.family_id = any($3::uuid[]) and ${MEMBER('fm')}
      )
      select i.person as own, c.id as other from worker_interest i cross join concerned c
      where i.worker_id = $1 and ${LIVE_INTEREST} and (
        i.person = c.id
        or exists (select from person a join person b using (household_id) where a.id in (${KNOWN_AS('i.person')}) and b.id in (${KNOWN_AS('c.id')})
          and not (b.recorded_by is not distinct from $1::uuid and ${isHomeProtected('a', { worker: '$1', organisation: '$4' }, '$5')}))
        or exists (select from family_member a join family_member b using (family_id)
          where a.person_id = i.person and b.person_id = c.id and ${CONFIRMED('a')} and ${CONFIRMED('b')}))`,
    values: [scope.caller.id, people.filter(isUuid), families.filter(isUuid), scope.caller.organisationId, scope.now],
  });
  // Whom a silent interest ties to the caller it hides too.
  const inView = await peopleInView(
    scope,
    rows.flatMap(({ own, other }) => [own, other]),
  );
  return rows.some(({ own, other }) => inView.has(own) && inView.has(other)) ? [problem('CONFLICT_OF_INTEREST')] : [];
}

/**
 * The same for what may widen the sharing of one person's records: nobody records that for those to whom they are tied, be it the
 * person or whoever is named besides, such as who decided. Of a worker without ties the facts' epochs tell, without holding up other changes.
 */
export async function tieProblems(
  scope: Scope,
  { person, facts }: Subject,
  named: readonly (string | null | undefined)[] = [],
  ...path: (string | number)[]
): Promise<Problem[]> {
  const { caller } = scope;
  if (!(await hasTies(scope))) return [];
  const ids = named.filter((id) => id != null).filter(isUuid);
  const seen = ids.length === 0 ? facts : await scope.loadFacts({ caller, purpose: 'EARLY_HELP', familyIds: [], personIds: ids });
  // Whether somebody whom the caller does not see lives or belongs with whom they are tied to is not told.
  const inSight = ids.filter((id) => {
    const one = seen.people.get(id);
    return one !== undefined && isInSight(seen, caller, one);
  });
  const declared = await declaredProblems(scope, ids);
  const found = [...declared, ...(await conflictProblems(scope, { people: [person.id, ...inSight] }))];
  return found.length === 0 ? [] : [problem('CONFLICT_OF_INTEREST', ...path)];
}

/** The same for a family: of its members, those whom the caller sees, and whoever is named besides. */
export async function familyTieProblems(
  scope: Scope,
  facts: Facts,
  familyId: string,
  named: readonly string[] = [],
): Promise<Problem[]> {
  if (!(await hasTies(scope))) return [];
  const members = [...facts.people.values()].filter((person) =>
    sightsOf(facts, scope.caller, person).some(({ membership }) => membership.familyId === familyId),
  );
  return conflictProblems(scope, { people: [...members.map(({ id }) => id), ...named] });
}

/** The caller's own epoch moves with their ties, and whoever has a subject has loaded it. */
async function hasTies({ caller, reference }: Scope): Promise<boolean> {
  const { rows } = await reference.query({
    text: `select from worker_interest i where i.worker_id = $1 and not i.silent and ${LIVE_INTEREST} limit 1`,
    values: [caller.id],
  });
  return rows.length > 0;
}

/**
 * An interest that the caller declared in exactly one of these people. For ids that need not be anybody's: who lives or belongs with
 * whom would tell that they are.
 */
export async function declaredProblems(scope: Scope, people: readonly string[]): Promise<Problem[]> {
  const own = await interestsIn(scope, people);
  return own.some(({ silent }) => !silent) ? [problem('CONFLICT_OF_INTEREST')] : [];
}

/** Whether a silent interest of the caller's hides one of these people from them. */
export async function isSilentlyTied(scope: Scope, people: readonly string[]): Promise<boolean> {
  const own = await interestsIn(scope, people);
  return own.some(({ silent }) => silent);
}

async function interestsIn({ caller, database }: Scope, people: readonly string[]): Promise<{ silent: boolean }[]> {
  const { rows } = await database.query<{ silent: boolean }>({
    text: `select i.silent from worker_interest i where i.worker_id = $1 and i.person = any($2::uuid[]) and ${LIVE_INTEREST}`,
    values: [caller.id, people.filter(isUuid)],
  });
  return rows;
}

/**
 * Nobody with two roles decides in the one what they may see in the other: no family that the caller works with, and nobody who
 * belongs to one.
 */
export async function ownWorkProblems(
  { caller, database, now }: Scope,
  { people = [], families = [] }: { readonly people?: readonly string[]; readonly families?: readonly string[] },
  ...path: (string | number)[]
): Promise<Problem[]> {
  const { rows } = await database.query({
    text: `
      select from assignment a
      where a.worker_id = $1 and a.state = 'LIVE' and coalesce(a.ends_at > $2, true) and ${currentVersion('assignment', 'a')}
        and (a.family_id = any($3::uuid[]) or exists (select from family_member fm
          where fm.family_id = a.family_id and fm.person_id = any($4::uuid[]) and ${CONFIRMED('fm')}))
      limit 1`,
    values: [caller.id, now, families.filter(isUuid), people.filter(isUuid)],
  });
  return rows.length > 0 ? [problem('NOT_FOR_YOURSELF', ...path)] : [];
}

/** A worker is not put to work with a family in which they have an interest themselves. */
export async function workerProblems(scope: Scope, workerId: string, familyId: string): Promise<Problem[]> {
  const { rows } = await scope.database.query<{ person: string }>({
    text: `select i.person from worker_interest i join family_member fm on fm.person_id = i.person
      where i.worker_id = $1 and fm.family_id = $2 and ${LIVE_INTEREST} and ${MEMBER('fm')}`,
    values: [workerId, familyId],
  });
  const inView = await peopleInView(
    scope,
    rows.map(({ person }) => person),
  );
  return inView.size > 0 ? [{ ...problem('CONFLICT_OF_INTEREST', 'workerId'), message: WORKER_TIED }] : [];
}

const WORKER_TIED = 'This worker has a connection with somebody of this family; name a colleague.';
