/** The words in which proposals are told: who is added to a family, who is related to whom, who is born. */
import type { ChangeAnswer } from '#tests/support/change.ts';
import type { Who } from './story.ts';
import { answerTo, changes, FAMILY, leadWorker, manager, sql, today } from './story.ts';

interface Adding {
  readonly by?: Who;
  readonly role?: string;
  readonly relationships?: readonly object[];
  readonly familyId?: string;
}

/** Adds somebody to the family, in one of the ways that there are. */
export const adds = async (person: object, { by = leadWorker, role = 'OTHER', familyId = FAMILY, ...more }: Adding = {}) =>
  changes(
    by,
    'addFamilyMember',
    { familyId, role, person, ...more },
    '... on FamilyMemberAdded { membershipId personId state relationshipIds }',
  );

export const idOf = (answer: ChangeAnswer): string => answer['personId'] as string;
export const membershipOf = (answer: ChangeAnswer): string => answer['membershipId'] as string;

/** A new partner of the mother's, of whom a name and a birthday are known. */
export const kofi = { forename: 'Kofi', surname: 'Mensah', dateOfBirth: '1984-03-02', sex: 'MALE' };

export const decides = async (membershipId: string, decision: 'CONFIRM' | 'REJECT', by: Who = manager) =>
  changes(by, 'confirmFamilyMember', { membershipId, decision });

const RELATED = '... on RelationshipRecorded { relationshipId version }';

/** Somebody is said to be the kind of somebody else. Answers the tie's id. */
export const isRelated = async (
  fromPersonId: string,
  kind: string,
  toPersonId: string,
  by: Who = leadWorker,
): Promise<string> => {
  const answer = await changes(by, 'recordRelationship', { fromPersonId, kind, toPersonId }, RELATED);
  return answer['relationshipId'] as string;
};
export const isRelatedNoLonger = async (relationshipId: string, by: Who = leadWorker) =>
  changes(by, 'endRelationship', { relationshipId }, RELATED);
export const decidesTie = async (relationshipId: string, decision: 'CONFIRM' | 'REJECT', by: Who = manager) =>
  changes(by, 'confirmRelationship', { relationshipId, decision }, RELATED);

/** The child who was not yet born is born. Answers the id that is theirs from now on. */
export const bears = async (personId: string, more: object = {}, by: Who = leadWorker): Promise<string> => {
  const born = { personId, forename: 'Ada', surname: 'Okafor', dateOfBirth: today(), sex: 'FEMALE', ...more };
  return (await changes(by, 'recordBirth', born, '... on BirthRecorded { personId }'))['personId'] as string;
};

/** Who is related to whom, as somebody reads it. */
export async function kinship(who: Who = leadWorker): Promise<{ id: string; kind: string; from: string; to: string }[]> {
  const document = `query($id: ID!) { family(id: $id, purpose: EARLY_HELP) {
    relationships { ... on Relationships { relationships { id kind from { id } to { id } } } } } }`;
  const found = await answerTo<{ relationships: { relationships?: Tie[] } }>(who, document, { id: FAMILY });
  return (found.relationships.relationships ?? []).map(({ id, kind, from, to }) => ({ id, kind, from: from.id, to: to.id }));
}

interface Tie {
  readonly id: string;
  readonly kind: string;
  readonly from: { readonly id: string };
  readonly to: { readonly id: string };
}

export interface Waiting {
  readonly proposals: readonly {
    readonly membershipId: string;
    readonly name: string | null;
    readonly assertedBy: string;
    readonly evidence: string | null;
    readonly proposedBy: { readonly name: string } | null;
  }[];
  readonly relationshipProposals: readonly {
    readonly relationshipId: string;
    readonly from: string | null;
    readonly kind: string;
    readonly to: string | null;
    readonly proposedBy: { readonly name: string } | null;
  }[];
}

/** What waits for the manager. */
export async function waiting(who: Who = manager, id = FAMILY): Promise<Waiting> {
  const document = `query($id: ID!) { managedFamily(id: $id) { proposals { membershipId name assertedBy evidence proposedBy { name } }
    relationshipProposals { relationshipId from kind to proposedBy { name } } } }`;
  const found = await answerTo<Waiting | null>(who, document, { id });
  if (!found) throw new Error('The manager sees no family.');
  return found;
}

/** Rows of somebody who was entered. */
export async function entered(person: string): Promise<Record<string, unknown>> {
  const [row] = await sql<Record<string, unknown>>(
    `select p.forename, p.surname, p.date_of_birth::text as born, p.household_id as household, p.unborn_child_of_id as mother,
      p.due_date::text as due, p.recorded_by as by, array(select kind || ' ' || value from person_identifier where person_id = p.id) as numbers
      from person p where p.id = $1`,
    [person],
  );
  return row ?? {};
}

/** What somebody reads of whom they proposed. */
export async function enteredOf(who: Who): Promise<object[]> {
  const document = `query($id: ID!) { family(id: $id, purpose: EARLY_HELP) { members { entered { name dateOfBirth sex dueDate } } } }`;
  const found = await answerTo<{ members: { entered: object | null }[] }>(who, document, { id: FAMILY });
  return found.members.flatMap(({ entered: own }) => own ?? []);
}
