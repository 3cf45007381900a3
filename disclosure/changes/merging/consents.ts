/**
 * Rule 5 where two people turn out to be one: what each agreed to, refused and withdrew is then the kept one's, and so is what either gave
 * for a child. Where the two do not agree the stricter holds until somebody decides anew: what one side refused or withdrew is told again
 * after what the other side gave. A withdrawal revives nothing, and is never left behind.
 */
import type { Capacity, ConsentDecision } from '#terms/sharing.ts';

export interface StoredConsent {
  readonly id: string;
  readonly entry: number;
  readonly person: string;
  readonly category: string;
  /** Null: every one. */
  readonly purpose: string | null;
  readonly recipient: string | null;
  readonly decision: ConsentDecision;
  /** ISO 8601. */
  readonly decidedAt: string;
  readonly capacity: Capacity;
  readonly givenBy: string | null;
}

export interface MergedConsents<Consent extends StoredConsent> {
  /** What the merged one's entries say of the kept one, in their order. */
  readonly copies: readonly Consent[];
  /** Refusals and withdrawals told again, after what they stand against. */
  readonly stricter: readonly Consent[];
  /** Whether the two said different things. */
  readonly areUnlike: boolean;
}

export function mergeConsents<Consent extends StoredConsent>(
  consents: readonly Consent[],
  kept: string,
  merged: string,
): MergedConsents<Consent> {
  const inOrder = consents.toSorted((a, b) => a.entry - b.entry);
  const isTheirs = ({ person, givenBy }: Consent) => person === merged || givenBy === merged;
  const copies = inOrder.filter(isTheirs).map((consent) => renameConsent(consent, merged, kept));
  const own = inOrder.filter((consent) => !isTheirs(consent));
  const found = [...against(own, copies), ...against(copies, own)];
  return {
    copies,
    stricter: found.filter(({ consent, since }) => !isBefore(since, consent)).map(tellAgain),
    areUnlike: found.length > 0,
  };
}

/** Who is named in the place of another. */
export function renameConsent<Consent extends StoredConsent>(consent: Consent, from: string, to: string): Consent {
  const swap = (id: string | null) => (id === from ? to : id);
  return { ...consent, person: consent.person === from ? to : consent.person, givenBy: swap(consent.givenBy) };
}

interface Against<Consent> {
  /** The refusal or withdrawal. */
  readonly consent: Consent;
  /** What the other side gave. */
  readonly since: Consent;
}

/** What the one side refused or withdrew as its last word, with what the other side gave as its own. */
function against<Consent extends StoredConsent>(one: readonly Consent[], other: readonly Consent[]): Against<Consent>[] {
  const given = lastWords(other).filter(({ decision }) => decision === 'GIVEN');
  const words = lastWords(one);
  return given.flatMap((since) => {
    const refused = words.filter((word) => word.decision === 'REFUSED' && keyOf(word) === keyOf(since));
    const withdrawn = one.filter(
      (entry) => entry.decision === 'WITHDRAWN' && covers(entry, since) && !isResumed(entry, since, one),
    );
    const latest = withdrawn.toSorted((a, b) => (isLater(a, b) ? -1 : 1)).slice(0, 1);
    return [...refused, ...latest].map((consent) => ({ consent, since }));
  });
}

/** Of each giver about each person, category, purpose and recipient the latest word but withdrawals. */
function lastWords<Consent extends StoredConsent>(consents: readonly Consent[]): Consent[] {
  const latest = new Map<string, Consent>();
  for (const consent of consents) {
    const key = keyOf(consent);
    const known = latest.get(key);
    if (consent.decision !== 'WITHDRAWN' && (!known || isLater(consent, known))) latest.set(key, consent);
  }
  return [...latest.values()];
}

/** The authority is one giver, whoever speaks for it. */
function keyOf({ person, category, purpose, recipient, capacity, givenBy }: StoredConsent): string {
  return JSON.stringify([person, category, purpose, recipient, capacity, capacity === 'LOCAL_AUTHORITY' ? null : givenBy]);
}

function covers(withdrawal: StoredConsent, { person, category, purpose, recipient }: StoredConsent): boolean {
  return (
    withdrawal.person === person &&
    withdrawal.category === category &&
    (withdrawal.purpose === null || withdrawal.purpose === purpose) &&
    (withdrawal.recipient === null || withdrawal.recipient === recipient)
  );
}

/** Whether that side itself agreed to the same again, after it had withdrawn. */
function isResumed(withdrawal: StoredConsent, since: StoredConsent, side: readonly StoredConsent[]): boolean {
  return side.some(
    (entry) =>
      entry.decision === 'GIVEN' &&
      entry.person === since.person &&
      entry.category === since.category &&
      entry.purpose === since.purpose &&
      entry.recipient === since.recipient &&
      isLater(entry, withdrawal),
  );
}

/** Of the same time as what it stands against, and entered later: any decision after that counts. */
function tellAgain<Consent extends StoredConsent>({
  consent,
  since: { purpose, recipient, decidedAt },
}: Against<Consent>): Consent {
  return { ...consent, purpose, recipient, decidedAt };
}

/** Of one time, a copy is entered later, whichever is the copy. */
function isBefore(a: StoredConsent, b: StoredConsent): boolean {
  return Date.parse(a.decidedAt) < Date.parse(b.decidedAt);
}

function isLater(a: StoredConsent, b: StoredConsent): boolean {
  const [left, right] = [Date.parse(a.decidedAt), Date.parse(b.decidedAt)];
  return left === right ? a.entry > b.entry : left > right;
}
