/** Rule 3: whether an agency can be asked about a permitted person. */
import type { Facts, LinkFacts, PersonFacts } from './facts.ts';

/** Links that an agency may be asked with: automatic or confirmed, never a candidate. */
export function usableLinks(person: PersonFacts, agency: string): LinkFacts[] {
  return person.links.filter((link) => link.agency === agency && link.state !== 'CANDIDATE');
}

/** Without a usable link: unless the agency's demographic feed is complete and holds no candidate, it may hold something. */
export function mayBeHeld(facts: Facts, person: PersonFacts, agency: string): boolean {
  const hasCandidate = person.links.some((link) => link.agency === agency);
  return hasCandidate || facts.feeds.get(agency)?.complete !== true;
}
