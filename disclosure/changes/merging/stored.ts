/** What a merge reads besides rows in versions: consents, assessments and identifiers, of which copies are made; and what keeps two apart. */
import { countsOnce, liveRestriction, notTakenBack } from '#disclosure/sql.ts';
import type { Scope } from '#disclosure/changes/change.ts';
import { STANDING_DECISIONS } from '#disclosure/changes/match-rows.ts';
import type { StoredConsent } from './consents.ts';
import type { Row } from './versioned.ts';

export interface FullConsent extends StoredConsent {
  readonly competenceAssessedBy: string | null;
  readonly competenceAssessedOn: string | null;
  readonly method: 'IN_PERSON' | 'PHONE' | 'WRITTEN' | 'ONLINE';
  readonly validUntil: string | null;
  readonly form: string | null;
  /** Copied by it; null: nobody copied it. */
  readonly merge: string | null;
}

export interface StoredAssessment {
  readonly person: string;
  readonly entry: number;
  readonly categories: readonly string[];
  readonly outcome: 'COMPETENT' | 'NOT_COMPETENT';
  readonly assessedBy: string;
  readonly assessedOn: string;
  readonly merge: string | null;
}

export interface StoredIdentifier {
  readonly person: string;
  readonly kind: string;
  readonly value: string;
}

export interface Stored {
  /** Of either, or given by either; copies of merges that were taken back are not among them. */
  readonly consents: readonly FullConsent[];
  readonly assessments: readonly StoredAssessment[];
  readonly identifiers: readonly StoredIdentifier[];
  /** Last entries of all: what comes after was entered later. */
  readonly lastConsent: number;
  readonly lastAssessment: number;
  /** Records that a steward said are not of either, as `agency id`. */
  readonly different: readonly string[];
  /** Protected addresses of those who live with the merged one, where the kept one does not. */
  readonly protections: readonly Row[];
}

export async function readStored(scope: Scope, kept: string, merged: string): Promise<Stored> {
  const { rows } = await scope.database.query<Stored>({
    text: `
      with ${STANDING_DECISIONS}
      select
        (select coalesce(json_agg(json_build_object('id', c.id, 'entry', c.entry, 'person', c.person, 'category', c.category,
            'purpose', c.purpose, 'recipient', c.recipient, 'decision', c.decision, 'decidedAt', c.decided_at, 'capacity', c.capacity,
            'givenBy', c.given_by, 'competenceAssessedBy', c.competence_assessed_by, 'competenceAssessedOn', c.competence_assessed_on,
            'method', c.method, 'validUntil', c.valid_until, 'form', c.form, 'merge', c.merge) order by c.entry), '[]')
          from consent c where (c.person in ($1::uuid, $2::uuid) or c.given_by in ($1::uuid, $2::uuid)) and ${countsOnce('c')}) as consents,
        (select coalesce(json_agg(json_build_object('person', k.person, 'entry', k.entry, 'categories', k.categories,
            'outcome', k.outcome, 'assessedBy', k.assessed_by, 'assessedOn', k.assessed_on, 'merge', k.merge) order by k.entry), '[]')
          from competence_assessment k where k.person in ($1::uuid, $2::uuid) and ${notTakenBack('k')}) as assessments,
        (select coalesce(json_agg(json_build_object('person', i.person_id, 'kind', i.kind, 'value', i.value)), '[]')
          from person_identifier i where i.person_id in ($1::uuid, $2::uuid)) as identifiers,
        coalesce((select max(entry) from consent), 0)::int as "lastConsent",
        coalesce((select max(entry) from competence_assessment), 0)::int as "lastAssessment",
        (select coalesce(json_agg(distinct case when s.left_agency = 'hub' then s.right_agency || ' ' || s.right_id
            else s.left_agency || ' ' || s.left_id end), '[]')
          from standing s where s.verdict = 'DIFFERENT' and (s.left_agency = 'hub') <> (s.right_agency = 'hub')
            and case when s.left_agency = 'hub' then s.left_id else s.right_id end in ($1::uuid::text, $2::uuid::text)) as different,
        (select coalesce(json_agg(to_jsonb(r)), '[]')
          from person m join person k on k.id = $1::uuid join person lives on lives.household_id = m.household_id and lives.id <> m.id
            join restriction r on r.person = lives.id
          where m.id = $2::uuid and m.household_id is distinct from k.household_id and r.kind = 'PROTECTED_ADDRESS'
            and lives.id <> k.id and ${liveRestriction('$3')}) as protections`,
    values: [kept, merged, scope.now],
  });
  if (!rows[0]) throw new Error('The query answered no row.');
  return rows[0];
}

/** Whether something is kept with the merged one themselves that cannot follow: a death, or a child whom they expect. */
export async function cannotFollow(scope: Scope, kept: string, merged: string): Promise<boolean> {
  const { rows } = await scope.database.query({
    text: `
      select from person m join person k on k.id = $1::uuid
      where m.id = $2::uuid and ((m.died_on is not null and k.died_on is null)
        or exists (select from person born where born.unborn_child_of_id = m.id))`,
    values: [kept, merged],
  });
  return rows.length > 0;
}
