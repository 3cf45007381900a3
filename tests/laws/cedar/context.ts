/**
 * Facts as Cedar's entities and values. Besides, what Cedar cannot say: ages, and picking the latest of several rows. Which rows
 * count is never settled here: policies.cedar does.
 */
import type { CedarValueJson, EntityJson, TypeAndId } from '@cedar-policy/cedar-wasm/nodejs';
import type {
  AgreementFacts,
  CompetenceFacts,
  ConsentFacts,
  ExceptionFacts,
  Facts,
  HolderFacts,
  PersonFacts,
  RestrictionFacts,
} from '#disclosure/facts.ts';
import type { Caller } from '#terms/caller.ts';
import type { LocalDate } from '#terms/clock.ts';
import { ageOn } from '#terms/clock.ts';

export type Value = CedarValueJson;
export type Entity = EntityJson & { readonly uid: TypeAndId };

const entity = (type: string, id: string, attrs: Record<string, Value>, parents: readonly TypeAndId[] = []): Entity => ({
  uid: { type, id },
  attrs,
  parents: [...parents],
});
export const party = (id: string): TypeAndId => ({ type: 'Party', id });
const parties = (ids: readonly string[]): Value => ids.map((id) => ({ __entity: party(id) }));
export const day = (date: LocalDate): Value => ({ __extn: { fn: 'datetime', arg: date } });

/** A record without what is not known: Cedar asks for it by `has`. */
export function known(values: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const entries = Object.entries(values).filter((entry): entry is [string, Value] => entry[1] !== null && entry[1] !== undefined);
  return Object.fromEntries(entries);
}

/** Who asks: the worker or app, and the app that acts for the worker. */
export function askers(caller: Caller): Entity[] {
  const own = [party(caller.id), party(caller.organisationId)];
  const roles = (held: readonly string[]) => held.map((id) => ({ type: 'Role', id }));
  const approvals = (purposes: readonly string[]) => purposes.map((id) => ({ type: 'Approval', id }));
  const asker =
    caller.kind === 'APP'
      ? entity('App', caller.id, {}, [...own, ...roles(caller.roles), ...approvals(caller.approvedPurposes)])
      : entity('Worker', caller.id, {}, [...own, ...roles(caller.roles)]);
  if (caller.through === null) return [asker];
  const { id, organisationId, approvedPurposes } = caller.through;
  return [asker, entity('App', id, {}, [party(id), party(organisationId), ...roles(['APP']), ...approvals(approvedPurposes)])];
}

export const answer = (person: string, category: string): Entity => entity('Answer', `${person}/${category}`, { category });

export const exception = (row: ExceptionFacts): Entity =>
  entity('Exception', row.id, { people: [...row.people], categories: [...row.categories], endsAt: row.endsAt });

export const restriction = (row: RestrictionFacts): Entity =>
  entity(
    'Restriction',
    row.id,
    known({
      kind: row.kind,
      categories: row.categories === null ? undefined : [...row.categories],
      binds: row.binds === null ? undefined : parties(row.binds),
      exempt: parties(row.exempt),
    }),
  );

/** Every assignment, membership and episode of one family. */
export function ways(facts: Facts, person: PersonFacts): Entity[] {
  return person.memberships.flatMap(({ id, familyId, state }) =>
    facts.assignments
      .filter((assignment) => assignment.familyId === familyId)
      .flatMap((assignment) =>
        episodesOf(facts, familyId).map((episode, index) =>
          entity('Way', `${assignment.id}/${id}/${index}`, { ...episode, assignment: assignment.kind, membership: state }),
        ),
      ),
  );
}

/** Each with what became of the family's other ones. */
function episodesOf(facts: Facts, family: string): Record<string, Value>[] {
  const episodes = facts.episodes.filter(({ familyId }) => familyId === family);
  const lastClosedOn = episodes
    .map(({ closedOn }) => closedOn ?? '')
    .toSorted()
    .at(-1);
  return episodes.map(({ openedOn, closedOn }) =>
    known({
      openedOn: day(openedOn),
      closedOn: closedOn === null ? undefined : day(closedOn),
      closedThatDayFor: episodes.filter((other) => other.closedOn === closedOn).map((other) => other.closingReason ?? ''),
      reopened: episodes.some((other) => other.closedOn === null),
      lastClosedOn: lastClosedOn ? day(lastClosedOn) : undefined,
    }),
  );
}

export const agreement = (row: AgreementFacts): Entity =>
  entity(
    'Agreement',
    `${row.id}@${row.version}`,
    known({
      provider: row.provider,
      recipients: parties(row.recipients),
      categories: [...row.categories],
      purposes: [...row.purposes],
      minimumAge: row.minimumAge,
      maximumAge: row.maximumAge,
      startsAt: row.startsAt,
      endsAt: row.endsAt,
      ended: row.ended,
      proposedBy: row.proposedBy,
      activatedBy: row.activatedBy,
    }),
  );

/** Of each agreement the latest version. */
export const latestVersions = (rows: readonly AgreementFacts[]): AgreementFacts[] =>
  rows.filter((row) => !rows.some(({ id, version }) => id === row.id && version > row.version));

/** A local authority is one giver, whoever signs for it. */
const giverOf = ({ capacity, givenBy }: ConsentFacts): string =>
  capacity === 'LOCAL_AUTHORITY' ? capacity : `${capacity} ${givenBy}`;

export const giver = (row: ConsentFacts): Entity => entity('Giver', giverOf(row), { capacity: row.capacity });

/** How a statement stands to the others. */
export interface Standing {
  /** The last that the person decided alone. */
  readonly own: boolean;
  readonly afterOwn: boolean;
  readonly withdrawnSince: boolean;
}
export const NO_STANDING: Standing = { own: false, afterOwn: false, withdrawnSince: false };

export const statement = (row: ConsentFacts, standing: Standing): Entity =>
  entity(
    'Statement',
    row.id,
    known({
      category: row.category,
      decision: row.decision,
      decidedAt: row.decidedAt,
      decidedOn: day(row.decidedOn),
      validUntil: row.validUntil === null ? undefined : day(row.validUntil),
      ...standing,
    }),
  );

/** Later than another: by when it was decided, then by entry. */
export const isAfter = (one: ConsentFacts, other: ConsentFacts): boolean =>
  one.decidedAt > other.decidedAt || (one.decidedAt === other.decidedAt && one.entry > other.entry);

export const latest = (rows: readonly ConsentFacts[]): ConsentFacts | undefined =>
  rows.find((row) => !rows.some((other) => isAfter(other, row)));

/** The latest consent or refusal of each who decides for another. */
export function latestOfEachGiver(rows: readonly ConsentFacts[]): ConsentFacts[] {
  const decided = rows.filter(({ capacity, decision }) => capacity !== 'SELF' && decision !== 'WITHDRAWN');
  return decided.filter((row) => row === latest(decided.filter((other) => giverOf(other) === giverOf(row))));
}

export const birth = (facts: Facts, person: PersonFacts): Record<string, Value> =>
  known({ now: facts.at, born: person.dateOfBirth === null ? undefined : day(person.dateOfBirth) });

/**
 * What was assessed last about the category up to the day of the decision, the decision's own assessment among them: of being able
 * where people decide for themselves, of not being so where another decides for them. And what was found since.
 */
export function competence(row: ConsentFacts, person: PersonFacts): Record<string, Value> {
  const outcome = row.capacity === 'SELF' ? 'COMPETENT' : 'NOT_COMPETENT';
  const own: CompetenceFacts[] =
    row.competenceAssessedOn === null
      ? []
      : [{ entry: 0, categories: [row.category], outcome, assessedOn: row.competenceAssessedOn }];
  const about = [...own, ...person.competence].filter(({ categories }) => categories.includes(row.category));
  // Of a refusal the form's own is the last word.
  const isLast = (one: CompetenceFacts): boolean => row.decision === 'REFUSED' && own.includes(one);
  const order = (one: CompetenceFacts, other: CompetenceFacts) =>
    one.assessedOn === other.assessedOn ? one.entry - other.entry : one.assessedOn < other.assessedOn ? -1 : 1;
  const inOrder = (one: CompetenceFacts, other: CompetenceFacts) =>
    isLast(one) === isLast(other) ? order(one, other) : isLast(one) ? 1 : -1;
  const before = about.filter(({ assessedOn }) => assessedOn <= row.decidedOn).toSorted(inOrder);
  const since = person.competence.filter(
    ({ categories, assessedOn }) => categories.includes(row.category) && assessedOn > row.decidedOn,
  );
  return known({
    assessment: before.at(-1)?.outcome,
    ageThen: age(person, row.decidedOn),
    foundUnableSince: since.some((later) => later.outcome === 'NOT_COMPETENT'),
    foundAbleSince: since.some((later) => later.outcome === 'COMPETENT'),
  });
}

/** Who may speak for the person today; once for each time that the giver is on record as a holder of parental responsibility. */
export function responsibilities(row: ConsentFacts, facts: Facts, person: PersonFacts): Record<string, Value>[] {
  const isHeldByGiver = ({ holderKind, holder }: HolderFacts): boolean =>
    row.capacity === 'LOCAL_AUTHORITY'
      ? holderKind === 'LOCAL_AUTHORITY'
      : row.capacity === 'PARENTAL_RESPONSIBILITY' && holderKind === 'PERSON' && holder === row.givenBy;
  const held = person.parentalResponsibility
    .filter(isHeldByGiver)
    .map(({ from, courtLimits }) => known({ since: from === null ? undefined : day(from), courtLimits: [...courtLimits] }));
  const underCareOrder = person.parentalResponsibility.some(({ holderKind }) => holderKind === 'LOCAL_AUTHORITY');
  return (held.length === 0 ? [undefined] : held).map((responsibility) =>
    known({ ...competence(row, person), age: age(person, facts.today), underCareOrder, responsibility }),
  );
}

/** Completed years, and nothing where the birth is not known. */
export const age = (person: PersonFacts, on: LocalDate): number | undefined =>
  person.dateOfBirth === null ? undefined : ageOn(person.dateOfBirth, on);
