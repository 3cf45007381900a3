/** Rule 5: recordConsent and withdrawConsent. */
import { newRows } from '#access-log/change.ts';
import { ageOn, londonDate } from '#terms/clock.ts';
import type { LocalDate } from '#terms/clock.ts';
import type { Category } from '#terms/category.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { Capacity, ConsentMethod } from '#terms/sharing.ts';
import { decide } from '#disclosure/decide.ts';
import { Consent } from '#disclosure/entities.ts';
import { countsOnce } from '#disclosure/sql.ts';
import { sightsOf } from '#disclosure/visibility.ts';
import { mayKnowIdentity, personInSight, roleProblems, subjectOf } from './authority.ts';
import type { Subject } from './authority.ts';
import type { Change, ChangeInput, Made, Scope } from './change.ts';
import { holdersInView, tieProblems } from './conflicts.ts';
import { giverProblems } from './givers.ts';
import { categoryProblems, listProblems, pastProblems, recipientProblems } from './input.ts';

export interface GiverInput {
  readonly capacity: Capacity;
  readonly personId?: string | null;
  readonly competenceAssessedBy?: string | null;
  readonly competenceAssessedOn?: LocalDate | null;
}

/** What one decision covers, and by whom it was made. */
export interface DecisionInput {
  readonly personId: string;
  readonly categories: readonly Category[];
  readonly purposes: readonly Purpose[];
  readonly recipients: readonly string[];
  readonly decision: 'GIVEN' | 'REFUSED';
  readonly givenBy: GiverInput;
  readonly validUntil?: LocalDate | null;
}

export interface RecordConsentInput extends DecisionInput, ChangeInput {
  readonly decidedAt: Date;
  readonly method: ConsentMethod;
}

export interface ConsentRecorded {
  readonly consentIds: readonly string[];
  readonly recordedAt: string;
}

export const recordConsent: Change<RecordConsentInput, ConsentRecorded> = {
  name: 'recordConsent',
  kind: 'CONSENT_CHANGE',
  resultType: 'ConsentRecorded',
  async make(input, scope) {
    const { personId, decision, categories, purposes, recipients } = input;
    const about = { personId, what: [decision], categories, purposes, recipients };
    const problems = await consentProblems(scope, input);
    if (problems.length > 0) return { about: [about], problems };
    const rows = consentRows(scope, input, { decidedAt: notAhead(scope, input.decidedAt), method: input.method, form: null });
    const consentIds = rows.map(({ id }) => id);
    return {
      about: [{ ...about, records: consentIds }],
      result: { consentIds, recordedAt: scope.now.toISOString() },
      rows: [newRows(Consent, ...rows)],
    };
  },
};

/** A client's clock may be ahead; what was decided is decided now at the latest, so that a withdrawal of now comes after it. */
export function notAhead({ now }: Scope, decidedAt: Date): Date {
  return decidedAt > now ? now : decidedAt;
}

/** A leaf of the log has room for about 1,600 ids, less where recipients have long ones: what does not fit is refused as well. */
export const MOST_BOXES = 1_000;

/** How many entries a decision makes: one for each category, purpose and recipient. */
export function boxesOf({ categories, purposes, recipients }: DecisionInput): number {
  return categories.length * purposes.length * recipients.length;
}

async function consentProblems(scope: Scope, input: RecordConsentInput): Promise<readonly Problem[]> {
  const refused = roleProblems(scope, 'PRACTITIONER');
  if (refused.length > 0) return refused;
  if (boxesOf(input) > MOST_BOXES) return [problem('FORM_TOO_LARGE')];
  const subject = await subjectOf(scope, input.personId, 'personId');
  return 'problems' in subject ? subject.problems : decisionProblems(scope, subject.found, input, input.decidedAt);
}

/** Why a decision may not be recorded, each problem with its place in the input. */
export async function decisionProblems(
  scope: Scope,
  subject: Subject,
  input: DecisionInput,
  decidedAt: Date,
  ...path: (string | number)[]
): Promise<Problem[]> {
  const { person } = subject;
  const decidedOn = londonDate(decidedAt);
  return [
    ...categoryProblems(scope, input.categories, ...path, 'categories'),
    ...listProblems(input.purposes, ...path, 'purposes'),
    ...(await recipientProblems(scope, input.recipients, {}, ...path, 'recipients')),
    ...pastProblems(scope, decidedAt, 'decidedAt'),
    ...(person.dateOfBirth !== null && decidedOn < person.dateOfBirth ? [problem('BEFORE_BIRTH', 'decidedAt')] : []),
    ...(input.validUntil != null && input.validUntil < decidedOn ? [problem('ENDS_TOO_EARLY', ...path, 'validUntil')] : []),
    ...giverProblems(await holdersInView(scope, person), input, decidedOn, ...path),
    ...(await tieProblems(scope, subject, [input.givenBy.personId], ...path)),
  ];
}

interface DecisionMade {
  readonly decidedAt: Date;
  readonly method: ConsentMethod;
  readonly form: string | null;
}

/** One row for each category, purpose and recipient. */
export function consentRows(scope: Scope, input: DecisionInput, { decidedAt, method, form }: DecisionMade) {
  const { capacity, personId, competenceAssessedBy, competenceAssessedOn } = input.givenBy;
  return input.categories.flatMap((category) =>
    input.purposes.flatMap((purpose) =>
      input.recipients.map((recipient) => ({
        id: scope.newId(),
        person: input.personId,
        category,
        purpose,
        recipient,
        decision: input.decision,
        decidedAt,
        capacity,
        givenBy: capacity === 'SELF' ? input.personId : (personId ?? null),
        competenceAssessedBy: competenceAssessedBy ?? null,
        competenceAssessedOn: competenceAssessedOn ?? null,
        method,
        validUntil: input.validUntil ?? null,
        form,
        recordedBy: scope.caller.id,
        recordedAt: scope.now,
      })),
    ),
  );
}

export interface WithdrawConsentInput extends ChangeInput {
  readonly personId: string;
  readonly categories: readonly Category[];
  readonly decidedAt: Date;
  readonly withdrawnBy: { readonly capacity: Capacity; readonly personId?: string | null };
  readonly method: ConsentMethod;
}

export interface ConsentWithdrawn {
  readonly consentIds: readonly string[];
  readonly recordedAt: string;
}

/** A withdrawal is for every purpose and every recipient, those of forms entered later included. */
export const withdrawConsent: Change<WithdrawConsentInput, ConsentWithdrawn> = {
  name: 'withdrawConsent',
  kind: 'CONSENT_CHANGE',
  resultType: 'ConsentWithdrawn',
  async make(input, scope): Promise<Made<ConsentWithdrawn>> {
    const { personId, categories, decidedAt, withdrawnBy, method } = input;
    const about = { personId, what: ['WITHDRAWN'], categories };
    const problems = await withdrawalProblems(scope, input);
    if (problems.length > 0) return { about: [about], problems };
    const rows = categories.map((category) => ({
      id: scope.newId(),
      person: personId,
      category,
      purpose: null,
      recipient: null,
      decision: 'WITHDRAWN' as const,
      decidedAt: notAhead(scope, decidedAt),
      capacity: withdrawnBy.capacity,
      givenBy: withdrawnBy.capacity === 'SELF' ? personId : (withdrawnBy.personId ?? null),
      method,
      recordedBy: scope.caller.id,
      recordedAt: scope.now,
    }));
    const consentIds = rows.map(({ id }) => id);
    return {
      about: [{ ...about, records: consentIds }],
      result: { consentIds, recordedAt: scope.now.toISOString() },
      rows: [newRows(Consent, ...rows)],
    };
  },
};

/** A withdrawal is taken from whoever sees the person, whether or not anything is shared at present, and whatever ties them. */
async function withdrawalProblems(scope: Scope, input: WithdrawConsentInput): Promise<Problem[]> {
  const refused = roleProblems(scope, 'PRACTITIONER');
  if (refused.length > 0) return refused;
  const subject = await personInSight(scope, input.personId, 'personId');
  if ('problems' in subject) return [...subject.problems];
  const problems = [
    ...categoryProblems(scope, input.categories, 'categories'),
    ...pastProblems(scope, input.decidedAt, 'decidedAt'),
    ...((await mayWithdraw(scope, subject.found, input)) ? [] : [problem('MAY_NOT_WITHDRAW', 'withdrawnBy')]),
  ];
  if (problems.length > 0) return problems;
  return (await endsNothing(scope, subject.found, input)) ? [problem('ENDS_NOTHING', 'decidedAt')] : [];
}

/**
 * The giver, any holder of parental responsibility, or the subject from 12, today, without a test of competence. Who withdraws is taken
 * as the worker says where the worker may not know who the person is, or does not see the one who withdraws: to check would tell the
 * person's age and whose child they are, or that there is somebody.
 */
async function mayWithdraw(scope: Scope, subject: Subject, { categories, withdrawnBy }: WithdrawConsentInput): Promise<boolean> {
  const { person } = subject;
  const { capacity, personId } = withdrawnBy;
  if (personId != null && !isUuid(personId)) return false;
  if (capacity === 'SELF' && personId != null && personId !== person.id) return false;
  if (capacity === 'PARENTAL_RESPONSIBILITY' && personId == null) return false;
  if (!mayKnowIdentity(scope, subject)) return true;
  // Who has no known date of birth may stop sharing: to refuse that would share against their word.
  if (capacity === 'SELF' && (person.dateOfBirth === null || ageOn(person.dateOfBirth, scope.today) >= 12)) return true;
  // The authority is one giver, whoever speaks for it.
  const isAuthority = capacity === 'LOCAL_AUTHORITY';
  const giver = isAuthority ? null : capacity === 'SELF' ? person.id : (personId ?? null);
  if (giver !== null && 'problems' in (await personInSight(scope, giver))) return true;
  const isHolder = person.parentalResponsibility.some(({ holderKind, holder }) =>
    isAuthority ? holderKind === 'LOCAL_AUTHORITY' : capacity === 'PARENTAL_RESPONSIBILITY' && holder === giver,
  );
  return isHolder || (await gaveAll(scope, person.id, categories, { capacity, giver }));
}

async function gaveAll(
  { database }: Scope,
  person: string,
  categories: readonly Category[],
  { capacity, giver }: { readonly capacity: Capacity; readonly giver: string | null },
): Promise<boolean> {
  const { rows } = await database.query({
    text: `select from consent c where person = $1 and category = any($2::text[]) and decision = 'GIVEN' and capacity = $3
        and (capacity = 'LOCAL_AUTHORITY' or given_by is not distinct from $4::uuid) and ${countsOnce('c')}
      having count(distinct category) = cardinality($2::text[])`,
    values: [person, categories, capacity, giver],
  });
  return rows.length > 0;
}

/**
 * Dated before every consent that there is, it would be recorded and change nothing: a slip that somebody would rely on. That there is a
 * consent is told to lead workers alone, and of what is shared with them: what is not reads the same for whatever reason.
 */
async function endsNothing(scope: Scope, { person, facts }: Subject, input: WithdrawConsentInput): Promise<boolean> {
  const { caller, settings, agencies, database } = scope;
  const leads = sightsOf(facts, caller, person).some(
    ({ assignment, membership }) => assignment.kind === 'LEAD_WORKER' && membership.state === 'CONFIRMED',
  );
  const shared = input.categories.filter((category) => {
    const provider = agencies.find(({ categories }) => categories.includes(category))?.id ?? null;
    return decide(facts, { caller, settings, person, purpose: 'EARLY_HELP', category, provider }).outcome === 'PERMIT';
  });
  if (!leads || shared.length === 0) return false;
  const { rows } = await database.query({
    text: `select from consent c where person = $1 and category = any($2::text[]) and decision = 'GIVEN' and ${countsOnce('c')}
      having min(decided_at) > $3`,
    values: [person.id, shared, input.decidedAt],
  });
  return rows.length > 0;
}
