/** What of an answer the access log does not account for. */
import type { Leaf, LeafDecision } from '#access-log/leaf.ts';
import type { Met } from './walk.ts';
import { categories } from './walk.ts';

const leafOf = (leaves: readonly Leaf[], person: string) => leaves.find((leaf) => leaf.person === person && leaf.kind === 'VIEW');
export const decisionOf = (leaves: readonly Leaf[], of: Met['of']): LeafDecision | undefined =>
  of ? leafOf(leaves, of.personId)?.decisions.find(({ category }) => category === of.category) : undefined;
export const isPermit = (decision: LeafDecision | undefined): boolean => decision?.detail !== undefined;
const RECORD_TYPES = new Set([...categories.map(({ recordType }) => recordType), 'Identity', 'Address']);
const OUTCOMES: Readonly<Record<string, string>> = {
  NothingHeld: 'NOTHING_HELD',
  Unavailable: 'UNAVAILABLE',
  Withheld: 'WITHHELD',
};

/** Why an object of an answer should not be there, by the leaves of its request. */
export function unaccounted({ type, by, of, personId: person, fields }: Met, leaves: readonly Leaf[]): string[] {
  const decision = decisionOf(leaves, of);
  const what = `${type} by ${by} of ${of?.personId} ${of?.category}`;
  const found: string[] = [];
  const need = (isMet: boolean | undefined, why: string) => void (isMet || found.push(`${what}: ${why}`));
  if (person !== null) need(leafOf(leaves, person)?.visible, 'no leaf says that they were shown');
  if (by === 'PersonMention.person') {
    const named = person === null ? undefined : decisionOf(leaves, { personId: person, category: of?.category ?? '' });
    need((named?.outcome === 'NAMED' || named?.named) && isPermit(named), 'they were not named by the gate');
  }
  if (type === 'EnteredMember')
    need(
      leaves.some(({ kind, shown }) => kind === 'VIEW' && shown?.includes('PROPOSAL')),
      'no leaf says that it was shown',
    );
  if (by?.startsWith('Relationship.'))
    need(isPermit(decisionOf(leaves, { personId: person ?? '', category: 'RELATIONSHIPS' })), 'no permit');
  if (RECORD_TYPES.has(type)) {
    need(isPermit(decision) && decision?.outcome === 'DISCLOSED', 'no permit');
    const selected = fields.map(({ name }) => name).filter((name) => name !== 'source');
    need(
      selected.every((name) => decision?.fields?.includes(name)),
      'a field is not in the log',
    );
  } else if (of && OUTCOMES[type] && /^(Found)?Person\./.test(by ?? '')) {
    need(
      decision?.outcome === OUTCOMES[type] && (type === 'Withheld' || isPermit(decision)),
      `the log says ${decision?.outcome}`,
    );
    const reason = fields.find(({ name }) => name === 'reason')?.value;
    need(reason === undefined || reason === decision?.reason, `the log says ${decision?.reason}`);
  }
  for (const { name, value, locates } of fields) {
    // Of a steward's pairs no category is decided: their own tests say of whom places are masked.
    if (locates && !type.startsWith('Match') && value !== null) need(decision?.masked === false, `${name} gives a place away`);
  }
  const id = fields.find(({ name }) => name === 'id')?.value as string | undefined;
  const kinds: Readonly<Record<string, string>> = {
    Family: 'VIEW',
    ManagedFamily: 'MANAGEMENT_VIEW',
    FamilySummary: 'FAMILY_LIST',
    Explanation: 'EXPLANATION',
    AccessLogConnection: 'REVIEW',
    AccountOfDisclosures: 'REVIEW',
    ShownThroughLink: 'REVIEW',
    ReviewQueueConnection: 'REVIEW',
    ReviewItemWithEntries: 'REVIEW',
    ExplanationDue: 'REVIEW',
    MatchReviewConnection: 'MATCH_REVIEW',
    MatchReview: 'MATCH_REVIEW',
  };
  if (kinds[type]) {
    const told = leaves.filter((leaf) => leaf.kind === kinds[type] && leaf.visible);
    need(
      told.some(({ family, families = [], review }) =>
        id === undefined
          ? true
          : [family, ...families, ...(review?.filter['itemIds'] ?? []), ...(review?.filter['reviewIds'] ?? [])].includes(id),
      ),
      'no leaf tells of it',
    );
  }
  return found;
}
