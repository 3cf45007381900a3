/** The process of the four agencies: JSON over node:http, the same for every contender, every call counted. */
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { madeUpId } from '#demo/ids.ts';
import { AGENCIES, ITEMS_PER_RECORD, recordsPath } from './agencies.ts';
import type { BenchAgency, WireRecord } from './agencies.ts';
import { agencyPersonId, FAMILY } from './family.ts';
import type { BenchMember } from './family.ts';
import { answerParent } from './processes.ts';

export interface UpstreamSettings {
  /** How long an agency takes to answer, in milliseconds. */
  readonly latencyMs: number;
  /** Published for the hub's sign-in. */
  readonly keySet: object;
}

export interface UpstreamsStarted {
  readonly url: string;
}

/** Where the number of calls to agencies so far is told, and where the key set is. */
export const CALLS_PATH = '/calls';
export const KEY_SET_PATH = '/jwks.json';

const DAY_MS = 86_400_000;

function recordOf(person: BenchMember, agency: BenchAgency, today: number): WireRecord {
  const place = FAMILY.members.findIndex(({ id }) => id === person.id);
  return {
    person: agencyPersonId(person, agency),
    updatedAt: new Date(today - DAY_MS / 4).toISOString(),
    status: `${agency.name} knows ${person.forename} well`,
    level: 1 + (place % 5),
    rate: (90 - place) / 100,
    items: Array.from({ length: ITEMS_PER_RECORD }, (_, item) => ({
      id: madeUpId('bench', 'item', agency.id, person.key, item).replaceAll('-', '').slice(0, 22),
      occurredAt: new Date(today - (item + 1) * 7 * DAY_MS).toISOString(),
      kind: `A meeting of kind ${item + 1}`,
      outcome: item % 2 === 0 ? 'Help was agreed' : null,
    })),
  };
}

function answersByPath(): Map<string, Map<string, string>> {
  const today = Date.now() - (Date.now() % DAY_MS);
  return new Map(
    AGENCIES.map((agency) => [
      recordsPath(agency),
      new Map(FAMILY.members.map((person) => [agencyPersonId(person, agency), JSON.stringify(recordOf(person, agency, today))])),
    ]),
  );
}

async function start({ latencyMs, keySet }: UpstreamSettings): Promise<UpstreamsStarted> {
  const answers = answersByPath();
  let calls = 0;
  const server = createServer((request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const records = answers.get(path);
    if (records) {
      calls += 1;
      const ids = decodeURIComponent(query.slice('ids='.length)).split(',');
      const found = ids.flatMap((id) => records.get(id) ?? []);
      const body = `{"data":[${found.join(',')}]}`;
      if (latencyMs === 0) send(response, body);
      else setTimeout(send, latencyMs, response, body);
    } else if (path === CALLS_PATH) send(response, JSON.stringify({ calls }));
    else if (path === KEY_SET_PATH) send(response, JSON.stringify(keySet));
    else response.writeHead(404).end();
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function send(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
}

if (process.send) answerParent(start);
