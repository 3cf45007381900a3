/** What one request decided, gathered for the access log: one leaf per person touched, with every category decided for them. */
import type { Leaf, LeafSearch } from '#access-log/leaf.ts';
import type { Category } from '#terms/category.ts';
import type { Decision, Epochs } from './decision.ts';

export type LoggedOutcome = 'DISCLOSED' | 'NOTHING_HELD' | 'UNAVAILABLE' | 'WITHHELD' | 'NAMED' | 'NOT_NAMED';

/** One category decided for one person, as the log keeps it. */
export interface LoggedDecision {
  readonly category: Category;
  readonly outcome: LoggedOutcome;
  readonly decision: Decision;
  /** How many items were disclosed. */
  readonly items?: number;
  /** Besides, somebody else's record named the person. */
  readonly named?: boolean;
  /** The reason that the client read, where it is not the decision's own: NOT_LINKED, OTHER_PERSON. */
  readonly reason?: string;
  /** `id@version` of the agency links that were asked with; of a mention, those by which the person was named. */
  readonly links?: readonly string[];
  /** Which fields were selected, as dotted paths. */
  readonly fields?: readonly string[];
  /** Other categories that items would reveal, and whether each was permitted. */
  readonly revealed?: Readonly<Record<Category, boolean>>;
}

/** A person, family or list that a request touched. */
export interface TouchedLeaf {
  readonly kind: 'VIEW' | 'FAMILY_LIST' | 'MANAGEMENT_VIEW' | 'EXPLANATION' | 'SEARCH' | 'REVIEW' | 'MATCH_REVIEW' | 'EXPORT';
  readonly familyId: string | null;
  readonly personId: string | null;
  readonly visible: boolean;
  readonly decisions: readonly LoggedDecision[];
  /** For a list: whom it named. */
  readonly familyIds?: readonly string[];
  /** What of the person was shown that is no category: of a manager's view, with what that rests on, and of a worker's own proposal. */
  readonly shown?: readonly string[];
  readonly epoch?: Epochs;
  readonly explained?: Leaf['explained'];
  readonly review?: Leaf['review'];
  readonly search?: LeafSearch;
}

export interface Ledger {
  /** A person was shown to exist, or a decision was made for them. */
  touch(personId: string, familyId: string | null): void;
  /** The caller was shown what they entered of somebody whom they proposed. */
  entered(personId: string): void;
  decided(personId: string, decision: LoggedDecision): void;
  /** Fields that the query selects of a record; what several places of it select counts together. */
  selected(personId: string, category: Category, fields: readonly string[]): void;
  /** How many items of a record the query took; the most that any place of it took counts. */
  shown(personId: string, category: Category, items: number): void;
  /** A family whose own fields were shown, or that was asked for in vain. */
  family(familyId: string | null, visible: boolean): void;
  hidden(personId: string | null, familyId: string | null): void;
  list(familyIds: readonly string[]): void;
  /** A decision was explained, or asked for in vain. */
  explained(leaf: Pick<TouchedLeaf, 'familyId' | 'personId' | 'visible'> & { readonly explained: Leaf['explained'] }): void;
  /** A family that a manager asked for, or somebody of it; what several places of a query show of one person counts together. */
  managed(leaf: Omit<TouchedLeaf, 'kind' | 'decisions'>): void;
  /** Somebody was looked for. */
  searched(search: LeafSearch): void;
  /** Who a person is was known by these agency links, `id@version`, when they were looked for. */
  knownBy(personId: string, links: readonly string[]): void;
  /** The log itself, or a steward's queue, was read, or asked for in vain. */
  reviewed(
    leaf: Pick<TouchedLeaf, 'personId' | 'visible'> & {
      readonly kind: 'REVIEW' | 'MATCH_REVIEW';
      readonly review: Leaf['review'];
    },
  ): void;
  leaves(): TouchedLeaf[];
}

export function createLedger(): Ledger {
  const people = new Map<string, { familyId: string | null; decisions: Map<Category, LoggedDecision> }>();
  const others = new Map<string, TouchedLeaf>();
  const entered = new Set<string>();
  const selections = new Map<string, Set<string>>();
  const taken = new Map<string, number>();
  const knownBy = new Map<string, readonly string[]>();
  const withSelection = (personId: string, logged: LoggedDecision): LoggedDecision => {
    const key = `${personId} ${logged.category}`;
    const fields = logged.fields && selections.get(key);
    const items = taken.get(key);
    const links = logged.category === 'IDENTITY' ? knownBy.get(personId) : undefined;
    return {
      ...logged,
      ...(fields && { fields: [...fields].toSorted() }),
      ...(items !== undefined && { items }),
      ...(links && { links }),
    };
  };
  const entry = (personId: string, familyId: string | null) => {
    const known = people.get(personId);
    if (known) {
      known.familyId ??= familyId;
      return known;
    }
    const added = { familyId, decisions: new Map<Category, LoggedDecision>() };
    people.set(personId, added);
    return added;
  };
  const add = (leaf: Omit<TouchedLeaf, 'decisions'>) => {
    const { category, recipient, at } = leaf.explained ?? {};
    others.set([leaf.kind, leaf.familyId, leaf.personId, category, recipient, at].join(' '), { ...leaf, decisions: [] });
  };

  return {
    touch: (personId, familyId) => void entry(personId, familyId),
    entered: (personId) => void entered.add(personId),
    decided(personId, logged) {
      const { decisions } = entry(personId, null);
      const known = decisions.get(logged.category);
      if (!known) decisions.set(logged.category, logged);
      else if (!isMention(logged))
        decisions.set(logged.category, known.outcome === 'NAMED' || known.named ? { ...logged, named: true } : logged);
      // Named once is named, whatever other records keep back; and it is told beside what their own record said.
      else if (logged.outcome === 'NAMED')
        decisions.set(logged.category, isMention(known) ? namedBy(known, logged) : { ...known, named: true });
    },
    selected(personId, category, fields) {
      const key = `${personId} ${category}`;
      selections.set(key, new Set([...(selections.get(key) ?? []), ...fields]));
    },
    shown(personId, category, items) {
      const key = `${personId} ${category}`;
      taken.set(key, Math.max(items, taken.get(key) ?? 0));
    },
    family: (familyId, visible) => add({ kind: 'VIEW', familyId, personId: null, visible }),
    hidden: (personId, familyId) => add({ kind: 'VIEW', familyId, personId, visible: false }),
    list(familyIds) {
      for (let from = 0; from === 0 || from < familyIds.length; from += FAMILIES_PER_LEAF) {
        const part = familyIds.slice(from, from + FAMILIES_PER_LEAF);
        others.set(`FAMILY_LIST ${from}`, {
          kind: 'FAMILY_LIST',
          familyId: null,
          personId: null,
          visible: true,
          familyIds: part,
          decisions: [],
        });
      }
    },
    managed(leaf) {
      const key = ['MANAGEMENT_VIEW', leaf.familyId, leaf.personId].join(' ');
      const known = others.get(key);
      const shown = [...new Set([...(known?.shown ?? []), ...(leaf.shown ?? [])])].toSorted();
      const visible = leaf.visible || known?.visible === true;
      others.set(key, { ...leaf, kind: 'MANAGEMENT_VIEW', visible, decisions: [], ...(shown.length > 0 && { shown }) });
    },
    searched: (search) =>
      void others.set(`SEARCH ${others.size}`, {
        kind: 'SEARCH',
        familyId: null,
        personId: null,
        visible: search.people.length > 0,
        search,
        decisions: [],
      }),
    knownBy(personId, links) {
      if (links.length > 0) knownBy.set(personId, [...new Set([...(knownBy.get(personId) ?? []), ...links])]);
    },
    explained: (leaf) => add({ kind: 'EXPLANATION', ...leaf }),
    // Each reading is one, however alike they are.
    reviewed: (leaf) => void others.set(`REVIEW ${others.size}`, { familyId: null, ...leaf, decisions: [] }),
    leaves() {
      const touched = [...people].map(([personId, { familyId, decisions }]): TouchedLeaf => {
        const logged = [...decisions.values()].map((decision) => withSelection(personId, decision));
        const shown = entered.has(personId) ? { shown: ['PROPOSAL'] } : {};
        return { kind: 'VIEW', familyId, personId, visible: true, decisions: logged, ...shown };
      });
      const leaves = [...touched, ...others.values()];
      // The leaves of its people tell of the family too.
      const told = new Set(leaves.filter((leaf) => leaf.visible && leaf.personId !== null).map(viewOfFamily));
      return leaves.filter((leaf) => !(leaf.visible && leaf.personId === null && told.has(viewOfFamily(leaf))));
    },
  };
}

/** A leaf has room for about 1,600 ids. */
const FAMILIES_PER_LEAF = 1_000;

function namedBy(known: LoggedDecision, logged: LoggedDecision): LoggedDecision {
  return { ...logged, links: [...new Set([...(known.links ?? []), ...(logged.links ?? [])])] };
}

function isMention({ outcome }: LoggedDecision): boolean {
  return outcome === 'NAMED' || outcome === 'NOT_NAMED';
}

function viewOfFamily({ kind, familyId }: TouchedLeaf): string {
  return `${kind} ${familyId}`;
}
