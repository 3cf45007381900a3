/** Lists of people as agencies might give them, for tests of intake. */
import type { DemographicChange, DemographicFeed, DemographicPage, Demographics } from '#terms/demographics.ts';

/** Somebody of whom nothing is said but what a test is about. */
export function demographics(said: Partial<Demographics> = {}): Demographics {
  return {
    forename: 'Ada',
    surname: 'Made-Up',
    otherNames: [],
    dateOfBirth: '1990-03-04',
    sex: null,
    addresses: [],
    phones: [],
    emails: [],
    identifiers: {},
    relatedTo: [],
    ...said,
  };
}

export const record = (id: string, said: Partial<Demographics> = {}, sealed = false): DemographicChange => ({
  change: 'RECORD',
  id,
  demographics: demographics(said),
  sealed,
});
export const deleted = (id: string): DemographicChange => ({ change: 'DELETED', id });
export const merged = (id: string, into: string): DemographicChange => ({ change: 'MERGED', id, into });

export type PageOf = Partial<DemographicPage> & { readonly changes: readonly DemographicChange[] };

/** Pages of a list, made at nine o'clock unless they say otherwise. An Error among them breaks the list off there. */
export function listOf(
  covers: DemographicFeed['covers'],
  pages: readonly (PageOf | Error)[],
  complete = true,
): (cursor: string | null) => Promise<DemographicFeed> {
  async function* give(): AsyncGenerator<DemographicPage> {
    for (const page of pages) {
      if (page instanceof Error) throw page;
      yield { asOf: new Date('2026-09-01T09:00:00Z'), delivery: 'list', cursor: null, rejected: {}, ...page };
    }
  }
  return async () => ({ covers, complete, pages: give() });
}
