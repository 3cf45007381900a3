/**
 * From where a list of people is read on, where the agency can tell what changed since a time: everybody once a day, so that whoever is
 * not named any more is found, and in between what changed.
 */

/** What the next reading asks for, and what is kept once it has come to its end. */
export interface Reading {
  /** Null: everybody. */
  readonly changedSince: Date | null;
  readonly nextCursor: string;
}

const EVERYBODY_AFTER_MS = 24 * 3_600_000;
/** The clocks of the hub and of an agency may differ by so much: what changed then is read twice rather than never. */
const OVERLAP_MS = 10 * 60_000;

/** Plans a reading that begins now. A cursor of another form counts as none. */
export function planReading(cursor: string | null, now: Date): Reading {
  const [everybodyAt, readAt] = (cursor ?? '').split(' ').map((text) => Date.parse(text));
  const known = everybodyAt !== undefined && readAt !== undefined && !Number.isNaN(everybodyAt) && !Number.isNaN(readAt);
  // A time ahead of now was written by a clock that was wrong.
  if (!known || readAt > now.getTime() || now.getTime() - everybodyAt >= EVERYBODY_AFTER_MS)
    return { changedSince: null, nextCursor: `${now.toISOString()} ${now.toISOString()}` };
  return {
    changedSince: new Date(readAt - OVERLAP_MS),
    nextCursor: `${new Date(everybodyAt).toISOString()} ${now.toISOString()}`,
  };
}
