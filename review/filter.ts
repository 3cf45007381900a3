/** What a review asks for: each part that is given narrows it. A part that names nothing, or nothing that can be, finds nothing. */
import { HubError } from '#terms/errors.ts';
import { isUuid } from '#terms/ids.ts';

/** As a client gives it; what is left out, or null, narrows nothing. */
export interface AccessLogFilter {
  readonly personIds?: readonly string[] | null;
  readonly familyIds?: readonly string[] | null;
  readonly workerIds?: readonly string[] | null;
  readonly organisationIds?: readonly string[] | null;
  readonly appIds?: readonly string[] | null;
  readonly categories?: readonly string[] | null;
  readonly purposes?: readonly string[] | null;
  readonly outcomes?: readonly string[] | null;
  readonly reasons?: readonly string[] | null;
  readonly agreement?: string | null;
  readonly consentId?: string | null;
  readonly overrideId?: string | null;
  readonly safeguardingDecisionId?: string | null;
  readonly kinds?: readonly string[] | null;
  readonly from?: Date | null;
  readonly until?: Date | null;
}

/** A condition on a row of the index, with the values that it takes, and what tells it from others of the same filter. */
export interface Condition {
  readonly key: string;
  readonly values: readonly unknown[];
  /** @param place says what the value of this place is called in the statement */
  text(place: (value: number) => string): string;
}

/** Each as SQL. @param values of the statement so far, to which theirs are added */
export function textsOf(conditions: readonly Condition[], values: unknown[]): string[] {
  return conditions.map((condition) => {
    const begin = values.push(...condition.values) - condition.values.length;
    return condition.text((place) => `$${begin + place + 1}`);
  });
}

export interface ReadFilter {
  readonly conditions: readonly Condition[];
  /** As the log keeps it: ids and codes. */
  readonly kept: Readonly<Record<string, readonly string[]>>;
}

interface Part {
  /** Of row `e`. */
  readonly columns: readonly string[];
  /** Where a value names one version of what the columns name, `id@version`. */
  readonly version?: string;
  readonly type: 'uuid' | 'text';
  /** What a value has to look like. What has another form finds nothing, and is not kept. */
  isOne(value: string): boolean;
}

const CODE = /^[A-Z][A-Z0-9_]{0,63}$/;
const NAME = /^[\w.-]{1,100}$/;
const id = (column: string): Part => ({ columns: [column], type: 'uuid', isOne: isUuid });
const code = (...columns: string[]): Part => ({ columns, type: 'text', isOne: (value) => CODE.test(value) });

const PARTS = {
  personIds: id('e.person'),
  familyIds: id('e.family'),
  workerIds: id('e.worker'),
  organisationIds: { columns: ['e.organisation'], type: 'text', isOne: (value) => NAME.test(value) },
  appIds: id('e.app'),
  categories: code('e.category'),
  purposes: code('e.purpose'),
  outcomes: code('e.outcome'),
  reasons: code('e.reason', 'e.internal_reason'),
  agreement: {
    columns: [`split_part(e.agreement, '@', 1)`],
    version: 'e.agreement',
    type: 'text',
    isOne: (value) => NAME.test(value.replace(/@\d{1,9}$/, '')),
  },
  consentId: id('e.consent'),
  overrideId: id('e.override'),
  safeguardingDecisionId: id('e.safeguarding_decision'),
  kinds: code('e.kind'),
} as const satisfies Partial<Record<keyof AccessLogFilter, Part>>;

/** A leaf has room for all of them. */
const MOST_NAMED = 50;

/** @throws HubError BAD_ARGUMENT where a part names too many, or the time ends before it begins. */
export function readFilter(filter: AccessLogFilter): ReadFilter {
  const kept: Record<string, readonly string[]> = {};
  const conditions: Condition[] = [];
  for (const [place, [name, part]] of (Object.entries(PARTS) as [keyof typeof PARTS, Part][]).entries()) {
    const given = filter[name];
    if (given == null) continue;
    const all = typeof given === 'string' ? [given] : given;
    if (all.length > MOST_NAMED) throw new HubError('BAD_ARGUMENT', { argument: `filter.${name}` });
    const values = [...new Set(all)].filter((value) => part.isOne(value));
    kept[name] = values;
    conditions.push(namedCondition(String.fromCodePoint(LETTER_A + place), part, values));
  }
  const { from, until } = filter;
  if (from && until && from >= until) throw new HubError('BAD_ARGUMENT', { argument: 'filter.until' });
  if (from) conditions.push({ key: 'y', values: [from], text: (place) => `e.at >= ${place(0)}::timestamptz` });
  if (until) conditions.push({ key: 'z', values: [until], text: (place) => `e.at < ${place(0)}::timestamptz` });
  return {
    conditions,
    kept: { ...kept, ...(from && { from: [from.toISOString()] }), ...(until && { until: [until.toISOString()] }) },
  };
}

/** The filter that is kept so: what was left out of a list finds nothing still. */
export function keptFilter({ from, until, ...lists }: ReadFilter['kept']): AccessLogFilter {
  const time = (values: readonly string[] | undefined): Date | null => (values?.[0] === undefined ? null : new Date(values[0]));
  return { ...(lists as AccessLogFilter), from: time(from), until: time(until) };
}

const LETTER_A = 97;

function namedCondition(letter: string, { columns, version, type }: Part, values: readonly string[]): Condition {
  // One value alone, of one column, can follow an index in its order.
  const isOne = values.length === 1;
  const ofVersion = version !== undefined && values[0]?.includes('@') === true;
  const named = ofVersion ? [version] : columns;
  return {
    key: `${letter}${isOne ? 1 : 'n'}${ofVersion ? 'v' : ''}`,
    values: [isOne ? values[0] : values],
    text(place) {
      const value = isOne ? `${place(0)}::${type}` : `any(${place(0)}::${type}[])`;
      return `(${named.map((column) => `${column} = ${value}`).join(' or ')})`;
    },
  };
}
