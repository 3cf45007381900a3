/** Who may change what (rules 1 and 2): by role, by assignment, and never for oneself, one's household or one's family. */
import { currentVersion } from '#people/current-version.ts';
import { hasRole, mayActThrough } from '#terms/caller.ts';
import type { Role } from '#terms/caller.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { decide } from '#disclosure/decide.ts';
import type { Facts, PersonFacts } from '#disclosure/facts.ts';
import { isInSight, isUnborn, sightsOf } from '#disclosure/visibility.ts';
import type { Scope } from './change.ts';

/** A worker of one of these roles: an app changes nothing on its own. Through an app only what a practitioner may, where it is approved. */
export function roleProblems({ caller }: Scope, ...roles: readonly Role[]): Problem[] {
  const { through } = caller;
  const isApproved = mayActThrough(caller, 'EARLY_HELP');
  const allowed = through ? roles.filter((role) => role === 'PRACTITIONER') : roles;
  return caller.kind === 'WORKER' && isApproved && allowed.some((role) => hasRole(caller, role)) ? [] : [problem('NOT_ENTITLED')];
}

/** Somebody whom the caller works with, and the facts about them. */
export interface Subject {
  readonly person: PersonFacts;
  readonly facts: Facts;
}

export type Found<Value> = { readonly found: Value } | { readonly problems: readonly Problem[] };

/**
 * Somebody whose decisions the caller may record: visible, a confirmed member of a family of theirs with an open episode. Whoever is
 * hidden reads like whoever does not exist.
 */
export async function subjectOf(scope: Scope, personId: string, ...path: (string | number)[]): Promise<Found<Subject>> {
  return asSubject(scope, await personInSight(scope, personId, ...path), ...path);
}

/** The same, of somebody whose facts are loaded if they are anybody's. */
export function subjectIn(scope: Scope, facts: Facts, personId: string, ...path: (string | number)[]): Found<Subject> {
  return asSubject(scope, personIn(scope, facts, personId, ...path), ...path);
}

function asSubject(scope: Scope, seen: Found<Subject>, ...path: (string | number)[]): Found<Subject> {
  if ('problems' in seen) return seen;
  // Whether they are born, or have died, is part of their identity.
  if (!mayKnowIdentity(scope, seen.found)) return { problems: [problem('NOT_PERMITTED', ...path)] };
  const { person } = seen.found;
  if (isUnborn(person)) return { problems: [problem('NOT_YET_BORN', ...path)] };
  return person.diedOn === null ? seen : { problems: [problem('DECEASED', ...path)] };
}

/** Whether the caller may know who the person is. Where not, no answer of a change's may rest on their age, or on whose child they are. */
export function mayKnowIdentity({ caller, settings }: Scope, { person, facts }: Subject): boolean {
  const request = { caller, settings, person, purpose: 'EARLY_HELP', category: 'IDENTITY', provider: null } as const;
  return decide(facts, request).outcome === 'PERMIT';
}

/** Somebody whom the caller sees through a live assignment, whatever may be recorded of them. */
export async function personInSight(scope: Scope, personId: string, ...path: (string | number)[]): Promise<Found<Subject>> {
  if (!isUuid(personId)) return { problems: [problem('NOT_FOUND', ...path)] };
  const { caller } = scope;
  const facts = await scope.loadFacts({ caller, purpose: 'EARLY_HELP', familyIds: [], personIds: [personId] });
  return personIn(scope, facts, personId, ...path);
}

/** The same, of somebody whose facts are loaded if they are anybody's. */
export function personIn(scope: Scope, facts: Facts, personId: string, ...path: (string | number)[]): Found<Subject> {
  const { caller } = scope;
  const person = facts.people.get(personId);
  const visible = person && isInSight(facts, caller, person) && isKnownToBeExpected(facts, scope, person);
  if (!visible) return { problems: [problem('NOT_FOUND', ...path)] };
  const confirmed = sightsOf(facts, caller, person).some(({ membership }) => membership.state === 'CONFIRMED');
  return confirmed ? { found: { person, facts } } : { problems: [problem('NOT_PERMITTED', ...path)] };
}

/** A child not yet born is hidden where the mother's PREGNANCY is (rule 2). */
function isKnownToBeExpected(facts: Facts, { caller, settings }: Scope, person: PersonFacts): boolean {
  if (!isUnborn(person)) return true;
  const mother = person.unbornChildOf === null ? undefined : facts.people.get(person.unbornChildOf);
  if (!mother || !isInSight(facts, caller, mother)) return false;
  const request = { caller, settings, person: mother, purpose: 'EARLY_HELP', category: 'PREGNANCY', provider: null } as const;
  return decide(facts, request).outcome === 'PERMIT';
}

export interface ManagedFamily {
  readonly id: string;
  readonly openEpisode: OpenEpisode | null;
}
export interface OpenEpisode {
  readonly id: string;
  readonly version: number;
  readonly agreedOn: string | null;
  readonly openedOn: string;
}

/** A family of the manager's own service, with its open episode. */
export async function managedFamily(scope: Scope, familyId: string, ...path: (string | number)[]): Promise<Found<ManagedFamily>> {
  const absent = { problems: [problem('NOT_FOUND', ...path)] };
  if (!isUuid(familyId)) return absent;
  const { rows } = await scope.database.query<{ id: string; episode: OpenEpisode | null }>({
    text: `
      select f.id, (${OPEN_EPISODE}) as episode from family f where f.id = $1 and f.organisation_id = $2`,
    values: [familyId, scope.caller.organisationId],
  });
  const row = rows[0];
  return row ? { found: { id: row.id, openEpisode: row.episode } } : absent;
}

/** The open episode of family `f`. */
export const OPEN_EPISODE = `
  select json_build_object('id', e.id, 'version', e.version, 'agreedOn', e.agreed_on, 'openedOn', e.opened_on)
  from episode e where e.family_id = f.id and e.closed_on is null and ${currentVersion('episode', 'e')}
  order by e.opened_on desc limit 1`;

export interface FamilyInSight {
  readonly facts: Facts;
  readonly episode: OpenEpisode | null;
}

/** A family that the caller has a live assignment to. */
export async function familyInSight(scope: Scope, familyId: string): Promise<FamilyInSight | null> {
  if (!isUuid(familyId)) return null;
  const { caller } = scope;
  const facts = await scope.loadFacts({ caller, purpose: 'EARLY_HELP', familyIds: [familyId], personIds: [] });
  if (!facts.families.has(familyId)) return null;
  const { rows } = await scope.database.query<{ episode: OpenEpisode | null }>({
    text: `select (${OPEN_EPISODE}) as episode from family f where f.id = $1`,
    values: [familyId],
  });
  return { facts, episode: rows[0]?.episode ?? null };
}
