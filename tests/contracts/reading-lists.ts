/** What the tests of agencies' lists of people share: a connected agency, a list read to its end, a server that a test answers for. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createMemoryCache } from '#connectors/cache.ts';
import type { Agency, Connector, ConnectorEvent } from '#connectors/contract.ts';
import type { DemographicChange, DemographicPage, Demographics } from '#terms/demographics.ts';
import { createLandedInMemory } from '#tests/support/landed-in-memory.ts';

export const NINE = new Date('2026-09-01T09:00:00Z');

export interface Connected {
  readonly agency: Agency;
  readonly events: ConnectorEvent[];
  /** What time it is to the hub. */
  now: Date;
}

const closing: (() => unknown)[] = [];
export const closeLater = (close: () => unknown): void => void closing.push(close);
export const closeAll = async (): Promise<void> => {
  for (const close of closing.splice(0).toReversed()) await close();
};

export function connect<Settings>(connector: Connector<Settings>, settings: Readonly<Record<string, string>>): Connected {
  const events: ConnectorEvent[] = [];
  const connected = { events, now: NINE } as { agency: Agency; events: ConnectorEvent[]; now: Date };
  connected.agency = connector.connect(connector.settings.parse(settings), {
    clock: { now: () => connected.now },
    landed: createLandedInMemory(),
    cache: createMemoryCache(),
    report: (event) => events.push(event),
  });
  closeLater(() => connected.agency.close());
  return connected;
}

export interface ListRead {
  readonly covers: string;
  readonly complete: boolean;
  readonly pages: readonly DemographicPage[];
  readonly changes: readonly DemographicChange[];
  readonly cursor: string | null;
  readonly rejected: Readonly<Record<string, number>>;
}

export async function readList({ agency }: Connected, cursor: string | null = null): Promise<ListRead> {
  const feed = await agency.people!(cursor, AbortSignal.timeout(20_000));
  const pages: DemographicPage[] = [];
  for await (const page of feed.pages) pages.push(page);
  const rejected: Record<string, number> = {};
  for (const [reason, count] of pages.flatMap((page) => Object.entries(page.rejected)))
    rejected[reason] = (rejected[reason] ?? 0) + count;
  const changes = pages.flatMap((page) => page.changes);
  return { covers: feed.covers, complete: feed.complete, pages, changes, cursor: pages.at(-1)?.cursor ?? null, rejected };
}

export const idsOf = ({ changes }: ListRead): string[] => changes.map(({ id }) => id).toSorted();

export function saidOf({ changes }: ListRead, id: string): Demographics {
  const change = changes.findLast((one) => one.id === id);
  if (change?.change !== 'RECORD') throw new Error('The list has no such record.');
  return change.demographics;
}

/** A number instead of an answer is its status. `asked` has the paths, with what was asked by a form. */
export async function serveAnswers(answer: (url: URL, form: URLSearchParams) => unknown, type = 'application/json') {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const url = new URL(request.url ?? '', origin());
      asked.push(`${url.pathname}${url.search}${body === '' ? '' : ` ${decodeURIComponent(body)}`}`);
      const isToken = url.pathname.endsWith('token');
      const found = isToken
        ? { access_token: 't', token_type: 'Bearer', expires_in: 60 }
        : answer(url, new URLSearchParams(body));
      response.writeHead(typeof found === 'number' ? found : 200, { 'content-type': isToken ? 'application/json' : type });
      response.end(JSON.stringify(found));
    });
  });
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo | null)?.port ?? 0}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeLater(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: origin(), asked };
}
