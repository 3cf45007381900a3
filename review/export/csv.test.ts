import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogEntry } from '#review/entries.ts';
import { arbitraryEntries, HOSTILE, madeUpDecision, madeUpEntry } from '#tests/support/arbitrary-entry.ts';
import { csv } from './csv.ts';

const ABOUT = { id: '0b7a3c55-6a1e-4d57-8d6e-5f0f3a3c2f10', at: new Date('2026-11-23T09:00:00Z') };
const file = async (entries: readonly LogEntry[]): Promise<string> => {
  const page = await csv.page(entries.map((entry) => ({ entry, proof: null })));
  return Buffer.concat([csv.head(ABOUT), page, csv.tail()]).toString('utf8');
};
const rowsIn = (text: string): Record<string, string>[] =>
  parse(text, { bom: true, columns: true, record_delimiter: '\r\n', skip_empty_lines: true });

/** Which column has what of an entry or its decision. */
const PATHS: Readonly<Record<string, string>> = {
  index: 'index',
  kind: 'kind',
  'worker id': 'worker.id',
  'worker name': 'worker.name',
  'app id': 'app.id',
  'app name': 'app.name',
  'organisation id': 'organisation.id',
  'organisation name': 'organisation.name',
  'person id': 'person.id',
  'person name': 'person.name',
  'family id': 'family.id',
  purpose: 'purpose',
  visible: 'visible',
  category: 'decision.category',
  outcome: 'decision.outcome',
  reason: 'decision.reason',
  'internal reason': 'decision.internalReason',
  items: 'decision.items',
  named: 'decision.named',
  detail: 'decision.detail',
  since: 'decision.since',
  masked: 'decision.masked',
  fields: 'decision.fields',
  agreement: 'decision.basis.agreement',
  'consent id': 'decision.basis.consent',
  'assignment id': 'decision.basis.assignment',
  'episode id': 'decision.basis.episode',
  'restriction id': 'decision.basis.restriction',
  'interest id': 'decision.basis.interest',
  'override id': 'decision.basis.override',
  'safeguarding decision id': 'decision.basis.safeguardingDecision',
  links: 'decision.basis.links',
  'request id': 'requestId',
  change: 'change.name',
  'change outcome': 'change.outcome',
  'change problems': 'change.problems',
  'change records': 'change.records',
  'change categories': 'change.categories',
  'change recipients': 'change.recipients',
  'change purposes': 'change.purposes',
  'change what': 'change.what',
  shown: 'shown',
  families: 'families',
  'explained category': 'explained.category',
  'explained recipient': 'explained.recipient',
  'search query': 'search.query',
  'search facts': 'search.facts',
  'search people': 'search.people',
  'review query': 'review.query',
  'review entries': 'review.entries',
  'review complete to': 'review.completeTo',
};

function valueAt(path: string, from: unknown): string {
  const value = path.split('.').reduce<unknown>((at, step) => (at as Record<string, unknown> | null | undefined)?.[step], from);
  return (Array.isArray(value) ? value.join(' ') : `${(value as string | number | boolean | null) ?? ''}`).toWellFormed();
}

const QUOTED = /"(?:[^"]|"")*"/gu;

/** A cell that a spreadsheet takes for text. */
const isInert = (cell: string): boolean => !/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(cell);

describe('The log as a table', () => {
  test('says what the entries say, a row for each decision, whatever is in a name', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryEntries, async (entries) => {
        const text = await file(entries);
        expect(text.replaceAll(QUOTED, '').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        const rows = rowsIn(text);
        const expected = entries.flatMap((entry) =>
          (entry.decisions.length > 0 ? entry.decisions : [undefined]).map((decision) => ({ ...entry, decision })),
        );
        expect(rows).toHaveLength(expected.length);
        for (const [place, row] of rows.entries()) {
          expect(row['at (UTC)']).toBe(expected[place]!.at.toISOString());
          expect(row['erased']).toBe(expected[place]!.erased.map(({ from, to }) => `${from}-${to}`).join(' '));
          for (const [column, path] of Object.entries(PATHS)) {
            const value = valueAt(path, expected[place]);
            expect([value, `'${value}`]).toContain(row[column]);
            expect(isInert(row[column]!)).toBe(true);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test.each(HOSTILE)('keeps %j from being a formula, and leaves what is none as it is', async (name) => {
    const [row] = rowsIn(await file([madeUpEntry({ person: { id: 'a', name }, worker: { id: 'b', name: `Al ${name}` } })]));
    expect(row!['person name']).toBe((isInert(name) ? name : `'${name}`).toWellFormed());
    expect(row!['worker name']).toBe(`Al ${name}`.toWellFormed());
  });

  test('has a column for everything, with names that Excel reads right, and CRLF', async () => {
    const text = await file([]);
    expect(text).toMatch(/^\ufeffindex,at \(UTC\),kind,worker id,[^\n]*,review complete to\r\n$/u);
    const more = ['at (UTC)', 'erased', 'explained at (UTC)', 'review filter'];
    expect(text.slice(1, -2).split(',').toSorted()).toEqual([...Object.keys(PATHS), ...more].toSorted());
    const filter = [
      { name: 'kinds', values: ['VIEW', 'OVERRIDE'] },
      { name: 'agreement', values: ['a@1'] },
    ];
    const rows = rowsIn(
      await file([
        madeUpEntry({
          review: { query: 'accessLog', filter, entries: 3, completeTo: 40 },
          explained: { category: 'ATTENDANCE', recipient: 'a', at: new Date('2026-01-02T03:04:05Z') },
          decisions: [madeUpDecision({ items: 0, masked: false, fields: ['days', 'school'] }), madeUpDecision()],
        }),
      ]),
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      'at (UTC)': '2026-11-22T10:00:00.123Z',
      visible: 'true',
      items: '0',
      masked: 'false',
      fields: 'days school',
      'review filter': 'kinds=VIEW,OVERRIDE agreement=a@1',
      'explained at (UTC)': '2026-01-02T03:04:05.000Z',
    });
    expect(rows[1]).toMatchObject({ index: '12', items: '', masked: '' });
  });
});
