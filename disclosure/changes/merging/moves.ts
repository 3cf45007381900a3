/**
 * What two people have, brought together: each row of the merged one's gets a next version that names the kept one. Where both have the
 * same twice one stays; where they do not agree the stricter holds, and it is said what is unclear. Pure but for new ids.
 */
import type { LocalDate } from '#terms/clock.ts';
import type { UnclearFact } from '#terms/matching.ts';
import type { Scope } from '#disclosure/changes/change.ts';
import { copyOf, currentOf, names, nextVersion, renamed } from './versioned.ts';
import type { Added, Histories, Row, TableName } from './versioned.ts';

export interface Moves {
  readonly added: readonly Added[];
  readonly unclear: readonly UnclearFact[];
}

export interface Merging {
  readonly kept: string;
  readonly merged: string;
  readonly scope: Scope;
  readonly histories: Histories;
}

/** What simply follows, in the order in which it is written. */
export function movedPlainly({ histories, kept, merged, scope }: Merging): Added[] {
  const follow = (table: TableName, isWanted: (row: Row) => boolean = () => true): Added[] =>
    histories
      .of(table)
      .map(currentOf)
      .filter((row) => names(table, row, merged) && isWanted(row))
      .map((row) => nextVersion(table, row, renamed(table, row, merged, kept)));
  const isOpen = ({ state, ends_at: endsAt }: Row) => state !== 'ENDED' && new Date(String(endsAt)) > scope.now;
  return [
    ...follow('restriction'),
    ...follow('worker_interest'),
    // What an exception opened and has ended is over.
    ...follow('safeguarding_decision', isOpen),
    ...follow('override', isOpen),
  ];
}

/** What the log keeps about either it keeps about both: entries name the id that each had. */
export function heldTogether({ histories, kept, merged, scope }: Merging): Added[] {
  return histories
    .of('access_log_hold')
    .map(currentOf)
    .filter(({ state }) => state === 'LIVE')
    .map((row) => copyOf('access_log_hold', scope, { ...row, person: row['person'] === kept ? merged : kept }));
}

/** A person belongs to a family once: by what was confirmed, then by what still holds; of two alike, the kept one's own. */
export function movedMemberships({ histories, kept, merged, scope }: Merging): Moves {
  const current = histories.of('family_member').map(currentOf);
  const of = (person: string, family: unknown) =>
    current.filter((row) => row['person_id'] === person && row['family_id'] === family);
  const families = new Set(current.filter((row) => row['person_id'] === merged).map((row) => row['family_id']));
  const unclear: UnclearFact[] = [];
  const added = [...families].flatMap((family) => {
    const [own, theirs] = [of(kept, family), of(merged, family)];
    if (new Set([...own, ...theirs].map(({ state }) => state === 'REJECTED')).size > 1) unclear.push('MEMBERSHIP');
    const [best] = [...own, ...theirs].toSorted((a, b) => rankOf(b, scope.today) - rankOf(a, scope.today));
    return [...own, ...theirs].flatMap((row): Added[] => {
      const isTheirs = theirs.includes(row);
      if (row === best) return isTheirs ? [nextVersion('family_member', row, renamed('family_member', row, merged, kept))] : [];
      return row['state'] === 'REJECTED' ? [] : [nextVersion('family_member', row, { ...row, state: 'REJECTED' })];
    });
  });
  return { added, unclear };
}

function rankOf({ state, until_date: until }: Row, today: LocalDate): number {
  const isOver = typeof until === 'string' && until < today;
  if (state === 'REJECTED') return 0;
  if (isOver) return 1;
  return state === 'CONFIRMED' ? 3 : 2;
}

/**
 * Who decides for a child, or for which child somebody decides. Where both have a record of one holder and child, the kept one's stays, with
 * the limits and the shorter time of both; where it has ended of either, it has ended. The authority's stays: under a care order it decides.
 */
export function movedResponsibilities({ histories, kept, merged }: Merging): Moves {
  const swap = (id: unknown) => (id === merged ? kept : id);
  const pairOf = (row: Row) => JSON.stringify([swap(row['child_id']), row['holder_kind'], swap(row['holder_id'])]);
  const current = histories.of('parental_responsibility').map(currentOf);
  const theirs = current.filter((row) => names('parental_responsibility', row, merged));
  const unclear: UnclearFact[] = [];
  const added = theirs.flatMap((row): Added[] => {
    const follows = renamed('parental_responsibility', row, merged, kept);
    const own = current.filter((one) => !theirs.includes(one) && pairOf(one) === pairOf(row));
    const [first] = own.toSorted((a, b) => Number(b['state'] === 'LIVE') - Number(a['state'] === 'LIVE'));
    if (!first || row['holder_kind'] === 'LOCAL_AUTHORITY') return [nextVersion('parental_responsibility', row, follows)];
    const both = stricterOf(first, row);
    const isStricter = JSON.stringify(termsOf({ ...first, ...both })) !== JSON.stringify(termsOf(first));
    if (areUnlike(first, row)) unclear.push('PARENTAL_RESPONSIBILITY');
    return [
      ...(isStricter ? [nextVersion('parental_responsibility', first, { ...first, ...both })] : []),
      nextVersion('parental_responsibility', row, { ...follows, state: 'ENDED' }),
    ];
  });
  return { added: lastOfEach(added), unclear };
}

const termsOf = (row: Row) => [row['state'], [...listOf(row['court_limits'])].toSorted(), row['from_date'], row['until_date']];

/** That the one says since when, and the other does not, is no disagreement. */
function areUnlike(a: Row, b: Row): boolean {
  const from = a['from_date'] ?? b['from_date'];
  const [one, other] = [a, b].map((row) => JSON.stringify(termsOf({ ...row, from_date: row['from_date'] ?? from })));
  return one !== other;
}

function stricterOf(a: Row, b: Row): Partial<Row> {
  const days = (column: string) => [a, b].flatMap((row) => (typeof row[column] === 'string' ? [row[column]] : []));
  return {
    state: a['state'] === 'LIVE' && b['state'] === 'LIVE' ? 'LIVE' : 'ENDED',
    court_limits: [...new Set([...listOf(a['court_limits']), ...listOf(b['court_limits'])])],
    from_date: days('from_date').toSorted().at(-1) ?? null,
    until_date: days('until_date').toSorted()[0] ?? null,
  };
}

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as string[]) : []);

/** One row changes once, however many stand against it: by what is stricter of all. */
function lastOfEach(added: readonly Added[]): Added[] {
  const byRow = new Map<string, Added>();
  for (const one of added) {
    const known = byRow.get(one.row.id);
    byRow.set(one.row.id, known ? { ...one, row: { ...one.row, ...stricterOf(known.row, one.row) } } : one);
  }
  return [...byRow.values()];
}

/** Kin. What the kept one has already is not said twice, and nobody is their own kin. */
export function movedRelationships({ histories, kept, merged }: Merging): Added[] {
  const current = histories.of('relationship').map(currentOf);
  const sayingOf = (row: Row) => [row['from_person_id'], row['kind'], row['to_person_id']].join(' ');
  const said = new Set(
    current.filter((row) => !names('relationship', row, merged) && row['state'] === 'CONFIRMED').map((row) => sayingOf(row)),
  );
  return current
    .filter((row) => names('relationship', row, merged))
    .map((row) => {
      const follows = renamed('relationship', row, merged, kept);
      const isOwnKin = follows['from_person_id'] === follows['to_person_id'];
      const isSaid = said.has(sayingOf(follows));
      return nextVersion('relationship', row, {
        ...(isOwnKin ? row : follows),
        ...((isOwnKin || isSaid) && { state: 'REJECTED' }),
      });
    });
}

/**
 * Agencies' records. One that a steward said is not of the one is not used for both: it is withheld and waits.
 * @param different records that are not of either, as `agency id`
 */
export function movedLinks({ histories, kept, merged }: Merging, different: ReadonlySet<string>): Moves {
  const current = histories
    .of('agency_link')
    .map(currentOf)
    .filter((row) => row['ends_at'] === null);
  const isDenied = (row: Row) => different.has(`${String(row['agency'])} ${String(row['agency_person_id'])}`);
  const isUsable = ({ state }: Row) => state === 'AUTOMATIC' || state === 'CONFIRMED';
  const unclear: UnclearFact[] = [];
  const added = current.flatMap((row): Added[] => {
    const isTheirs = row['person_id'] === merged;
    const mustWait = isUsable(row) && isDenied(row);
    if (mustWait) unclear.push('LINK');
    if (!isTheirs && !mustWait) return [];
    const follows = isTheirs ? renamed('agency_link', row, merged, kept) : row;
    return [nextVersion('agency_link', row, { ...follows, ends_at: null, ...(mustWait && { state: 'CANDIDATE' }) })];
  });
  return { added, unclear };
}

/**
 * Where the merged one's home is protected by somebody who lives there, the kept one's places are too, wherever they live. And what protects
 * where either lives protects the merged one's home on, for who lives there still lives with them.
 */
export function protectedWith(
  { kept, merged, scope, histories }: Merging,
  ofTheirHome: readonly Row[],
  livesElsewhere: boolean,
): Moves {
  const isOver = ({ ends_at: endsAt }: Row) => typeof endsAt === 'string' && new Date(endsAt) <= scope.now;
  const own = histories
    .of('restriction')
    .map(currentOf)
    .filter((row) => row['kind'] === 'PROTECTED_ADDRESS' && row['state'] === 'LIVE' && !isOver(row));
  const added = [
    ...ofTheirHome.map((row) => copyOf('restriction', scope, { ...row, person: kept })),
    ...(livesElsewhere ? own.map((row) => copyOf('restriction', scope, { ...row, person: merged })) : []),
  ];
  return { added, unclear: added.length > 0 ? ['ADDRESS'] : [] };
}
