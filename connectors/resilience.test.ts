import { describe, expect, test } from 'vitest';
import type { Agency, Answers, Question } from './contract.ts';
import { createAgencyPort } from './resilience.ts';

const source = { agency: 'Education', service: 'School attendance' };
const categories = ['ATTENDANCE', 'SUSPENSIONS'].map((name) => ({
  name,
  field: name.toLowerCase(),
  recordType: name,
  service: name,
  items: null,
  summaryFields: [],
}));
const question: Question = {
  subjects: ['toby', 'chidera'].map((subject) => ({
    subject,
    ids: [subject],
    categories: categories.map(({ name }) => ({ category: name, since: null, victimOnly: false })),
  })),
};
const everything = (): Answers =>
  new Map(
    question.subjects.map(({ subject }) => [
      subject,
      new Map(categories.map(({ name }) => [name, { outcome: 'NOTHING_HELD' as const, source }])),
    ]),
  );

let now = 0;
const clock = { now: () => new Date(now) };
const portOf = (ask: Agency['ask'], onFailure?: (agency: string, timedOut: boolean) => void) =>
  createAgencyPort({
    connector: { id: 'education', name: 'Education', categories, identifier: 'school-and-student' },
    agency: { ask, close: async () => undefined },
    clock,
    deadlineMs: 50,
    ...(onFailure && { onFailure }),
  });
const read = async (port: ReturnType<typeof portOf>, subject = 'toby', category = 'ATTENDANCE') =>
  (await port.ask(question)).get(subject)?.get(category);

describe('An agency that fails', () => {
  test('by an error, or by silence, is unavailable within the deadline and told to stop', async () => {
    let aborted = false;
    const failures: boolean[] = [];
    const silent = portOf(
      (_question, signal) => {
        signal.addEventListener('abort', () => (aborted = true));
        return new Promise(() => undefined);
      },
      (_agency, timedOut) => failures.push(timedOut),
    );
    const begun = performance.now();
    expect(await read(silent)).toMatchObject({ outcome: 'UNAVAILABLE', source: { agency: 'Education', service: 'ATTENDANCE' } });
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(aborted).toBe(true);

    const broken = portOf(
      () => Promise.reject(new Error('secret')),
      (_agency, timedOut) => failures.push(timedOut),
    );
    expect(await read(broken)).toMatchObject({ outcome: 'UNAVAILABLE' });
    const thrown = portOf(() => {
      throw new Error('secret');
    });
    expect(await read(thrown)).toMatchObject({ outcome: 'UNAVAILABLE' });
    expect(failures).toEqual([true, false]);
  });

  test('tells since when, over several tries, and when it last answered', async () => {
    let works = true;
    const port = portOf(async () => {
      if (!works) throw new Error('down');
      return everything();
    });
    now = 1_000;
    expect(await read(port)).toMatchObject({ outcome: 'NOTHING_HELD' });
    works = false;
    now = 2_000;
    expect(await read(port)).toMatchObject({ since: new Date(2_000), lastAnswered: new Date(1_000) });
    now = 3_000;
    expect(await read(port)).toMatchObject({ since: new Date(2_000), lastAnswered: new Date(1_000) });
    works = true;
    expect(await read(port)).toMatchObject({ outcome: 'NOTHING_HELD' });
    works = false;
    now = 5_000;
    expect(await read(port)).toMatchObject({ since: new Date(5_000), lastAnswered: new Date(3_000) });
  });
});

describe('An answer that is not whole', () => {
  test('leaves what is missing unavailable, never nothing held', async () => {
    const answers = everything();
    answers.get('toby')?.delete('ATTENDANCE');
    answers.delete('chidera');
    const port = portOf(async () => answers);
    expect(await read(port)).toMatchObject({ outcome: 'UNAVAILABLE' });
    expect(await read(port, 'toby', 'SUSPENSIONS')).toMatchObject({ outcome: 'NOTHING_HELD' });
    expect(await read(port, 'chidera', 'SUSPENSIONS')).toMatchObject({ outcome: 'UNAVAILABLE' });
  });

  test('tells since when one school of several is silent, and answers for the others', async () => {
    now = 1_000;
    const answers = everything();
    answers.get('toby')?.set('ATTENDANCE', { outcome: 'NOT_ANSWERED', source });
    const port = portOf(async () => answers);
    await port.ask(question);
    now = 9_000;
    expect(await read(port)).toMatchObject({ outcome: 'UNAVAILABLE', since: new Date(1_000) });
    expect(await read(port, 'chidera')).toMatchObject({ outcome: 'NOTHING_HELD' });
  });
});
