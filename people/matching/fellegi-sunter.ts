/** Scores a pair: a pure function of two records and a frozen model, in bits of evidence for one person, the prior included. */
import { splitField } from './comparisons.ts';
import { createFamilyGuard, datesAgree, FORENAMES_DIFFER, forenamesConflict } from './family-guards.ts';
import { DATE, NO_EVIDENCE, SURNAME } from './levels.ts';
import { isInUse, prepare } from './model.ts';
import type { LinkageModel } from './model.ts';
import type { PersonRecord } from './record.ts';
import { compareStrongIds } from './strong-ids.ts';
import type { StrongIds } from './strong-ids.ts';

export interface ScorePart {
  readonly field: string;
  /** Null: one of the two has no value. */
  readonly level: string | null;
  readonly bits: number;
  readonly household: boolean;
}

export interface Score {
  /** log2 of the odds for one person. */
  readonly weight: number;
  readonly parts: readonly ScorePart[];
  readonly strongIds: StrongIds;
  /** What the pair weighs at most, because two of one family would look like this; null where that did not count. */
  readonly familyMost: number | null;
  /** Two who look like twins. */
  readonly apart: boolean;
}

export interface Scorer {
  /** The levels of the pair that was weighed last. */
  readonly levels: Int8Array;
  weigh(left: PersonRecord, right: PersonRecord): number;
  /** As `score`, without its parts. */
  judge(left: PersonRecord, right: PersonRecord): Omit<Score, 'parts'>;
  score(left: PersonRecord, right: PersonRecord): Score;
}

/** Where strong identifiers differ, and where one is shared and nothing contradicts it. */
const BLOCKED = -20;
const IDENTIFIED = 25;
const RAREST_U = 1e-9;
const RAREST_M = 1e-4;

export const probabilityOf = (weight: number): number => 1 / (1 + 2 ** -weight);
const weightOf = (probability: number): number => Math.log2(probability / (1 - probability));

export function createScorer(model: LinkageModel): Scorer {
  const { comparisons, frequencies } = prepare(model);
  const fieldModel = (field: string) => model.comparisons.find((comparison) => comparison.field === field);
  const guard = createFamilyGuard(fieldModel('forename'), fieldModel('dateOfBirth'));
  const bits = model.comparisons.map(({ levels }) =>
    Float64Array.from(levels, ({ m, u }) => Math.log2(Math.max(m, RAREST_M) / Math.max(u, RAREST_U))),
  );
  const agreement = model.comparisons.map(({ levels }) => Math.max(levels[0]?.m ?? 1, RAREST_M));
  const prior = weightOf(model.prior);
  const places = comparisons.map(({ field }) => field);
  const forenameAt = places.indexOf('forename');
  const surnameAt = places.indexOf('surname');
  const forenames = frequencies[forenameAt] ?? null;
  const dateAt = places.indexOf('dateOfBirth');
  const ownIds = places.map((field) => splitField(field)[0] === 'identifier');
  const tellsKinApart = places.map((field, index) => ownIds[index] === true || field === 'sex');
  const levels = new Int8Array(comparisons.length);
  const weights = new Float64Array(comparisons.length);

  /** Fills levels and weights. */
  function compare(left: PersonRecord, right: PersonRecord): void {
    for (let index = 0; index < comparisons.length; index++) {
      const comparison = comparisons[index] as (typeof comparisons)[number];
      const level = comparison.compare(left, right);
      levels[index] = level;
      weights[index] = level === NO_EVIDENCE ? 0 : ((bits[index] as Float64Array)[level] as number);
      const terms = frequencies[index];
      if (level !== 0 || !terms) continue;
      weights[index] = Math.log2((agreement[index] as number) / terms.share(comparison.value(left) as string));
    }
  }

  /**
   * A home in common makes one person as likely as not, and no more: others live there too. And who moved has another postcode,
   * street and town: that is one difference, not three.
   */
  function sum(): number {
    let [own, shared, moved] = [prior, 0, 0];
    for (let index = 0; index < levels.length; index++) {
      const weight = weights[index] as number;
      if (!(comparisons[index] as (typeof comparisons)[number]).household) own += weight;
      else if (weight > 0) shared += weight;
      else moved = Math.min(moved, weight);
    }
    return own + Math.min(shared, -prior) + moved;
  }

  /** What else of their own differs (other ids, sex): it tells two of one family apart as it does strangers. */
  function contradictions(): number {
    let bits = 0;
    for (let index = 0; index < levels.length; index++) if (tellsKinApart[index]) bits += Math.min(0, weights[index] as number);
    return bits;
  }

  function sharesId(): boolean {
    for (let index = 0; index < levels.length; index++)
      if (ownIds[index] && (levels[index] === 0 || levels[index] === 1)) return true;
    return false;
  }

  /** One surname, and both forenames are names that people have: no slip, and no surname in the wrong column. */
  function looksLikeTwins({ forename: a }: PersonRecord, { forename: b }: PersonRecord): boolean {
    const surname = levelAt(surnameAt);
    if (surname === NO_EVIDENCE || surname > SURNAME.indexOf('alike')) return false;
    return forenames !== null && isInUse(a, forenames) && isInUse(b, forenames);
  }

  const levelAt = (index: number): number => (index < 0 ? NO_EVIDENCE : (levels[index] as number));

  function weighed(left: PersonRecord, right: PersonRecord): Omit<Score, 'parts'> {
    compare(left, right);
    const strongIds = compareStrongIds(left, right);
    const [forename, date] = [levelAt(forenameAt), levelAt(dateAt)];
    const evidence = sum();
    if (strongIds === 'different') return { weight: Math.min(evidence, BLOCKED), strongIds, familyMost: null, apart: true };
    const contradicted = forenamesConflict(forename) || date > DATE.indexOf('two slips');
    if (strongIds === 'shared' && !contradicted)
      return { weight: Math.max(evidence, IDENTIFIED), strongIds, familyMost: null, apart: false };
    const otherName = forenamesConflict(forename);
    const apart = otherName && date !== NO_EVIDENCE && datesAgree(date) && looksLikeTwins(left, right);
    // One twin's number on the other's record, a mother's on her baby's: it is somebody's slip or a new name, and a steward tells.
    if (strongIds === 'shared' && otherName)
      return { weight: Math.min(evidence, FORENAMES_DIFFER), strongIds, familyMost: FORENAMES_DIFFER, apart };
    if (sharesId()) return { weight: evidence, strongIds, familyMost: null, apart: false };
    const most = guard.most(forename, date) + contradictions();
    return { weight: Math.min(evidence, most), strongIds, familyMost: most < evidence ? most : null, apart };
  }

  return {
    levels,
    weigh: (left, right) => weighed(left, right).weight,
    judge: weighed,
    score(left, right) {
      const score = weighed(left, right);
      const parts = comparisons.map(({ field, levels: names, household }, index) => ({
        field,
        level: names[levelAt(index)] ?? null,
        bits: weights[index] as number,
        household,
      }));
      return { ...score, parts };
    },
  };
}
