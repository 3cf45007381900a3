/** What every change keeps: it is made once for each key, it and its refusal are in the log, and only some roles may ask for it. */
import { randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { expect } from 'vitest';
import type { Leaf } from '#access-log/leaf.ts';
import { CALLERS } from '#demo/callers.ts';
import type { ChangeAnswer } from './change.ts';
import { change, codes } from './change.ts';
import type { HubResponse, TestHub } from './hub.ts';
import { leavesAdded } from './queries.ts';
import { watchingStatements } from './statements.ts';

export interface Made {
  readonly answer: ChangeAnswer;
  /** Those of the first time; there are no others. */
  readonly leaves: readonly Leaf[];
}

/** Makes a change that is recorded, and asks for it again with its key, which changes nothing, and for another one with it. */
export async function madeOnce(hub: TestHub, who: string, name: string, input: object, fields: string): Promise<Made> {
  const keyed = { ...input, clientKey: randomUUID() };
  let answer: ChangeAnswer | undefined;
  const leaves = await leavesAdded(hub, async () => (answer = await change(hub, who, name, keyed, fields)));
  if (!answer || answer.problems) throw new Error(`${name} was refused: ${JSON.stringify(answer?.problems)}`);
  const rows = await rowsOf(hub);
  const again = await leavesAdded(hub, async () => {
    expect(await change(hub, who, name, keyed, fields)).toEqual(answer);
    const other = await change(hub, who, 'endOverride', { overrideId: 'another', clientKey: keyed.clientKey });
    expect(codes(other)).toEqual(['CLIENT_KEY_REUSED clientKey']);
  });
  expect(again).toEqual([]);
  expect(await rowsOf(hub)).toEqual(rows);
  for (const leaf of leaves) expect(leaf.change).toMatchObject({ name, outcome: 'RECORDED' });
  return { answer, leaves };
}

const TABLES = [
  'account_release',
  'review_step',
  'assignment',
  'episode',
  'family',
  'family_member',
  'override',
  'person',
  'person_identifier',
  'relationship',
  'restriction',
  'safeguarding_decision',
];

async function rowsOf({ owner: { pool } }: TestHub): Promise<unknown> {
  const counts = [...TABLES, 'worker_interest', 'recorded_change'].map(
    (table) => `(select count(*) from "${table}") as ${table}`,
  );
  return (await pool.query(`select ${counts.join(', ')}`)).rows;
}

/** The problems of a change, having checked that nothing was recorded and that one leaf or more tell of the attempt. */
export async function refusal(hub: TestHub, who: string, name: string, input: object): Promise<string[]> {
  const rows = await rowsOf(hub);
  let answer: ChangeAnswer | undefined;
  const leaves = await leavesAdded(hub, async () => (answer = await change(hub, who, name, { ...input })));
  expect(await rowsOf(hub)).toEqual(rows);
  expect(leaves.length).toBeGreaterThan(0);
  const problems = [...new Set(answer?.problems?.map(({ code }) => code))];
  for (const leaf of leaves) {
    expect(leaf).toMatchObject({ visible: false, decisions: [], change: { name, outcome: 'REFUSED', problems } });
  }
  return answer ? codes(answer) : [];
}

/** Which of the made-up callers are not refused a change for their role. */
export async function entitled(hub: TestHub, name: string, input: object): Promise<string[]> {
  const found: string[] = [];
  for (const { key } of CALLERS) {
    // oxlint-disable-next-line no-await-in-loop -- the leaves of each are counted
    if (!(await refusal(hub, key, name, input)).includes('NOT_ENTITLED')) found.push(key);
  }
  return found;
}

/** The same hub, asked by somebody whose token says more than sign-in gives them: other roles, or the app that acts for them. */
export function actingAs(hub: TestHub, claims: JWTPayload): TestHub {
  return {
    ...hub,
    async query(who, document, variables, headers) {
      const authorization = `Bearer ${await hub.token(who ?? '', claims)}`;
      return hub.query(null, document, variables, { ...headers, authorization });
    },
  };
}

/** What a refused change shows, costs and leaves, less what tells one request from another. */
export async function traces(hub: TestHub, who: string, name: string, input: object): Promise<object> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ... on Problems { problems { code message path } } } }`;
  let response: HubResponse | undefined;
  const statements: string[] = [];
  const leaves = await leavesAdded(hub, async () => {
    const note = (text: string) => void statements.push(text);
    const variables = { input: { clientKey: randomUUID(), ...input } };
    response = await watchingStatements(hub, note, () => hub.query(who, document, variables));
  });
  return {
    statements,
    status: response?.status,
    text: response?.text,
    headers: [...(response?.headers ?? [])].filter(([header]) => header !== 'date'),
    leaves: leaves.map(({ change: made, ...leaf }) => {
      const { time: _time, requestId: _request, person, family, nonce: _nonce, ...rest } = leaf as Leaf & { nonce: string };
      const { records, ...told } = made ?? { name: '', outcome: 'REFUSED' as const };
      return { ...rest, ...told, names: [person, family, ...(records ?? [])].filter((id) => id !== null).length };
    }),
  };
}
