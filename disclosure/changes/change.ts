/** What every mutation is made of: it reads, checks, and says what to add; `access-log/change.ts` does the rest. */
import type { NewRows, Queryable, RecordChange } from '#access-log/change.ts';
import type { Leaf, LeafChange, LeafKind, LeafReview } from '#access-log/leaf.ts';
import { hasRoomFor } from '#access-log/leaf.ts';
import type { StaffPeople } from '#people/staff-people.ts';
import type { Caller } from '#terms/caller.ts';
import type { Category } from '#terms/category.ts';
import { HUB_CATEGORIES } from '#terms/category.ts';
import type { Clock, LocalDate } from '#terms/clock.ts';
import { londonDate } from '#terms/clock.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { EVERYBODY } from '#disclosure/facts.ts';
import type { DecisionSettings } from '#disclosure/decide.ts';
import { leafCaller } from '#disclosure/leaves.ts';
import type { LoadFacts } from '#disclosure/load-facts.ts';
import { createLoadFacts } from '#disclosure/load-facts.ts';

/** One mutation. `Input` is its GraphQL input without the client key's meaning; `Result` holds ids and times only. */
export interface Change<Input extends ChangeInput, Result extends object> {
  readonly name: string;
  readonly kind: LeafKind;
  /** The GraphQL type of its result. */
  readonly resultType: string;
  make(input: Input, scope: Scope): Promise<Made<Result>>;
}

export interface ChangeInput {
  readonly clientKey: string;
}

/** Who is concerned, one leaf each; and either what to add or why not. */
export type Made<Result> = {
  readonly about: readonly About[];
} & ({ readonly result: Result; readonly rows: readonly NewRows[] } | { readonly problems: readonly Problem[] });

/** One leaf of a change. */
export interface About extends Omit<LeafChange, 'name' | 'outcome' | 'problems'> {
  readonly personId?: string | null;
  readonly familyId?: string | null;
  /** Of an export: which entries. */
  readonly review?: LeafReview;
}

/** What a change may use to read and check; it may do so more than once. */
export interface Scope {
  readonly caller: Caller;
  readonly now: Date;
  /** The day in England. */
  readonly today: LocalDate;
  /** For what changes: whatever is read here rests on nothing having been changed since. */
  readonly database: Queryable;
  /** For what does not change while the hub runs, organisations and workers; and for what moves the caller's own epoch, once facts are loaded. */
  readonly reference: Queryable;
  readonly loadFacts: LoadFacts;
  readonly settings: DecisionSettings;
  readonly staff: StaffPeople;
  readonly agencies: readonly AgencyTerms[];
  newId(): string;
}

/** What changes need to know of an agency. */
export interface AgencyTerms {
  readonly id: string;
  readonly dataKind: 'HEALTH' | 'CRIMINAL_OFFENCE' | 'OTHER';
  readonly categories: readonly Category[];
}

/** What describes the request in its leaves. */
export interface ChangeContext {
  readonly caller: Caller;
  readonly requestId: string;
  readonly operationName: string | null;
  /** SHA-256 of the document's text, hex. */
  readonly documentHash: string;
}

export interface ChangeTools {
  readonly record: RecordChange;
  readonly clock: Clock;
  readonly settings: DecisionSettings;
  readonly staff: StaffPeople;
  readonly agencies: readonly AgencyTerms[];
  /** Names this process in the log. */
  readonly hub: string;
}

export type MakeChange = (
  context: ChangeContext,
  change: Change<never, object>,
  input: ChangeInput,
) => Promise<Readonly<Record<string, unknown>>>;

/** Makes changes: answers the result, or the problems for which nothing was recorded, with its GraphQL type. */
export function createMakeChange(tools: ChangeTools): MakeChange {
  return async (context, change, input) => {
    const { caller } = context;
    const now = tools.clock.now();
    const unreadable = unreadableProblems(input);
    if (unreadable.length > 0) return { __typename: 'Problems', problems: unreadable };
    const answer = await tools.record<object>(
      {
        caller: caller.id,
        clientKey: input.clientKey,
        name: change.name,
        input,
        now,
        epochs: new Map([[EVERYBODY, caller.epoch]]),
      },
      async (reference) => {
        const epochs = new Map<string, number>();
        let restsOnMore = false;
        const database: Queryable = {
          query(statement) {
            restsOnMore = true;
            return reference.query(statement);
          },
        };
        // What a change asks for again it has already.
        const asked = new Map<string, Promise<unknown>>();
        const once = <Value>(key: string, ask: () => Promise<Value>): Promise<Value> => {
          const known = asked.get(key) ?? ask();
          asked.set(key, known);
          return known as Promise<Value>;
        };
        const readFacts = createLoadFacts(reference, tools.clock, tools.settings);
        const made = await change.make(input as never, {
          caller,
          now,
          today: londonDate(now),
          database,
          reference: {
            query: (statement) => once(JSON.stringify(statement), () => reference.query(statement)) as never,
          },
          async loadFacts(request) {
            const facts = await once(`facts ${JSON.stringify([request.purpose, request.familyIds, request.personIds])}`, () =>
              readFacts(request),
            );
            for (const [subject, epoch] of facts.epochs) epochs.set(subject, Math.min(epoch, epochs.get(subject) ?? epoch));
            return facts;
          },
          settings: tools.settings,
          staff: tools.staff,
          agencies: tools.agencies,
          newId: () => crypto.randomUUID(),
        });
        const leaves = leavesOf(made, change, context, tools, now);
        if ('problems' in made) return { problems: made.problems, leaves };
        if (!leaves.every(hasRoomFor)) {
          const refused = tooLarge(made);
          return { problems: refused.problems, leaves: leavesOf(refused, change, context, tools, now) };
        }
        return { result: made.result, rows: made.rows, leaves, epochs, restsOnMore };
      },
    );
    if ('problems' in answer) return { __typename: 'Problems', problems: answer.problems.slice(0, MOST_PROBLEMS) };
    return { __typename: change.resultType, ...answer.result };
  };
}

/** What one leaf of the log has no room for. */
function tooLarge({ about }: Made<object>): Extract<Made<object>, { problems: unknown }> {
  return { about: about.map(({ records: _records, ...rest }) => rest), problems: [problem('FORM_TOO_LARGE')] };
}

/** PostgreSQL takes no null character and no half of a surrogate pair; a key is no text. */
function unreadableProblems(input: ChangeInput): Problem[] {
  if (input.clientKey.length === 0 || input.clientKey.length > LONGEST_KEY) return [problem('CLIENT_KEY_UNUSABLE', 'clientKey')];
  const isReadable = (value: unknown): boolean =>
    typeof value === 'string'
      ? value.isWellFormed() && !value.includes('\0')
      : typeof value !== 'object' || value === null || Object.values(value).every(isReadable);
  return isReadable(input) ? [] : [problem('TEXT_UNREADABLE')];
}

const LONGEST_KEY = 200;
/** Whoever mends these will see the rest. */
const MOST_PROBLEMS = 100;

function uuidOf(id: string | null): string | null {
  return id !== null && isUuid(id) ? id : null;
}

function leavesOf(
  made: Made<object>,
  { name, kind }: Change<never, object>,
  { caller, requestId, operationName, documentHash }: ChangeContext,
  { hub, agencies }: ChangeTools,
  now: Date,
): Leaf[] {
  const problems = 'problems' in made ? [...new Set(made.problems.map(({ code }) => code))] : undefined;
  const known = new Set<Category>([...HUB_CATEGORIES, ...agencies.flatMap(({ categories }) => categories)]);
  // Of what was refused the log takes no text that a client made up.
  const kept = ({
    recipients: _recipients,
    purposes: _purposes,
    categories,
    ...rest
  }: Omit<About, 'personId' | 'familyId' | 'review'>) => ({
    ...rest,
    ...(categories && { categories: [...new Set(categories)].filter((category) => known.has(category)) }),
  });
  return made.about.map(({ personId = null, familyId = null, review, ...more }) => ({
    time: now.toISOString(),
    kind,
    caller: leafCaller(caller),
    purpose: null,
    // What cannot be an id is nobody's.
    family: uuidOf(familyId),
    person: uuidOf(personId),
    visible: problems === undefined,
    decisions: [],
    change: { name, outcome: problems ? 'REFUSED' : 'RECORDED', ...(problems ? { problems, ...kept(more) } : more) },
    ...(review && { review }),
    epochs: { person: null, global: caller.epoch },
    operation: { name: operationName, document: documentHash },
    requestId,
    hub,
  }));
}
