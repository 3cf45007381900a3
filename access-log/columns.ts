/** Columns stand beside an entry's bytes to find it. They prove nothing, but who sees an entry and when it is erased rests on them. */

export interface Columns {
  readonly at: string | Date;
  readonly kind: string;
  readonly request_id: string | null;
  readonly caller_id: string | null;
  readonly organisation_id: string | null;
  readonly purpose: string | null;
  readonly family_id: string | null;
  readonly person_id: string | null;
}

type Name = keyof Columns;

const WHERE: Readonly<Record<Name, readonly string[]>> = {
  at: ['time'],
  kind: ['kind'],
  request_id: ['requestId'],
  caller_id: ['caller', 'id'],
  organisation_id: ['caller', 'organisation'],
  purpose: ['purpose'],
  family_id: ['family'],
  person_id: ['person'],
};
const NAMES = Object.keys(WHERE) as Name[];
const UUIDS = new Set<Name>(['request_id', 'caller_id', 'family_id', 'person_id']);
/** What an erasure leaves. */
const LEFT = new Set<Name>(['at', 'kind']);

/** @returns the first column that does not say what the bytes say, or, of an erased entry, still says something; null where there is none. */
export function differs(columns: Columns, bytes: Uint8Array | null): Name | null {
  if (bytes === null) return NAMES.find((name) => !LEFT.has(name) && columns[name] !== null) ?? null;
  const said = read(bytes);
  return NAMES.find((name) => comparable(name, columns[name]) !== comparable(name, valueAt(said, WHERE[name]))) ?? null;
}

/** Ids are one whatever their letters' case, times whatever their form. */
function comparable(name: Name, value: unknown): unknown {
  if (name === 'at') return value instanceof Date ? value.getTime() : Date.parse(String(value));
  if (value === undefined || value === null) return null;
  return typeof value === 'string' && UUIDS.has(name) ? value.toLowerCase() : value;
}

function valueAt(said: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, member) => (value as Readonly<Record<string, unknown>> | null | undefined)?.[member], said);
}

function read(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}
