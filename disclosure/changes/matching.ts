/**
 * A steward says whether two records are of one person. What they say stands whatever records come later, and counts at once: the link it
 * is about is confirmed or rejected with it. Of two agencies' records it makes no link by itself: that follows when they are linked anew.
 */
import type { NewRows } from '#access-log/change.ts';
import { newRows } from '#access-log/change.ts';
import { AgencyLink } from '#people/entities.ts';
import { MatchDecision } from '#people/linking/entities.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { roleProblems } from './authority.ts';
import type { About, Change, ChangeInput, Made, Scope } from './change.ts';
import { textProblems } from './input.ts';
import { decisionRow, hubRecord, isUsableState, linksOf, newLink, nextLink, wordsAbout } from './match-rows.ts';
import type { Word } from './match-rows.ts';
import { aboutPeople } from './named.ts';
import { linkInView, pairInView, peopleSeen, tiedProblems } from './stewarding.ts';
import type { LinkRow, Pair, RecordName } from './stewarding.ts';

export interface DecideMatchInput extends ChangeInput {
  readonly reviewId: string;
  readonly rationale: string;
}

export interface MatchDecided {
  readonly decisionId: string;
  /** Which the decision confirmed, made or rejected. */
  readonly linkId: string | null;
  readonly linkVersion: number | null;
  readonly recordedAt: string;
}

export const confirmSame: Change<DecideMatchInput, MatchDecided> = {
  name: 'confirmSame',
  kind: 'MATCH_CHANGE',
  resultType: 'MatchDecided',
  make: (input, scope) => decidePair(input, scope, 'SAME'),
};

export const confirmDifferent: Change<DecideMatchInput, MatchDecided> = {
  name: 'confirmDifferent',
  kind: 'MATCH_CHANGE',
  resultType: 'MatchDecided',
  make: (input, scope) => decidePair(input, scope, 'DIFFERENT'),
};

type Verdict = 'SAME' | 'DIFFERENT';

async function decidePair(
  { reviewId, rationale }: DecideMatchInput,
  scope: Scope,
  verdict: Verdict,
): Promise<Made<MatchDecided>> {
  const told = { what: [verdict], records: isUuid(reviewId) ? [reviewId] : [] };
  const refused = roleProblems(scope, 'STEWARD');
  const pair = refused.length > 0 ? undefined : await pairInView(scope, reviewId);
  if (!pair) return { about: [told], problems: refused.length > 0 ? refused : [problem('NOT_FOUND', 'reviewId')] };
  const what = { ...told, what: [verdict, pair.kind] };
  const linked = linkedPerson(pair);
  const links = linked ? await linksOf(scope, linked.record) : [];
  const against = linked && verdict === 'SAME' ? await saidAgainst(scope, linked) : [];
  const people = [...new Set([...pair.people, ...against.map(({ person }) => person)])];
  const problems = [
    ...(pair.isClosed ? [problem('ALREADY_DONE', 'reviewId')] : []),
    ...hubProblems(pair, verdict),
    ...(linked && verdict === 'SAME' ? takenProblems(links, linked.person) : []),
    ...(await tiedProblems(scope, people)),
    ...textProblems(rationale, 'rationale'),
  ];
  if (problems.length > 0) return { about: aboutPeople(pair.people, what), problems };
  const decided = { verdict, grounds: 'STEWARD', rationale } as const;
  const decision = decisionRow(scope, pair.left, pair.right, decided);
  const others =
    linked && verdict === 'DIFFERENT' ? await decisionsOf(scope, linked.person, linked.record, decided, decision) : [];
  const turned = against
    .filter(({ own }) => !isOf(decision, own))
    .map(({ own, verdict: before }) =>
      decisionRow(scope, hubRecord(own), (linked as Linked).record, {
        ...decided,
        verdict: before === 'SAME' ? 'DIFFERENT' : 'SAME',
      }),
    );
  const link = linked && decidedLink(scope, links, linked, verdict);
  return made(scope, { ...what, records: [reviewId] }, people, [decision, ...others, ...turned], link);
}

interface Linked {
  readonly person: string;
  readonly record: RecordName;
}

/**
 * What was said before and does not go with a record's being this person's: that it is somebody else's, and that it is not of somebody who
 * is merged with them. The last word counts, or it would be asked for ever. Whom the steward may not know of is left out.
 */
async function saidAgainst(scope: Scope, { person, record }: Linked): Promise<readonly Word[]> {
  const words = await wordsAbout(scope, record);
  const against = words.filter((word) => (word.person === person) === (word.verdict === 'DIFFERENT'));
  const seen = await peopleSeen(
    scope,
    against.map((word) => word.person),
  );
  return against.filter((word) => seen.has(word.person));
}

/** The hub's person and the agency's record that a pair is of; none where both are the hub's, or both agencies'. */
function linkedPerson({ left, right }: Pair): Linked | undefined {
  if (left.ownPerson !== null && right.ownPerson === null) return { person: left.ownPerson, record: right };
  if (right.ownPerson !== null && left.ownPerson === null) return { person: right.ownPerson, record: left };
  return undefined;
}

/** That two of the hub's own people are one takes more than a word: their facts are brought together, or apart again. */
function hubProblems({ left, right }: Pair, verdict: Verdict): Problem[] {
  if (left.ownPerson === null || right.ownPerson === null) return [];
  const areOne = left.ownPerson === right.ownPerson;
  if (verdict === 'SAME') return areOne ? [] : [problem('MERGE_THEM', 'reviewId')];
  return areOne ? [problem('SPLIT_THEM', 'reviewId')] : [];
}

/** A record is of one person. */
function takenProblems(links: readonly LinkRow[], person: string): Problem[] {
  const isTaken = links.some((link) => isUsableState(link.state) && link.person !== person);
  return isTaken ? [problem('LINKED_TO_ANOTHER', 'reviewId')] : [];
}

type NextLink = ReturnType<typeof nextLink>;

function decidedLink(
  scope: Scope,
  links: readonly LinkRow[],
  { person, record }: Linked,
  verdict: Verdict,
): NextLink | undefined {
  const known = links.find((link) => link.person === person);
  const state = verdict === 'SAME' ? 'CONFIRMED' : 'REJECTED';
  if (known) return known.state === state ? undefined : nextLink(scope, known, { state });
  return verdict === 'SAME' ? newLink(scope, person, record, 'CONFIRMED') : undefined;
}

export interface UnlinkRecordInput extends ChangeInput {
  readonly linkId: string;
  readonly rationale: string;
}

/** A link that turns out to be wrong is never asked with again. Whoever was shown through it is found by `shownThroughLink`. */
export const unlinkRecord: Change<UnlinkRecordInput, MatchDecided> = {
  name: 'unlinkRecord',
  kind: 'MATCH_CHANGE',
  resultType: 'MatchDecided',
  async make({ linkId, rationale }, scope): Promise<Made<MatchDecided>> {
    const what = { what: ['DIFFERENT', 'UNLINKED'], records: isUuid(linkId) ? [linkId] : [] };
    const refused = roleProblems(scope, 'STEWARD');
    const link = refused.length > 0 ? undefined : await linkInView(scope, linkId);
    if (!link) return { about: [what], problems: refused.length > 0 ? refused : [problem('NOT_FOUND', 'linkId')] };
    const problems = [
      ...(link.state === 'REJECTED' ? [problem('ALREADY_DONE', 'linkId')] : []),
      ...(await tiedProblems(scope, [link.person])),
      ...textProblems(rationale, 'rationale'),
    ];
    if (problems.length > 0) return { about: aboutPeople([link.person], what), problems };
    const record = { agency: link.agency, id: link.agencyPersonId };
    const decisions = await decisionsOf(scope, link.person, record, { verdict: 'DIFFERENT', grounds: 'STEWARD', rationale });
    return made(scope, { ...what, records: [] }, [link.person], decisions, nextLink(scope, link, { state: 'REJECTED' }));
  },
};

type Decision = ReturnType<typeof decisionRow>;

const isOf = ({ leftId, rightId }: Decision, id: string): boolean => leftId === id || rightId === id;

/** That a record is not of a person: nor of anybody who is merged into them, should they be split again. Less one that is there. */
async function decisionsOf(
  scope: Scope,
  person: string,
  record: RecordName,
  decided: Parameters<typeof decisionRow>[3],
  known?: Decision,
): Promise<readonly Decision[]> {
  const { rows } = await scope.database.query<{ id: string }>({
    text: 'select $1::uuid as id union select person_merged_into($1::uuid)',
    values: [person],
  });
  return rows
    .filter(({ id }) => known === undefined || !isOf(known, id))
    .map(({ id }) => decisionRow(scope, hubRecord(id), record, decided));
}

/** The link comes last: it takes the place of the change among all that shows less. */
function made(
  scope: Scope,
  what: Pick<About, 'what' | 'records'>,
  people: readonly string[],
  decisions: readonly Decision[],
  link: NextLink | undefined,
): Made<MatchDecided> {
  const records = [...(what.records ?? []), ...decisions.map(({ id }) => id), ...(link ? [`${link.id}@${link.version}`] : [])];
  const rows: NewRows[] = [newRows(MatchDecision, ...decisions), ...(link ? [newRows(AgencyLink, link)] : [])];
  return {
    about: aboutPeople(people, { ...what, records }),
    result: {
      decisionId: decisions[0]?.id ?? '',
      linkId: link?.id ?? null,
      linkVersion: link?.version ?? null,
      recordedAt: scope.now.toISOString(),
    },
    rows,
  };
}
