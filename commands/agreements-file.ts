/**
 * Agreements as a file that people of information governance read and write: YAML, and every mistake is told with its line. Dates are
 * days in England: an agreement holds from the start of the day `from` until the start of the day `until` (rule 4: from ≤ now < until).
 */
import { Document } from 'yaml';
import type { Node } from 'yaml';
import type { AgreementProposal, KnownParties } from '#disclosure/agreement-check.ts';
import { checkAgreement, isLocalDate, LEGAL_BASIS_FIELDS } from '#disclosure/agreement-check.ts';
import type { LegalBasis } from '#disclosure/entities.ts';
import { londonDate, startOfLondonDay } from '#terms/clock.ts';
import type { Field, Mistake, YamlReader } from './yaml-reader.ts';
import { openYaml } from './yaml-reader.ts';

export interface AgreementsFile {
  /** Nothing where there is any mistake. */
  readonly agreements: readonly AgreementProposal[];
  readonly mistakes: readonly Mistake[];
}

const KEYS = [
  'id',
  'provider',
  'recipients',
  'categories',
  'purposes',
  'detail',
  'ages',
  'historyMonths',
  'stalenessHours',
  'from',
  'until',
  'legalBasis',
] as const;
type Key = (typeof KEYS)[number];
const NEEDED: readonly Key[] = ['id', 'provider', 'detail', 'from', 'until', 'legalBasis'];

/** Where the file says what a proposal calls otherwise. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  minimumAge: ['ages', 'from'],
  maximumAge: ['ages', 'to'],
  startsAt: ['from'],
  endsAt: ['until'],
};

/** Reads a file and checks its agreements (rule 4). It reads what it can, so that everything wrong is told at once, by line. */
export function readAgreements(text: string, known: KnownParties): AgreementsFile {
  const yaml = openYaml(text);
  if (yaml.root === undefined) return { agreements: [], mistakes: yaml.mistakes };
  const file = yaml.fields(yaml.root, ['agreements'], 'The file');
  const list = file?.given.get('agreements');
  const nothing = file && !list && file.meant.length === 0;
  if (nothing) yaml.mistakes.push({ line: 1, sentence: 'The file has no list of agreements: begin it with `agreements:`.' });

  const agreements = (list && yaml.list(list.value, '`agreements`'))?.map((item) => readOne(yaml, item, known)) ?? [];
  tellTwice(yaml, agreements);
  const mistakes = yaml.mistakes.toSorted((a, b) => a.line - b.line);
  return { agreements: mistakes.length > 0 ? [] : agreements.flatMap((read) => read?.proposal ?? []), mistakes };
}

interface ReadAgreement {
  readonly item: Node;
  readonly proposal: AgreementProposal;
}

function tellTwice(yaml: YamlReader, agreements: readonly (ReadAgreement | undefined)[]): void {
  const lines = new Map<string, number>();
  for (const { item, proposal } of agreements.filter((read) => read !== undefined)) {
    const line = yaml.lineAt(item, ['id']);
    const earlier = lines.get(proposal.id);
    if (earlier === undefined || proposal.id === '') lines.set(proposal.id, line);
    else yaml.mistakes.push({ line, sentence: `The agreement of line ${earlier} has the same id: give each its own.` });
  }
}

function readOne(yaml: YamlReader, item: Node, known: KnownParties): ReadAgreement | undefined {
  const fields = yaml.fields(item, KEYS, 'An agreement');
  if (!fields) return undefined;
  const { given } = fields;
  // What a mistake was told of already is not checked: nobody needs to hear of it twice.
  const told = new Set<string>(fields.meant);
  for (const key of NEEDED) {
    if (given.has(key) || told.has(key)) continue;
    told.add(key);
    yaml.mistakes.push({ line: yaml.lineAt(item, [key]), sentence: `The agreement says nothing under \`${key}\`: add it.` });
  }
  const read = reading(given, told);

  const proposal: AgreementProposal = {
    id: read('id', '', ({ value }) => yaml.text(value, '`id`')),
    provider: read('provider', '', ({ value }) => yaml.text(value, '`provider`')),
    recipients: read('recipients', [], (field) => readTexts(yaml, field, 'recipients', told)),
    categories: read('categories', [], (field) => readTexts(yaml, field, 'categories', told)),
    purposes: read('purposes', [], (field) => readTexts(yaml, field, 'purposes', told)),
    detail: read('detail', 'SUMMARY', (field) => readDetail(yaml, field)),
    ...readAges(yaml, given.get('ages'), told),
    historyMonths: read('historyMonths', null, ({ value }) => yaml.number(value, '`historyMonths`')),
    stalenessHours: read('stalenessHours', null, ({ value }) => yaml.number(value, '`stalenessHours`')),
    startsAt: read('from', NO_TIME, (field) => readDay(yaml, field, 'from')),
    endsAt: read('until', NO_TIME, (field) => readDay(yaml, field, 'until')),
    legalBasis: readLegalBasis(yaml, given.get('legalBasis'), told),
  };
  for (const {
    path: [first = '', ...rest],
    message,
  } of checkAgreement(proposal, known)) {
    const path = [...(PLACES[first] ?? [first]), ...rest];
    if (path.some((_, end) => told.has(path.slice(0, end + 1).join('.')))) continue;
    // What is missing has no line of its own, so its key is said.
    const sentence = first === 'legalBasis' ? `\`${rest.join('.')}\`: ${message}` : message;
    yaml.mistakes.push({ line: yaml.lineAt(item, path), sentence });
  }
  return { item, proposal };
}

const NO_TIME = new Date(NaN);

/** Reads what is given; without it, or with a mistake in it, it is what it would be otherwise. */
function reading(given: ReadonlyMap<string, Field>, told: Set<string>, prefix = '') {
  return <Value>(key: string, otherwise: Value, read: (field: Field) => Value | undefined): Value => {
    const field = given.get(key);
    if (!field) return otherwise;
    const value = read(field);
    if (value === undefined) told.add(`${prefix}${key}`);
    return value ?? otherwise;
  };
}

function readTexts(yaml: YamlReader, { value }: Field, key: string, told: Set<string>): string[] | undefined {
  return yaml.list(value, `\`${key}\``)?.map((entry, place) => {
    const text = yaml.text(entry, `Each of \`${key}\``);
    if (text === undefined) told.add(`${key}.${place}`);
    return text ?? '';
  });
}

function readDetail(yaml: YamlReader, { value }: Field): AgreementProposal['detail'] | undefined {
  const text = yaml.text(value, '`detail`');
  if (text === 'FULL' || text === 'SUMMARY') return text;
  if (text !== undefined) yaml.tell(value, '`detail` is FULL or SUMMARY.');
  return undefined;
}

/** A day in England, or for what does not begin at midnight an instant with its zone. */
function readDay(yaml: YamlReader, { value }: Field, key: string): Date | undefined {
  const text = yaml.text(value, `\`${key}\``);
  if (text === undefined) return undefined;
  if (isLocalDate(text)) return startOfLondonDay(text);
  const instant = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.exec(text);
  const at = instant && isLocalDate(instant[1] ?? '') ? new Date(text) : NO_TIME;
  if (!Number.isNaN(at.getTime())) return at;
  yaml.tell(value, `\`${key}\` is a date: write year, month and day, such as 2026-09-01.`);
  return undefined;
}

function readAges(
  yaml: YamlReader,
  ages: Field | undefined,
  told: Set<string>,
): Pick<AgreementProposal, 'minimumAge' | 'maximumAge'> {
  const fields = ages && yaml.fields(ages.value, ['from', 'to'], '`ages`');
  if (!fields) return { minimumAge: null, maximumAge: null };
  const read = reading(fields.given, told, 'ages.');
  return {
    minimumAge: read('from', null, ({ value }) => yaml.number(value, '`from` of `ages`')),
    maximumAge: read('to', null, ({ value }) => yaml.number(value, '`to` of `ages`')),
  };
}

function readLegalBasis(yaml: YamlReader, basis: Field | undefined, told: Set<string>): LegalBasis {
  const fields = basis && yaml.fields(basis.value, LEGAL_BASIS_FIELDS, '`legalBasis`');
  if (!fields) told.add('legalBasis');
  for (const key of fields?.meant ?? []) told.add(`legalBasis.${key}`);
  const read = reading(fields?.given ?? new Map(), told, 'legalBasis.');
  const texts = LEGAL_BASIS_FIELDS.map((key) => [key, read(key, '', ({ value }) => yaml.text(value, `\`${key}\``))] as const);
  const said = Object.fromEntries(texts.filter(([, text]) => text !== '')) as Partial<LegalBasis>;
  return {
    statutoryPower: '',
    article6: '',
    controller: '',
    dataProtectionImpactAssessment: '',
    reviewOn: '',
    retention: '',
    ...said,
  };
}

const HEADER = ` Information sharing agreements. Each holds from the start of the day \`from\` until the start of the day \`until\`, in England.
 A number that is left out means: no limit. Is everything said that has to be?  npm run -s agreements -- check FILE`;

/** The file of these agreements, which reads as them again. */
export function writeAgreements(agreements: readonly AgreementProposal[]): string {
  const document = new Document({ agreements: agreements.map(written) }, { aliasDuplicateObjects: false });
  document.commentBefore = HEADER;
  const list = document.get('agreements') as { items: Node[] };
  for (const item of list.items.slice(1)) item.spaceBefore = true;
  return document.toString({ lineWidth: 0, singleQuote: true });
}

function written(agreement: AgreementProposal): object {
  const { minimumAge, maximumAge, historyMonths, stalenessHours, startsAt, endsAt, legalBasis } = agreement;
  const ages = { ...(minimumAge !== null && { from: minimumAge }), ...(maximumAge !== null && { to: maximumAge }) };
  const row: Record<Key, unknown> = {
    id: agreement.id,
    provider: agreement.provider,
    recipients: agreement.recipients,
    categories: agreement.categories,
    purposes: agreement.purposes,
    detail: agreement.detail,
    ages: Object.keys(ages).length > 0 ? ages : undefined,
    historyMonths: historyMonths ?? undefined,
    stalenessHours: stalenessHours ?? undefined,
    from: writtenDay(startsAt),
    until: writtenDay(endsAt),
    legalBasis: Object.fromEntries(LEGAL_BASIS_FIELDS.map((key) => [key, legalBasis[key] ?? undefined])),
  };
  return row;
}

function writtenDay(instant: Date): string {
  const day = londonDate(instant);
  return startOfLondonDay(day).getTime() === instant.getTime() ? day : instant.toISOString();
}
