/** The one statement that reads pairs that wait for a steward, with both records as received. Of what is hidden from the steward it reads nothing. */
import { currentVersion } from '#people/current-version.ts';
import type { MatchReviewKind } from '#people/linking/entities.ts';
import type { Demographics } from '#terms/demographics.ts';
import type { UnclearFact } from '#terms/matching.ts';
import { isProtected, isRecordSeen, isUsable, peopleOf } from './sight.ts';
import type { Asking } from './sight.ts';

/** Dates are ISO texts. */
export interface ReviewRow {
  readonly id: string;
  readonly kind: MatchReviewKind;
  readonly rank: number;
  readonly openedAt: string;
  readonly left: RecordRow;
  readonly right: RecordRow;
  /** The last merge of the two, whether it stands, and of what they do not agree. */
  readonly merge: { readonly id: string; readonly stands: boolean; readonly unclear: readonly UnclearFact[] } | null;
  readonly masked: boolean;
  /** Of whom the records are. */
  readonly people: readonly { readonly id: string; readonly epoch: number }[];
}

interface RecordRow {
  readonly agency: string;
  readonly received: Demographics;
  readonly asOf: string | null;
  readonly receivedAt: string;
  readonly personId: string | null;
  readonly linkId: string | null;
}

const ASKING: Asking = { steward: '$1', organisation: '$2', now: '$3', tied: '$4' };
/** A link that may be wrong, and two who may be one, are looked at before what may still be found. */
const RANK = `case when v.kind in ('WEAKENED_LINK', 'DUPLICATE_PERSON') then 0 else 1 end`;
const WHOSE = `(select whose.id from ${peopleOf('a', '$3')} whose where not exists (select from person_merge gone
  where gone.merged_id = whose.id and gone.state = 'MERGED' and ${currentVersion('person_merge', 'gone')}) limit 1)`;
const RECORD = (number: string): string => `(select json_build_object('agency', a.agency, 'received', a.received, 'asOf', a.as_of,
    'receivedAt', a.received_at, 'personId', ${WHOSE},
    'linkId', (select l.id from agency_link l where l.agency = a.agency and l.agency_person_id = a.agency_person_id and ${isUsable('l', '$3')}))
  from agency_record a where a.number = ${number})`;

/** SQL: that both records of review `v` are there, and the steward may know of them. */
export function isReviewSeen(asking: Asking): string {
  return `(select count(*) from agency_record a where a.number in (v."left", v."right") and ${isRecordSeen('a', asking)}) = 2`;
}

/**
 * $1 steward, $2 their organisation, $3 now, $4 tied people, $5 ids of reviews or null: any, $6 to $8 the rank, time and id after which they
 * begin, or null, $9 how many
 */
export const REVIEWS = `
select v.id, v.kind, ${RANK} as rank, v.opened_at as "openedAt", ${RECORD('v."left"')} as left, ${RECORD('v."right"')} as right,
  (select json_build_object('id', m.id, 'stands', m.state = 'MERGED', 'unclear', m.unclear) from person_merge m
      join agency_record a on a.number = v."left" and a.agency = 'hub' and a.agency_person_id in (m.kept_id::text, m.merged_id::text)
      join agency_record b on b.number = v."right" and b.agency = 'hub' and b.agency_person_id in (m.kept_id::text, m.merged_id::text)
    where ${currentVersion('person_merge', 'm')} order by m.recorded_at desc limit 1) as merge,
  exists (select from agency_record a cross join lateral ${peopleOf('a', '$3')} whose
    where a.number in (v."left", v."right") and ${isProtected('whose.id', ASKING)}) as masked,
  (select coalesce(json_agg(json_build_object('id', t.id, 'epoch', coalesce(e.epoch, 0))), '[]')
    from (select distinct whose.id from agency_record a cross join lateral ${peopleOf('a', '$3')} whose
      where a.number in (v."left", v."right")) t left join sharing_epoch e on e.subject = t.id) as people
from match_review v
where v.closed_at is null and ($5::uuid[] is null or v.id = any($5::uuid[]))
  and ($6::int is null or (${RANK}, v.opened_at, v.id) > ($6::int, $7::timestamptz, $8::uuid))
  and ${isReviewSeen(ASKING)}
order by ${RANK}, v.opened_at, v.id
limit $9`;
