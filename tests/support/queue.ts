/** Asking for what is to be reviewed, at a time of the test's own. */
import type { Clock } from '#terms/clock.ts';
import { addDays, londonDate, startOfLondonDay } from '#terms/clock.ts';
import { weekOf } from '#review/weeks.ts';
import type { HubResponse, TestHub } from './hub.ts';
import { ENTRY } from './reviewing.ts';
import type { Entry, Read } from './reviewing.ts';

export const ITEM = `id rule state openedAt entry sentence explainBy autoClosedReason worker { id name } organisation { id name }
  people { id name } family { id } steps { version step by { id name } at disposition note }`;
const PAGE = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor } completeTo';
const QUEUE = `query($state: [ReviewState!]! = [OPEN, INVESTIGATING, AWAITING_EXPLANATION], $rules: [ReviewRule!], $first: Int! = 200, $after: String) {
  reviewQueue(state: $state, rules: $rules, first: $first, after: $after) {
    edges { cursor node { id } } nodes { ${ITEM} } ${PAGE} notEvaluated } }`;
const ONE = `query($id: ID!, $first: Int! = 200, $after: String) { reviewItem(id: $id, first: $first, after: $after) {
  item { ${ITEM} } entries { edges { cursor node { index } } nodes { ${ENTRY} } ${PAGE} } } }`;
const DUE = `query($first: Int! = 200) { explanationsDue(first: $first) {
  id rule openedAt explainBy overdue sentence worker { id name } people { id name } } }`;

export interface Item {
  readonly id: string;
  readonly rule: string;
  readonly state: string;
  readonly entry: number;
  readonly sentence: string;
  readonly explainBy: string | null;
  readonly autoClosedReason: string | null;
  readonly worker: { readonly id: string; readonly name: string | null } | null;
  readonly people: readonly { readonly id: string; readonly name: string | null }[];
  readonly steps: readonly { readonly step: string; readonly by: { readonly name: string }; readonly note: string | null }[];
}
export interface Due {
  readonly id: string;
  readonly overdue: boolean;
  readonly sentence: string;
  readonly worker: { readonly name: string | null };
  readonly people: readonly { readonly id: string; readonly name: string | null }[];
}
export interface Queue extends Read<Item> {
  readonly notEvaluated: readonly string[];
}

export const askForQueue = (hub: TestHub, variables: object = {}, who = 'dpo'): Promise<HubResponse> =>
  hub.query(who, QUEUE, variables);
export const askForItem = (hub: TestHub, id: string, who = 'dpo'): Promise<HubResponse> => hub.query(who, ONE, { id });
export const askForDue = (hub: TestHub, who = 'manager'): Promise<HubResponse> => hub.query(who, DUE);

export async function readQueue(hub: TestHub, variables: object = {}): Promise<Queue> {
  return answerOf(await askForQueue(hub, variables), 'reviewQueue');
}

export async function readItem(hub: TestHub, id: string): Promise<{ readonly item: Item; readonly entries: Read<Entry> }> {
  return answerOf(await askForItem(hub, id), 'reviewItem');
}

export async function readDue(hub: TestHub, who = 'manager'): Promise<readonly Due[]> {
  return answerOf(await askForDue(hub, who), 'explanationsDue');
}

/** What is on the queue, each with its worker: `BREAK_GLASS Leah Brookes`. */
export async function raised(hub: TestHub, variables: object = {}): Promise<string[]> {
  const { nodes } = await readQueue(hub, variables);
  return nodes.map(({ rule, worker, autoClosedReason }) => [rule, worker?.name, autoClosedReason].filter(Boolean).join(' '));
}

function answerOf<Answer>({ body }: HubResponse, name: string): Answer {
  const found = body.data?.[name] as unknown as Answer | null | undefined;
  if (body.errors || !found) throw new Error(`No ${name}: ${JSON.stringify(body.errors)}`);
  return found;
}

export interface MovedClock extends Clock {
  /** To an hour in England, so many days after the Wednesday of next week. */
  set(days: number, hour: number): void;
}

/** Goes on from 10 in the morning of the Wednesday of next week, wherever it is set to. */
export function movedClock(): MovedClock {
  const wednesday = addDays(weekOf(new Date()).nextMonday, 2);
  let [base, since] = [0, 0];
  const set: MovedClock['set'] = (days, hour) => {
    base = startOfLondonDay(addDays(wednesday, days)).getTime() + hour * 3_600_000;
    since = Date.now();
  };
  set(0, 10);
  return { now: () => new Date(base + Date.now() - since), set };
}

export const today = (clock: Clock): string => londonDate(clock.now());
