/** What a query shows, costs and leaves: everything by which somebody could tell one thing from another. */
import type { Leaf } from '#access-log/leaf.ts';
import type { HubResponse, TestHub } from './hub.ts';
import type { Outcome } from './queries.ts';
import { watchingStatements } from './statements.ts';

export interface Trace {
  /** Status, bytes and headers, but for the date. */
  readonly seen: object;
  readonly response: HubResponse;
  /** The statements that the hub sent to its database, by name or text, in order. */
  readonly statements: readonly string[];
  /** What each agency was asked, and each request over the network. */
  readonly asked: readonly unknown[];
  readonly leaves: readonly { readonly leaf: Leaf; readonly size: number }[];
}

export async function traceOf(hub: TestHub, document: string, id: string, who = 'lead-worker'): Promise<Trace> {
  hub.forget();
  const statements: string[] = [];
  const before = (await hub.leaves()).length;
  const note = (name: string) => void statements.push(name);
  const response = await watchingStatements(hub, note, () => hub.query(who, document, { id }));
  const { rows } = await hub.owner.pool.query<{ bytes: Buffer }>('select bytes from access_log_leaf order by index offset $1', [
    before,
  ]);
  const { education, health, police } = hub.systems;
  const { status, text, headers } = response;
  return {
    seen: { status, text, headers: [...headers].filter(([name]) => name !== 'date') },
    response,
    statements,
    asked: [...hub.asked, ...education.requests, ...health.requests, ...police.requests],
    leaves: rows.map(({ bytes }) => ({ leaf: JSON.parse(bytes.toString('utf8')) as Leaf, size: bytes.length })),
  };
}

/** How many bytes of a leaf are this. JSON in canonical form differs from other JSON in the order of fields alone. */
const bytesOf = (part: unknown): number => Buffer.byteLength(JSON.stringify(part));

/**
 * A trace less what tells one request from another. Times, the request's id and the nonce are always of one length; an epoch is a
 * number that grows with every change, so that its digits are taken off the leaf's size.
 */
export function likeness({ seen, statements, asked, leaves }: Trace): object {
  const left = leaves.map(({ leaf, size }) => {
    const { time: _time, requestId: _request, nonce: _nonce, epochs, ...rest } = leaf as Leaf & { nonce: string };
    return { rest, size: size - bytesOf(epochs) };
  });
  return { seen, statements, asked, left };
}

/** The same less the ids that were asked for: the log keeps those that can be ids. */
export function likenessOfNobody({ seen, statements, asked, leaves }: Trace): object {
  const left = leaves.map(({ leaf: { kind, person, family, visible, decisions, purpose, epochs }, size }) => ({
    rest: { kind, visible, decisions, purpose },
    size: size - bytesOf([person, family, epochs]),
  }));
  return { seen, statements, asked, left };
}

/**
 * The same less what names in the log why there is no consent: the reason itself, and, by id, a restriction that is not to be noticed
 * and the consent that it lies upon.
 */
export function likenessWithoutReason({ seen, statements, asked, leaves }: Trace): object {
  const left = leaves.map(({ leaf, size }) => {
    const decisions = leaf.decisions.map(({ internalReason: _reason, basis, ...decision }) => {
      const { restriction: _restriction, consent: _consent, ...rest } = basis;
      return { ...decision, basis: rest };
    });
    return { decisions, size: size - bytesOf(leaf.epochs) - (bytesOf(leaf.decisions) - bytesOf(decisions)) };
  });
  return { seen, statements, asked, left };
}

/** What the response says of each category of a person: the reason, or the type. */
export function reasonsIn({ response }: Trace): Set<string> {
  const person = response.body.data?.['person'] as unknown as Record<string, Outcome>;
  return new Set(Object.values(person).map(({ reason, __typename }) => reason ?? __typename));
}
