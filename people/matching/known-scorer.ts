/**
 * Weighs records with aliases and several homes: the alternatives that agree best count, at the price of having had a choice. An alias
 * never speaks against a family guard: where the current forenames differ, another forename is not evidence (a twin's alias is the
 * other twin's name often enough), and who looks like a twin under a previous surname looks like a twin.
 */
import { forenamesConflict } from './family-guards.ts';
import { createScorer } from './fellegi-sunter.ts';
import type { Score } from './fellegi-sunter.ts';
import type { KnownHome, KnownName, KnownRecord } from './known-record.ts';
import type { LinkageModel } from './model.ts';
import type { PersonRecord } from './record.ts';

export type Judged = Omit<Score, 'parts'>;

export interface KnownScorer {
  /** The same both ways. */
  judge(left: KnownRecord, right: KnownRecord): Judged;
  /** As `judge`, with the parts of what agreed best. */
  score(left: KnownRecord, right: KnownRecord): Score;
}

interface Faces {
  readonly left: PersonRecord;
  readonly right: PersonRecord;
  readonly judged: Judged;
  /** Bits to take off. */
  readonly price: number;
}

export function createKnownScorer(model: LinkageModel): KnownScorer {
  const scorer = createScorer(model);
  const forenameAt = model.comparisons.findIndex(({ field }) => field === 'forename');
  const look = (left: PersonRecord, right: PersonRecord, price: number): Faces => ({
    left,
    right,
    judged: scorer.judge(left, right),
    price,
  });

  function best(left: KnownRecord, right: KnownRecord): Faces {
    const [a, b] = withSharedPhone(left, right);
    const home = atBestHomes(a, b);
    const names = namesOf(left).length * namesOf(right).length;
    if (names === 1 || home.judged.strongIds !== 'none') return home;
    // The levels of the pair that was weighed last.
    scorer.judge(home.left, home.right);
    const conflict = forenamesConflict(scorer.levels[forenameAt] ?? -1);
    let found = home;
    for (const one of namesOf(left))
      for (const other of namesOf(right)) {
        const own = one.forename === left.forename && other.forename === right.forename;
        if (conflict && !own) continue;
        const faces = look({ ...home.left, ...one }, { ...home.right, ...other }, home.price + Math.log2(names));
        if (own && faces.judged.apart) return found.judged.apart ? found : faces;
        if (weightOf(faces) > weightOf(found)) found = faces;
      }
    return found;
  }

  function atBestHomes(left: KnownRecord | PersonRecord, right: KnownRecord | PersonRecord): Faces {
    let found = look(left, right, 0);
    const homes = homesOf(left).length * homesOf(right).length;
    if (homes === 1) return found;
    for (const one of homesOf(left))
      for (const other of homesOf(right)) {
        const faces = look({ ...left, ...one }, { ...right, ...other }, Math.log2(homes));
        if (weightOf(faces) > weightOf(found)) found = faces;
      }
    return found;
  }

  return {
    judge(left, right) {
      const faces = best(left, right);
      return { ...faces.judged, weight: weightOf(faces) };
    },
    score(left, right) {
      const faces = best(left, right);
      return { ...scorer.score(faces.left, faces.right), weight: weightOf(faces) };
    },
  };
}

/** What is settled by ids or by looking like twins has no price. */
const weightOf = ({ judged, price }: Faces): number =>
  judged.strongIds === 'none' && !judged.apart ? judged.weight - price : judged.weight;

const namesOf = (record: KnownRecord): readonly KnownName[] =>
  record.otherNames.length === 0 ? [record] : [pickName(record), ...record.otherNames];
const pickName = ({ forename, surname }: KnownName): KnownName => ({ forename, surname });

const homesOf = (record: KnownRecord | PersonRecord): readonly KnownHome[] => {
  const others = 'otherHomes' in record ? record.otherHomes : [];
  const { postcode, street, locality } = record;
  return [{ postcode, street, locality }, ...others];
};

/** A number that both have counts as theirs, whichever each has first. */
function withSharedPhone(left: KnownRecord, right: KnownRecord): [KnownRecord, KnownRecord] {
  if (left.otherPhones.length === 0 && right.otherPhones.length === 0) return [left, right];
  const theirs = new Set([right.phone, ...right.otherPhones]);
  const shared = [left.phone, ...left.otherPhones].flatMap((phone) => (phone !== null && theirs.has(phone) ? [phone] : []));
  // The same one, whoever is on the left.
  const [first = null] = shared.toSorted((a, b) => (a < b ? -1 : 1));
  return first === null
    ? [left, right]
    : [
        { ...left, phone: first },
        { ...right, phone: first },
      ];
}
