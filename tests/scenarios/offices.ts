/** What the council's offices decide: information governance, the front door, managers, and workers about themselves. */
import { randomUUID } from 'node:crypto';
import { callerId } from '#demo/callers.ts';
import type { List, Who } from './stage.ts';
import { answerTo, changes, from, governance, list, manager, mash, otherWorker, secondInGovernance } from './stage.ts';

/** Information governance places a restriction. Answers its id. */
export async function restricts(person: string, kind: string, more: object = {}, by: Who = governance): Promise<string> {
  const input = { personId: person, kind, reason: 'Made up', ...more };
  const answer = await changes(by, 'placeRestriction', input, '... on RestrictionRecorded { restrictionId }');
  return answer['restrictionId'] as string;
}

export const lifts = async (restrictionId: string, by: Who = governance) =>
  changes(by, 'liftRestriction', { restrictionId, reason: 'Made up' });

/** A worker says that somebody is theirs. Answers the entry's id. */
export async function isTiedTo(who: string, person: string, more: { by?: Who; silent?: boolean } = {}): Promise<string> {
  const { by = who, silent = false } = more;
  const input = { personId: person, kind: 'FAMILY', workerId: callerId(who), silent };
  const answer = await changes(by, 'declareInterest', input, '... on InterestRecorded { interestId }');
  return answer['interestId'] as string;
}
export const endsTie = async (interestId: string, by: Who = manager) => changes(by, 'endInterest', { interestId });

interface Opening {
  readonly for?: List;
  readonly until?: string;
  readonly by?: Who;
}

/** The front door proposes to open SAFEGUARDING. Answers the entry's id. */
export async function proposesToOpen(people: List, categories: List, more: Opening = {}): Promise<string> {
  const input = {
    ground: 'SECTION_47',
    personIds: list(people),
    categories: list(categories),
    recipients: list(more.for ?? callerId(otherWorker)),
    reason: 'Made up',
    endsAt: more.until ?? from({ days: 3 }),
  };
  const recorded = '... on SafeguardingDecisionRecorded { decisionId }';
  return (await changes(more.by ?? mash, 'recordSafeguardingDecision', input, recorded))['decisionId'] as string;
}
export const approves = async (decisionId: string, by: Who = manager) =>
  changes(by, 'approveSafeguardingDecision', { decisionId });

/** Two people open SAFEGUARDING. Answers the entry's id. */
export async function opens(people: List, categories: List, more: Opening = {}): Promise<string> {
  const id = await proposesToOpen(people, categories, more);
  await approves(id);
  return id;
}

/** A worker alone opens SAFEGUARDING to themself. Answers the entry's id. */
export async function breaksTheGlass(people: List, categories: List, more: { by?: Who; hours?: number } = {}): Promise<string> {
  const { by = otherWorker, hours = 4 } = more;
  const [personIds, named] = [list(people), list(categories)];
  const input = { personIds, categories: named, reasonCode: 'CHILD_MISSING', narrative: 'Made up', hours };
  return (await changes(by, 'recordOverride', input, '... on OverrideRecorded { overrideId }'))['overrideId'] as string;
}

// Agreements between agencies and the council.

interface Terms {
  /** Another agreement that it is like, in everything that is not said; otherwise its own latest version. */
  readonly like?: string;
  readonly endsAt?: string;
  readonly legalBasis?: object;
  readonly [term: string]: unknown;
}

const BASIS = `statutoryPower commencement article6 article9 article10 authorityToLeavePart3 confidentialityRoute controller
  dataProtectionImpactAssessment reviewOn retention retentionStarts population`;
const TERMS = `id version provider recipients categories purposes detail minimumAge maximumAge historyMonths stalenessHours startsAt
  endsAt legalBasis { ${BASIS} }`;

/** Proposes the next version of an agreement. Answers its number. */
export async function proposes(id: string, { like = id, ...changed }: Terms, by: Who = governance): Promise<number> {
  const known = await answerTo<(Terms & { id: string; version: number; legalBasis: object })[]>(
    by,
    `{ agreements { ${TERMS} } }`,
  );
  const latest = known.filter((agreement) => agreement.id === like).toSorted((a, b) => b.version - a.version)[0];
  if (!latest) throw new Error(`There is no agreement ${like}.`);
  const { version: _version, ...terms } = latest;
  // It is reviewed before it ends.
  const review = changed.endsAt === undefined ? {} : { reviewOn: changed.endsAt.slice(0, 10) };
  const legalBasis = { ...terms.legalBasis, ...review, ...changed.legalBasis };
  const answer = await changes(
    by,
    'proposeAgreement',
    { ...terms, ...changed, id, legalBasis },
    '... on AgreementRecorded { version }',
  );
  return answer['version'] as number;
}

export const activates = async (id: string, version: number, by: Who = secondInGovernance) =>
  onVersion('activateAgreement', id, version, by);
/** An agreement is ended before its time. */
export const ends = async (id: string, version = 1) => onVersion('endAgreement', id, version, governance);

/** The next version of an agreement, proposed by one and activated by another. Answers its number. */
export async function agreed(id: string, terms: Terms): Promise<number> {
  const version = await proposes(id, terms);
  await activates(id, version);
  return version;
}

async function onVersion(name: string, id: string, version: number, by: Who): Promise<void> {
  const document = `mutation ($input: AgreementVersionInput!) { ${name}(input: $input) { ... on Problems { problems { code } } } }`;
  const input = { clientKey: randomUUID(), id, version };
  const { problems } = await answerTo<{ problems?: { code: string }[] }>(by, document, { input });
  if (problems) throw new Error(problems.map(({ code }) => code).join(', '));
}
