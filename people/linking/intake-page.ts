/**
 * What a page of an agency's list of people changes of what is kept. A pure function: of what is known, the latest the agency said stands;
 * a page that was made earlier changes nothing, but that what it seals is sealed.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { DemographicChange, DemographicPage, Demographics } from '#terms/demographics.ts';
import { NO_DEMOGRAPHICS, UNREADABLE } from '#terms/demographics.ts';
import type { RecordState } from './entities.ts';

/** A record as it is kept, less what it says. */
export interface KnownRecord {
  readonly id: string;
  readonly digest: string;
  readonly state: RecordState;
  readonly mergedInto: string | null;
  readonly sealed: boolean;
  readonly asOf: Date | null;
}

/** A record as it is to be kept. */
export interface KeptRecord {
  readonly id: string;
  readonly received: Demographics;
  readonly digest: string;
  readonly state: RecordState;
  readonly mergedInto: string | null;
  readonly sealed: boolean;
}

/** What became of a record. */
export interface Entry {
  readonly id: string;
  readonly change: 'RECEIVED' | 'CHANGED' | 'DELETED' | 'MERGED';
  readonly digest: string | null;
}

export interface PageChanges {
  readonly added: readonly KeptRecord[];
  readonly replaced: readonly KeptRecord[];
  /** No longer of somebody: deleted, or merged into another. */
  readonly gone: readonly Pick<KeptRecord, 'id' | 'state' | 'mergedInto'>[];
  /** The same again: only when the agency last said so is new. */
  readonly same: readonly string[];
  readonly entries: readonly Entry[];
  /** Whom the agreement does not cover. */
  readonly leftOut: number;
  readonly rejected: Readonly<Record<string, number>>;
}

export interface PageTerms {
  /** Whether the agreement covers somebody of this date of birth, as received. */
  covers(dateOfBirth: string | null): boolean;
  /** Whether an older page may still come (changes in files): then who is deleted before they were known must be remembered. */
  readonly outOfOrder: boolean;
}

/** The page's last word on each record counts. */
export function changesOf(page: DemographicPage, known: ReadonlyMap<string, KnownRecord>, terms: PageTerms): PageChanges {
  const readable = page.changes.filter(isKeepable);
  const unreadable = page.changes.length - readable.length;
  const changes = { added: [], replaced: [], gone: [], same: [], entries: [] } as {
    added: KeptRecord[];
    replaced: KeptRecord[];
    gone: PageChanges['gone'][number][];
    same: string[];
    entries: Entry[];
  };
  let leftOut = 0;
  // Rule 6: whichever of its words on somebody comes last.
  const sealed = new Set(readable.flatMap((one) => (one.change === 'RECORD' && one.sealed ? one.id : [])));
  for (const last of new Map(readable.map((one) => [one.id, one])).values()) {
    const change = last.change === 'RECORD' && sealed.has(last.id) ? { ...last, sealed: true } : last;
    const before = known.get(change.id);
    if (before?.asOf && before.asOf > page.asOf) {
      if (sealed.has(change.id) && !before.sealed) seal(before, changes);
      continue;
    }
    if (change.change !== 'RECORD') end(change, before, terms, changes);
    else if (!terms.covers(change.demographics.dateOfBirth)) {
      leftOut += 1;
      end({ change: 'DELETED', id: change.id }, before, { ...terms, outOfOrder: false }, changes);
    } else keep(change, before, changes);
  }
  const rejected =
    unreadable > 0 ? { ...page.rejected, [UNREADABLE]: (page.rejected[UNREADABLE] ?? 0) + unreadable } : page.rejected;
  return { ...changes, leftOut, rejected };
}

type Collected = { -readonly [Field in 'added' | 'replaced' | 'gone' | 'same' | 'entries']: PageChanges[Field][number][] };

function keep(
  { id, demographics, sealed: flagged }: Extract<DemographicChange, { change: 'RECORD' }>,
  before: KnownRecord | undefined,
  changes: Collected,
): void {
  // Rule 6: for good, whatever the agency says later.
  const sealed = flagged || (before?.sealed ?? false);
  // Of a sealed record only that there is one.
  const received = sealed ? NO_DEMOGRAPHICS : demographics;
  const digest = digestOf(received, sealed);
  if (before?.state === 'LIVE' && before.digest === digest) {
    changes.same.push(id);
    return;
  }
  (before ? changes.replaced : changes.added).push({ id, received, digest, state: 'LIVE', mergedInto: null, sealed });
  changes.entries.push({ id, change: before?.state === 'LIVE' ? 'CHANGED' : 'RECEIVED', digest });
}

/** An earlier page that comes late: the record is where it is, and is sealed. */
function seal({ id, state, mergedInto }: KnownRecord, changes: Collected): void {
  const digest = digestOf(NO_DEMOGRAPHICS, true);
  changes.replaced.push({ id, received: NO_DEMOGRAPHICS, digest, state, mergedInto, sealed: true });
  changes.entries.push({ id, change: 'CHANGED', digest });
}

function end(
  change: Exclude<DemographicChange, { change: 'RECORD' }>,
  before: KnownRecord | undefined,
  { outOfOrder }: PageTerms,
  changes: Collected,
): void {
  const { id, change: state } = change;
  const mergedInto = change.change === 'MERGED' ? change.into : null;
  if (mergedInto === id) return;
  if (!before) {
    if (!outOfOrder) return;
    changes.added.push({
      id,
      received: NO_DEMOGRAPHICS,
      digest: digestOf(NO_DEMOGRAPHICS, false),
      state,
      mergedInto,
      sealed: false,
    });
  } else if (before.state === 'LIVE' || (state === 'MERGED' && before.mergedInto !== mergedInto)) {
    changes.gone.push({ id, state, mergedInto });
  } else {
    changes.same.push(id);
    return;
  }
  changes.entries.push({ id, change: state, digest: null });
}

function digestOf(received: Demographics, sealed: boolean): string {
  return createHash('sha256')
    .update(canonicalize({ received, sealed }) ?? '')
    .digest('hex');
}

/** Whether PostgreSQL can keep it: one row that it cannot keep must not stop the whole list. */
function isKeepable(change: DemographicChange): boolean {
  return !/\\u(0000|d[89a-f])/i.test(JSON.stringify(change));
}
