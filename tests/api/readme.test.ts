import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub } from '#tests/support/hub.ts';
import type { TestHub } from '#tests/support/hub.ts';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const BODY = JSON.parse(readFileSync(new URL('../../docs/queries/readme-family.json', import.meta.url), 'utf8')) as {
  query: string;
};
const block = (language: string): string => new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, 's').exec(README)?.[1] ?? '';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());

test('The README’s query is the one that its command sends', () => {
  const spaces = (text: string) => text.replaceAll(/\s+/g, ' ');
  expect(spaces(block('graphql'))).toBe(spaces(BODY.query));
});

test.each(['one-family', 'explain', 'find-people'])('The document %s is the same as text and as a request', (name) => {
  const [text, request] = ['graphql', 'json'].map((kind) =>
    readFileSync(new URL(`../../docs/queries/${name}.${kind}`, import.meta.url), 'utf8'),
  );
  expect((JSON.parse(request ?? '') as { query: string }).query).toBe(text);
});

test('The README’s answer is the real one', async () => {
  const { body } = await hub.query('lead-worker', BODY.query);
  expect(body).toEqual(JSON.parse(block('json')));
});

test('The README’s other worker sees nothing', async () => {
  expect((await hub.query('other-worker', BODY.query)).text.trim()).toBe('{"data":{"family":null}}');
  expect((await hub.query(null, BODY.query)).status).toBe(401);
});

test('The README’s explanation says what it says there', async () => {
  const { query, variables } = JSON.parse(readFileSync(new URL('../../docs/queries/explain.json', import.meta.url), 'utf8')) as {
    query: string;
    variables: object;
  };
  const { body } = await hub.query('lead-worker', query, variables);
  const told = body.data?.['explain'] as { remedy: string } | undefined;
  expect(told).toMatchObject({ outcome: 'WITHHOLD', reason: 'NO_CONSENT' });
  expect(README).toContain(told?.remedy);
});

test('The document find-people finds whom its variables misspell', async () => {
  const { query, variables } = JSON.parse(
    readFileSync(new URL('../../docs/queries/find-people.json', import.meta.url), 'utf8'),
  ) as { query: string; variables: object };
  const { body } = await hub.query('lead-worker', query, variables);
  expect(body.data?.['findPeople']).toMatchObject([{ agrees: ['NAME', 'POSTCODE'], identity: { name: 'Gareth Hughes' } }]);
});

test('The officers’ login of operate.md reads the log by the queries that it gives, and nothing else', async () => {
  const operate = readFileSync(new URL('../../docs/operate.md', import.meta.url), 'utf8');
  const blocks = [...operate.matchAll(/```sql\n(.*?)```/gs)].map(([, text = '']) => text);
  const grants = blocks.find((text) => text.startsWith('create role family_view_reader')) ?? '';
  const [newest = '', ofOne = '', ...others] = blocks.filter((text) => text.startsWith('select'));
  expect(others).toEqual([]);
  await hub.query('lead-worker', BODY.query);

  const client = await hub.owner.pool.connect();
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  await client.query('begin');
  try {
    await client.query(grants.replace('on database family_view ', `on database ${rows[0]?.name} `));
    await client.query('set local role family_view_reader');
    expect((await client.query(newest)).rows).toContainEqual(expect.objectContaining({ name: 'Priya Nair', kind: 'VIEW' }));
    expect((await client.query(ofOne)).rows).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({
          who: 'Priya Nair',
          what: 'ATTENDANCE',
          outcome: 'DISCLOSED',
          consent: 'PARENTAL_RESPONSIBILITY',
        }),
        expect.objectContaining({ what: 'MENTAL_HEALTH', outcome: 'WITHHELD', reason: 'NO_CONSENT, DECISION_DISPUTED' }),
      ]),
    );
    for (const hidden of ['agency_person_id from agency_link', 'competence_assessed_by from consent', '* from restriction']) {
      await client.query('savepoint before');
      await expect(client.query(`select ${hidden}`)).rejects.toThrow('permission denied');
      await client.query('rollback to before');
    }
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('The README’s withdrawal is recorded, once for the command twice, and bites', async () => {
  const command = /-d '(\{\n.*?\n?\} \} \} \}|\{\n.*?)'\n```/s.exec(README)?.[1] ?? '';
  const now = new Date().toISOString();
  const { query, variables } = JSON.parse(command.replace(`'"$withdrawn_at"'`, now)) as { query: string; variables: object };
  for (const { text } of [await hub.query('lead-worker', query, variables), await hub.query('lead-worker', query, variables)])
    expect(text.trim()).toBe('{"data":{"withdrawConsent":{"__typename":"ConsentWithdrawn"}}}');
  const { text } = await hub.query('lead-worker', BODY.query);
  expect(text).not.toContain('"persistentlyAbsent":true,"severelyAbsent":false');
});
