/** Who is one person depends on the records, the stewards' decisions and the model: not on what came first, nor on what was linked before. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeDue } from '#people/linking/place.ts';
import { FROZEN_MODEL } from '#people/matching/frozen-model.ts';
import { createMatcher } from '#people/matching/placing.ts';
import type { Demographics } from '#terms/demographics.ts';
import type { GivenDecision, GivenRecord, MemoryStore } from '#tests/support/records-in-memory.ts';
import { createMemoryStore } from '#tests/support/records-in-memory.ts';

/** A history takes a hundred times as long as a decision. */
const RUNS = { numRuns: process.env['LAW_RUNS'] ? Math.ceil(Number(process.env['LAW_RUNS']) / 10) : 200 };
const TIMEOUT = { timeout: 20_000 + RUNS.numRuns * 100 };
/** So small a crowd that keys become one, and none again, all the time. */
const matcher = createMatcher(FROZEN_MODEL, { population: 1_000, crowd: 3 });

const HOME = { line: '27 Lapwing Drive', town: 'Oldmere', postcode: 'ZX2 4LD', uprn: null };
const FORMER = { line: '3 Ash Road', town: 'Saltby', postcode: 'ZX9 1AA', uprn: null };

const demographics: fc.Arbitrary<Demographics> = fc.record({
  forename: fc.constantFrom('Oliver', 'Oliver', 'Olivr', 'George', null),
  surname: fc.constantFrom('Hughes', 'Hughes', 'Huges', 'Okafor'),
  otherNames: fc.constantFrom([], [], [{ forename: null, surname: 'Okafor' }], [{ forename: 'George', surname: null }]),
  dateOfBirth: fc.constantFrom('2014-03-11', '2014-03-11', '2014-11-03', '1986-01-02', null),
  sex: fc.constantFrom('M', null),
  addresses: fc.constantFrom([HOME], [FORMER], [FORMER, HOME], []),
  phones: fc.constantFrom([], ['07700 900123']),
  emails: fc.constant([]),
  identifiers: fc.constantFrom({}, {}, { 'nhs-number': '9434765919' }, { 'nhs-number': '9434765870' }),
  relatedTo: fc.constant([]),
});

const reference = fc.constantFrom(
  ...['hub 1', 'hub 2', 'hub 3', 'education 1', 'education 2', 'health 1', 'health 2', 'police 1', 'housing 1', 'housing 2'].map(
    (text) => {
      const [agency = '', id = ''] = text.split(' ');
      return { agency, id };
    },
  ),
);

type Step =
  | { readonly kind: 'receive'; readonly record: GivenRecord }
  | { readonly kind: 'decide'; readonly decision: GivenDecision }
  | { readonly kind: 'place'; readonly most: number };

const arriving = fc.record({ ref: reference, received: demographics }).map(({ ref, received }) => ({ kind: 'receive' as const, record: { ...ref, received } })); // prettier-ignore
const going = fc
  .record({
    ref: reference,
    received: demographics,
    how: fc.constantFrom('DELETED' as const, 'MERGED' as const, 'SEALED' as const),
  })
  .map(({ ref, received, how }): Step => {
    if (how === 'SEALED' || ref.agency === 'hub') return { kind: 'receive', record: { ...ref, received, sealed: true } };
    const mergedInto = ref.id === '1' ? '2' : '1';
    return { kind: 'receive', record: { ...ref, received, state: how, ...(how === 'MERGED' && { mergedInto }) } };
  });
const deciding = fc
  .record({ left: reference, right: reference, verdict: fc.constantFrom('SAME' as const, 'DIFFERENT' as const) })
  .map((decision): Step => ({ kind: 'decide', decision }));
const placing = fc.constantFrom(1, 2, 100).map((most): Step => ({ kind: 'place', most }));

const history = fc.array(
  fc.oneof({ weight: 6, arbitrary: arriving }, { weight: 1, arbitrary: going }, { weight: 2, arbitrary: deciding }, { weight: 4, arbitrary: placing }),
  { minLength: 4, maxLength: 40, size: 'max' },
); // prettier-ignore

async function placeAll(store: MemoryStore, most = 100): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- until nothing is due
  while ((await placeDue(store, matcher, most)).due > 0);
}

async function lived(steps: readonly Step[], store = createMemoryStore()): Promise<MemoryStore> {
  for (const step of steps) {
    if (step.kind === 'receive') store.receive(step.record);
    if (step.kind === 'decide') store.decide(step.decision);
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    if (step.kind === 'place') await placeDue(store, matcher, step.most);
  }
  await placeAll(store);
  return store;
}

/** Only what is known in the end, all at once. */
function summary(steps: readonly Step[]): Step[] {
  const records = new Map<string, Step>();
  for (const step of steps) if (step.kind === 'receive') records.set(`${step.record.agency} ${step.record.id}`, step);
  return [...records.values(), ...steps.filter(({ kind }) => kind === 'decide')];
}

/** A sealed record keeps the links that it had, and whoever is linked to a sealed person takes no part: there the past counts. */
const isSealedEver = (steps: readonly Step[], whose: (agency: string) => boolean): boolean =>
  steps.some((step) => step.kind === 'receive' && step.record.sealed === true && whose(step.record.agency));

describe('placing one record after the other', TIMEOUT, () => {
  it('gives what a full run over all of them gives', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        fc.pre(!isSealedEver(steps, (agency) => agency === 'hub'));
        const [bit, whole] = [await lived(steps), await lived(summary(steps))];
        expect(bit.edgesNow()).toEqual(whole.edgesNow());
        expect(bit.people()).toEqual(whole.people());
        if (isSealedEver(steps, () => true)) return;
        expect(bit.linksInUse()).toEqual(whole.linksInUse());
        const [asked, all] = [bit.asked(), whole.asked()];
        expect(all).toEqual(expect.arrayContaining(asked));
        expect(all.filter((one) => !asked.includes(one)).every((one) => bit.weakened().includes(one.split(' ').slice(1).join(' ')))).toBe(true); // prettier-ignore
      }),
      RUNS,
    );
  });

  it('gives the same in whatever order they come', async () => {
    const records = fc.uniqueArray(arriving, { maxLength: 10, selector: (step) => `${step.record.agency} ${step.record.id}` });
    await fc.assert(
      fc.asyncProperty(records.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), async ([list, shuffled]) => {
        const [one, other] = [await lived(list), await lived(shuffled.flatMap((step) => [step, { kind: 'place', most: 1 } as const]))];
        expect(other.people()).toEqual(one.people());
        expect(other.linksInUse()).toEqual(one.linksInUse());
      }),
      RUNS,
    ); // prettier-ignore
  });

  it('changes nothing where nothing changed', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const store = await lived(steps);
        const before = JSON.stringify(store.everything());
        for (const step of summary(steps)) if (step.kind === 'receive') store.receive(step.record);
        await placeAll(store, 2);
        expect(JSON.stringify(store.everything())).toBe(before);
      }),
      RUNS,
    );
  });

  it('never joins whom a steward called different, whatever comes later, and restores what was before a merge once it is taken back', async () => {
    await fc.assert(
      fc.asyncProperty(history, reference, reference, async (steps, left, right) => {
        fc.pre(left.agency !== right.agency || left.id !== right.id);
        const apart = await lived([...steps, { kind: 'decide', decision: { left, right, verdict: 'DIFFERENT' } }]);
        const before = apart.people();
        const names = [left, right].map(({ agency, id }) => `${agency} ${id}`);
        const later = steps.filter(({ kind }) => kind === 'receive');
        const together = (store: MemoryStore) => store.people().filter((people) => names.every((name) => people.split(', ').includes(name)));
        expect(together(apart)).toEqual([]);
        await lived([{ kind: 'decide', decision: { left, right, verdict: 'SAME' } }], apart);
        await lived([{ kind: 'decide', decision: { left, right, verdict: 'DIFFERENT' } }], apart);
        expect(apart.people()).toEqual(before);
        await lived(later.toReversed(), apart);
        expect(together(apart)).toEqual([]);
      }),
      RUNS,
    ); // prettier-ignore
  });
});

describe('More records of one name and birthday than anybody has', () => {
  it('are nobody’s, and cost no more than a large family', async () => {
    const store = createMemoryStore();
    const received = { forename: 'Test', surname: 'Patient', dateOfBirth: '1980-01-02', sex: 'M', addresses: [HOME], otherNames: [], phones: [], emails: [], identifiers: {}, relatedTo: [] }; // prettier-ignore
    for (let id = 0; id < 150; id++) store.receive({ agency: 'health', id: String(id), received });
    let judged = 0;
    const plain = createMatcher(FROZEN_MODEL, { population: 1_000 });
    const counting = { ...plain, judge: (...pair: Parameters<typeof plain.judge>) => (judged++, plain.judge(...pair)) };
    await placeDue(store, counting, 1_000);
    expect(new Set(store.people()).size).toBe(150);
    // Each pair once, for its edge: clusters of them are not tried.
    expect(judged).toBe((150 * 149) / 2);
  });
});
