import { describe, expect, it } from 'vitest';
import type { Agency } from '#connectors/contract.ts';
import type { Intake, IntakeResult } from '#people/linking/intake.ts';
import type { DemographicFeed } from '#terms/demographics.ts';
import { createIntakeOfPeople } from './intake-of-people.ts';
import { createLogger } from './telemetry.ts';

const NOTHING: IntakeResult = {
  outcome: 'READ',
  changes: { RECEIVED: 0, CHANGED: 0, DELETED: 0, MERGED: 0 },
  leftOut: 0,
  rejected: {},
};

const never = (): Promise<never> => new Promise(() => undefined);

function agency(people: Agency['people']): Agency {
  return { ask: never, close: async () => undefined, ...(people && { people }) };
}

const emptyFeed = async (): Promise<DemographicFeed> => ({
  covers: 'CHANGES',
  complete: false,
  pages: (async function* () {})(),
});

function start(
  agencies: Readonly<Record<string, Agency>>,
  { intake, patienceMs = 50 }: { intake?: Intake; patienceMs?: number } = {},
) {
  const lines: Record<string, unknown>[] = [];
  const asked: string[] = [];
  const takeIn = createIntakeOfPeople({
    agencies: Object.entries(agencies).map(([id, one]) => ({ id, agency: one })),
    intake:
      intake ??
      (async ({ agency: id, read, findTerms }) => {
        await findTerms();
        await read(null);
        asked.push(id);
        return NOTHING;
      }),
    findTerms: async () => ({ covers: () => true }),
    logger: createLogger('debug', { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) }),
    acceptShort: ['b'],
    patienceMs,
  });
  return { takeIn, lines, asked };
}

describe('asking the agencies for their lists of people', () => {
  it('gives up an agency that hangs, whether it heeds the signal or not, and asks the next', async () => {
    const { takeIn, lines, asked } = start({ deaf: agency(never), none: agency(undefined), b: agency(emptyFeed) });
    await takeIn(new AbortController().signal);

    expect(asked).toEqual(['b']);
    expect(lines).toEqual([expect.objectContaining({ agency: 'deaf', msg: 'Intake of people failed; it will be tried again.' })]);
  });

  it('keeps nothing of an agency that it gave up', async () => {
    let resumed: Promise<unknown> = Promise.resolve();
    const intake: Intake = async ({ read, findTerms }) => {
      await read(null).catch(() => undefined);
      resumed = findTerms().then(
        () => 'kept',
        () => 'refused',
      );
      return never();
    };
    const { takeIn } = start(
      { late: agency((_, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', reject))) },
      { intake },
    );
    await takeIn(new AbortController().signal);

    expect(await resumed).toBe('refused');
  });

  it('has patience anew for each page', async () => {
    const intake: Intake = async ({ findTerms }) => {
      for (let page = 0; page < 6; page += 1) {
        await findTerms();
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return { ...NOTHING, changes: { ...NOTHING.changes, RECEIVED: 6 } };
    };
    const { takeIn, lines } = start({ slow: agency(emptyFeed) }, { intake, patienceMs: 400 });
    await takeIn(new AbortController().signal);

    expect(lines).toEqual([
      expect.objectContaining({ event: 'PEOPLE_TAKEN_IN', changes: { RECEIVED: 6, CHANGED: 0, DELETED: 0, MERGED: 0 } }),
    ]);
  });

  it('stops with the hub, and says nothing of it', async () => {
    const stopping = new AbortController();
    const { takeIn, lines, asked } = start(
      {
        a: agency(() => {
          stopping.abort();
          return never();
        }),
        b: agency(emptyFeed),
      },
      { patienceMs: 60_000 },
    );
    await takeIn(stopping.signal);

    expect(asked).toEqual([]);
    expect(lines).toEqual([]);
  });

  it('tells in counts what was rejected and whose list was too short, and accepts one only where an operator did', async () => {
    const accepted: unknown[] = [];
    const intake: Intake = async ({ agency: id, acceptShort }) => {
      accepted.push([id, acceptShort]);
      return { ...NOTHING, outcome: 'TOO_SHORT', rejected: { UNREADABLE: 2 } };
    };
    const { takeIn, lines } = start({ a: agency(emptyFeed), b: agency(emptyFeed) }, { intake });
    await takeIn(new AbortController().signal);

    expect(accepted).toEqual([
      ['a', false],
      ['b', true],
    ]);
    expect(lines.filter((line) => line['agency'] === 'a')).toEqual([
      expect.objectContaining({ event: 'PEOPLE_LIST_TOO_SHORT' }),
      expect.objectContaining({ event: 'PEOPLE_REJECTED', rejected: { UNREADABLE: 2 } }),
    ]);
  });
});
