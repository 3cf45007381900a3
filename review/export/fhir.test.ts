import { Fhir } from 'fhir';
import type { AuditEvent, Bundle } from 'fhir/r4.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogEntry } from '#review/entries.ts';
import { arbitraryEntries, madeUpDecision, madeUpEntry } from '#tests/support/arbitrary-entry.ts';
import { fhirAuditEvents } from './fhir.ts';

const ABOUT = { id: '0b7a3c55-6a1e-4d57-8d6e-5f0f3a3c2f10', at: new Date('2026-11-23T09:00:00Z') };
const [WORKER, APP, TOBY, FAMILY, REQUEST, CONSENT] = [1, 2, 3, 4, 5, 6].map(
  (n) => `0000000${n}-6a1e-4d57-8d6e-5f0f3a3c2f10`,
) as [string, string, string, string, string, string];
const validator = new Fhir();

async function bundleOf(entries: readonly LogEntry[]): Promise<Bundle> {
  const page = await fhirAuditEvents.page(entries.map((entry) => ({ entry, proof: null })));
  return JSON.parse(Buffer.concat([fhirAuditEvents.head(ABOUT), page, fhirAuditEvents.tail()]).toString('utf8')) as Bundle;
}

/** The first is the hub. */
const eventsIn = ({ entry = [] }: Bundle) => entry.slice(1).map(({ resource }) => resource as AuditEvent);
const eventOf = async (more: Partial<LogEntry>): Promise<AuditEvent> => eventsIn(await bundleOf([madeUpEntry(more)]))[0]!;

/** Every string, list and object of a resource: FHIR has none that is empty. */
function* partsOf(value: unknown): Generator<unknown> {
  yield value;
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) yield* partsOf(part);
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
// oxlint-disable-next-line no-control-regex -- it has none
const STRING = /^(?:[ \r\n\t]|[^\s\u0000-\u001f\u007f-\u009f])+$/u;
/** Where a value set may be added to, a code that is not in it is no fault; but a code of DICOM's is. The validator has not every value set. */
const OTHER_CODE =
  /^(Code "[\w-]+" \((?!http:\/\/dicom\.nema\.org)\S+\) not found in value set|Value set "\S+" could not be found\.)$/;
const URN = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('The log as a FHIR bundle', () => {
  test('is valid R4, whatever the entries say, or where there are none', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryEntries, async (entries) => {
        const bundle = await bundleOf(entries);
        const { messages } = validator.validate(bundle, { errorOnUnexpected: true });
        expect(messages.filter(({ message }) => !OTHER_CODE.test(message ?? ''))).toEqual([]);
        for (const part of partsOf(bundle)) {
          expect(Array.isArray(part) && part.length === 0).toBe(false);
          if (typeof part === 'string') expect(part.isWellFormed() && STRING.test(part)).toBe(true);
          if (typeof part === 'object') expect(Object.keys(part ?? {})).not.toEqual([]);
        }
        const urls = bundle.entry!.map(({ fullUrl }) => fullUrl!);
        expect(urls).toHaveLength(entries.length + 1);
        expect(new Set(urls).size).toBe(urls.length);
        for (const url of urls) expect(url).toMatch(URN);
        for (const { agent, recorded, source } of eventsIn(bundle)) {
          expect(agent.filter(({ requestor }) => requestor)).toHaveLength(1);
          expect(recorded).toMatch(INSTANT);
          expect(source.observer.reference).toBe(urls[0]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('says of a view who asked, for what, about whom, what was decided and what it rests on', async () => {
    const event = await eventOf({
      worker: { id: WORKER, name: 'Amina Yusuf' },
      app: { id: APP, name: 'Case notes' },
      organisation: { id: 'northmere-early-help', name: 'Northmere early help' },
      person: { id: TOBY, name: 'Toby Okafor-Hughes' },
      family: { id: FAMILY },
      purpose: 'EARLY_HELP',
      requestId: REQUEST,
      decisions: [
        madeUpDecision({ items: 3, fields: ['days'], basis: { ...madeUpDecision().basis, agreement: 'a@1', consent: CONSENT } }),
        madeUpDecision({ category: 'TENANCY', outcome: 'WITHHELD', reason: 'NO_CONSENT', internalReason: 'REFUSED' }),
      ],
    });
    expect(event).toMatchObject({
      type: { code: '110106', display: 'Export' },
      subtype: [{ code: 'disclose' }, { system: 'urn:family-view:access-log-kind', code: 'VIEW' }],
      action: 'R',
      recorded: '2026-11-22T10:00:00.123Z',
      outcome: '0',
      purposeOfEvent: [{ coding: [{ code: 'COC' }, { system: 'urn:family-view:purpose', code: 'EARLY_HELP' }] }],
      agent: [
        { type: { coding: [{ code: 'IRCP' }] }, name: 'Amina Yusuf', requestor: true },
        { type: { coding: [{ code: '110150' }] }, name: 'Case notes', requestor: false },
        {
          type: { coding: [{ code: '110152' }] },
          who: { identifier: { system: 'urn:family-view:id', value: 'northmere-early-help' }, display: 'Northmere early help' },
        },
        { type: { coding: [{ code: '110153' }] }, requestor: false },
      ],
    });
    expect(event.agent[3]!.who).toEqual(event.source.observer);
    expect(event.entity).toMatchObject([
      { what: { identifier: { system: 'urn:family-view:access-log', value: '12' } } },
      { type: { code: 'XrequestId' }, what: { identifier: { value: `urn:uuid:${REQUEST}` } } },
      { role: { code: '1' }, name: 'Toby Okafor-Hughes', what: { type: 'Patient', identifier: { value: `urn:uuid:${TOBY}` } } },
      { what: { type: 'Group', identifier: { value: `urn:uuid:${FAMILY}` } } },
      { name: 'ATTENDANCE', what: { type: 'Consent', identifier: { value: `urn:uuid:${CONSENT}` } } },
      { name: 'TENANCY' },
    ]);
    const details = event.entity!.slice(4).map(({ detail }) => detail!.map(({ type, valueString }) => `${type}=${valueString}`));
    expect(details).toEqual([
      ['outcome=DISCLOSED', 'items=3', 'named=false', 'field=days', 'agreement=a@1', `consent=${CONSENT}`],
      ['outcome=WITHHELD', 'reason=NO_CONSENT', 'internalReason=REFUSED', 'named=false'],
    ]);
  });

  const withheld = madeUpDecision({ outcome: 'WITHHELD' });
  const change = (name: string, outcome: 'RECORDED' | 'REFUSED') => ({
    change: { name, outcome, problems: [], records: [], categories: [], recipients: [], purposes: [], what: [] },
  });
  test.each<[string, Partial<LogEntry>, string, string | undefined, string | undefined]>([
    ['a view of which all was withheld', { decisions: [withheld] }, '110113', 'E', '4'],
    ['a view of somebody hidden', { visible: false }, '110113', 'E', '4'],
    ['a view that no agency answered', { decisions: [withheld, madeUpDecision({ outcome: 'UNAVAILABLE' })] }, '110113', 'E', '8'],
    ['a view of which some was shown', { decisions: [withheld, madeUpDecision()] }, '110106', 'R', '0'],
    ['an explanation why all was withheld', { kind: 'EXPLANATION', decisions: [withheld] }, '110112', 'E', '0'],
    ['a decision about sharing', { kind: 'CONSENT_CHANGE', ...change('recordConsent', 'RECORDED') }, '110110', 'C', '0'],
    ['one that was refused', { kind: 'CONSENT_CHANGE', ...change('recordConsent', 'REFUSED') }, '110110', 'C', '4'],
    ['a reading of the log', { kind: 'REVIEW' }, '110101', 'R', '0'],
    ['an erasure', { kind: 'ERASURE' }, '110101', 'D', '0'],
    ['what cannot be read', { kind: 'UNREADABLE' }, '110100', undefined, undefined],
  ])('codes %s', async (_, entry, code, action, outcome) => {
    const event = await eventOf(entry);
    expect([event.type.code, event.action, event.outcome]).toEqual([code, action, outcome]);
    expect(event.agent[0]).toEqual({ name: 'unknown', requestor: true });
  });

  test('tells an override’s beginning from its end', async () => {
    const subtype = async (name: string) => (await eventOf({ kind: 'OVERRIDE', ...change(name, 'RECORDED') })).subtype![0]!.code;
    expect([await subtype('recordOverride'), await subtype('endOverride')]).toEqual(['110127', '110138']);
  });

  test('gives an entry the same URL in every file, and each its own', async () => {
    const urls = async (more: Partial<LogEntry>) => (await bundleOf([madeUpEntry(more)])).entry!.map(({ fullUrl }) => fullUrl);
    expect(await urls({ requestId: REQUEST })).toEqual(await urls({ requestId: REQUEST, visible: false }));
    expect((await urls({ requestId: REQUEST }))[1]).not.toBe((await urls({ requestId: REQUEST, index: 13 }))[1]);
  });
});
