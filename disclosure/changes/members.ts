/** Rule 2: whoever is proposed as a member of a family shows nothing until a manager, who did not propose them, confirms. */
import { newRows } from '#access-log/change.ts';
import { currentVersion } from '#people/current-version.ts';
import { Relationship } from '#people/entities.ts';
import { FamilyMember } from '#people/family-entities.ts';
import type { LocalDate } from '#terms/clock.ts';
import type { FamilyRole } from '#terms/family.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { roleProblems } from './authority.ts';
import type { About, Change, ChangeInput, Made, Scope } from './change.ts';
import { conflictProblems, ownWorkProblems, peopleInView } from './conflicts.ts';
import type { RelationshipRow } from './relationships.ts';
import { nextVersion, RELATIONSHIP } from './relationships.ts';

export interface ConfirmFamilyMemberInput extends ChangeInput {
  readonly membershipId: string;
  readonly decision: 'CONFIRM' | 'REJECT';
}

export interface FamilyMemberDecided {
  readonly membershipId: string;
  readonly version: number;
  readonly recordedAt: string;
}

export const confirmFamilyMember: Change<ConfirmFamilyMemberInput, FamilyMemberDecided> = {
  name: 'confirmFamilyMember',
  kind: 'MEMBERSHIP_CHANGE',
  resultType: 'FamilyMemberDecided',
  async make({ membershipId, decision }, scope): Promise<Made<FamilyMemberDecided>> {
    const state = decision === 'CONFIRM' ? ('CONFIRMED' as const) : ('REJECTED' as const);
    const what = { what: [state], records: isUuid(membershipId) ? [membershipId] : [] };
    const refused = roleProblems(scope, 'MANAGER');
    const known = refused.length > 0 ? undefined : await managedMembership(scope, membershipId);
    if (!known) return { about: [what], problems: refused.length > 0 ? refused : [problem('NOT_FOUND', 'membershipId')] };
    const about = [{ ...what, personId: known.person, familyId: known.family }];
    const problems = await decisionProblems(scope, known);
    if (problems.length > 0) return { about, problems };
    const row = {
      ...known,
      version: known.version + 1,
      state,
      confirmedBy: state === 'CONFIRMED' ? scope.caller.id : null,
      recordedBy: scope.caller.id,
      recordedAt: scope.now,
    };
    const ties = (await proposedWith(scope, membershipId)).map((tie) => nextVersion(scope, tie, { state }));
    return {
      about: [...about, ...ties.map((tie) => aboutTie(tie, known))],
      result: { membershipId, version: row.version, recordedAt: scope.now.toISOString() },
      rows: [newRows(FamilyMember, row), newRows(Relationship, ...ties)],
    };
  },
};

/** What somebody who is proposed is said to be to others is decided with their membership. */
async function proposedWith({ database }: Scope, membershipId: string): Promise<RelationshipRow[]> {
  const { rows } = await database.query<{ row: RelationshipRow }>({
    text: `select ${RELATIONSHIP} as row from relationship r
      where r.proposed_with = $1 and r.state = 'PROPOSED' and ${currentVersion('relationship', 'r')} order by r.id`,
    values: [membershipId],
  });
  return rows.map(({ row }) => row);
}

/** A leaf for whoever is at the other end. */
function aboutTie(
  { id, kind, state, fromPerson, toPerson }: ReturnType<typeof nextVersion>,
  { person, family }: MembershipRow,
): About {
  return {
    personId: fromPerson === person ? toPerson : fromPerson,
    familyId: family,
    what: [state, kind],
    records: [id],
  };
}

async function decisionProblems(scope: Scope, { state, person, family, proposedBy }: MembershipRow): Promise<Problem[]> {
  if (state !== 'PROPOSED') return [problem('NOT_PROPOSED', 'membershipId')];
  if (proposedBy === scope.caller.id) return [problem('SECOND_PERSON_NEEDED')];
  const own = await ownWorkProblems(scope, { families: [family] }, 'membershipId');
  return own.length > 0 ? own : conflictProblems(scope, { people: [person], families: [family] });
}

export interface MembershipRow {
  readonly id: string;
  readonly version: number;
  readonly family: string;
  readonly person: string;
  readonly role: FamilyRole;
  readonly state: 'PROPOSED' | 'CONFIRMED' | 'REJECTED';
  readonly assertedBy: 'WORKER' | 'AGENCY';
  readonly evidence: string | null;
  readonly proposedBy: string | null;
  readonly confirmedBy: string | null;
  readonly fromDate: LocalDate | null;
  readonly untilDate: LocalDate | null;
}

/** Membership `fm`, as JSON. */
export const MEMBERSHIP = `json_build_object('id', fm.id, 'version', fm.version, 'family', fm.family_id, 'person', fm.person_id,
  'role', fm.role, 'state', fm.state, 'assertedBy', fm.asserted_by, 'evidence', fm.evidence, 'proposedBy', fm.proposed_by_id,
  'confirmedBy', fm.confirmed_by_id, 'fromDate', fm.from_date, 'untilDate', fm.until_date)`;

/** In a family of the manager's own service; of somebody hidden from the manager there is none. */
async function managedMembership(scope: Scope, id: string): Promise<MembershipRow | undefined> {
  const { rows } = await scope.database.query<{ row: MembershipRow }>({
    text: `
      select ${MEMBERSHIP} as row
      from family_member fm join family f on f.id = fm.family_id
      where fm.id = any($1::uuid[]) and f.organisation_id = $2 and ${currentVersion('family_member', 'fm')}`,
    values: [[id].filter(isUuid), scope.caller.organisationId],
  });
  const inView = await peopleInView(
    scope,
    rows.map(({ row }) => row.person),
  );
  return rows.map(({ row }) => row).find(({ person }) => inView.has(person));
}
