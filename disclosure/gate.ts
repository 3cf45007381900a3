/**
 * The only door to anything about a person. One gate serves one request of one caller for one purpose: it decides before it asks,
 * asks each agency once, and remembers every decision for the access log.
 */
import DataLoader from 'dataloader';
import type { AgencyPort, CategoryDeclaration, PortAnswer } from '#connectors/contract.ts';
import type { Caller } from '#terms/caller.ts';
import type { Category } from '#terms/category.ts';
import type { Clock } from '#terms/clock.ts';
import type { Purpose } from '#terms/purpose.ts';
import { isUuid } from '#terms/ids.ts';
import type { Answer } from './answers.ts';
import { createAgencyLoaders } from './agency-loaders.ts';
import type { DecisionSettings } from './decide.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import { withheld } from './explanations.ts';
import type { Facts, FamilyFacts, LinkFacts, PersonFacts } from './facts.ts';
import type { Ledger, TouchedLeaf } from './ledger.ts';
import { createLedger } from './ledger.ts';
import type { LoadFacts } from './load-facts.ts';
import type { Masks } from './masks.ts';
import { release } from './release.ts';
import { sightsOf } from './visibility.ts';

/** What all gates of a hub share. */
export interface GateTools {
  readonly loadFacts: LoadFacts;
  readonly agencies: readonly AgencyPort[];
  readonly masks: Masks;
  readonly clock: Clock;
  readonly settings: DecisionSettings;
  /** Turns an agency's id of an item into an opaque one. */
  opaqueId(agency: string, id: string): string;
}

/** A person whom the caller may know of. Only a gate makes one. */
export interface VisiblePerson {
  readonly id: string;
  readonly person: PersonFacts;
  readonly facts: Facts;
}

export interface VisibleFamily {
  readonly id: string;
  readonly family: FamilyFacts;
  readonly facts: Facts;
}

/** Which categories a query selects for a person, and which fields of each (dotted paths). */
export type Selection = ReadonlyMap<Category, readonly string[]>;

export interface Gate {
  /** Null where absent or hidden: the two cost the same and read the same. */
  family(id: string): Promise<VisibleFamily | null>;
  person(id: string): Promise<VisiblePerson | null>;
  /** The visible members, youngest first; those not yet born come first. */
  members(family: VisibleFamily): VisiblePerson[];
  /** Decides, asks and answers one category. Never rejects, and answers the same however often it is asked. */
  answer(person: VisiblePerson, category: Category, fields?: readonly string[]): Promise<Answer>;
  /** Decides one of the hub's own categories. */
  own(person: VisiblePerson, category: Category, fields?: readonly string[]): Decision;
  /** Starts answering everything selected, so that each agency is asked once for everybody. */
  lookAhead(people: readonly VisiblePerson[], selection: Selection): void;
  /** Records the families that a list named. */
  listed(familyIds: readonly string[]): void;
  /** Everything decided, once everything that was begun has ended. */
  leaves(): Promise<TouchedLeaf[]>;
}

export function openGate(tools: GateTools, caller: Caller, purpose: Purpose | null): Gate {
  const ledger = createLedger();
  const providers = new Map<Category, { port: AgencyPort; declaration: CategoryDeclaration }>(
    tools.agencies.flatMap((port) => port.categories.map((declaration) => [declaration.name, { port, declaration }])),
  );
  const askAgency = createAgencyLoaders();
  const decisions = new Map<string, Decision>();
  const answers = new Map<string, Promise<Answer>>();
  const seen = new Map<string, VisiblePerson | null>();

  const facts = new DataLoader<FactsKey, Facts, string>(
    async (keys) => {
      if (!purpose) throw new Error('A gate without a purpose cannot open families or people.');
      const ids = (kind: FactsKey['kind']) => keys.filter((key) => key.kind === kind).map((key) => key.id);
      const loaded = await tools.loadFacts({ caller, purpose, familyIds: ids('FAMILY'), personIds: ids('PERSON') });
      return keys.map(() => loaded);
    },
    { cacheKeyFn: ({ kind, id }) => `${kind} ${id}` },
  );

  const decisionFor = (person: VisiblePerson, category: Category): Decision => {
    const key = `${person.id} ${category}`;
    const known = decisions.get(key);
    if (known) return known;
    const made = decide(person.facts, {
      caller,
      purpose: purpose ?? 'EARLY_HELP',
      person: person.person,
      category,
      provider: providers.get(category)?.port.id ?? null,
      settings: tools.settings,
    });
    decisions.set(key, made);
    return made;
  };

  const own = (person: VisiblePerson, category: Category, fields: readonly string[] = []): Decision => {
    const decision = decisionFor(person, category);
    const outcome = decision.outcome === 'PERMIT' ? 'DISCLOSED' : 'WITHHELD';
    ledger.decided(person.id, { category, outcome, decision, items: decision.outcome === 'PERMIT' ? 1 : 0, fields });
    return decision;
  };

  /** Rule 2, once per person per request. A child not yet born follows the mother's PREGNANCY. */
  const see = (among: Facts, id: string): VisiblePerson | null => {
    const known = seen.get(id);
    if (known !== undefined) return known;
    const person = among.people.get(id);
    let visible: VisiblePerson | null = null;
    if (person && sightsOf(among, caller, person).length > 0) {
      const candidate = { id, person, facts: among };
      const mother = person.unbornChildOf === null ? null : see(among, person.unbornChildOf);
      const permitted = person.unbornChildOf === null || (mother !== null && own(mother, 'PREGNANCY').outcome === 'PERMIT');
      visible = permitted ? candidate : null;
    }
    seen.set(id, visible);
    return visible;
  };

  const familyOf = (person: PersonFacts): string | null => person.memberships[0]?.familyId ?? null;

  const answerNow = async (person: VisiblePerson, category: Category, fields: readonly string[]): Promise<Answer> => {
    const decision = decisionFor(person, category);
    const provider = providers.get(category);
    const log = (logged: Partial<Parameters<Ledger['decided']>[1]> & Pick<Parameters<Ledger['decided']>[1], 'outcome'>) =>
      ledger.decided(person.id, { category, decision, fields, ...logged });
    if (decision.outcome === 'WITHHOLD' || !provider) {
      const reason = decision.outcome === 'WITHHOLD' ? decision.reason : 'NO_AGREEMENT';
      log({ outcome: 'WITHHELD', reason });
      return withheld(category, reason);
    }

    const links = confirmedLinks(person.person, provider.port.id);
    const asked = links.length > 0;
    const answer = asked
      ? await askAgency(provider.port, {
          subject: person.id,
          ids: links.map((link) => link.agencyPersonId),
          category,
          since: decision.obligations.since,
          victimOnly: decision.obligations.victimOnly,
        })
      : noCandidate(person, provider);
    if (!answer) {
      log({ outcome: 'WITHHELD', reason: 'NOT_LINKED' });
      return withheld(category, 'NOT_LINKED');
    }

    const revealed: Record<Category, boolean> = {};
    const released = release(answer, {
      declaration: provider.declaration,
      obligations: decision.obligations,
      now: tools.clock.now(),
      masks: tools.masks,
      permits: (other) => (revealed[other] ??= decisionFor(person, other).outcome === 'PERMIT'),
      name: (agencyPersonId) => nameOther(person, category, provider.port.id, agencyPersonId),
      opaqueId: (id) => tools.opaqueId(provider.port.id, id),
    });
    log({
      outcome: loggedOutcome(released.answer),
      items: released.items,
      links: links.map((link) => `${link.id}@${link.version}`),
      ...(released.answer.__typename === 'Withheld' && { reason: String(released.answer['reason' as never]) }),
      ...(Object.keys(revealed).length > 0 && { revealed }),
    });
    return released.answer;
  };

  /** Rule 7: only people visible and permitted for the same category in this request are named. */
  const nameOther = (
    subject: VisiblePerson,
    category: Category,
    agency: string,
    agencyPersonId: string,
  ): VisiblePerson | null => {
    const match = [...subject.facts.people.values()].find((person) =>
      confirmedLinks(person, agency).some((link) => link.agencyPersonId === agencyPersonId),
    );
    const other = match ? see(subject.facts, match.id) : null;
    if (!other) return null;
    const decision = decisionFor(other, category);
    const named = decision.outcome === 'PERMIT';
    ledger.decided(other.id, { category, outcome: named ? 'NAMED' : 'NOT_NAMED', decision });
    return named ? other : null;
  };

  const answer: Gate['answer'] = (person, category, fields = []) => {
    const key = `${person.id} ${category}`;
    const known = answers.get(key);
    if (known) return known;
    ledger.touch(person.id, familyOf(person.person));
    const begun = answerNow(person, category, fields);
    answers.set(key, begun);
    return begun;
  };

  return {
    answer,
    own(person, category, fields) {
      ledger.touch(person.id, familyOf(person.person));
      return own(person, category, fields);
    },
    async family(id) {
      const asked = isUuid(id) ? id : ABSENT;
      const loaded = await facts.load({ kind: 'FAMILY', id: asked });
      const family = loaded.families.get(asked);
      ledger.family(isUuid(id) ? id : null, family !== undefined);
      return family ? { id: family.id, family, facts: loaded } : null;
    },
    async person(id) {
      const asked = isUuid(id) ? id : ABSENT;
      const loaded = await facts.load({ kind: 'PERSON', id: asked });
      const visible = see(loaded, asked);
      if (visible) ledger.touch(visible.id, familyOf(visible.person));
      else ledger.hidden(isUuid(id) ? id : null, null);
      return visible;
    },
    members({ id, facts: among }) {
      const visible: VisiblePerson[] = [];
      for (const person of among.people.values()) {
        if (!person.memberships.some((membership) => membership.familyId === id)) continue;
        const member = see(among, person.id);
        if (member) {
          ledger.touch(member.id, id);
          visible.push(member);
        } else ledger.hidden(person.id, id);
      }
      return visible.toSorted(youngestFirst);
    },
    lookAhead(people, selection) {
      for (const person of people) {
        for (const [category, fields] of selection) if (providers.has(category)) void answer(person, category, fields);
      }
    },
    listed: (familyIds) => ledger.list(familyIds),
    async leaves() {
      await Promise.allSettled(answers.values());
      return ledger.leaves();
    },
  };

  /** Nobody at the agency could be this person, by its complete feed; otherwise we could not ask. */
  function noCandidate({ person, facts: among }: VisiblePerson, { port, declaration }: Provider): PortAnswer | null {
    const feed = among.feeds.get(port.id);
    const candidates = person.links.some((link) => link.agency === port.id);
    if (!feed?.complete || candidates) return null;
    const source = { agency: port.name, service: declaration.service, updatedAt: new Date(feed.asOf) };
    return { outcome: 'NOTHING_HELD', source };
  }
}

interface FactsKey {
  readonly kind: 'FAMILY' | 'PERSON';
  readonly id: string;
}

interface Provider {
  readonly port: AgencyPort;
  readonly declaration: CategoryDeclaration;
}

/** Stands for whatever cannot be an id, so that asking for it costs what asking for an absent id costs. */
const ABSENT = '00000000-0000-0000-0000-000000000000';

function confirmedLinks(person: PersonFacts, agency: string): LinkFacts[] {
  return person.links.filter((link) => link.agency === agency && link.state !== 'CANDIDATE');
}

function loggedOutcome({ __typename }: Answer): 'DISCLOSED' | 'NOTHING_HELD' | 'UNAVAILABLE' | 'WITHHELD' {
  if (__typename === 'NothingHeld') return 'NOTHING_HELD';
  if (__typename === 'Unavailable') return 'UNAVAILABLE';
  return __typename === 'Withheld' ? 'WITHHELD' : 'DISCLOSED';
}

/** Children not yet born first, then by date of birth, latest first; unknown last. */
function youngestFirst(a: VisiblePerson, b: VisiblePerson): number {
  const key = ({ person }: VisiblePerson) => (person.unbornChildOf !== null ? '9999' : (person.dateOfBirth ?? ''));
  return key(a) < key(b) ? 1 : key(a) > key(b) ? -1 : a.id < b.id ? -1 : 1;
}
