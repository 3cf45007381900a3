/**
 * Steps of a review. An officer begins and closes, and may put an entry on the queue; the manager of a service explains. Nobody does so of
 * their own access, household or family: for them there is no such item. What they write is kept with the item, and in no log.
 */
import { newRows } from '#access-log/change.ts';
import type { StoredItem } from '#review/queue-items.ts';
import { readItems } from '#review/queue-items.ts';
import { ReviewItem, ReviewStep } from '#review/queue-entities.ts';
import type { Read } from '#review/read.ts';
import { createReadTies } from '#review/ties.ts';
import type { Ties } from '#review/ties.ts';
import { NOT_OF_OWN_REVIEW } from '#review/own-reviews.ts';
import { NOT_OWN_ENTRY } from '#review/pages.ts';
import { rowsOf } from '#review/rows.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import type { Disposition, ReviewStepKind } from '#terms/review.ts';
import { roleProblems } from './authority.ts';
import type { About, Change, ChangeInput, Made, Scope } from './change.ts';
import { textProblems } from './input.ts';

export interface ReviewStepRecorded {
  readonly itemId: string;
  readonly version: number;
  readonly recordedAt: string;
}

export interface StartReviewInput extends ChangeInput {
  readonly itemId: string;
}

export const startReview: Change<StartReviewInput, ReviewStepRecorded> = {
  name: 'startReview',
  kind: 'REVIEW_CHANGE',
  resultType: 'ReviewStepRecorded',
  make: ({ itemId }, scope) =>
    onItem(scope, { itemId, role: 'DPO', step: 'STARTED' }, (item) => {
      const isTheirs = item.steps.findLast(({ step }) => step === 'STARTED')?.by === scope.caller.id;
      return [...standingProblems(item), ...(isTheirs ? [problem('ALREADY_DONE', 'itemId')] : [])];
    }),
};

export interface CloseReviewInput extends ChangeInput {
  readonly itemId: string;
  readonly disposition: Disposition;
  readonly note: string;
}

export const closeReview: Change<CloseReviewInput, ReviewStepRecorded> = {
  name: 'closeReview',
  kind: 'REVIEW_CHANGE',
  resultType: 'ReviewStepRecorded',
  make: ({ itemId, disposition, note }, scope) =>
    onItem(scope, { itemId, role: 'DPO', step: 'CLOSED', disposition, note }, (item) => [
      ...standingProblems(item),
      ...(item.steps.some(({ step, by }) => step === 'EXPLAINED' && by === scope.caller.id)
        ? [problem('NOT_FOR_YOURSELF', 'itemId')]
        : []),
      ...textProblems(note, 'note'),
    ]),
};

export interface ExplainAccessInput extends ChangeInput {
  readonly itemId: string;
  readonly explanation: string;
}

/** Late is better than never: until an officer has closed it. */
export const explainAccess: Change<ExplainAccessInput, ReviewStepRecorded> = {
  name: 'explainAccess',
  kind: 'REVIEW_CHANGE',
  resultType: 'ReviewStepRecorded',
  make: ({ itemId, explanation }, scope) =>
    onItem(scope, { itemId, role: 'MANAGER', step: 'EXPLAINED', note: explanation }, ({ state, steps }) => [
      ...(state === 'CLOSED' ? [problem('ALREADY_ENDED', 'itemId')] : []),
      ...(steps.some(({ step }) => step === 'EXPLAINED') ? [problem('ALREADY_DONE', 'itemId')] : []),
      ...textProblems(explanation, 'explanation'),
    ]),
};

/** Nobody finds before the service was heard, or its time is over. */
function standingProblems({ state }: StoredItem): Problem[] {
  if (state === 'CLOSED') return [problem('ALREADY_ENDED', 'itemId')];
  return state === 'AWAITING_EXPLANATION' ? [problem('EXPLANATION_AWAITED', 'itemId')] : [];
}

interface Step {
  readonly itemId: string;
  readonly role: 'DPO' | 'MANAGER';
  readonly step: ReviewStepKind;
  readonly disposition?: Disposition;
  readonly note?: string;
}

async function onItem(scope: Scope, step: Step, check: (item: StoredItem) => Problem[]): Promise<Made<ReviewStepRecorded>> {
  const { itemId, role, disposition, note } = step;
  const { caller, now } = scope;
  const what = [step.step, ...(disposition ? [disposition] : [])];
  const told = { what, records: isUuid(itemId) ? [itemId] : [] };
  const refused = roleProblems(scope, role);
  const item = refused.length > 0 ? undefined : await itemInView(scope, itemId, role);
  if (!item) return { about: [told], problems: refused.length > 0 ? refused : [problem('NOT_FOUND', 'itemId')] };
  const about: About[] = [{ what: [item.rule, ...what], records: [item.id], personId: item.person, familyId: item.family }];
  const problems = check(item);
  if (problems.length > 0) return { about, problems };
  const version = item.steps.length + 1;
  const row = {
    item: item.id,
    version,
    step: step.step,
    by: caller.id,
    at: now,
    disposition: disposition ?? null,
    note: note ?? null,
  };
  return { about, result: { itemId: item.id, version, recordedAt: now.toISOString() }, rows: [newRows(ReviewStep, row)] };
}

/** As the queue lists it to the officer; to a manager, of what their service is asked to explain. */
async function itemInView(scope: Scope, itemId: string, role: Step['role']): Promise<StoredItem | undefined> {
  const { read, ties } = await readingOf(scope);
  const [item] = await readItems(read, {
    reviewer: scope.caller.id,
    ties,
    now: scope.now,
    ids: [itemId].filter(isUuid),
    states: null,
    rules: null,
    askedOf: role === 'MANAGER' ? scope.caller.organisationId : null,
    after: null,
    first: 1,
  });
  return item;
}

async function readingOf({ database, caller, staff }: Scope): Promise<{ readonly read: Read; readonly ties: Ties }> {
  const read: Read = async <Row extends object>(_name: string, text: string, values: readonly unknown[]) =>
    (await database.query<Row>({ text, values: [...values] })).rows;
  return { read, ties: await createReadTies(staff)(read, caller.id) };
}

export interface SampleForReviewInput extends ChangeInput {
  readonly entryIndex: number;
  readonly note: string;
}

export const sampleForReview: Change<SampleForReviewInput, ReviewStepRecorded> = {
  name: 'sampleForReview',
  kind: 'REVIEW_CHANGE',
  resultType: 'ReviewStepRecorded',
  async make({ entryIndex, note }, scope): Promise<Made<ReviewStepRecorded>> {
    const what = ['BY_HAND', 'PUT'];
    const refused = roleProblems(scope, 'DPO');
    const entry = refused.length > 0 ? undefined : await entryInView(scope, entryIndex);
    if (!entry) return { about: [{ what }], problems: refused.length > 0 ? refused : [problem('NOT_FOUND', 'entryIndex')] };
    const { caller, now } = scope;
    const { isThere, ...named } = entry;
    const about = { what, personId: entry.person, familyId: entry.family };
    const problems = [...(isThere ? [problem('ALREADY_DONE', 'entryIndex')] : []), ...textProblems(note, 'note')];
    if (problems.length > 0) return { about: [about], problems };
    const item = {
      ...named,
      id: scope.newId(),
      rule: 'BY_HAND' as const,
      key: String(entryIndex),
      openedAt: now,
      entry: entryIndex,
      explanation: { facts: [{ code: 'BY_HAND' as const }], entries: { indexes: [entryIndex] } },
    };
    const step = { item: item.id, version: 1, step: 'PUT' as const, by: caller.id, at: now, note };
    return {
      about: [{ ...about, records: [item.id] }],
      result: { itemId: item.id, version: 1, recordedAt: now.toISOString() },
      rows: [newRows(ReviewItem, item), newRows(ReviewStep, step)],
    };
  },
};

interface FoundEntry {
  readonly worker: string | null;
  readonly organisation: string | null;
  readonly person: string | null;
  readonly family: string | null;
  readonly isThere: boolean;
}

/** As the log shows it to the officer, whether it is indexed yet or not: its rows are made from its bytes. */
async function entryInView(scope: Scope, index: number): Promise<FoundEntry | undefined> {
  const { read, ties } = await readingOf(scope);
  const bytes = 'select bytes from access_log_leaf where index = $1::bigint and bytes is not null';
  const [leaf] = await read<{ bytes: Buffer }>('review-entry-bytes', bytes, [index]);
  const said = JSON.stringify(leaf ? rowsOf(index, leaf.bytes) : []);
  const rows = await read<FoundEntry>(
    'review-entry',
    `select e.worker, e.organisation, e.person, e.family,
        exists (select from review_item i where i.rule = 'BY_HAND' and i.key = e.index::text) as "isThere"
      from jsonb_to_recordset($5::jsonb) as e(index bigint, place int, kind text, worker uuid, organisation text, person uuid, family uuid)
      where ${NOT_OWN_ENTRY} and ${NOT_OF_OWN_REVIEW} order by e.place limit 1`,
    [scope.caller.id, ties.people, ties.ownFamilies, ties.families, said],
  );
  return rows[0];
}
