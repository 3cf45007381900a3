/** A council whose hubs and database are killed, what its clients were answered, and what must hold of it whatever happened. */
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect } from 'vitest';
import type { Leaf } from '#access-log/leaf.ts';
import { readEntries, readHead, readNodesOf } from '#access-log/stored.ts';
import { consistencyProof } from '#access-log/tree.ts';
import type { Checkpoint } from '#access-log/verify.ts';
import { consistencyHolds, LogCheck, openCheckpoints, parseVerifierKey } from '#access-log/verify.ts';
import type { CrashStep } from '#tests/support/crash-steps.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { startHubProcess } from '#tests/support/hubs.ts';
import { HUB_KEY, SIGNING_KEY } from '#tests/support/log.ts';
import type { OwnDatabase } from '#tests/support/own-database.ts';
import { startOwnDatabase } from '#tests/support/own-database.ts';
import type { Doing } from './cases.ts';

/** What a client was told, with when it asked and when it was answered. */
interface View {
  readonly operation: string;
  readonly toby: string | null;
  readonly askedAt: number;
}
interface Sharing {
  readonly key: string;
  readonly decision: 'GIVEN' | 'WITHDRAWN';
  readonly askedAt: number;
  readonly answeredAt: number;
}

export interface CrashWorld {
  readonly hub: TestHub;
  /** Does it once, and waits for the answer, if one comes. */
  attempt(doing: Doing | 'give'): Promise<void>;
  /** Does something while a step is armed, and starts again what was killed. @returns whether the step was reached */
  crash(doing: Doing, step: CrashStep): Promise<boolean>;
  restartHub(): Promise<void>;
  /** Asks again, with the same keys, for every change whose answer never came; then everything that must hold. */
  expectAllHolds(): Promise<{ readonly views: number; readonly leaves: number; readonly checkpoints: number }>;
  close(): Promise<void>;
}

const VIEW = (operation: string) =>
  `query ${operation}($id: ID!) { family(id: $id, purpose: EARLY_HELP) { members { person { id attendance { __typename } } } } }`;
const CHANGES = {
  give: 'recordConsent(input: $input) { __typename ... on Problems { problems { code } } }',
  withdraw: 'withdrawConsent(input: $input) { __typename ... on Problems { problems { code } } }',
  'break glass': 'recordOverride(input: $input) { __typename ... on Problems { problems { code } } }',
};
const INPUTS = { give: 'RecordConsentInput', withdraw: 'WithdrawConsentInput', 'break glass': 'RecordOverrideInput' };
const by = { capacity: 'PARENTAL_RESPONSIBILITY', personId: CAST.amara };

export async function startCrashWorld({ answersEarly = false } = {}): Promise<CrashWorld> {
  const database: OwnDatabase = await startOwnDatabase();
  // Its own hub is never asked: it brings the agencies and the sign-in.
  const hub = await startHub({ databaseUrl: database.url });
  let running = await startHubProcess(hub, 'hub-1', { waitMs: 0, comparesEpochs: true, answersEarly });
  let tokens = { lead: await hub.token('lead-worker'), other: await hub.token('other-worker') };
  const views: View[] = [];
  const sharings: Sharing[] = [];
  /** Changes asked for whose answer never came. */
  const unanswered = new Map<string, { doing: keyof typeof CHANGES; input: object; askedAt: number }>();

  async function ask(query: string, variables: object, token: string): Promise<Record<string, unknown> | null> {
    const response = await fetch(running.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    }).catch(() => null);
    const body = (await response?.json().catch(() => null)) as { data?: Record<string, unknown> } | null;
    return body?.data ?? null;
  }

  async function view(): Promise<void> {
    const operation = `View${randomUUID().replaceAll('-', '')}`;
    const askedAt = performance.now();
    const data = await ask(VIEW(operation), { id: OKAFOR_HUGHES }, tokens.lead);
    const family = data?.['family'] as { members: { person: { id: string; attendance: { __typename: string } } }[] } | undefined;
    if (!family) return;
    const toby = family.members.find(({ person }) => person.id === CAST.toby)?.person.attendance.__typename ?? null;
    views.push({ operation, toby, askedAt });
  }

  async function change(doing: keyof typeof CHANGES, input: object, key: string, askedAt: number): Promise<void> {
    unanswered.set(key, { doing, input, askedAt });
    const query = `mutation($input: ${INPUTS[doing]}!) { change: ${CHANGES[doing]} }`;
    const token = doing === 'break glass' ? tokens.other : tokens.lead;
    const data = await ask(query, { input: { ...input, clientKey: key } }, token);
    const answer = data?.['change'] as { __typename: string; problems?: object[] } | undefined;
    if (!answer) return;
    expect(answer.problems).toBeUndefined();
    unanswered.delete(key);
    const decision = { give: 'GIVEN', withdraw: 'WITHDRAWN', 'break glass': null }[doing] as Sharing['decision'] | null;
    if (decision) sharings.push({ key, decision, askedAt, answeredAt: performance.now() });
  }

  async function attempt(doing: Doing | 'give'): Promise<void> {
    const decidedAt = new Date().toISOString();
    const common = { personId: CAST.toby, categories: ['ATTENDANCE'], decidedAt, method: 'PHONE' };
    if (doing === 'view') return view();
    if (doing === 'sign') {
      // It may meet connections that a crash has broken.
      for (let tries = 0; tries < 10; tries++) if (await running.order({ sign: true }).catch(() => true)) return undefined;
      return undefined;
    }
    const inputs = {
      give: { ...common, purposes: ['EARLY_HELP'], recipients: ['northmere-early-help'], decision: 'GIVEN', givenBy: by },
      withdraw: { ...common, withdrawnBy: by },
      'break glass': {
        personIds: [CAST.toby],
        categories: ['ATTENDANCE'],
        reasonCode: 'CHILD_MISSING',
        narrative: 'Made up',
        hours: 1,
      },
    };
    return change(doing, inputs[doing], randomUUID(), performance.now());
  }

  async function restartHub(): Promise<void> {
    running.child.kill('SIGKILL');
    await running.ended;
    running = await startHubProcess(hub, 'hub-1', { waitMs: 0, comparesEpochs: true, answersEarly });
    tokens = { lead: await hub.token('lead-worker'), other: await hub.token('other-worker') };
  }

  async function killDatabase(): Promise<void> {
    await database.kill();
    await database.startAgain();
  }

  async function crash(doing: Doing, step: CrashStep): Promise<boolean> {
    const { child, ended, order } = running;
    let isReached = false;
    let revived: Promise<void> | undefined;
    const listen = (message: unknown) => {
      if (message !== 'reached') return;
      isReached = true;
      revived = killDatabase().then(() => void (child.connected && child.send('go on')));
    };
    child.on('message', listen);
    await order({ arm: step });
    // Others ask meanwhile: what goes with the dying one in a batch is answered rightly too.
    // It may meet connections that an earlier crash has broken.
    for (let tries = 0; tries < 5 && !isReached && child.exitCode === null && child.signalCode === null; tries++) {
      await Promise.all([attempt(doing), sleep(1).then(view), sleep(2).then(view)]);
    }
    child.off('message', listen);
    await revived;
    if (step.dies === 'hub') isReached = await Promise.race([ended.then(() => true), sleep(100).then(() => false)]);
    if (step.dies === 'hub' && isReached) await restartHub();
    else await order({ arm: null });
    return isReached;
  }

  async function expectAllHolds() {
    // A withdrawal that is asked for again was decided before a consent that was given since, and does not end it: what follows it in the
    // log is not late. After consent is asked for anew, the log's order is that of the decisions again.
    const isOlder = [...unanswered.values()].some(({ doing }) => doing === 'withdraw');
    for (let tries = 0; unanswered.size > 0 && tries < 20; tries++) {
      for (const [key, { doing, input, askedAt }] of new Map(unanswered)) await change(doing, input, key, askedAt);
    }
    expect([...unanswered.values()]).toEqual([]);
    for (let tries = 0; isOlder && tries < 20 && (tries === 0 || unanswered.size > 0); tries++) {
      unanswered.clear();
      await attempt('give');
    }
    await attempt('sign');
    const pool = new pg.Pool({ connectionString: database.url, max: 2 });
    try {
      const checkpoints = await exportedCheckpoints(hub.shared.directory);
      const leaves = await verifiedLeaves(pool, checkpoints);
      expectEveryViewLogged(views, leaves);
      expectNoLateDisclosure(leaves);
      expectNothingShownAfterWithdrawal(views, sharings);
      const { rows } = await pool.query<{ kept: number }>('select count(*)::int as kept from recorded_change');
      const recorded = leaves.filter(({ change: made }) => made?.outcome === 'RECORDED');
      expect(rows[0]?.kept).toBe(recorded.length);
      return { views: views.length, leaves: leaves.length, checkpoints: checkpoints.length };
    } finally {
      await pool.end();
    }
  }

  return {
    hub,
    attempt,
    crash,
    restartHub,
    expectAllHolds,
    async close() {
      running.child.kill('SIGKILL');
      await running.ended;
      await hub.close();
      await database.remove();
    },
  };
}

async function exportedCheckpoints(directory: string): Promise<Checkpoint[]> {
  const folder = join(directory, 'checkpoints');
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.checkpoints'));
  const keys = [parseVerifierKey(SIGNING_KEY.verifierKey)];
  const texts = await Promise.all(files.toSorted().map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) => openCheckpoints(text, keys));
}

/** All leaves, once they are one gapless tree with every checkpoint in it, each written by a hub, each checkpoint a continuation. */
async function verifiedLeaves(pool: pg.Pool, checkpoints: readonly Checkpoint[]): Promise<Leaf[]> {
  const check = new LogCheck({ checkpoints, hubKeys: [HUB_KEY] });
  const leaves: Leaf[] = [];
  for await (const entry of readEntries(pool, 0, Number.MAX_SAFE_INTEGER)) {
    check.add(entry);
    leaves.push(JSON.parse(Buffer.from(entry.bytes ?? []).toString('utf8')) as Leaf);
  }
  check.end(await readHead(pool));
  const read = readNodesOf(pool);
  for (const [place, to] of checkpoints.entries()) {
    for (const from of checkpoints.slice(Math.max(0, place - 3), place)) {
      const proof = await consistencyProof(read, from.size, to.size);
      expect(consistencyHolds({ from: from.size, to: to.size, fromRoot: from.root, toRoot: to.root, proof })).toBe(true);
    }
  }
  return leaves;
}

function expectEveryViewLogged(views: readonly View[], leaves: readonly Leaf[]): void {
  const logged = new Set(leaves.map(({ operation }) => operation.name));
  expect(views.filter(({ operation }) => !logged.has(operation))).toEqual([]);
}

/** No disclosure of Toby's attendance has a later place in the log than the withdrawal of what it rests on. */
function expectNoLateDisclosure(leaves: readonly Leaf[]): void {
  let [isWithdrawn, late] = [false, 0];
  for (const { person, change, decisions } of leaves) {
    if (person !== CAST.toby) continue;
    if (change?.outcome === 'RECORDED' && change.what?.includes('WITHDRAWN')) isWithdrawn = true;
    if (change?.outcome === 'RECORDED' && change.what?.includes('GIVEN')) isWithdrawn = false;
    const isShown = decisions.some(({ category, outcome }) => category === 'ATTENDANCE' && outcome === 'DISCLOSED');
    if (isShown && isWithdrawn) late += 1;
  }
  expect(late).toBe(0);
}

/** Who asked after a withdrawal was answered, and before consent was asked for anew, was shown nothing. */
function expectNothingShownAfterWithdrawal(views: readonly View[], sharings: readonly Sharing[]): void {
  for (const { decision, answeredAt } of sharings) {
    if (decision !== 'WITHDRAWN') continue;
    const next = Math.min(
      ...sharings.filter((each) => each.decision === 'GIVEN' && each.answeredAt > answeredAt).map(({ askedAt }) => askedAt),
    );
    const shown = views.filter(({ askedAt, toby }) => askedAt > answeredAt && askedAt < next && toby !== 'Withheld');
    expect(shown).toEqual([]);
  }
}
