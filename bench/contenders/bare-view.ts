/** What any family view must do at least: four batched calls, a join by hand, JSON. Nothing is asked, decided or written down. */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AGENCIES } from '#bench/agencies.ts';
import type { BenchAgency, WireRecord } from '#bench/agencies.ts';
import { agencyPersonId, FAMILY, fullName } from '#bench/family.ts';
import type { BenchMember } from '#bench/family.ts';
import type { ContenderStarted } from '#bench/processes.ts';
import type { AskRecords } from './records.ts';

/** Serves the family view; `beforeAnswering` must end before an answer leaves. */
export async function serveBareView(askRecords: AskRecords, beforeAnswering?: () => Promise<void>): Promise<ContenderStarted> {
  const server = createServer((request, response) => {
    answer(request)
      .then((body) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
      })
      .catch(() => response.writeHead(500).end());
  });

  async function answer(request: IncomingMessage): Promise<string> {
    const { variables } = JSON.parse(await textOf(request)) as { variables: { id: string } };
    const family = variables.id === FAMILY.id ? await familyView(askRecords) : null;
    await beforeAnswering?.();
    return JSON.stringify({ data: { family } });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

function textOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => resolve(text));
    request.on('error', reject);
  });
}

async function familyView(askRecords: AskRecords): Promise<object> {
  const held = await Promise.all(
    AGENCIES.map(async (agency) => {
      const records = await askRecords(
        agency,
        FAMILY.members.map((person) => agencyPersonId(person, agency)),
      );
      return { agency, records: new Map(records.map((record) => [record.person, record])) };
    }),
  );
  return {
    id: FAMILY.id,
    name: FAMILY.name,
    members: FAMILY.members.map((person) => ({ role: person.role, person: personView(person, held) })),
  };
}

function personView(
  person: BenchMember,
  held: readonly { agency: BenchAgency; records: ReadonlyMap<string, WireRecord> }[],
): object {
  const view: Record<string, unknown> = {
    id: person.id,
    identity: { __typename: 'Identity', name: fullName(person), dateOfBirth: person.dateOfBirth },
  };
  for (const { agency, records } of held) {
    const record = records.get(agencyPersonId(person, agency));
    if (!record) throw new Error('An agency left somebody out.');
    const { updatedAt, status, level, rate, items } = record;
    const source = { agency: agency.name, service: agency.service, updatedAt };
    view[agency.field] = { __typename: agency.recordType, source, status, level, rate, items };
  }
  return view;
}
