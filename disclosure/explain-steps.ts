/** What each step of a decision says, in the words of `explain-words.ts`. */
import { addDays } from '#terms/clock.ts';
import { decide } from './decide.ts';
import type { Basis, Decision, DecisionStep, StepName } from './decision.ts';
import { exceptionsFor, findException } from './exceptions.ts';
import { tellConsent } from './explain-consents.ts';
import { mayBeHeld, usableLinks } from './links.ts';
import * as words from './explain-words.ts';
import type { ExplanationStepName, ReasoningRequest, SeeingRequest, Stop, TakenStep } from './explanation.ts';
import type { LinkFacts, PersonFacts, RestrictionFacts } from './facts.ts';
import { isHiddenByRestriction } from './restrictions.ts';
import { isInSight, isUnborn, sightsOf } from './visibility.ts';

function passed(name: ExplanationStepName, text: string, basis: readonly string[] = []): TakenStep {
  return { name, result: 'PASSED', text, basis, remedy: null };
}

function stopped(name: ExplanationStepName, { text, remedy }: Stop, basis: readonly string[] = []): TakenStep {
  return { name, result: 'STOPPED', text, basis, remedy };
}

/** Rule 2, an unborn child's mother included. */
export function isSeen(request: SeeingRequest, person: PersonFacts): boolean {
  if (!isInSight(request.facts, request.recipient, person)) return false;
  return !isUnborn(person) || pregnancyOf(request, person)?.outcome === 'PERMIT';
}

/** What is decided of the PREGNANCY of an unborn child's mother; null where she is not known of. */
function pregnancyOf(request: SeeingRequest, { unbornChildOf }: PersonFacts): Decision | null {
  const { facts, recipient, purpose, settings } = request;
  const mother = unbornChildOf === null ? undefined : facts.people.get(unbornChildOf);
  if (!mother || !isInSight(facts, recipient, mother)) return null;
  return decide(facts, { caller: recipient, purpose, person: mother, category: 'PREGNANCY', provider: null, settings });
}

/** Whether the recipient knows of the person at all, and through what. */
export function tellVisibility(request: ReasoningRequest): TakenStep {
  const { facts, recipient, personId } = request;
  const { visibility } = words;
  const person = facts.people.get(personId);
  if (!person) return stopped('VISIBILITY', visibility.notAssigned);
  if (!isSeen(request, person)) return tellHidden(request, person);
  const sights = sightsOf(facts, recipient, person);
  const sight = sights.find(({ assignment }) => assignment.kind === 'LEAD_WORKER') ?? sights[0];
  if (sight) {
    const { assignment, membership } = sight;
    return passed('VISIBILITY', visibility.works(assignment.kind), [assignment.id, membership.id]);
  }
  const [exception] = exceptionsFor(facts, person);
  if (!exception) return stopped('VISIBILITY', visibility.notAssigned);
  return { ...passed('VISIBILITY', visibility.named(exception.kind), [exception.id]), result: 'LIFTED' };
}

/** Why somebody among the facts is hidden. Of what is silent, only information governance is told: from others it is kept before. */
function tellHidden(request: ReasoningRequest, person: PersonFacts): TakenStep {
  const { facts, recipient } = request;
  const { visibility } = words;
  const seal = person.restrictions.find((one) => isHiddenByRestriction({ ...person, restrictions: [one] }, recipient));
  if (seal) return stopped('VISIBILITY', visibility.silentRestriction(seal.kind), [seal.id]);
  if (person.interest?.silent) return stopped('VISIBILITY', visibility.silentInterest, [person.interest.id]);
  if (!isInSight(facts, recipient, person))
    return stopped('VISIBILITY', person.memberships.length > 0 ? visibility.unconfirmed : visibility.notAssigned);
  return stopped('VISIBILITY', visibility.unborn, Object.values(pregnancyOf(request, person)?.basis ?? {}) as string[]);
}

/** A step of `decide`; null stands for one that the hub's own categories do not go through. */
export function tellStep(
  request: ReasoningRequest,
  person: PersonFacts,
  name: StepName,
  step: DecisionStep | null,
  before: Basis,
): TakenStep {
  if (step === null) return passed(name, DOES_NOT_APPLY[name] ?? '');
  const ids = Object.entries(step.basis).flatMap(([kind, id]) => (before[kind as keyof Basis] === id ? [] : [id as string]));
  if (step.result === 'LIFTED') {
    const exception = findException(request.facts, person, request.category);
    const text = exception ? words.lifted(exception.kind) : '';
    return { ...passed(name, text, exception ? [exception.id] : []), result: 'LIFTED' };
  }
  const told = TELL[name]({ request, person, step, ids });
  if (step.result === 'STOPPED') return stopped(name, told, told.basis ?? ids);
  return passed(name, told.text, told.basis ?? ids);
}

const DOES_NOT_APPLY: Partial<Record<StepName, string>> = {
  DECEASED: words.deceased.own,
  AGREEMENT: words.agreement.own,
  CONSENT: words.consent.own,
};

interface Taken {
  readonly request: ReasoningRequest;
  readonly person: PersonFacts;
  readonly step: DecisionStep;
  /** What this step added to what the decision rests on. */
  readonly ids: readonly string[];
}
type Told = Stop & { readonly basis?: readonly string[] };
const say = (text: string): Told => ({ text, remedy: null });

const TELL: Record<StepName, (taken: Taken) => Told> = {
  RESTRICTION: tellRestriction,
  DECEASED: ({ step }) => (step.result === 'STOPPED' ? words.deceased.yes : say(words.deceased.no)),
  PURPOSE: tellPurpose,
  MEMBERSHIP: ({ step }) => (step.result === 'STOPPED' ? words.membership.stopped : say(words.membership.confirmed)),
  EPISODE: tellEpisode,
  AGREEMENT: tellAgreement,
  CONSENT: ({ request, person }) => tellConsent(request.facts, person, request.category, request),
};

function tellRestriction({ request: { full }, person, step }: Taken): Told {
  const { restriction } = words;
  if (step.result === 'PASSED') return say(restriction.none);
  const stop = step.reason === 'PROTECTED' || step.reason === 'CONFLICT' ? restriction[step.reason] : restriction.RESTRICTED;
  if (!full) return stop;
  const found = findById(person, step.basis.restriction);
  const why = found ? restriction.kind(found.kind) : restriction.interest;
  return { ...stop, text: `${stop.text} ${why}` };
}

/** What a silent restriction on some categories says to information governance. */
export function tellSilent(person: PersonFacts, id: string | undefined, without: string | null): TakenStep {
  const found = findById(person, id);
  const { silent, readsLike } = words.restriction;
  const text = [...(found ? [silent(found.kind)] : []), readsLike(without)].join(' ');
  return stopped('RESTRICTION', { text, remedy: null }, id === undefined ? [] : [id]);
}

function findById({ restrictions, householdProtections }: PersonFacts, id: string | undefined): RestrictionFacts | undefined {
  return [...restrictions, ...householdProtections].find((one) => one.id === id);
}

function tellPurpose({ request, person, step }: Taken): Told {
  const { facts, purpose, category, recipient, taken } = request;
  const { purposeWords } = words;
  const role = taken ? ` ${purposeWords.taken(recipient.kind)}` : '';
  if (step.result === 'STOPPED') {
    const stop = purposeWords.stopped(purpose);
    return { ...stop, text: stop.text + role };
  }
  const exception = purpose === 'SAFEGUARDING' ? findException(facts, person, category) : undefined;
  return say((exception ? purposeWords.opened(exception.kind) : purposeWords.entitled(purpose)) + role);
}

function tellEpisode({ request: { facts, settings }, person, step }: Taken): Told {
  const { episode: episodeWords } = words;
  const families = new Set(person.memberships.map(({ familyId }) => familyId));
  const episodes = facts.episodes.filter(({ familyId }) => families.has(familyId));
  if (step.result === 'STOPPED') {
    const closed = episodes.flatMap(({ closedOn }) => closedOn ?? []).toSorted();
    return episodeWords.stopped(closed.at(-1) ?? null);
  }
  const found = episodes.find(({ id }) => id === step.basis.episode);
  if (!found) return say('');
  const { openedOn, closedOn } = found;
  return say(
    closedOn === null ? episodeWords.open(openedOn) : episodeWords.finishing(closedOn, addDays(closedOn, settings.closureDays)),
  );
}

function tellAgreement({ request: { facts, recipient, category, purpose, provider }, step }: Taken): Told {
  const { agreement: agreementWords } = words;
  const agency = provider?.name ?? '';
  if (step.result === 'PASSED') {
    const found = facts.agreements.find(({ id, version }) => `${id}@${version}` === step.basis.agreement);
    return say(agreementWords.covers(agency, found?.endsAt ?? facts.at));
  }
  if (step.reason === 'OUTSIDE_AGREEMENT')
    return step.internalReason === 'AGE_UNKNOWN' ? agreementWords.ageUnknown(agency) : agreementWords.outside(agency);
  const [last] = facts.agreements
    .filter(
      (one) =>
        one.provider === provider?.id &&
        one.recipients.includes(recipient.organisationId) &&
        one.categories.includes(category) &&
        one.purposes.includes(purpose) &&
        one.startsAt <= facts.at,
    )
    .toSorted((a, b) => b.version - a.version || b.endsAt - a.endsAt);
  if (last?.ended) return agreementWords.endedEarly(agency);
  return agreementWords.none(agency, last && last.endsAt <= facts.at ? last.endsAt : null);
}

/** Whether the agency can be asked: by a link that is confirmed, or not at all (rule 3). */
export function tellLink({ facts, provider }: ReasoningRequest, person: PersonFacts): TakenStep {
  const { link } = words;
  if (!provider) return passed('LINK', link.own);
  const usable = usableLinks(person, provider.id);
  if (usable.length > 0) return passed('LINK', link.linked(provider.name), usable.map(idOf));
  const candidates = person.links.filter(({ agency }) => agency === provider.id);
  if (mayBeHeld(facts, person, provider.id)) return stopped('LINK', link.notLinked(provider.name), candidates.map(idOf));
  return passed('LINK', link.nothingHeld(provider.name));
}

function idOf({ id, version }: LinkFacts): string {
  return `${id}@${version}`;
}
