/** Asking as the data protection officer. */
import type { Leaf } from '#access-log/leaf.ts';
import { callerId } from '#demo/callers.ts';
import type { HubResponse, TestHub } from './hub.ts';

export const DPO = callerId('dpo');

export const ENTRY = `index at kind visible purpose requestId shown families erased { from to }
  worker { id name } app { id name } organisation { id name } person { id name } family { id }
  decisions { category outcome reason internalReason items named detail since masked fields
    basis { agreement consent assignment episode restriction interest override safeguardingDecision links } }
  change { name outcome problems records categories recipients purposes what }
  explained { category recipient at } search { query facts people } review { query filter { name values } entries completeTo }`;

const PAGE = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor } completeTo';
const LOG = `query($filter: AccessLogFilter, $first: Int! = 200, $after: String, $orderBy: AccessLogOrder! = NEWEST_FIRST) {
  accessLog(filter: $filter, first: $first, after: $after, orderBy: $orderBy) {
    edges { cursor node { index } } nodes { ${ENTRY} } ${PAGE} } }`;
const ACCOUNT = `query($personId: ID!, $rendering: AccountRendering!, $first: Int! = 200, $after: String) {
  accountOfDisclosures(personId: $personId, rendering: $rendering, first: $first, after: $after) {
    edges { cursor } nodes { date purpose waits categories throughLink organisation { id name } entry { ${ENTRY} } } ${PAGE} } }`;

const LINK = `query($linkId: ID!, $first: Int! = 200, $after: String) {
  shownThroughLink(linkId: $linkId, first: $first, after: $after) {
    agency versions { version person { id name } state startsAt endsAt } others { id name }
    entries { edges { cursor node { index } } nodes { ${ENTRY} } ${PAGE} } } }`;

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
  readonly decisions: readonly {
    readonly category: string;
    readonly outcome: string;
    readonly basis: { readonly links: readonly string[] };
  }[];
  readonly search: { readonly query: string; readonly facts: readonly string[]; readonly people: readonly string[] } | null;
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
  readonly waits: boolean | null;
  readonly categories: readonly string[];
  readonly throughLink: boolean;
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

export interface ThroughLink {
  readonly agency: string;
  readonly versions: readonly {
    readonly version: number;
    readonly person: Party;
    readonly state: string;
    readonly startsAt: string;
    readonly endsAt: string | null;
  }[];
  readonly others: readonly Party[];
  readonly entries: Read<Entry>;
}

export const askForLink = (hub: TestHub, linkId: string, who = 'dpo', page: object = {}): Promise<HubResponse> =>
  hub.query(who, LINK, { linkId, ...page });

/** What was shown through a link. @throws where there is none */
export async function readThroughLink(hub: TestHub, linkId: string, page: object = {}): Promise<ThroughLink> {
  return connectionOf(await askForLink(hub, linkId, 'dpo', page), 'shownThroughLink');
}

function connectionOf<Found>({ body }: HubResponse, name: string): Found {
  const found = body.data?.[name] as Found | null | undefined;
  if (body.errors || !found) throw new Error(`No ${name}: ${JSON.stringify(body.errors)}`);
  return found;
}

/** The log as it is, with each leaf's place. */
export async function indexedLeaves(hub: TestHub): Promise<(Leaf & { readonly index: number })[]> {
  return (await hub.leaves()).map((leaf, index) => ({ ...leaf, index }));
}
