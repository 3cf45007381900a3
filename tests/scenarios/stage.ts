/**
 * Where the scenarios happen: a hub of its own for each file, the README's family, a clock that can be moved, and what somebody reads.
 * After each scenario all facts are again as the council was made, and the clock is right again.
 */
import type { JWTPayload } from 'jose';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Leaf, LeafDecision } from '#access-log/leaf.ts';
import { connectors } from '#connectors/index.ts';
import type { LocalDate } from '#terms/clock.ts';
import { addDays, londonDate } from '#terms/clock.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { ChangeAnswer } from '#tests/support/change.ts';
import { change, codes } from '#tests/support/change.ts';
import type { HubResponse, TestHub, TestHubOptions } from '#tests/support/hub.ts';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { actingAs } from '#tests/support/made-once.ts';
import { leavesAdded } from '#tests/support/queries.ts';
import type { AsMade } from './as-made.ts';
import { keepAsMade } from './as-made.ts';

export const { amara, gareth, daniel, toby, chidera, baby } = CAST;
export const FAMILY = OKAFOR_HUGHES;
const NAMES = new Map(Object.entries(CAST).map(([name, id]) => [id, name]));

export const leadWorker = 'lead-worker';
/** In the team around the family, and of another organisation. */
export const schoolNurse = 'team-member';
/** Of the lead worker's organisation, and works with other families. */
export const otherWorker = 'other-worker';
export const councilApp = 'council-app';
export const manager = 'manager';
export const mash = 'mash';
export const governance = 'information-governance';
export const secondInGovernance = 'information-governance-2';

export const EARLY_HELP = 'northmere-early-help';
export const COMMUNITY_HEALTH = 'northmere-community-health';

/** Somebody with a token of their own, or with one that says more. */
export type Who = string | { readonly who: string; readonly claims: JWTPayload; readonly on?: TestHub };

/** A worker who asks through a council app. */
export const through = (who: string, app = councilApp): Who => ({ who, claims: { act: { sub: app } } });
/** Somebody who asks another process of the hub. */
export const at = (on: TestHub, who: string): Who => ({ who, claims: {}, on });
/** Somebody whom sign-in gives these roles. */
export const signedInAs = (who: string, ...roles: string[]): Who => ({ who, claims: { roles } });

let hub: TestHub;
let asMade: AsMade;
let others: TestHub[] = [];
let moved = 0;
let stopped: number | null = null;
const clock = { now: () => new Date(stopped ?? Date.now() + moved) };

/** Call once at the top of a file. */
export function tellStories(options: Omit<TestHubOptions, 'clock'> = {}): void {
  beforeAll(async () => {
    hub = await startHub({ ...options, clock });
    asMade = await keepAsMade(hub.owner.pool);
  });
  afterEach(async () => {
    moved = 0;
    stopped = null;
    await restore();
  });
  afterAll(async () => {
    await Promise.all(others.map((other) => other.close()));
    others = [];
    await hub.close();
  });
}

export const theHub = (): TestHub => hub;

/** One more process of the hub, on the same database, with settings of its own. */
export async function anotherHub(options: Omit<TestHubOptions, 'clock' | 'databaseUrl'> = {}): Promise<TestHub> {
  const other = await startHub({ ...options, clock, databaseUrl: hub.shared.databaseUrl });
  others.push(other);
  return other;
}

// Time.

export const now = (): Date => clock.now();
export const today = (): LocalDate => londonDate(now());
/** A day so many days from today. */
export const day = (days: number): LocalDate => addDays(today(), days);
const HOUR = 3_600_000;
interface Time {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
}
const milliseconds = ({ days = 0, hours = 0, minutes = 0 }: Time) => days * 24 * HOUR + hours * HOUR + minutes * 60_000;

export const ago = (time: Time): string => new Date(now().getTime() - milliseconds(time)).toISOString();
export const from = (time: Time): string => new Date(now().getTime() + milliseconds(time)).toISOString();
export const passes = (time: Time): void => void (moved += milliseconds(time));
/** The clock stands still at an instant. */
export const itIs = (instant: string): void => void (stopped = Date.parse(instant));

// Facts, as the owner of the database.

export async function sql<Row extends object = object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await hub.owner.pool.query<Row>(text, values)).rows;
}

/** All facts as the council was made; the access log keeps what happened. */
export const restore = (): Promise<void> => asMade.restore();

/** Adds the next version of each row that a column-by-column description matches. */
export async function nextVersion(table: string, matching: Readonly<Record<string, string>>, changed: object): Promise<void> {
  const where = Object.keys(matching).map((column, place) => `t.${column}::text = $${place + 2}`);
  const rows = await sql(
    `insert into "${table}" select (jsonb_populate_record(t, $1::jsonb || jsonb_build_object('version', t.version + 1))).*
      from "${table}" t where ${where.join(' and ')}
        and not exists (select from "${table}" later where later.id = t.id and later.version > t.version) returning 1`,
    [JSON.stringify({ recorded_at: now(), ...changed }), ...Object.values(matching)],
  );
  if (rows.length === 0) throw new Error(`There is no such ${table}.`);
}

// Reading.

export interface Answer {
  readonly __typename: string;
  readonly reason?: string;
  readonly [field: string]: unknown;
}

const FIELDS = new Map([
  ['IDENTITY', 'identity'],
  ['ADDRESS', 'address'],
  ...connectors.flatMap(({ categories }) => categories.map(({ name, field }) => [name, field] as const)),
]);
/** Every category of every agency. */
export const CATEGORIES: readonly string[] = connectors.flatMap(({ categories }) => categories.map(({ name }) => name));

export async function ask(who: Who, document: string, variables: object = {}, headers = {}): Promise<HubResponse> {
  return typeof who === 'string'
    ? hub.query(who, document, variables, headers)
    : actingAs(who.on ?? hub, who.claims).query(who.who, document, variables, headers);
}

/** The answer to a query of one field. @throws where there are errors. */
export async function answerTo<Found>(who: Who, document: string, variables: object = {}): Promise<Found> {
  return only<Found>(await ask(who, document, variables));
}

function only<Found>({ body }: HubResponse): Found {
  if (body.errors || !body.data) throw new Error(JSON.stringify(body));
  return Object.values(body.data)[0] as Found;
}

const WITHHELD = '__typename ... on Withheld { category reason explanation remedy }';

/** Asks for some categories of one person; `fields` are selected of each record besides. */
export async function asksFor(
  who: Who,
  person: string,
  categories: readonly string[],
  { purpose = 'EARLY_HELP' as Purpose, fields = '' } = {},
): Promise<HubResponse> {
  const selection = categories.map((category) => `${category}: ${FIELDS.get(category)} { ${WITHHELD} ${fields} }`);
  const document = `query($id: ID!, $purpose: Purpose!) { person(id: $id, purpose: $purpose) { ${selection.join(' ')} } }`;
  return ask(who, document, { id: person, purpose });
}

/** What somebody is answered about one category; null where the person is hidden from them. @throws where the answer has errors. */
export async function answered(
  who: Who,
  person: string,
  category: string,
  options: { purpose?: Purpose; fields?: string } = {},
): Promise<Answer | null> {
  const found = only<Record<string, Answer> | null>(await asksFor(who, person, [category], options));
  return found?.[category] ?? null;
}

/** The type of the answer, or the reason for which it is withheld; `HIDDEN` where there seems to be no such person. */
export async function reads(who: Who, person: string, category: string, purpose: Purpose = 'EARLY_HELP'): Promise<string> {
  const answer = await answered(who, person, category, { purpose });
  return answer === null ? 'HIDDEN' : (answer.reason ?? answer.__typename);
}

/** What `reads` tells, of every category of every agency and the hub's own, once each. */
export async function readsAltogether(who: Who, person: string, purpose: Purpose = 'EARLY_HELP'): Promise<string[]> {
  const found = only<Record<string, Answer> | null>(await asksFor(who, person, [...FIELDS.keys()], { purpose }));
  if (!found) return ['HIDDEN'];
  return [...new Set(Object.values(found).map(({ reason, __typename }) => reason ?? __typename))].toSorted();
}

/** The items of a record that somebody is shown. @throws where it is not the record. */
export async function itemsSeen(
  who: Who,
  person: string,
  category: string,
  fields: string,
  purpose: Purpose = 'EARLY_HELP',
): Promise<Record<string, unknown>[]> {
  const declared = connectors.flatMap(({ categories }) => categories).find(({ name }) => name === category)!;
  const selected = `... on ${declared.recordType} { ${declared.items} { ${fields} } }`;
  const answer = await answered(who, person, category, { purpose, fields: selected });
  const items = answer?.[declared.items!] as Record<string, unknown>[] | null | undefined;
  if (!items) throw new Error(`It reads ${answer?.reason ?? answer?.__typename ?? 'HIDDEN'}.`);
  return items;
}

/** Who of the family somebody sees, by forename; null where there seems to be no such family. */
export async function sees(who: Who, family = FAMILY): Promise<string[] | null> {
  const document = 'query($id: ID!) { family(id: $id, purpose: EARLY_HELP) { members { person { id } } } }';
  const found = await answerTo<{ members: { person: { id: string } }[] } | null>(who, document, { id: family });
  return found?.members.map(({ person: { id } }) => NAMES.get(id) ?? id).toSorted() ?? null;
}

/** Everything about a response that its reader could compare. */
export const comparable = ({ status, text, headers }: HubResponse) => ({
  status,
  text,
  headers: [...headers].filter(([name]) => name !== 'date'),
});

/** What the agencies were asked while something was done, as `person CATEGORY`. */
export async function askedOfAgencies(work: () => Promise<unknown>): Promise<string[]> {
  hub.forget();
  await work();
  const subjects = [...hub.asked.values()].flat().flatMap((question) => question.subjects);
  return subjects.flatMap(({ subject, categories }) => categories.map(({ category }) => `${subject} ${category}`));
}

// The access log.

export const logged = (work: () => Promise<unknown>): Promise<Leaf[]> => leavesAdded(hub, work);

/** What the log keeps of somebody's reading of one category. */
export async function decisionLogged(who: Who, person: string, category: string, purpose?: Purpose): Promise<LeafDecision> {
  const leaves = await logged(() => reads(who, person, category, purpose));
  const found = leaves.find((leaf) => leaf.person === person)?.decisions.find((decision) => decision.category === category);
  if (!found) throw new Error('The log has no such decision.');
  return found;
}

export interface Explained {
  readonly outcome: string;
  readonly reason: string | null;
  readonly explanation: string;
  readonly remedy: string | null;
}

/** What is explained to somebody of why the lead worker's organisation is shown a category or not. */
export async function explains(who: Who, person: string, category: string): Promise<Explained | null> {
  const document = `query($person: ID!, $category: String!, $recipient: ID!) { explain(personId: $person, category: $category,
    recipient: $recipient, purpose: EARLY_HELP) { outcome reason explanation remedy } }`;
  return answerTo(who, document, { person, category, recipient: EARLY_HELP });
}

// Changing.

/** One or several. */
export type List = string | readonly string[];
export const list = (values: List): readonly string[] => (typeof values === 'string' ? [values] : values);

/** Makes a change. @throws the codes of its problems, each with its place. */
export async function changes(who: Who, name: string, input: object, fields = ''): Promise<ChangeAnswer> {
  const [key, on] = typeof who === 'string' ? [who, hub] : [who.who, actingAs(who.on ?? hub, who.claims)];
  const answer = await change(on, key, name, { ...input }, fields);
  if (answer.problems) throw new Error(codes(answer).join(', '));
  return answer;
}
