/**
 * Rule 5, as `explain` tells it: by capacities to a lead worker, with every decision on record to information governance. What somebody
 * hidden from the lead worker decided is not told; where it is what withholds, no decision can be relied on.
 */
import type { WeighedConsents } from './consents.ts';
import { weighConsents } from './consents.ts';
import type { ConsentFacts, Facts, PersonFacts } from './facts.ts';
import { consent as words } from './explain-words.ts';
import type { ReasoningRequest, Stop } from './explanation.ts';

export interface ConsentTold extends Stop {
  /** Ids of the decisions that count. */
  readonly basis: readonly string[];
}

/** What the step about consent says of a category of an agency's. */
export function tellConsent(
  facts: Facts,
  person: PersonFacts,
  category: string,
  { full, hiddenGivers }: Pick<ReasoningRequest, 'full' | 'hiddenGivers'>,
): ConsentTold {
  const weighed = weighConsents(person, category, facts.today, facts.at);
  const { agreeing, refusing, withdrawal } = weighed;
  if (!full) {
    const consents = person.consents.filter(({ givenBy }) => givenBy === null || !hiddenGivers.has(givenBy));
    return { ...tellLess(weighed, weighConsents({ ...person, consents }, category, facts.today, facts.at)), basis: [] };
  }
  const told = tell(weighed);
  const why = 'reason' in weighed.result && weighed.result.reason === 'NOT_RELIED_ON' ? [words.whyNotReliedOn] : [];
  return {
    ...told,
    text: [told.text, ...why, onRecord(person, category, weighed)].join(' '),
    basis: [...agreeing, ...refusing, ...(withdrawal && agreeing.length === 0 ? [withdrawal] : [])].map(({ id }) => id),
  };
}

/** To who may not know of every giver: `known` is what the decisions of the others come to. */
function tellLess({ result }: WeighedConsents, known: WeighedConsents): Stop {
  if ('reason' in result) {
    const isSame = 'reason' in known.result && known.result.reason === result.reason;
    return isSame ? tell(known) : words.notReliedOn;
  }
  const { capacity, decidedOn } = 'consent' in known.result ? known.result.consent : result.consent;
  // Worded alike whoever agreed for somebody else, so that it does not tell of a holder who is hidden.
  return capacity === 'SELF' ? tell(known) : { text: words.agreedFor(decidedOn), remedy: null };
}

function tell({ result, agreeing, expired, refusing, withdrawal }: WeighedConsents): Stop {
  if ('consent' in result) return { text: `${made(result.consent)}.`, remedy: null };
  switch (result.reason) {
    case 'REFUSED':
      return words.refused(allOf(refusing));
    case 'WITHDRAWN':
      return words.withdrawn(allOf(withdrawal ? [withdrawal] : []));
    case 'LAPSED': {
      const last = expired
        .map(({ validUntil }) => validUntil ?? '')
        .toSorted()
        .at(-1);
      return last === undefined ? words.grown : words.expired(last);
    }
    case 'DECISION_DISPUTED':
      return words.disputed([...agreeing, ...refusing].map(made));
    case 'NOT_RELIED_ON':
      return words.notReliedOn;
    default:
      return words.neverAsked;
  }
}

function made({ decision, capacity, decidedOn }: ConsentFacts): string {
  return words.made(decision, capacity, decidedOn);
}

function allOf(decisions: readonly ConsentFacts[]): string {
  return decisions.map(made).join('; ');
}

/** Every decision about the category, in the order in which they were decided, and which of them stand. */
function onRecord(person: PersonFacts, category: string, { result, agreeing, refusing, withdrawal }: WeighedConsents): string {
  const reliedOn = 'consent' in result ? result.consent : null;
  const standing = (entry: ConsentFacts): string => {
    if (entry === reliedOn) return words.reliedOn;
    const stands = agreeing.includes(entry) || refusing.includes(entry) || (entry === withdrawal && agreeing.length === 0);
    return stands ? words.stands : words.doesNotStand;
  };
  const decisions = person.consents
    .filter((entry) => entry.category === category)
    .toSorted((a, b) => a.decidedAt - b.decidedAt || a.entry - b.entry)
    .map((entry) => words.recorded(made(entry), entry.givenBy, entry.entry, standing(entry)));
  return decisions.length === 0 ? words.nothingOnRecord : words.onRecord(decisions);
}
