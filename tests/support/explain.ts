/** Asking for explanations in tests, and what stands silently against them. */
import { randomUUID } from 'node:crypto';
import { callerId } from '#demo/callers.ts';
import { londonDate } from '#terms/clock.ts';
import type { HubResponse, TestHub } from './hub.ts';
import { CAST } from './hub.ts';

export const [LEAD, TEAM, GOVERNANCE] = ['lead-worker', 'team-member', 'information-governance'].map(callerId) as [
  string,
  string,
  string,
];

export interface Step {
  readonly rule: string;
  readonly name: string;
  readonly result: string;
  readonly text: string;
  readonly basis: readonly string[];
}

export interface Told {
  readonly at: string;
  readonly category: string;
  readonly recipient: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly explanation: string;
  readonly remedy: string | null;
  readonly steps: readonly Step[];
  readonly obligations: readonly string[];
}

export interface Asked {
  readonly person: string;
  readonly category: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly at: string | null;
}

/** Everything but the time. */
export const EXPLANATION =
  'category recipient outcome reason explanation remedy steps { rule name result text basis } obligations';
/** What is read of nobody. */
export const NOTHING = '{"data":{"explain":null}}\n';
export const NOT_RELIED_ON =
  'The decision on record cannot be relied on at present. Do not ask the family again; ask information governance.';

/** About Toby's attendance, to the lead worker, unless said otherwise. */
export async function ask(hub: TestHub, who: string, more: Partial<Asked> = {}, fields = EXPLANATION): Promise<HubResponse> {
  const document = `query($person: ID!, $category: String!, $recipient: ID!, $purpose: Purpose!, $at: DateTime) {
    explain(personId: $person, category: $category, recipient: $recipient, purpose: $purpose, at: $at) { ${fields} } }`;
  const usual: Asked = { person: CAST.toby, category: 'ATTENDANCE', recipient: LEAD, purpose: 'EARLY_HELP', at: null };
  return hub.query(who, document, { ...usual, ...more });
}

/** @throws where there is none. */
export async function explain(hub: TestHub, more: Partial<Asked> = {}, who = 'lead-worker'): Promise<Told> {
  const { body } = await ask(hub, who, more, `at ${EXPLANATION}`);
  if (!body.data?.['explain']) throw new Error(`There is no explanation: ${JSON.stringify(body)}`);
  return body.data['explain'] as unknown as Told;
}

export function stepOf({ steps }: Told, name: string): Step {
  const step = steps.find((one) => one.name === name);
  if (!step) throw new Error(`There is no step ${name}.`);
  return step;
}

/** The rule and name of the step that stops, and what it says. */
export function stopOf({ steps }: Told): readonly string[] | undefined {
  const stop = steps.find(({ result }) => result === 'STOPPED');
  return stop && [stop.rule, stop.name, stop.text];
}

export function resultsOf({ steps }: Told): string[] {
  return steps.map(({ name, result }) => `${name} ${result}`);
}

/** `2026-11-03` as `3 November 2026`. */
export function inWords(date: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(date),
  );
}

export const today = (): string => londonDate(new Date());

export async function sql({ owner }: TestHub, text: string, values: unknown[] = []): Promise<void> {
  await owner.pool.query(text, values);
}

/** A silent court order on the whole person, for everybody, unless said otherwise. Returns its id. */
export async function restrict(hub: TestHub, person: string, more: object = {}): Promise<string> {
  const row = { kind: 'COURT_ORDER', categories: null, binds: null, exempt: [], silent: true, ...more };
  const id = randomUUID();
  await sql(
    hub,
    `insert into restriction (id, person, kind, categories, binds, exempt, silent, starts_at, placed_by, reason)
      values ($1, $2, $3, $4, $5, $6, $7, now() - interval '1 day', $8, 'test')`,
    [id, person, row.kind, row.categories, row.binds, row.exempt, row.silent, GOVERNANCE],
  );
  return id;
}

export async function declare(hub: TestHub, worker: string, person: string, silent: boolean): Promise<string> {
  const id = randomUUID();
  await sql(hub, `insert into worker_interest (id, worker_id, person, kind, silent) values ($1, $2, $3, 'FRIEND', $4)`, [
    id,
    worker,
    person,
    silent,
  ]);
  return id;
}

/** Takes back what `restrict` and `declare` added. */
export async function lift(hub: TestHub): Promise<void> {
  await sql(hub, `delete from restriction where reason = 'test'`);
  await sql(hub, 'delete from worker_interest');
}
