/**
 * The words in which the scenarios are told: who agrees, refuses and withdraws, who joins and leaves, what is restricted, decided and
 * declared. Each is done through the hub's own mutation; where there is none, a row or the next version of one is added. Whatever the hub
 * refuses throws the codes of its problems.
 */
import { callerId } from '#demo/callers.ts';
import type { LocalDate } from '#terms/clock.ts';
import type { Capacity } from '#terms/sharing.ts';
import type { List, Who } from './stage.ts';
import { answerTo, changes, EARLY_HELP, FAMILY, leadWorker, list, manager, nextVersion, now, sql, today } from './stage.ts';

export * from './offices.ts';
export * from './stage.ts';

// Agreement to share.

/** The local authority, which decides under a care order. */
export const authority = 'LOCAL_AUTHORITY';

interface Deciding {
  /** Who enters it. */
  readonly by?: Who;
  /** When it was decided; otherwise now. */
  readonly at?: string;
  readonly to?: List;
  readonly as?: Capacity;
  readonly assessedBy?: string;
  readonly assessedOn?: LocalDate;
  readonly until?: LocalDate;
}

function capacityOf(giver: string | null, person: string): Capacity {
  if (giver === authority) return 'LOCAL_AUTHORITY';
  return giver === person ? 'SELF' : 'PARENTAL_RESPONSIBILITY';
}

/** Who decides, and in what capacity. */
function giverOf(giver: string | null, person: string, more: Deciding = {}): object {
  const capacity = more.as ?? capacityOf(giver, person);
  const personId = capacity === 'SELF' || giver === authority ? null : giver;
  return { capacity, personId, competenceAssessedBy: more.assessedBy, competenceAssessedOn: more.assessedOn };
}

const decides =
  (decision: string) =>
  async (giver: string | null, person: string, categories: List, more: Deciding = {}) =>
    changes(more.by ?? leadWorker, 'recordConsent', {
      personId: person,
      categories: list(categories),
      purposes: ['EARLY_HELP'],
      recipients: list(more.to ?? EARLY_HELP),
      decision,
      decidedAt: more.at ?? now().toISOString(),
      givenBy: giverOf(giver, person, more),
      method: 'IN_PERSON',
      validUntil: more.until,
    });

/** A giver agrees that some categories of a person are shared. */
export const gives = decides('GIVEN');
export const refuses = decides('REFUSED');

export const withdraws = async (giver: string, person: string, categories: List, more: Deciding = {}) =>
  changes(more.by ?? leadWorker, 'withdrawConsent', {
    personId: person,
    categories: list(categories),
    decidedAt: more.at ?? now().toISOString(),
    withdrawnBy: {
      capacity: more.as ?? capacityOf(giver, person),
      personId: giver === person || giver === authority ? null : giver,
    },
    method: 'PHONE',
  });

/** One row of a family's form. */
export const ticks = (giver: string | null, person: string, categories: List, decision = 'GIVEN', more: Deciding = {}) => ({
  personId: person,
  categories: list(categories),
  recipients: [EARLY_HELP],
  decision,
  givenBy: giverOf(giver, person, more),
});

/** One visit to the whole family. */
export const visits = async (rows: readonly object[], at = now().toISOString()) =>
  changes(leadWorker, 'recordFamilyAgreement', {
    familyId: FAMILY,
    formReference: 'FV-1',
    noticeVersion: '2026-04',
    decidedAt: at,
    method: 'IN_PERSON',
    rows,
  });

export const assesses = async (person: string, outcome: 'COMPETENT' | 'NOT_COMPETENT', categories: List, on = today()) =>
  changes(leadWorker, 'recordCompetence', {
    personId: person,
    categories: list(categories),
    outcome,
    assessedBy: 'A made-up doctor',
    assessedOn: on,
  });

/** Somebody holds parental responsibility for a child. */
export const holds = async (holder: string, child: string, more: object = {}) =>
  changes(
    leadWorker,
    'recordParentalResponsibility',
    {
      childId: child,
      holderKind: holder === authority ? 'LOCAL_AUTHORITY' : 'PERSON',
      holderId: holder === authority ? null : holder,
      source: holder === authority ? 'CARE_ORDER' : 'BIRTH',
      evidence: 'Seen',
      ...more,
    },
    '... on ParentalResponsibilityRecorded { id }',
  );

/** Somebody's parental responsibility for a child is at an end. */
export async function holdsNoLonger(holder: string, child: string): Promise<void> {
  const [row] = await sql<{ id: string }>('select id from parental_responsibility where holder_id = $1 and child_id = $2', [
    holder,
    child,
  ]);
  await changes(leadWorker, 'endParentalResponsibility', { id: row?.id, evidence: 'Seen' });
}

// Families and teams.

export async function joins(who: string, kind = 'TEAM_MEMBER', until?: string, by: Who = manager): Promise<string> {
  const input = { familyId: FAMILY, workerId: callerId(who), kind, until };
  const answer = await changes(by, 'addTeamMember', input, '... on AssignmentRecorded { assignmentId }');
  return answer['assignmentId'] as string;
}

/** Becomes the lead worker, in place of whoever is. */
export const leads = async (who: string, by: Who = manager) =>
  changes(by, 'assignLeadWorker', { familyId: FAMILY, workerId: callerId(who) });

/** Somebody's work with the family is ended. */
export async function leaves(who: string): Promise<void> {
  const { assignments } = await managed();
  const own = assignments.find(({ worker, live }) => live && worker.id === callerId(who));
  await changes(manager, 'endTeamMember', { assignmentId: own?.id ?? 'none' });
}

export const closes = async (reason: string, closedOn = today()) =>
  changes(manager, 'closeFamily', { familyId: FAMILY, closedOn, reason });
export const opensAgain = async () => changes(manager, 'openFamily', { familyId: FAMILY });

export interface Managed {
  readonly episodes: readonly { readonly agreedOn: string | null }[];
  readonly assignments: readonly { readonly id: string; readonly live: boolean; readonly worker: { readonly id: string } }[];
  readonly proposals: readonly {
    readonly membershipId: string;
    readonly name: string | null;
    readonly evidence: string | null;
  }[];
  readonly consents: readonly { readonly personId: string; readonly category: string; readonly decision: string }[];
}

/** What a manager sees of the family. @throws where that is nothing. */
export async function managed(who: Who = manager): Promise<Managed> {
  const document = `query($id: ID!) { managedFamily(id: $id) { episodes { agreedOn } assignments { id live worker { id } }
    proposals { membershipId name evidence } consents { personId category decision } } }`;
  const found = await answerTo<Managed | null>(who, document, { id: FAMILY });
  if (!found) throw new Error('The manager sees no family.');
  return found;
}

/** Somebody's place in the family waits for a manager: a worker says so, or an agency's records do. */
export const isProposed = async (person: string, by: string | null, evidence: string | null = null) =>
  nextVersion(
    'family_member',
    { person_id: person, family_id: FAMILY },
    {
      state: 'PROPOSED',
      asserted_by: by === null ? 'AGENCY' : 'WORKER',
      proposed_by_id: by === null ? null : callerId(by),
      confirmed_by_id: null,
      evidence,
    },
  );

/** The manager decides about everybody who waits. */
export async function confirms(decision: 'CONFIRM' | 'REJECT', by: Who = manager): Promise<void> {
  for (const { membershipId } of (await managed()).proposals) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await changes(by, 'confirmFamilyMember', { membershipId, decision });
  }
}

/** It is somebody's birthday: they have lived so many years. */
export const turns = async (person: string, years: number, on = today()) =>
  sql(`update person set date_of_birth = $2::date - make_interval(years => $3) where id = $1`, [person, on, years]);
export const dies = async (person: string) => sql('update person set died_on = $2 where id = $1', [person, today()]);
/** A child is born. */
export const isBorn = async (child: string) =>
  sql(`update person set date_of_birth = $2, due_date = null, unborn_child_of_id = null, forename = 'Ada' where id = $1`, [
    child,
    today(),
  ]);
/** Which of an agency's records is about somebody: known, thought to be (`CANDIDATE`), or none. */
export const isLinked = async (person: string, agency: string, state: 'CONFIRMED' | 'CANDIDATE' | null) =>
  sql(`update agency_link set state = coalesce($3, state), ends_at = $4 where person_id = $1 and agency = $2`, [
    person,
    agency,
    state,
    state === null ? now() : null,
  ]);
