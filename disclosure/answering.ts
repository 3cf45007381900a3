/** Decide before asking: what is not permitted is never asked, and what is permitted is asked of each agency once for everybody. */
import type { PortAnswer } from '#connectors/contract.ts';
import type { Category } from '#terms/category.ts';
import type { Clock } from '#terms/clock.ts';
import { createAgencyLoaders } from './agency-loaders.ts';
import type { Answer } from './answers.ts';
import type { Permit } from './decision.ts';
import type { Decisions, Provider } from './decisions.ts';
import { withheld } from './explanations.ts';
import type { PersonFacts } from './facts.ts';
import { mayBeHeld, usableLinks } from './links.ts';
import type { Ledger, LoggedDecision } from './ledger.ts';
import type { Masks } from './masks.ts';
import type { Release, Released } from './release.ts';
import { release } from './release.ts';
import type { VisiblePerson } from './visible.ts';

export interface AnsweringOptions {
  readonly decisions: Decisions;
  readonly ledger: Ledger;
  readonly masks: Masks;
  readonly clock: Clock;
  opaqueId(agency: string, id: string): string;
}

export type AnswerCategory = (person: VisiblePerson, category: Category, fields: readonly string[]) => Promise<Answer>;

/** Answers a category of a visible person, from the decision to the release, and records the outcome. */
export function createAnswering(options: AnsweringOptions): AnswerCategory {
  const { decisions, ledger } = options;
  const askAgency = createAgencyLoaders();

  return async (person, category, fields) => {
    const decision = decisions.of(person, category);
    const record = (logged: Omit<LoggedDecision, 'category' | 'decision'>) =>
      ledger.decided(person.id, { category, decision, ...logged });
    const withhold = (reason: Parameters<typeof withheld>[1]) => {
      record({ outcome: 'WITHHELD', reason });
      return withheld(category, reason);
    };
    const provider = decisions.provider(category);
    if (decision.outcome === 'WITHHOLD') return withhold(decision.reason);
    if (!provider) return withhold('NO_AGREEMENT');

    const links = usableLinks(person.person, provider.port.id);
    if (links.length === 0 && mayBeHeld(person.facts, person.person, provider.port.id)) return withhold('NOT_LINKED');
    const { since, victimOnly } = decision.obligations;
    const ids = links.map((link) => link.agencyPersonId);
    const answer =
      links.length > 0
        ? await askAgency(provider.port, { subject: person.id, ids, category, since, victimOnly })
        : heldByNobody(person, provider);

    const revealed: Record<Category, boolean> = {};
    const released = releaseSafely(answer, releaseOf(person, provider, decision, revealed, options));
    record({
      outcome: outcomeOf(released.answer),
      // How many items were shown is known once the query has taken its part of them.
      items: provider.declaration.items === null ? released.items : 0,
      fields,
      links: links.map((link) => `${link.id}@${link.version}`),
      ...('reason' in released.answer && { reason: String(released.answer.reason) }),
      ...(Object.keys(revealed).length > 0 && { revealed }),
    });
    return released.answer;
  };
}

/** A record that is not as its agency declared it costs its own category, and nothing else. */
function releaseSafely(answer: PortAnswer, context: Release): Released {
  try {
    return release(answer, context);
  } catch {
    const source = { agency: (answer.outcome === 'HELD' ? answer.record.source : answer.source).agency };
    return release({ outcome: 'UNAVAILABLE', source, since: context.now, lastAnswered: null }, context);
  }
}

function releaseOf(
  person: VisiblePerson,
  { port, declaration }: Provider,
  { obligations }: Permit,
  revealed: Record<Category, boolean>,
  { decisions, ledger, masks, clock, opaqueId }: AnsweringOptions,
): Release {
  /** The other person, where visible and permitted all of these categories. The decision is recorded either way. */
  const decideOther = (
    agencyPersonId: string,
    categories: readonly Category[],
    outcome: 'NAMED' | 'NOT_NAMED',
  ): VisiblePerson | null => {
    const linkTo = (other: PersonFacts) => usableLinks(other, port.id).find((link) => link.agencyPersonId === agencyPersonId);
    const meant = [...person.facts.people.values()].find((one) => linkTo(one) !== undefined);
    const other = meant ? decisions.see(person.facts, meant.id) : null;
    if (!other) return null;
    const made = categories.map((category) => ({ category, decision: decisions.of(other, category) }));
    ledger.touch(other.id, other.person.memberships[0]?.familyId ?? null);
    const permitted = made.every(({ decision }) => decision.outcome === 'PERMIT');
    const isNamed = permitted && outcome === 'NAMED';
    const link = linkTo(other.person);
    for (const { category, decision } of made) {
      const logged = { category, outcome: isNamed ? outcome : 'NOT_NAMED', decision } as const;
      ledger.decided(other.id, { ...logged, ...(isNamed && link && { links: [`${link.id}@${link.version}`] }) });
    }
    return permitted ? other : null;
  };
  return {
    declaration,
    obligations,
    masks,
    now: clock.now(),
    permits(category, subjectIsVictim) {
      const decision = decisions.of(person, category);
      revealed[category] = decision.outcome === 'PERMIT';
      return decision.outcome === 'PERMIT' && (subjectIsVictim || !decision.obligations.victimOnly);
    },
    permitsOther: (agencyPersonId, categories) => decideOther(agencyPersonId, categories, 'NOT_NAMED') !== null,
    // Rule 7: only people visible and permitted for everything that the item shows are named.
    name: (agencyPersonId, categories) => decideOther(agencyPersonId, categories, 'NAMED'),
    opaqueId: (id) => opaqueId(port.id, id),
  };
}

function heldByNobody({ facts }: VisiblePerson, { port, declaration }: Provider): PortAnswer {
  const feed = facts.feeds.get(port.id);
  const updatedAt = feed ? new Date(feed.asOf) : null;
  return { outcome: 'NOTHING_HELD', source: { agency: port.name, service: declaration.service, updatedAt } };
}

function outcomeOf({ __typename }: Answer): LoggedDecision['outcome'] {
  if (__typename === 'NothingHeld') return 'NOTHING_HELD';
  if (__typename === 'Unavailable') return 'UNAVAILABLE';
  return __typename === 'Withheld' ? 'WITHHELD' : 'DISCLOSED';
}
