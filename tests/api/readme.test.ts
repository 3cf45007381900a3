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

test.each(['one-family', 'explain'])('The document %s is the same as text and as a request', (name) => {
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

test('The README’s withdrawal is recorded, and bites', async () => {
  const command = /-d '(\{\n.*?\n?\} \} \} \}|\{\n.*?)'\n```/s.exec(README)?.[1] ?? '';
  const now = new Date().toISOString();
  const { query, variables } = JSON.parse(command.replace(/'"\$\(date [^)]*\)"'/, now)) as { query: string; variables: object };
  expect((await hub.query('lead-worker', query, variables)).text.trim()).toBe(
    '{"data":{"withdrawConsent":{"__typename":"ConsentWithdrawn"}}}',
  );
  const { text } = await hub.query('lead-worker', BODY.query);
  expect(text).not.toContain('"persistentlyAbsent":true,"severelyAbsent":false');
});
