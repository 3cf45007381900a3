/** The decisions of one request: each person is seen or hidden once, each category of a person is decided once. */
import type { AgencyPort, CategoryDeclaration } from '#connectors/contract.ts';
import type { Caller } from '#terms/caller.ts';
import type { Category } from '#terms/category.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { DecisionSettings } from './decide.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import type { Facts, PersonFacts } from './facts.ts';
import type { Ledger } from './ledger.ts';
import { isInSight, isUnborn } from './visibility.ts';
import type { VisiblePerson } from './visible.ts';

/** The agency that holds a category. */
export interface Provider {
  readonly port: AgencyPort;
  readonly declaration: CategoryDeclaration;
}

export interface Decisions {
  provider(category: Category): Provider | undefined;
  /** Decides without recording: for whoever records the outcome. */
  of(person: VisiblePerson, category: Category): Decision;
  /** Decides one of the hub's own categories, and records it. */
  own(person: VisiblePerson, category: Category, fields?: readonly string[]): Decision;
  /** Rule 2. Null where the person is hidden, or not among the facts. */
  see(among: Facts, id: string): VisiblePerson | null;
}

export interface DecisionsOptions {
  readonly caller: Caller;
  readonly purpose: Purpose;
  readonly agencies: readonly AgencyPort[];
  readonly settings: DecisionSettings;
  readonly ledger: Ledger;
}

export function createDecisions({ caller, purpose, agencies, settings, ledger }: DecisionsOptions): Decisions {
  const providers = new Map<Category, Provider>(
    agencies.flatMap((port) => port.categories.map((declaration) => [declaration.name, { port, declaration }])),
  );
  const made = new Map<string, Decision>();
  const seen = new Map<string, VisiblePerson | null>();

  const of = (visible: VisiblePerson, category: Category): Decision => {
    const key = `${visible.id} ${category}`;
    let decision = made.get(key);
    if (!decision) {
      const provider = providers.get(category)?.port.id ?? null;
      decision = decide(visible.facts, { caller, purpose, person: visible.person, category, provider, settings });
      made.set(key, decision);
    }
    return decision;
  };

  const own: Decisions['own'] = (visible, category, fields = []) => {
    const decision = of(visible, category);
    const permitted = decision.outcome === 'PERMIT';
    ledger.touch(visible.id, visible.person.memberships[0]?.familyId ?? null);
    ledger.selected(visible.id, category, fields);
    ledger.decided(visible.id, {
      category,
      outcome: permitted ? 'DISCLOSED' : 'WITHHELD',
      decision,
      items: Number(permitted),
      fields,
    });
    return decision;
  };

  const see: Decisions['see'] = (among, id) => {
    const known = seen.get(id);
    if (known !== undefined) return known;
    const person = among.people.get(id);
    const inSight = person !== undefined && isInSight(among, caller, person);
    const visible = inSight && isBornOrShown(among, person) ? { id, person, facts: among } : null;
    seen.set(id, visible);
    return visible;
  };

  /** A child not yet born follows the mother's PREGNANCY; not permitted → hidden and uncounted. */
  const isBornOrShown = (among: Facts, person: PersonFacts): boolean => {
    if (!isUnborn(person)) return true;
    const mother = person.unbornChildOf === null ? null : see(among, person.unbornChildOf);
    if (mother === null || of(mother, 'PREGNANCY').outcome === 'WITHHOLD') return false;
    own(mother, 'PREGNANCY');
    return true;
  };

  return { provider: (category) => providers.get(category), of, own, see };
}
