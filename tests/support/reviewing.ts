/** Asking as the data protection officer. */
import type { Leaf } from '#access-log/leaf.ts';
import { callerId } from '#demo/callers.ts';
import type { HubResponse, TestHub } from './hub.ts';

export const DPO = callerId('dpo');

export const ENTRY = `index at kind visible purpose requestId shown families
  worker { id name } app { id name } organisation { id name } person { id name } family { id }
  decisions { category outcome reason internalReason items named detail since masked fields
    basis { agreement consent assignment episode restriction interest override safeguardingDecision links } }
  change { name outcome problems records categories recipients purposes what }
  explained { category recipient at } review { query filter { name values } entries completeTo }`;

const PAGE = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor } completeTo';
const LOG = `query($filter: AccessLogFilter, $first: Int! = 200, $after: String, $orderBy: AccessLogOrder! = NEWEST_FIRST) {
  accessLog(filter: $filter, first: $first, after: $after, orderBy: $orderBy) {
    edges { cursor node { index } } nodes { ${ENTRY} } ${PAGE} } }`;
const ACCOUNT = `query($personId: ID!, $rendering: AccountRendering!, $first: Int! = 200, $after: String) {
  accountOfDisclosures(personId: $personId, rendering: $rendering, first: $first, after: $after) {
    nodes { date purpose categories organisation { id name } entry { ${ENTRY} } } ${PAGE} } }`;

interface Party {
  readonly id: string;
  readonly name: string | null;
}
export interface Entry {
  readonly index: number;
  readonly kind: string;
  readonly worker: Party | null;
  readonly app: Party | null;
  readonly person: Party | null;
  readonly families: readonly string[];
  readonly decisions: readonly { readonly category: string; readonly outcome: string }[];
  readonly review: { readonly filter: readonly { readonly name: string; readonly values: readonly string[] }[] } | null;
}
export interface Read<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly index: number } }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly completeTo: number;
}
export interface Accounted {
  readonly date: string;
  readonly purpose: string;
  readonly categories: readonly string[];
  readonly organisation: Party;
  readonly entry: Entry | null;
}

export const askForLog = (hub: TestHub, variables: object = {}, who = 'dpo'): Promise<HubResponse> =>
  hub.query(who, LOG, variables);

/** A page of the log. @throws where there is none */
export async function readLog(hub: TestHub, variables: object = {}): Promise<Read<Entry>> {
  return connectionOf(await askForLog(hub, variables), 'accessLog');
}

export const askForAccount = (hub: TestHub, variables: object, who = 'dpo'): Promise<HubResponse> =>
  hub.query(who, ACCOUNT, variables);

export async function readAccount(hub: TestHub, personId: string, rendering: 'SUBJECT' | 'DPO'): Promise<Read<Accounted>> {
  return connectionOf(await askForAccount(hub, { personId, rendering }), 'accountOfDisclosures');
}

function connectionOf<Node>({ body }: HubResponse, name: string): Read<Node> {
  const found = body.data?.[name] as Read<Node> | null | undefined;
  if (body.errors || !found) throw new Error(`No ${name}: ${JSON.stringify(body.errors)}`);
  return found;
}

/** The log as it is, with each leaf's place. */
export async function indexedLeaves(hub: TestHub): Promise<(Leaf & { readonly index: number })[]> {
  return (await hub.leaves()).map((leaf, index) => ({ ...leaf, index }));
}
