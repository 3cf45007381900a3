/**
 * Rule 8: two people open SAFEGUARDING for named people, categories and recipients, for at most 15 working days. Whether the people
 * named are anybody's is told to nobody who decides.
 */
import { newRows } from '#access-log/change.ts';
import { currentVersion } from '#people/current-version.ts';
import type { Category } from '#terms/category.ts';
import { addDays, startOfLondonDay } from '#terms/clock.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import type { SafeguardingGround } from '#terms/sharing.ts';
import { workingDaysAfter } from '#terms/working-days.ts';
import { SafeguardingDecision } from '#disclosure/entities.ts';
import { roleProblems } from './authority.ts';
import type { Change, ChangeInput, Made, Scope } from './change.ts';
import { conflictProblems, declaredProblems, isSilentlyTied } from './conflicts.ts';
import { textProblems } from './input.ts';
import { aboutPeople, namedCategoryProblems, namedPeopleProblems, namedRecipientProblems, whomTheyStandFor } from './named.ts';

export interface RecordSafeguardingDecisionInput extends ChangeInput {
  readonly ground: SafeguardingGround;
  readonly personIds: readonly string[];
  readonly categories: readonly Category[];
  readonly recipients: readonly string[];
  readonly reason: string;
  readonly endsAt: Date;
}

export interface SafeguardingDecisionRecorded {
  readonly decisionId: string;
  readonly version: number;
  readonly endsAt: string;
  readonly recordedAt: string;
}

/** It opens nothing until somebody else approves it. */
export const recordSafeguardingDecision: Change<RecordSafeguardingDecisionInput, SafeguardingDecisionRecorded> = {
  name: 'recordSafeguardingDecision',
  kind: 'SAFEGUARDING_DECISION',
  resultType: 'SafeguardingDecisionRecorded',
  async make(input, scope): Promise<Made<SafeguardingDecisionRecorded>> {
    const { ground, personIds, categories, recipients, reason, endsAt } = input;
    const what = { what: ['PROPOSED', ground], categories, purposes: ['SAFEGUARDING'] };
    const problems = await decidingProblems(scope, input);
    if (problems.length > 0) return { about: aboutPeople(personIds, what), problems };
    const row = {
      id: scope.newId(),
      version: 1,
      ground,
      people: await whomTheyStandFor(scope, personIds),
      categories: [...categories],
      recipients: [...recipients],
      reason,
      state: 'PROPOSED' as const,
      decidedBy: scope.caller.id,
      approvedBy: null,
      endsAt,
    };
    return made(scope, row, what.what);
  },
};

async function decidingProblems(scope: Scope, input: RecordSafeguardingDecisionInput): Promise<Problem[]> {
  const refused = roleProblems(scope, 'MASH', 'MANAGER');
  if (refused.length > 0) return refused;
  return [
    ...namedPeopleProblems(input.personIds, 'personIds'),
    ...namedCategoryProblems(scope, input.categories, 'categories'),
    ...(await namedRecipientProblems(scope, input.recipients, 'recipients')),
    ...selfProblems(scope, input.recipients),
    ...textProblems(input.reason, 'reason'),
    ...endProblems(scope, input.endsAt),
    ...(await declaredProblems(scope, input.personIds)),
  ];
}

/** Nobody opens anything for themselves by name; for the organisation they work for they may. */
function selfProblems({ caller }: Scope, recipients: readonly string[]): Problem[] {
  const place = recipients.indexOf(caller.id);
  return place < 0 ? [] : [problem('NOT_FOR_YOURSELF', 'recipients', place)];
}

const LONGEST_WORKING_DAYS = 15;

/** Later than now, and not after the last of 15 working days, which begin with the first after today; it ends with that day. */
function endProblems({ now, today }: Scope, endsAt: Date): Problem[] {
  if (endsAt <= now) return [problem('ENDS_TOO_EARLY', 'endsAt')];
  const latest = startOfLondonDay(addDays(workingDaysAfter(today, LONGEST_WORKING_DAYS), 1));
  return endsAt > latest ? [problem('ENDS_TOO_LATE', 'endsAt')] : [];
}

export interface SafeguardingDecisionInput extends ChangeInput {
  readonly decisionId: string;
}

/** By somebody else than who decided it, and who has no tie to whom it names. */
export const approveSafeguardingDecision: Change<SafeguardingDecisionInput, SafeguardingDecisionRecorded> = {
  name: 'approveSafeguardingDecision',
  kind: 'SAFEGUARDING_DECISION',
  resultType: 'SafeguardingDecisionRecorded',
  make: (input, scope) =>
    onDecision(input, scope, 'APPROVED', async (known) => {
      if (isOver(scope, known)) return [problem('ALREADY_ENDED', 'decisionId')];
      if (known.state !== 'PROPOSED') return [problem('NOT_PROPOSED', 'decisionId')];
      if (known.decidedBy === scope.caller.id) return [problem('SECOND_PERSON_NEEDED')];
      if (known.recipients.includes(scope.caller.id)) return [problem('NOT_FOR_YOURSELF')];
      return conflictProblems(scope, { people: known.people });
    }),
};

/**
 * At once. It takes two people to open, and one to end. Whoever lives or belongs with a tie of the caller's may be among those named:
 * to refuse for that would tell where they do, and what is ended shows less.
 */
export const endSafeguardingDecision: Change<SafeguardingDecisionInput, SafeguardingDecisionRecorded> = {
  name: 'endSafeguardingDecision',
  kind: 'SAFEGUARDING_DECISION',
  resultType: 'SafeguardingDecisionRecorded',
  make: (input, scope) =>
    onDecision(input, scope, 'ENDED', async (known) =>
      isOver(scope, known) ? [problem('ALREADY_ENDED', 'decisionId')] : declaredProblems(scope, known.people),
    ),
};

async function onDecision(
  { decisionId }: SafeguardingDecisionInput,
  scope: Scope,
  state: 'APPROVED' | 'ENDED',
  check: (known: DecisionRow) => Promise<Problem[]>,
): Promise<Made<SafeguardingDecisionRecorded>> {
  const about = [{ what: [state], records: isUuid(decisionId) ? [decisionId] : [] }];
  const refused = roleProblems(scope, 'MASH', 'MANAGER');
  if (refused.length > 0) return { about, problems: refused };
  const known = await decisionInView(scope, decisionId, state);
  if (!known) return { about, problems: [problem('NOT_FOUND', 'decisionId')] };
  const problems = await check(known);
  if (problems.length > 0) {
    const { categories, people } = known;
    return { about: aboutPeople(people, { what: [state], categories, records: [known.id] }), problems };
  }
  const approvedBy = state === 'APPROVED' ? scope.caller.id : known.approvedBy;
  return made(scope, { ...known, version: known.version + 1, state, approvedBy }, [state, known.ground]);
}

interface DecisionRow {
  readonly id: string;
  readonly version: number;
  readonly ground: SafeguardingGround;
  readonly people: string[];
  readonly categories: string[];
  readonly recipients: string[];
  readonly reason: string;
  readonly state: 'PROPOSED' | 'APPROVED' | 'ENDED';
  readonly decidedBy: string;
  readonly approvedBy: string | null;
  readonly endsAt: Date;
}

/** Of somebody whom a silent interest of the caller's hides there is none to approve; one that stands anybody may end. */
async function decisionInView(scope: Scope, id: string, state: 'APPROVED' | 'ENDED'): Promise<DecisionRow | undefined> {
  const { rows } = await scope.database.query<{ row: Omit<DecisionRow, 'endsAt'> & { endsAt: string } }>({
    text: `
      select json_build_object('id', d.id, 'version', d.version, 'ground', d.ground, 'people', d.people, 'categories', d.categories,
        'recipients', d.recipients, 'reason', d.reason, 'state', d.state, 'decidedBy', d.decided_by, 'approvedBy', d.approved_by,
        'endsAt', d.ends_at) as row
      from safeguarding_decision d where d.id = any($1::uuid[]) and ${currentVersion('safeguarding_decision', 'd')}`,
    values: [[id].filter(isUuid)],
  });
  const found = rows[0]?.row;
  const isTied = await isSilentlyTied(scope, found?.people ?? []);
  if (isTied && state === 'APPROVED') return undefined;
  return found && { ...found, endsAt: new Date(found.endsAt) };
}

function isOver({ now }: Scope, { state, endsAt }: DecisionRow): boolean {
  return state === 'ENDED' || endsAt <= now;
}

function made(scope: Scope, row: DecisionRow, what: readonly string[]): Made<SafeguardingDecisionRecorded> {
  const { id, version, people, categories, recipients } = row;
  const about = { what, categories, recipients, purposes: ['SAFEGUARDING'], records: [id] };
  const endsAt = row.state === 'ENDED' ? scope.now : row.endsAt;
  return {
    about: aboutPeople(people, about),
    result: { decisionId: id, version, endsAt: endsAt.toISOString(), recordedAt: scope.now.toISOString() },
    rows: [newRows(SafeguardingDecision, { ...row, recordedBy: scope.caller.id, recordedAt: scope.now })],
  };
}
