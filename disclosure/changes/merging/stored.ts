/** What a merge reads besides rows in versions: consents, assessments and identifiers, of which copies are made; and what keeps two apart. */
import { countsOnce, liveRestriction, notTakenBack } from '#disclosure/sql.ts';
import type { Scope } from '#disclosure/changes/change.ts';
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
  /** Whether the merged one has a home, and the kept one another or none. */
  readonly livesElsewhere: boolean;
}

export async function readStored(scope: Scope, kept: string, merged: string): Promise<Stored> {
  const { rows } = await scope.database.query<Stored>({
    text: `
      with own as materialized (
        select one.id::text as id from unnest(array[$1::uuid, $2::uuid]) one(id)
        union select person_merged_into(one.id)::text from unnest(array[$1::uuid, $2::uuid]) one(id)
      ), word as (
        select d.right_agency as agency, d.right_id as id, d.left_id as own, d.verdict, d.entry from own join match_decision d
          on d.left_agency = 'hub' and d.left_id = own.id where d.right_agency <> 'hub'
        union all
        select d.left_agency, d.left_id, d.right_id, d.verdict, d.entry from own join match_decision d
          on d.right_agency = 'hub' and d.right_id = own.id where d.left_agency <> 'hub'
      ), standing as (
        select distinct on (own, agency, id) agency, id, verdict from word order by own, agency, id, entry desc
      )
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
        (select coalesce(json_agg(distinct s.agency || ' ' || s.id), '[]') from standing s where s.verdict = 'DIFFERENT') as different,
        (select coalesce(json_agg(to_jsonb(r)), '[]')
          from person m join person k on k.id = $1::uuid join person lives on lives.household_id = m.household_id and lives.id <> m.id
            join restriction r on r.person = lives.id
          where m.id = $2::uuid and m.household_id is distinct from k.household_id and r.kind = 'PROTECTED_ADDRESS'
            and lives.id <> k.id and ${liveRestriction('$3')}) as protections,
        (select m.household_id is not null and m.household_id is distinct from k.household_id
          from person m join person k on k.id = $1::uuid where m.id = $2::uuid) as "livesElsewhere"`,
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
