import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownParties } from '#commands/agreements-database.ts';
import { readAgreements, writeAgreements } from '#commands/agreements-file.ts';
import { ORGANISATIONS } from '#demo/callers.ts';
import { agreements as madeUpAgreements } from '#demo/council/agreements.ts';
import type { AgreementProposal } from '#disclosure/agreement-check.ts';
import { checkAgreement } from '#disclosure/agreement-check.ts';
import { isSameAgreement } from '#disclosure/agreement-versions.ts';

const known = { ...(await knownParties(null)), organisations: Object.keys(ORGANISATIONS) };
const council = madeUpAgreements(new Date('2025-11-22T00:00:00Z'), new Date('2028-11-21T00:00:00Z'));
const example = readFileSync(new URL('../../docs/agreements.example.yaml', import.meta.url), 'utf8');

/** Reads the example with one text put in place of another, and tells the mistakes with the text of their lines. */
function mistakesWith(before: string, after: string): string[] {
  expect(example).toContain(before);
  const changed = example.replace(before, after);
  const lines = changed.split('\n');
  return readAgreements(changed, known).mistakes.map(({ line, sentence }) => `${lines[line - 1]?.trim()} → ${sentence}`);
}

describe('The agreements that come with the hub', () => {
  test('the example is in order', () => {
    expect(readAgreements(example, known)).toMatchObject({ mistakes: [], agreements: { length: 4 } });
  });

  test('the made-up council’s are in order', () => {
    expect(council.map((row) => [row.id, checkAgreement(row, known)])).toEqual(council.map(({ id }) => [id, []]));
  });

  test.each(known.agencies)(
    '$id shares for safeguarding all that it shares, and demographics by an agreement of their own',
    (agency) => {
      const [safeguarding] = council.filter(
        ({ provider, purposes }) => provider === agency.id && purposes.includes('SAFEGUARDING'),
      );
      expect(safeguarding?.categories).toEqual(agency.categories);
      expect(safeguarding?.recipients).toContain('northmere-mash');
      const intake = council.filter(({ provider, categories }) => provider === agency.id && categories.includes('IDENTITY'));
      expect(intake).toMatchObject([{ categories: ['IDENTITY'], purposes: [] }]);
    },
  );
});

describe('A day in the file is a day in England', () => {
  const periodOf = (from: string, until: string) => {
    const { agreements, mistakes } = readAgreements(example.replace('2026-09-01', from).replace('2028-09-01', until), known);
    return mistakes.length > 0 ? mistakes : [agreements[0]?.startsAt.toISOString(), agreements[0]?.endsAt.toISOString()];
  };

  test('which begins an hour earlier in summer', () => {
    expect(periodOf('2026-09-01', '2027-12-01')).toEqual(['2026-08-31T23:00:00.000Z', '2027-12-01T00:00:00.000Z']);
  });

  test('and what does not begin at midnight is an instant', () => {
    expect(periodOf('2026-09-01T12:30:00Z', '2028-01-01T00:00:00.000+01:00')).toEqual([
      '2026-09-01T12:30:00.000Z',
      '2027-12-31T23:00:00.000Z',
    ]);
  });

  test.each(['2026-02-30', '2026-9-1', '01/09/2026', '2026-09-01T12:30', '2026-02-30T10:00Z'])('but not %s', (from) => {
    expect(periodOf(from, '2028-09-01')).toMatchObject([{ sentence: expect.stringContaining('`from` is a date') as string }]);
  });
});

describe('Every mistake is told with its line', () => {
  test.each<[string, string, string, ...string[]]>([
    ['a misspelt key', 'categories:', 'catagories:', 'catagories: → There is no `catagories` here: did you mean `categories`?'],
    [
      'a key of no kind',
      'controller: N',
      'owner: us\n      controller: N',
      'owner: us → There is no `owner` here: there is `statutoryPower`, ',
    ],
    [
      'a key given twice',
      'detail: FULL',
      'detail: FULL\n    detail: FULL',
      'detail: FULL → `detail` is given twice: give it once.',
    ],
    ['a number for a text', 'id: school-attendance', 'id: 7', '- id: 7 → `id` is a text: put it in quotes.'],
    ['a text for a number', 'historyMonths: 24', 'historyMonths: two', 'historyMonths: two → `historyMonths` is a number'],
    ['a text for a list', 'purposes:\n      - EARLY_HELP', 'purposes: EARLY_HELP', 'purposes: EARLY_HELP → `purposes` is a list'],
    ['a number in a list', '- SUSPENSIONS', '- 12', '- 12 → Each of `categories` is a text: put it in quotes.'],
    ['another detail', 'detail: FULL', 'detail: ALL', 'detail: ALL → `detail` is FULL or SUMMARY.'],
    [
      'what is left out',
      '    detail: FULL\n',
      '',
      '- id: school-attendance → The agreement says nothing under `detail`: add it.',
    ],
    ['what is left empty', 'detail: FULL', 'detail:', 'detail: → The agreement says nothing under `detail`: add it.'],
    ['ages the wrong way round', 'to: 20', 'to: 3', 'to: 3 → The oldest age is below the youngest'],
    ['half a year of age', 'from: 4', 'from: 4.5', 'from: 4.5 → This is a whole number'],
    ['a text for an age', 'from: 4', 'from: four', 'from: four → `from` of `ages` is a number'],
    [
      'an end before the beginning',
      'until: 2028-09-01',
      'until: 2026-01-01',
      'until: 2026-01-01 → The agreement’s end is not after',
      'reviewOn: 2027-09-01 → `reviewOn`: The review is after',
    ],
    ['another agency’s category', '- SUSPENSIONS', '- TENANCY', '- TENANCY → “TENANCY” is no category of education'],
    [
      'a recipient that there is not',
      '- northmere-community-health',
      '- the-gym',
      '- the-gym → There is no organisation “the-gym”',
    ],
    ['a basis that is missing', '      controller: Northmere Council\n', '', 'legalBasis: → `controller`: Name the controller'],
    [
      'a basis that is misspelt',
      'controller: N',
      'contoller: N',
      'contoller: Northmere Council → There is no `contoller` here: did you',
    ],
    [
      'a section not yet commenced',
      's.10',
      's.16LA',
      'statutoryPower: Children Act 2004 s.16LA → `statutoryPower`: Children Act',
    ],
    [
      'the same id twice',
      'community-health\n    prov',
      'school-attendance\n    prov',
      '- id: school-attendance → The agreement of line 13 has',
    ],
    ['an agreement that is none', '  - id: school', '  - nothing\n  - id: school', '- nothing → An agreement is written as keys'],
    [
      'a colon in a text',
      'retention: Nothing',
      'retention: Kept: nothing',
      'retention: Kept: nothing is kept → There are two keys on',
    ],
    ['a second document', '  # Health data', '---\n  # Health data', '--- → A second document begins here'],
    ['a tag', 'id: school-attendance', 'id: !secret school', '- id: !secret school → There are no tags here'],
  ])('%s', (_, before, after, ...expected) => {
    const mistakes = mistakesWith(before, after);
    expect(mistakes.map((mistake, place) => mistake.slice(0, expected[place]?.length))).toEqual(expected);
  });

  test('a tab, first of what it breaks', () => {
    expect(mistakesWith('      - SUSPENSIONS', '\t- SUSPENSIONS')[0]).toBe('- SUSPENSIONS → Indent with spaces, not with tabs.');
  });

  test.each([
    ['', 1, 'The file is written as keys'],
    ['# nothing', 1, 'The file is written as keys'],
    ['- id: x', 1, 'The file is written as keys'],
    ['{}', 1, 'The file has no list of agreements'],
    ['agreements: none', 1, '`agreements` is a list'],
    ['agrements: []', 1, 'There is no `agrements` here: did you mean `agreements`?'],
    ['agreements: []\nothers: []', 2, 'There is no `others` here: there is `agreements`.'],
    ['agreements:\n  - id: "a', 2, 'This is not valid YAML: Missing closing "quote.'],
  ])('a file that is no such file: %j', (text, line, sentence) => {
    expect(readAgreements(text, known)).toMatchObject({
      agreements: [],
      mistakes: [{ line, sentence: expect.stringContaining(sentence) as string }],
    });
  });

  test('and all of them at once, in their order; with one mistake, no agreement is read', () => {
    const { agreements, mistakes } = readAgreements(
      example
        .replace('id: school-attendance', 'id: 7')
        .replace('- MISSING_EPISODES', '- MISSING')
        .replace('- HEALTH_CONTACTS', '- HEALTH'),
      known,
    );
    expect(mistakes).toHaveLength(3);
    expect(mistakes.map(({ line }) => line)).toEqual(mistakes.map(({ line }) => line).toSorted((a, b) => a - b));
    expect(agreements).toEqual([]);
  });
});

describe('Anchors', () => {
  test('save writing the same twice', () => {
    const shared = example
      .replace(
        'recipients:\n      - northmere-early-help\n      - northmere-community-health',
        'recipients: &teams [northmere-early-help]',
      )
      .replace('recipients:\n      - northmere-early-help\n', 'recipients: *teams\n');
    expect(readAgreements(shared, known)).toMatchObject({
      mistakes: [],
      agreements: [{}, { recipients: ['northmere-early-help'] }, {}, {}],
    });
  });

  test('that multiply are refused before they are followed', () => {
    const tenfold = Array.from(
      { length: 12 },
      (_, place) => `a${place + 1}: &a${place + 1} [${Array(10).fill(`*a${place}`).join(', ')}]`,
    );
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]', ...tenfold, 'agreements: *a12'].join('\n');
    expect(readAgreements(bomb, known).mistakes).toEqual([
      { line: 2, sentence: 'Anchors are used too often: write out what they stand for.' },
    ]);
  });

  test('that hold themselves, or are nowhere, are mistakes like others', () => {
    expect(readAgreements('agreements: &all\n  - *all', known).mistakes).toMatchObject([{ line: 2 }]);
    expect(readAgreements('agreements:\n  - *nobody', known).mistakes).toEqual([
      { line: 2, sentence: 'There is no anchor &nobody above this.' },
    ]);
  });
});

test.each([
  ['brackets', `agreements: ${'['.repeat(100_000)}`],
  ['brackets over many lines', `agreements:\n${'  [\n'.repeat(10_000)}`],
  ['dashes', `agreements:\n${'- '.repeat(100_000)}x`],
  ['size', `agreements: [${'x, '.repeat(400_000)}]`],
])('A file that would exhaust the reader is refused: %s', (_, text) => {
  expect(readAgreements(text, known)).toMatchObject({
    agreements: [],
    mistakes: [{ sentence: expect.stringMatching(/too deeply|larger/) as string }],
  });
});

describe('What is written reads as the same again', () => {
  const expectSame = (agreements: readonly AgreementProposal[]): void => {
    const text = writeAgreements(agreements);
    const read = readAgreements(text, known);
    expect(read.mistakes).toEqual([]);
    expect(read.agreements).toHaveLength(agreements.length);
    for (const [place, agreement] of read.agreements.entries()) expect(isSameAgreement(agreement, agreements[place]!)).toBe(true);
  };

  test('the council’s agreements, in words and without anchors', () => {
    expectSame(council);
    expect(writeAgreements(council)).not.toMatch(/[&*]a\d|null/);
    expectSame([]);
  });

  test('whatever is in them', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).map((text) => `a${text.replaceAll('\0', '')}`);
    const months = fc.option(fc.integer({ min: 1, max: 1_200 }));
    const instant = (least: number) =>
      fc.integer({ min: 0, max: 10_000 }).map((halfHours) => new Date(least + halfHours * 1_800_000));
    const proposal = fc.record({
      historyMonths: months,
      stalenessHours: months,
      minimumAge: fc.option(fc.integer({ min: 0, max: 9 })),
      maximumAge: fc.option(fc.integer({ min: 9, max: 150 })),
      detail: fc.constantFrom('FULL', 'SUMMARY'),
      recipients: fc.subarray(known.organisations, { minLength: 1 }),
      startsAt: instant(Date.UTC(2026, 0)),
      endsAt: instant(Date.UTC(2029, 0)),
      basis: fc.record({ statutoryPower: words, retention: words, article9: words }),
    });
    fc.assert(
      fc.property(fc.array(proposal, { maxLength: 3 }), (proposals) => {
        expectSame(
          proposals.map(({ basis, ...more }, place) => ({
            ...council[0]!,
            ...more,
            id: `agreement-${place}`,
            legalBasis: { ...council[0]!.legalBasis, ...basis },
          })),
        );
      }),
    );
  });
});
