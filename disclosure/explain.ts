/**
 * `explain`: the whole reasoning of a decision, also of the past. A lead worker asks about their own family, information governance
 * about anybody in whom they have no interest themselves; everybody else reads what they would read of nobody.
 */
import type { AgencyPort } from '#connectors/contract.ts';
import type { Caller } from '#terms/caller.ts';
import { hasRole } from '#terms/caller.ts';
import type { Category } from '#terms/category.ts';
import { isHubCategory } from '#terms/category.ts';
import type { Clock } from '#terms/clock.ts';
import { HubError } from '#terms/errors.ts';
import { isUuid } from '#terms/ids.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { WithheldReason } from '#terms/withheld-reason.ts';
import type { DecisionSettings } from './decide.ts';
import type { LeadWorker } from './explain-lead.ts';
import { familiesLed, reasonForLeadWorker } from './explain-lead.ts';
import type { ExplainedGround, ReadExplained, Recipient } from './explain-query.ts';
import { hiddenFromAll, reason } from './explain-reason.ts';
import { summary } from './explain-words.ts';
import type { ExplanationStep, Reasoning } from './explanation.ts';
import type { Facts } from './facts.ts';
import type { Ledger } from './ledger.ts';
import type { LoadFacts } from './load-facts.ts';
import { isHiddenAltogether } from './visibility.ts';

export interface ExplainRequest {
  readonly personId: string;
  readonly category: Category;
  /** An organisation, or a worker or app. */
  readonly recipient: string;
  /** Null: now. */
  readonly at: Date | null;
}

export interface Explanation {
  readonly at: Date;
  readonly category: Category;
  /** The recipient's name. */
  readonly recipient: string;
  readonly outcome: Reasoning['outcome'];
  readonly reason: WithheldReason | null;
  readonly explanation: string;
  readonly remedy: string | null;
  readonly steps: readonly ExplanationStep[];
  readonly obligations: readonly string[];
}

export interface ExplainOptions {
  readonly caller: Caller;
  readonly purpose: Purpose;
  readonly loadFacts: LoadFacts;
  readonly readExplained: ReadExplained;
  readonly agencies: readonly AgencyPort[];
  readonly clock: Clock;
  readonly settings: DecisionSettings;
  readonly ledger: Ledger;
  /** Told of facts of the present: their epochs must not have moved when the answer is released. */
  restOn(facts: Pick<Facts, 'at' | 'epochs'>): void;
}

/** Null where absent, hidden or not the caller's to ask: the three cost the same and read the same. Rejects with HubError. */
export type Explain = (request: ExplainRequest) => Promise<Explanation | null>;

/** Each costs several statements. */
const MOST_EXPLAINED = 20;

export function createExplain(options: ExplainOptions): Explain {
  const { caller, agencies, clock, settings, ledger, loadFacts, readExplained, restOn } = options;
  let explained = 0;

  return async ({ personId, category, recipient: asked, at }) => {
    const provider = agencies.find(({ categories }) => categories.some(({ name }) => name === category)) ?? null;
    if (!provider && !isHubCategory(category)) throw new HubError('BAD_ARGUMENT', { argument: 'category' });
    if (at && at > clock.now()) throw new HubError('BAD_ARGUMENT', { argument: 'at' });
    if (++explained > MOST_EXPLAINED) throw new HubError('QUERY_TOO_LARGE');

    const id = isUuid(personId) ? personId : ABSENT;
    // What cannot be kept as text is nobody's id.
    const readable = asked.isWellFormed() && !asked.includes('\0') ? asked : '';
    const [own, ground] = await Promise.all([
      loadFacts({ caller, purpose: 'EARLY_HELP', familyIds: [], personIds: [id] }),
      readExplained.ground(caller, id, readable, clock.now()),
    ]);
    restOn(own);
    restOn({ at: own.at, epochs: new Map(ground.givers.map(({ id, epoch }) => [id, epoch])) });
    const when = at ?? new Date(own.at);
    const { recipient } = ground;
    const asker = recipient && askerOf({ caller, purpose: options.purpose, settings, own, ground, recipient, personId: id, at });
    const found = asker && (await explainFor({ ...options, asker, recipient, personId: id, category, provider, at, when }));
    ledger.explained({
      personId: isUuid(personId) ? personId : null,
      familyId: found?.familyId ?? null,
      visible: found !== null,
      explained: { category, recipient: recipient?.id ?? '', at: when.toISOString() },
    });
    if (!found || !recipient) return null;
    const { reasoning } = found;
    const { outcome, reason: why, steps, stop, obligations } = reasoning;
    const ofOrganisation = recipient.kind === 'ORGANISATION' && found.known;
    return {
      at: when,
      category,
      recipient: recipient.name,
      outcome,
      reason: why,
      explanation: summary({ outcome, stop: stop?.text ?? null, ofOrganisation, asOf: at?.getTime() ?? null }),
      remedy: stop?.remedy ?? null,
      steps,
      obligations,
    };
  };
}

const NOBODY_HIDDEN: ReadonlySet<string> = new Set();

/** Stands for whatever cannot be an id. */
const ABSENT = '00000000-0000-0000-0000-000000000000';

/** In what capacity somebody may ask. */
type Asker = { readonly full: true } | ({ readonly full: false } & LeadWorker);

interface Asking {
  readonly caller: Caller;
  readonly purpose: Purpose;
  readonly settings: DecisionSettings;
  /** What the caller sees now. */
  readonly own: Facts;
  readonly ground: ExplainedGround;
  readonly recipient: Recipient;
  readonly personId: string;
  readonly at: Date | null;
}

/** Who may ask, judged now. An app never: it has neither role, and no worker asks through one. */
function askerOf({ caller, purpose, settings, own, ground, recipient, personId, at }: Asking): Asker | null {
  if (caller.through) return null;
  const person = own.people.get(personId);
  // Whoever works with the family does not review it.
  if (!person)
    return hasRole(caller, 'INFORMATION_GOVERNANCE') && ground.personExists && !ground.conflict ? { full: true } : null;
  if (!hasRole(caller, 'PRACTITIONER')) return null;
  // That somebody else broke the glass, or that MASH decided, is not the lead worker's to know.
  if (purpose === 'SAFEGUARDING' && recipient.id !== caller.id) return null;
  const families = familiesLed({ facts: own, recipient: caller, purpose: 'EARLY_HELP', settings }, person);
  if (families.size === 0) return null;
  // Who is connected with the person is told that, and nothing that their colleagues may see or that they once could.
  if (person.interest && (at || recipient.id !== caller.id)) return null;
  const known = ground.onRecord.some(({ familyId, since }) => families.has(familyId) && (!at || since <= at.getTime()));
  const hidden = ground.givers.filter((giver) => isHiddenAltogether(giver, caller)).map(({ id }) => id);
  return known ? { full: false, caller, families, own, hiddenGivers: new Set(hidden) } : null;
}

interface Explaining extends ExplainOptions {
  readonly asker: Asker;
  readonly recipient: Recipient;
  readonly personId: string;
  readonly category: Category;
  readonly provider: AgencyPort | null;
  readonly at: Date | null;
  readonly when: Date;
}
interface Found {
  readonly reasoning: Reasoning;
  readonly familyId: string | null;
  /** Whether the facts that the recipient's own request would read have the person. */
  readonly known: boolean;
}

/** Of several workers, the decision of the one who may be shown most; of equals, the lead worker's. */
async function explainFor(request: Explaining): Promise<Found> {
  const { asker, recipient } = request;
  const found = await Promise.all((await recipientsOf(request)).map((one) => explainTo(request, one)));
  if (recipient.kind !== 'ORGANISATION' && found[0]) return found[0];
  const [furthest] = found.filter(({ known }) => known).toSorted((a, b) => distance(b.reasoning) - distance(a.reasoning));
  const familyId = asker.full ? null : ([...asker.families][0] ?? null);
  return furthest ?? { reasoning: hiddenFromAll(asker.full), familyId, known: false };
}

/** How many steps were passed. */
function distance({ steps }: Reasoning): number {
  return steps.filter(({ result }) => result === 'PASSED' || result === 'LIFTED').length;
}

async function recipientsOf(request: Explaining): Promise<Caller[]> {
  const { caller, recipient, purpose, personId, asker, at, when, readExplained } = request;
  const { organisationId } = recipient;
  if (recipient.kind !== 'ORGANISATION') return [recipient.id === caller.id ? caller : callerOf(recipient)];
  const families = asker.full ? null : [...asker.families];
  const workers = await readExplained.workers({ organisationId, personId, families, purpose, at: when, asOf: at });
  // A safeguarding decision may name an organisation, and so whoever works there.
  const anybody = purpose === 'SAFEGUARDING' ? [callerOf({ ...recipient, kind: 'WORKER', id: ABSENT })] : [];
  return [...workers.map((worker) => (worker.id === caller.id ? caller : callerOf(worker))), ...anybody];
}

/** Roles come from sign-in and are not kept: a worker is taken to be a practitioner. */
function callerOf({ kind, id, name, organisationId, organisationName, approvedPurposes }: Recipient): Caller {
  const own = kind === 'APP' ? (['APP', 'APP'] as const) : (['WORKER', 'PRACTITIONER'] as const);
  return { kind: own[0], id, name, organisationId, organisationName, roles: [own[1]], approvedPurposes, through: null, epoch: 0 };
}

async function explainTo(request: Explaining, recipient: Caller): Promise<Found> {
  const { asker, caller, purpose, settings, personId, category, provider, at, loadFacts, restOn } = request;
  const asOf = at && { asOf: at };
  const facts = await loadFacts({ caller: recipient, purpose, familyIds: [], personIds: [personId], ...asOf });
  if (!at) restOn(facts);
  const taken = recipient.id !== caller.id;
  const asked = { facts, recipient, taken, purpose, personId, category, provider, settings };
  const reasoning = asker.full
    ? reason({ ...asked, full: true, hiddenGivers: NOBODY_HIDDEN })
    : reasonForLeadWorker(asked, asker);
  const familyId = asker.full ? facts.people.get(personId)?.memberships[0]?.familyId : [...asker.families][0];
  return { reasoning, familyId: familyId ?? null, known: facts.people.has(personId) };
}
