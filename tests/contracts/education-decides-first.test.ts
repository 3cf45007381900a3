import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createMemoryCache } from '#connectors/cache.ts';
import { education } from '#connectors/education/index.ts';
import { createLandedInMemory } from '#tests/support/landed-in-memory.ts';

test('A school is never asked for needs that were not permitted, nor for anybody else’s', async () => {
  const asked: URL[] = [];
  const server = createServer((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://school.example'));
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"data":[],"meta":{"pagination":{"next":null,"more":false}}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const agency = education.connect(
    { URL: `http://127.0.0.1:${port}/v1.0/`, TOKEN: 'secret' },
    { clock: { now: () => new Date() }, landed: createLandedInMemory(), cache: createMemoryCache(), report: () => undefined },
  );
  const about = (subject: string, categories: string[]) => ({
    subject,
    ids: [`A1/${subject}`],
    categories: categories.map((category) => ({ category, since: null, victimOnly: false })),
  });
  await agency.ask(
    { subjects: [about('toby', ['ATTENDANCE', 'SUSPENSIONS']), about('chidera', ['SPECIAL_EDUCATIONAL_NEEDS'])] },
    AbortSignal.timeout(5_000),
  );
  await agency.close();
  await new Promise((resolve) => server.close(resolve));

  const needs = asked.filter(({ search }) => search.includes('sen_needs'));
  expect(needs.map(({ searchParams }) => searchParams.get('students'))).toEqual(['chidera']);
});
