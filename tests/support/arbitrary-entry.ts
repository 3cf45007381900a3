/** Entries of the log as a review reads them, with whatever text somebody may have put into a name or an id. */
import fc from 'fast-check';
import type { LogEntry } from '#review/entries.ts';
import { OUTCOMES } from '#review/entries.ts';
import { PURPOSES } from '#terms/purpose.ts';

export const HOSTILE = [
  '=HYPERLINK("https://example.com","Toby")',
  '+44 1632 960123',
  '-2+3',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '＝1',
  "'=1",
  'O’Hara, "Bess"\r\nsecond line\nthird\rfourth',
  '👩‍👧 Zoë',
  '\ud83d',
  '\0\u0007',
  '\u00a0',
  '',
  '"',
];

const units = fc.array(fc.nat(0xffff), { maxLength: 12 }).map((codes) => String.fromCharCode(...codes));
export const arbitraryText = fc.oneof(fc.constantFrom(...HOSTILE), units, fc.uuid());

const text = arbitraryText;
const optional = fc.option(text);
const list = fc.array(text, { maxLength: 3 });
const party = fc.option(fc.record({ id: text, name: optional }));
const at = fc.date({ min: new Date('2020-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });

const decision = fc.record({
  category: text,
  outcome: fc.option(fc.constantFrom(...OUTCOMES)),
  reason: optional,
  internalReason: optional,
  items: fc.option(fc.nat()),
  named: fc.boolean(),
  detail: optional,
  since: optional,
  masked: fc.option(fc.boolean()),
  fields: list,
  basis: fc.record({
    agreement: optional,
    consent: optional,
    assignment: optional,
    episode: optional,
    restriction: optional,
    interest: optional,
    override: optional,
    safeguardingDecision: optional,
    links: list,
  }),
});

const KINDS = [
  'VIEW',
  'MANAGEMENT_VIEW',
  'EXPLANATION',
  'CONSENT_CHANGE',
  'OVERRIDE',
  'SEARCH',
  'REVIEW',
  'ERASURE',
  'UNREADABLE',
] as const;

const entry = fc.record({
  at,
  kind: fc.constantFrom(...KINDS),
  worker: party,
  app: party,
  organisation: party,
  person: party,
  family: fc.option(fc.record({ id: text })),
  purpose: fc.option(fc.constantFrom(...PURPOSES)),
  visible: fc.boolean(),
  decisions: fc.array(decision, { maxLength: 3 }),
  requestId: optional,
  change: fc.option(
    fc.record({
      name: fc.oneof(text, fc.constant('endOverride')),
      outcome: fc.constantFrom('RECORDED', 'REFUSED'),
      problems: list,
      records: list,
      categories: list,
      recipients: list,
      purposes: list,
      what: list,
    }),
  ),
  shown: list,
  // Nobody has made sure that it is a time.
  explained: fc.option(fc.record({ category: text, recipient: text, at: fc.oneof(at, fc.constant(new Date(Number.NaN))) })),
  families: list,
  erased: fc.array(fc.record({ from: fc.nat(), to: fc.nat() }), { maxLength: 2 }),
  search: fc.option(fc.record({ query: text, facts: list, people: list })),
  review: fc.option(
    fc.record({
      query: text,
      filter: fc.array(fc.record({ name: text, values: list }), { maxLength: 2 }),
      entries: fc.nat(),
      completeTo: fc.nat(),
    }),
  ),
  isWhole: fc.boolean(),
});

/** As one reading has them: each has its own place in the log. */
export const arbitraryEntries: fc.Arbitrary<LogEntry[]> = fc
  .array(entry, { maxLength: 5 })
  .map((entries) => entries.map((each, index): LogEntry => ({ ...each, index: 3 * index })));

/** One that says nothing but what is given. */
export function madeUpEntry(more: Partial<LogEntry> = {}): LogEntry {
  return {
    index: 12,
    at: new Date('2026-11-22T10:00:00.123Z'),
    kind: 'VIEW',
    worker: null,
    app: null,
    organisation: null,
    person: null,
    family: null,
    purpose: null,
    visible: true,
    decisions: [],
    requestId: null,
    change: null,
    shown: [],
    explained: null,
    families: [],
    erased: [],
    search: null,
    review: null,
    isWhole: true,
    ...more,
  };
}

/** A decision of which nothing is known but what is given. */
export function madeUpDecision(more: Partial<LogEntry['decisions'][number]> = {}): LogEntry['decisions'][number] {
  const none = {
    agreement: null,
    consent: null,
    assignment: null,
    episode: null,
    restriction: null,
    interest: null,
    override: null,
    safeguardingDecision: null,
    links: [],
  };
  return {
    category: 'ATTENDANCE',
    outcome: 'DISCLOSED',
    reason: null,
    internalReason: null,
    items: null,
    named: false,
    detail: null,
    since: null,
    masked: null,
    fields: [],
    ...more,
    basis: { ...none, ...more.basis },
  };
}
