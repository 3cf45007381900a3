/**
 * What bytes have to say for a review to read them as a leaf: each member is of its own type, and what the index keeps is no longer than an
 * index takes. A later version may add members. By predicates: a schema's copy of each leaf would cost as much as the rest of indexing it.
 */
import type { Leaf, LeafChange, LeafDecision, LeafRange, LeafReview, LeafSearch } from '#access-log/leaf.ts';
import { isUuid } from '#terms/ids.ts';

type Is = (value: unknown) => boolean;

const text: Is = (value) => typeof value === 'string';
const id: Is = (value) => typeof value === 'string' && isUuid(value);
const flag: Is = (value) => typeof value === 'boolean';
const number: Is = (value) => typeof value === 'number';
/** As GraphQL and PostgreSQL have them. */
const int: Is = (value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31;

/** A row of an index has room for 2,704 bytes; this is 1,500 at most. */
const LONGEST = 500;

/** What the index keeps as text. PostgreSQL takes no null character and no half of a surrogate pair. */
const kept: Is = (value) => typeof value === 'string' && value.length <= LONGEST && value.isWellFormed() && !value.includes('\0');

/** `2026-09-01` */
const day: Is = (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;

/** Of the years that a filter may name: four digits, and so have the days and weeks around it. */
const instant: Is = (value) =>
  typeof value === 'string' && INSTANT.test(value) && value >= '1850' && value < '2300' && !Number.isNaN(Date.parse(value));

function oneOf(...values: readonly unknown[]): Is {
  return (value) => values.includes(value);
}

function orNull(is: Is): Is {
  return (value) => value === null || is(value);
}

function listOf(is: Is): Is {
  return (value) => Array.isArray(value) && value.every((each) => is(each));
}

function mapOf(is: Is): Is {
  return (value) => isObject(value) && Object.values(value).every((each) => is(each));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type OptionalOf<Type> = { [Name in keyof Type]-?: object extends Pick<Type, Name> ? Name : never }[keyof Type];
type Members<Name extends PropertyKey> = Readonly<Record<Name, Is>>;

/** What has these members, and whatever else. */
function having<Type>(required: Members<Exclude<keyof Type, OptionalOf<Type>>>, optional: Members<OptionalOf<Type>>): Is {
  const names = Object.keys(required);
  const members = new Map<string, Is>(Object.entries({ ...required, ...optional }));
  return (value) => {
    if (!isObject(value)) return false;
    for (const name of names) if (value[name] === undefined) return false;
    for (const name in value) if (members.get(name)?.(value[name]) === false) return false;
    return true;
  };
}

const texts = listOf(text);

const range = having<LeafRange>({ from: int, to: int }, {});

const review = having<LeafReview>({ query: text, filter: mapOf(texts), entries: int, completeTo: int }, {});

const search = having<LeafSearch>({ query: text, facts: texts, people: listOf(id) }, {});

const change = having<LeafChange>(
  { name: text, outcome: oneOf('RECORDED', 'REFUSED') },
  { problems: listOf(kept), records: texts, categories: texts, recipients: texts, purposes: texts, what: texts },
);

const basis = having<LeafDecision['basis']>(
  {},
  {
    agreement: kept,
    consent: text,
    assignment: text,
    episode: text,
    restriction: text,
    interest: text,
    override: text,
    safeguardingDecision: text,
    links: listOf(kept),
  },
);

const decision = having<LeafDecision>(
  { category: kept, outcome: kept, basis },
  {
    reason: kept,
    internalReason: kept,
    items: int,
    named: flag,
    detail: text,
    since: day,
    masked: flag,
    fields: texts,
    revealed: mapOf(flag),
  },
);

const leaf = having<Leaf>(
  {
    time: instant,
    kind: kept,
    caller: having<Leaf['caller']>({ kind: oneOf('WORKER', 'APP'), id, organisation: kept, roles: texts }, { through: id }),
    purpose: orNull(kept),
    family: orNull(id),
    person: orNull(id),
    visible: flag,
    decisions: listOf(decision),
    epochs: having<Leaf['epochs']>({ person: orNull(number), global: orNull(number) }, {}),
    operation: having<Leaf['operation']>({ name: orNull(text), document: text }, {}),
    requestId: text,
    hub: text,
  },
  {
    change,
    shown: texts,
    explained: having<NonNullable<Leaf['explained']>>({ category: text, recipient: text, at: instant }, {}),
    families: listOf(id),
    review,
    search,
    erased: listOf(range),
  },
);

/** Its kind may be one that a later version knows. */
export function isLeaf(value: unknown): value is Leaf {
  return leaf(value);
}
