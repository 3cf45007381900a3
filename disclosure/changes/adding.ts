/**
 * Rule 2: who may add somebody to a family, and whom they may name in doing so. A worker of the family proposes; a manager of its service,
 * who does not work with it, confirms at once.
 */
import { currentVersion } from '#people/current-version.ts';
import type { Category } from '#terms/category.ts';
import type { FamilyRole } from '#terms/family.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { decide } from '#disclosure/decide.ts';
import type { Facts } from '#disclosure/facts.ts';
import { sightsOf } from '#disclosure/visibility.ts';
import type { Found } from './authority.ts';
import { familyInSight, managedFamily, personIn, personInSight, roleProblems, subjectIn } from './authority.ts';
import type { Scope } from './change.ts';
import type { FirstState } from './first-versions.ts';
import { conflictProblems, familyTieProblems, ownWorkProblems, peopleInView } from './conflicts.ts';

type Path = readonly (string | number)[];

/** Somebody of the family. */
export interface Kin {
  readonly id: string;
  readonly household: string | null;
}

/** What somebody may do who may add to a family. */
export interface Adding {
  /** What they add is so at once, or waits for a manager. */
  readonly state: FirstState;
  /** Why they may not add this person, whom they have to know of, and who must not be a member yet, in this role. */
  somebody(personId: string, role: FamilyRole, ...path: Path): Promise<Problem[]>;
  /** A confirmed member of the family; to a worker the category has to be permitted. A manager is told of no pregnancy. */
  member(personId: string, category: Category, ...path: Path): Promise<Found<Kin>>;
}

/** What the caller may do for a family; whoever does neither work with it nor manage it is answered as if there were none. */
export async function addingTo(scope: Scope, familyId: string): Promise<Found<Adding>> {
  const isWorker = roleProblems(scope, 'PRACTITIONER').length === 0;
  const seen = isWorker ? await familyInSight(scope, familyId) : null;
  if (seen) {
    if (!seen.episode) return { problems: [problem('NO_OPEN_EPISODE', 'familyId')] };
    const ties = await familyTieProblems(scope, seen.facts, familyId);
    return ties.length > 0 ? { problems: ties } : { found: asWorker(scope, familyId, seen.facts) };
  }
  if (roleProblems(scope, 'MANAGER').length > 0) return { problems: [problem('NOT_FOUND', 'familyId')] };
  const managed = await managedFamily(scope, familyId, 'familyId');
  if ('problems' in managed) return managed;
  const problems = [
    ...(managed.found.openEpisode ? [] : [problem('NO_OPEN_EPISODE', 'familyId')]),
    ...(await ownWorkProblems(scope, { families: [familyId] }, 'familyId')),
    ...(await conflictProblems(scope, { families: [familyId] })),
  ];
  return problems.length > 0 ? { problems } : { found: asManager(scope, familyId) };
}

function asWorker(scope: Scope, familyId: string, facts: Facts): Adding {
  const { caller, settings } = scope;
  return {
    state: 'PROPOSED',
    async somebody(personId, role, ...path) {
      const seen = await personInSight(scope, personId, ...path);
      if ('problems' in seen) return [...seen.problems];
      const { person, facts: of } = seen.found;
      const isMember = sightsOf(of, caller, person).some(({ membership }) => membership.familyId === familyId);
      if (isMember) return [problem('ALREADY_DONE', ...path)];
      const fits = (person.unbornChildOf !== null) === (role === 'UNBORN_CHILD');
      return fits ? familyTieProblems(scope, of, familyId, [personId]) : [problem('ROLE_DOES_NOT_FIT', 'role')];
    },
    async member(personId, category, ...path) {
      // Who expects a child is alive and born; kin may be neither.
      const seen = (category === 'PREGNANCY' ? subjectIn : personIn)(scope, facts, personId, ...path);
      if ('problems' in seen) return seen;
      const { person } = seen.found;
      const belongs = sightsOf(facts, caller, person).some(
        ({ membership }) => membership.familyId === familyId && membership.state === 'CONFIRMED',
      );
      if (!belongs) return { problems: [problem('NOT_FOUND', ...path)] };
      const decision = decide(facts, { caller, settings, person, purpose: 'EARLY_HELP', category, provider: null });
      if (decision.outcome === 'WITHHOLD') return { problems: [problem('NOT_PERMITTED', ...path)] };
      return { found: { id: personId, household: person.household?.id ?? null } };
    },
  };
}

function asManager(scope: Scope, familyId: string): Adding {
  const memberOf = async (personId: string): Promise<Kin | undefined> => {
    const { rows } = await scope.database.query<Kin>({
      text: `select p.id, p.household_id as household from person p where p.id = any($1::uuid[]) and exists (
        select from family_member fm where fm.person_id = p.id and fm.family_id = $2 and fm.state = 'CONFIRMED'
          and coalesce(fm.until_date >= $3::date, true) and ${currentVersion('family_member', 'fm')})`,
      values: [[personId].filter(isUuid), familyId, scope.today],
    });
    return rows[0];
  };
  return {
    state: 'CONFIRMED',
    async somebody(personId, role, ...path) {
      if (role === 'UNBORN_CHILD') return [problem('ROLE_DOES_NOT_FIT', 'role')];
      const inView = await peopleInView(scope, [personId]);
      if (!inView.has(personId)) return [problem('NOT_FOUND', ...path)];
      if (await memberOf(personId)) return [problem('ALREADY_DONE', ...path)];
      return conflictProblems(scope, { people: [personId] });
    },
    async member(personId, category, ...path) {
      if (category === 'PREGNANCY') return { problems: [problem('NOT_ENTITLED', ...path)] };
      const inView = await peopleInView(scope, [personId]);
      const member = await memberOf(personId);
      return inView.has(personId) && member ? { found: member } : { problems: [problem('NOT_FOUND', ...path)] };
    },
  };
}
