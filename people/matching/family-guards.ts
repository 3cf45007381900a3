/**
 * The danger is families: twins share surname, date of birth and home; parent and child a name. So a pair is weighed not only against
 * two strangers but against two of one family, and no pair weighs more than its forenames and dates of birth say against that.
 * Different forenames never make one person: with a strong identifier in common a steward is asked. In files, where no steward is, another own
 * identifier may outweigh them.
 */
import { DATE, FORENAME, NO_EVIDENCE } from './levels.ts';
import type { FieldModel } from './model.ts';

export type Guard = 'twins' | 'family' | 'forenames differ';

/** Of a hundred children three have a twin (1.5 in 100 maternities, ONS); for each of one's records there are this many of kin. */
const TWINS = 0.03;
const KIN = 1.5;

/** How often two of one family are called the same, or nearly: after a parent, or cousins after one grandparent. */
const SAME_IN_FAMILY = 0.003;

/** How often the dates of birth of two who are kin but not twins agree on each level of DATE. */
const KIN_DATES = [0.0002, 0.004, 0.0005, 0.03, 0.03, 0.05, 0.6, 0.3];

/** The weight that a pair with different forenames has at most: more likely two people. */
export const FORENAMES_DIFFER = -1;

const CONFLICT = new Set([FORENAME.indexOf('two names'), FORENAME.indexOf('different')]);
const SAME_NAME = new Set([FORENAME.indexOf('same'), FORENAME.indexOf('short form')]);

export const forenamesConflict = (level: number): boolean => CONFLICT.has(level);
/** Dates as those of twins may be. */
export const datesAgree = (level: number): boolean => level <= DATE.indexOf('two slips');

export interface FamilyGuard {
  /** Bits that a pair without a shared identifier weighs at most. */
  most(forename: number, dateOfBirth: number): number;
}

export function createFamilyGuard(forenames: FieldModel | undefined, dates: FieldModel | undefined): FamilyGuard {
  const columns = DATE.length + 1;
  const caps = Array.from({ length: (FORENAME.length + 1) * columns }, (_, index) =>
    capOf(forenames, dates, Math.floor(index / columns) - 1, (index % columns) - 1),
  );
  return { most: (forename, dateOfBirth) => caps[(forename + 1) * columns + dateOfBirth + 1] as number };
}

function capOf(forenames: FieldModel | undefined, dates: FieldModel | undefined, forename: number, date: number): number {
  const name = forename === NO_EVIDENCE ? undefined : forenames?.levels[forename];
  const born = date === NO_EVIDENCE ? undefined : dates?.levels[date];
  const inFamily = name === undefined ? 1 : SAME_NAME.has(forename) ? SAME_IN_FAMILY : Math.max(name.u, 0.0002);
  const kin = TWINS * (born?.m ?? 1) + KIN * (born === undefined ? 1 : (KIN_DATES[date] as number));
  const cap = Math.log2(((name?.m ?? 1) * (born?.m ?? 1)) / (inFamily * kin));
  return forenamesConflict(forename) ? Math.min(cap, FORENAMES_DIFFER) : cap;
}
