/** Rule 5: one visit, whole family. All rows of the form are recorded, or none; it also opens or renews agreement to the service. */
import { newRows } from '#access-log/change.ts';
import { Episode } from '#people/family-entities.ts';
import { ageOn, londonDate } from '#terms/clock.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { ConsentMethod } from '#terms/sharing.ts';
import { Consent, FamilyAgreementForm } from '#disclosure/entities.ts';
import type { Facts } from '#disclosure/facts.ts';
import { sightsOf } from '#disclosure/visibility.ts';
import { familyInSight, roleProblems, subjectIn } from './authority.ts';
import type { FamilyInSight, Found, Subject } from './authority.ts';
import type { About, Change, ChangeInput, Made, Scope } from './change.ts';
import type { DecisionInput } from './consents.ts';
import { boxesOf, consentRows, decisionProblems, MOST_BOXES, notAhead } from './consents.ts';
import { pastProblems, textProblems } from './input.ts';

export interface RecordFamilyAgreementInput extends ChangeInput {
  readonly familyId: string;
  readonly formReference: string;
  readonly noticeVersion: string;
  readonly decidedAt: Date;
  readonly method: ConsentMethod;
  /** For EARLY_HELP, where a row names no purposes. */
  readonly rows: readonly (Omit<DecisionInput, 'purposes'> & { readonly purposes?: readonly Purpose[] | null })[];
}

/** The form, each row with its purposes. */
interface Form extends Omit<RecordFamilyAgreementInput, 'rows'> {
  readonly rows: readonly DecisionInput[];
}

export interface FamilyAgreementRecorded {
  readonly formId: string;
  readonly consentIds: readonly string[];
  readonly recordedAt: string;
}

export const recordFamilyAgreement: Change<RecordFamilyAgreementInput, FamilyAgreementRecorded> = {
  name: 'recordFamilyAgreement',
  kind: 'CONSENT_CHANGE',
  resultType: 'FamilyAgreementRecorded',
  async make(asked, scope): Promise<Made<FamilyAgreementRecorded>> {
    const input: Form = { ...asked, rows: asked.rows.map((row) => ({ ...row, purposes: row.purposes ?? ['EARLY_HELP'] })) };
    const { familyId, method } = input;
    const decidedAt = notAhead(scope, input.decidedAt);
    const refused = roleProblems(scope, 'PRACTITIONER');
    if (refused.length > 0) return { about: [{ familyId }], problems: refused };
    const family = await familyInSight(scope, familyId);
    if (!family) return { about: [{ familyId }], problems: [problem('NOT_FOUND', 'familyId')] };
    const problems = await formProblems(scope, input, family);
    if (problems.length > 0 || !family.episode) return { about: aboutOf(input), problems };

    const formId = scope.newId();
    const consents = input.rows.map((row) => consentRows(scope, row, { decidedAt, method, form: formId }));
    const form = {
      id: formId,
      family: familyId,
      reference: input.formReference,
      noticeVersion: input.noticeVersion,
      decidedAt,
      recordedBy: scope.caller.id,
      recordedAt: scope.now,
    };
    const { id, version, openedOn, agreedOn } = family.episode;
    const decidedOn = londonDate(decidedAt);
    const renewed = {
      id,
      version: version + 1,
      family: familyId,
      // A form entered late does not take back a later agreement.
      agreedOn: agreedOn !== null && agreedOn > decidedOn ? agreedOn : decidedOn,
      openedOn,
      closedOn: null,
      closingReason: null,
      recordedBy: scope.caller.id,
      recordedAt: scope.now,
    };
    return {
      about: aboutOf(input, consents),
      result: { formId, consentIds: consents.flat().map((row) => row.id), recordedAt: scope.now.toISOString() },
      rows: [newRows(FamilyAgreementForm, form), newRows(Consent, ...consents.flat()), newRows(Episode, renewed)],
    };
  },
};

async function formProblems(scope: Scope, input: Form, { facts, episode }: FamilyInSight): Promise<Problem[]> {
  const problems = [
    ...(episode ? [] : [problem('NO_OPEN_EPISODE', 'familyId')]),
    ...textProblems(input.formReference, 'formReference'),
    ...textProblems(input.noticeVersion, 'noticeVersion'),
    ...pastProblems(scope, input.decidedAt, 'decidedAt'),
    ...(input.rows.length === 0 ? [problem('NOTHING_NAMED', 'rows')] : []),
    ...tooManyTicked(input.rows),
    ...tickedTwice(input.rows),
  ];
  if (problems.length > 0) return problems;
  for (const [place, row] of input.rows.entries()) {
    const subject = memberOf(scope, facts, input.familyId, row.personId, 'rows', place, 'personId');
    // Of whoever is hidden, or whose identity is, nothing more is said.
    if ('problems' in subject) problems.push(...subject.problems);
    else {
      // oxlint-disable-next-line no-await-in-loop -- one connection, in order
      problems.push(...(await decisionProblems(scope, subject.found, row, input.decidedAt, 'rows', place)));
      problems.push(...adultProblems(facts, row, place));
    }
  }
  return problems;
}

/** From the family's facts, so that a hidden member costs what nobody does. */
function memberOf(scope: Scope, facts: Facts, familyId: string, personId: string, ...path: (string | number)[]): Found<Subject> {
  const person = facts.people.get(personId);
  const isMember = person && sightsOf(facts, scope.caller, person).some(({ membership }) => membership.familyId === familyId);
  return isMember ? subjectIn(scope, facts, personId, ...path) : { problems: [problem('NOT_FOUND', ...path)] };
}

/** Each adult decides for themselves; for one who lacks capacity, whoever represents them. */
function adultProblems(facts: Facts, { personId, givenBy }: DecisionInput, place: number): Problem[] {
  const dateOfBirth = facts.people.get(personId)?.dateOfBirth ?? null;
  const isAdult = dateOfBirth !== null && ageOn(dateOfBirth, facts.today) >= 18;
  const ofChildren = givenBy.capacity === 'PARENTAL_RESPONSIBILITY' || givenBy.capacity === 'LOCAL_AUTHORITY';
  return isAdult && ofChildren ? [problem('SUBJECT_DECIDES', 'rows', place, 'givenBy', 'capacity')] : [];
}

/** A person's boxes have room in one leaf of the log. */
function tooManyTicked(rows: readonly DecisionInput[]): Problem[] {
  const boxes = rows.reduce((sum, row) => sum + boxesOf(row), 0);
  return rows.length > MOST_ROWS || boxes > MOST_BOXES ? [problem('FORM_TOO_LARGE', 'rows')] : [];
}

const MOST_ROWS = 200;

/** What is ticked both ways by the same giver is no decision. */
function tickedTwice(rows: readonly DecisionInput[]): Problem[] {
  const seen = new Set<string>();
  return rows.flatMap((row, place) => {
    const boxes = row.categories.flatMap((category) =>
      row.purposes.flatMap((purpose) =>
        row.recipients.map((recipient) =>
          [row.personId, row.givenBy.capacity, row.givenBy.personId ?? '', category, purpose, recipient].join(' '),
        ),
      ),
    );
    const again = boxes.some((box) => seen.has(box));
    for (const box of boxes) seen.add(box);
    return again ? [problem('NAMED_TWICE', 'rows', place)] : [];
  });
}

/** More than any family has. */
const MOST_PEOPLE = 50;

/** One leaf for each person on the form, or for the family where there is none. */
function aboutOf(input: Form, consents?: readonly (readonly { id: string }[])[]): About[] {
  const people = Map.groupBy(input.rows.entries(), ([, row]) => row.personId);
  if (people.size > MOST_PEOPLE) return [{ familyId: input.familyId }];
  const all = <Value>(rows: readonly Value[]): Value[] => [...new Set(rows)];
  if (people.size === 0) return [{ familyId: input.familyId }];
  return [...people].map(([personId, entries]) => ({
    personId,
    familyId: input.familyId,
    what: all(entries.map(([, row]) => row.decision)),
    categories: all(entries.flatMap(([, row]) => row.categories)),
    purposes: all(entries.flatMap(([, row]) => row.purposes)),
    recipients: all(entries.flatMap(([, row]) => row.recipients)),
    ...(consents && { records: entries.flatMap(([place]) => consents[place]?.map(({ id }) => id) ?? []) }),
  }));
}
