/** The attendance codes that schools keep in their own lists, under ids of their own. */
import { createRandom } from '#demo/world/random.ts';

type Counts = 'present' | 'authorised' | 'unauthorised' | 'not possible';

const CODES: Readonly<Record<string, readonly [description: string, counts: Counts]>> = {
  '/': ['Present (AM)', 'present'],
  '\\': ['Present (PM)', 'present'],
  L: ['Late arrival before the register closed', 'present'],
  B: ['Educated off site', 'present'],
  V: ['Educational visit or trip', 'present'],
  C: ['Leave of absence', 'authorised'],
  E: ['Suspended or permanently excluded', 'authorised'],
  I: ['Illness', 'authorised'],
  M: ['Medical or dental appointment', 'authorised'],
  G: ['Holiday not granted', 'unauthorised'],
  N: ['Reason not yet established', 'unauthorised'],
  O: ['Absent without authorisation', 'unauthorised'],
  U: ['Arrived after registration closed', 'unauthorised'],
  Y1: ['Transport not available', 'not possible'],
  Y2: ['Widespread disruption to travel', 'not possible'],
};

export function countsOf(code: string): Counts {
  return CODES[code]?.[1] ?? 'not possible';
}

export interface ListedCode {
  readonly id: string;
  readonly code: string;
  readonly description: string;
}

/** A school's list. Ids differ from school to school, as they do between management information systems. */
export function codeList(seed: number, schoolId: string): ReadonlyMap<string, ListedCode> {
  return new Map(
    Object.entries(CODES).map(([code, [description]]) => {
      const id = `A${createRandom(seed, schoolId, 'code', code).int(1_000_000_000, 9_999_999_999)}`;
      return [code, { id, code, description }];
    }),
  );
}
