/**
 * The only door to anything about a person. One gate serves one request of one caller for one purpose: it decides before it asks,
 * asks each agency once, and remembers every decision for the access log.
 */
import DataLoader from 'dataloader';
import type { AgencyPort } from '#connectors/contract.ts';
import type { LeafReview } from '#access-log/leaf.ts';
import type { FamilyList } from '#people/family-list.ts';
import type { Caller } from '#terms/caller.ts';
import { isActingThrough } from '#terms/caller.ts';
import type { Category } from '#terms/category.ts';
import type { Clock } from '#terms/clock.ts';
import { isUuid } from '#terms/ids.ts';
import type { Purpose } from '#terms/purpose.ts';
import { createAnswering } from './answering.ts';
import type { Answer } from './answers.ts';
import type { DecisionSettings } from './decide.ts';
import type { Decision } from './decision.ts';
import { createDecisions } from './decisions.ts';
import type { Explain } from './explain.ts';
import { createExplain } from './explain.ts';
import type { ReadExplained } from './explain-query.ts';
import { EVERYBODY } from './facts.ts';
import type { Facts, Instant, PersonFacts } from './facts.ts';
import type { TouchedLeaf } from './ledger.ts';
import { createLedger } from './ledger.ts';
import type { LoadFacts } from './load-facts.ts';
import type { LoadManagedFamilies, ManagedFamily } from './managed-family.ts';
import { createManaging } from './managed-family.ts';
import type { Masks } from './masks.ts';
import type { Searching } from './search.ts';
import { createSearching } from './search.ts';
import type { ReadCandidates } from './search-query.ts';
import { isUnborn, sightsOf } from './visibility.ts';
import type { Selection, VisibleFamily, VisiblePerson } from './visible.ts';

/** What all gates of a hub share. */
export interface GateTools {
  readonly loadFacts: LoadFacts;
  readonly readExplained: ReadExplained;
  readonly loadManagedFamilies: LoadManagedFamilies;
  readonly readCandidates: ReadCandidates;
  readonly agencies: readonly AgencyPort[];
  readonly masks: Masks;
  readonly clock: Clock;
  readonly settings: DecisionSettings;
  /** Turns an agency's id of an item into an opaque one. */
  opaqueId(agency: string, id: string): string;
}

export interface Gate {
  /** Null where absent or hidden: the two cost the same and read the same. */
  family(id: string): Promise<VisibleFamily | null>;
  person(id: string): Promise<VisiblePerson | null>;
  /** The visible members, youngest first; those not yet born come first, those whose age the caller may not know last. */
  members(family: VisibleFamily): VisiblePerson[];
  /** Decides, asks and answers one category; the same however often it is asked. */
  answer(person: VisiblePerson, category: Category, fields?: readonly string[]): Promise<Answer>;
  /** Records how many items of an answer the query took. */
  shown(answer: object, items: number): void;
  /** Records that the caller was shown what they themselves entered of somebody. */
  entered(person: VisiblePerson): void;
  /** Decides one of the hub's own categories. */
  own(person: VisiblePerson, category: Category, fields?: readonly string[]): Decision;
  /** Starts answering everything selected, so that each agency is asked once for everybody. */
  lookAhead(people: readonly VisiblePerson[], selection: Selection): void;
  /** Looks for people among those whom the caller may know of. */
  readonly search: Searching;
  /** For a manager. Null where absent, another service's or not the caller's to manage: they cost the same and read the same. */
  managed(id: string): Promise<ManagedFamily | null>;
  /** Explains a decision, also of the past; null where absent, hidden or not the caller's to ask. */
  explain: Explain;
  /** Records the families that a list named, and what the list rests on. */
  listed(list: FamilyList): void;
  /** Records that the log itself, or a steward's queue, was read, or asked for in vain, and what the answer rests on. */
  reviewed(reading: ReadingOfLog): void;
  /** Everything decided, once everything that was begun has ended. */
  leaves(): Promise<TouchedLeaf[]>;
  /** What the decisions rest on: when the first facts were read, and the epochs that must not have moved since. */
  restsOn(): Ground;
}

/** A reading of the access log, or of pairs that wait for a steward. */
export interface ReadingOfLog {
  /** Left out: of the log. */
  readonly kind?: 'REVIEW' | 'MATCH_REVIEW';
  /** Null: the caller may not. */
  readonly connection: object | null;
  readonly personId: string | null;
  readonly review: LeafReview;
  readonly epochs: ReadonlyMap<string, number>;
}

/** What decisions rest on. */
export interface Ground {
  /** When the oldest facts were read; null where none were. */
  readonly readAt: Instant | null;
  /** By subject, the lowest epoch read. */
  readonly epochs: ReadonlyMap<string, number>;
}

export function openGate(tools: GateTools, caller: Caller, purpose: Purpose | null): Gate {
  const ledger = createLedger();
  // Without a purpose nothing can be loaded, so nothing is ever decided by the one that stands here.
  const decisions = createDecisions({ ...tools, caller, purpose: purpose ?? 'EARLY_HELP', ledger });
  const answerCategory = createAnswering({ ...tools, decisions, ledger });
  const answers = new Map<string, Promise<Answer>>();
  // Through an app that may not act for anybody here, nobody is there.
  const isActing = isActingThrough(caller);
  const epochs = new Map([[EVERYBODY, caller.epoch]]);
  let readAt: Instant | null = null;
  const rest = (read: ReadonlyMap<string, number>): void => {
    for (const [subject, epoch] of read) epochs.set(subject, Math.min(epoch, epochs.get(subject) ?? epoch));
  };
  const restOn = (loaded: Pick<Facts, 'at' | 'epochs'>): void => {
    readAt ??= loaded.at;
    rest(loaded.epochs);
  };
  const about = new WeakMap<object, { personId: string; category: Category }>();

  const facts = new DataLoader<Entry, Facts, string>(
    async (entries) => {
      if (!purpose) throw new Error('A gate without a purpose cannot open families or people.');
      const ids = (kind: Entry['kind']) => entries.filter((entry) => entry.kind === kind).map((entry) => entry.id);
      const loaded = await tools.loadFacts({ caller, purpose, familyIds: ids('FAMILY'), personIds: ids('PERSON') });
      restOn(loaded);
      return entries.map(() => loaded);
    },
    { cacheKeyFn: ({ kind, id }) => `${kind} ${id}` },
  );

  const answer: Gate['answer'] = (person, category, fields = []) => {
    const key = `${person.id} ${category}`;
    ledger.selected(person.id, category, fields);
    let begun = answers.get(key);
    if (!begun) {
      ledger.touch(person.id, familyOf(person.person));
      begun = answerCategory(person, category, fields).then((given) => {
        about.set(given, { personId: person.id, category });
        return given;
      });
      answers.set(key, begun);
    }
    return begun;
  };

  /** Of a child not yet born who is hidden, the mother's refusal is a decision too. */
  const hide = (among: Facts, { id, unbornChildOf }: PersonFacts, familyId: string): void => {
    ledger.hidden(id, familyId);
    const mother = unbornChildOf === null ? null : decisions.see(among, unbornChildOf);
    if (mother) decisions.own(mother, 'PREGNANCY');
  };

  const managed = createManaging({
    caller,
    ledger,
    load: tools.loadManagedFamilies,
    read({ at, epochs: read }) {
      readAt ??= at;
      rest(read);
    },
  });

  return {
    answer,
    managed,
    shown(given, items) {
      const subject = about.get(given);
      if (subject) ledger.shown(subject.personId, subject.category, items);
    },
    entered: ({ id }) => ledger.entered(id),
    own(person, category, fields) {
      ledger.touch(person.id, familyOf(person.person));
      return decisions.own(person, category, fields);
    },
    async family(id) {
      const asked = isUuid(id) ? id : ABSENT;
      const loaded = await facts.load({ kind: 'FAMILY', id: asked });
      const family = isActing ? loaded.families.get(asked) : undefined;
      ledger.family(isUuid(id) ? id : null, family !== undefined);
      return family ? { id: family.id, family, facts: loaded } : null;
    },
    async person(id) {
      const asked = isUuid(id) ? id : ABSENT;
      const loaded = await facts.load({ kind: 'PERSON', id: asked });
      const visible = isActing ? decisions.see(loaded, asked) : null;
      if (visible) ledger.touch(visible.id, familyOf(visible.person));
      else ledger.hidden(isUuid(id) ? id : null, null);
      return visible;
    },
    members({ id, facts: among }) {
      const members = [...among.people.values()].filter((person) => person.memberships.some((entry) => entry.familyId === id));
      const visible = members.flatMap((person) => {
        // Who is seen through another family is not thereby a member of this one.
        const isMember = sightsOf(among, caller, person).some((sight) => sight.membership.familyId === id);
        const member = isMember ? decisions.see(among, person.id) : null;
        if (member) ledger.touch(person.id, id);
        else hide(among, person, id);
        return member ?? [];
      });
      const isKnown = (person: VisiblePerson) => decisions.of(person, 'IDENTITY').outcome === 'PERMIT';
      return [
        ...visible.filter(isKnown).toSorted(youngestFirst),
        // Where the date of birth is withheld, the place would tell it.
        ...visible.filter((person) => !isKnown(person)).toSorted(byId),
      ];
    },
    lookAhead(people, selection) {
      for (const person of people) {
        for (const [category, fields] of selection) {
          // What goes wrong is met again, and told, by the field's own resolver.
          if (decisions.provider(category)) answer(person, category, fields).catch(() => undefined);
        }
      }
    },
    search: createSearching({ ...tools, caller, purpose: purpose ?? 'EARLY_HELP', decisions, ledger, restOn }),
    explain: createExplain({ ...tools, caller, purpose: purpose ?? 'EARLY_HELP', ledger, restOn }),
    listed({ families, epoch }) {
      rest(new Map([[caller.id, epoch]]));
      ledger.list(families.map((family) => family.id));
    },
    reviewed({ kind = 'REVIEW', connection, personId, review, epochs: read }) {
      rest(read);
      ledger.reviewed({ kind, personId, visible: connection !== null, review });
    },
    async leaves() {
      await Promise.allSettled(answers.values());
      return ledger.leaves();
    },
    restsOn: () => ({ readAt, epochs }),
  };
}

interface Entry {
  readonly kind: 'FAMILY' | 'PERSON';
  readonly id: string;
}

/** Stands for whatever cannot be an id, so that asking for it costs what asking for an absent id costs. */
const ABSENT = '00000000-0000-0000-0000-000000000000';

function familyOf(person: PersonFacts): string | null {
  return person.memberships[0]?.familyId ?? null;
}

/** Children not yet born first, then by date of birth, latest first; unknown last. */
function youngestFirst(a: VisiblePerson, b: VisiblePerson): number {
  const key = ({ person }: VisiblePerson) => (isUnborn(person) ? '9999' : (person.dateOfBirth ?? ''));
  return key(b).localeCompare(key(a)) || byId(a, b);
}

function byId(a: VisiblePerson, b: VisiblePerson): number {
  return a.id.localeCompare(b.id);
}
