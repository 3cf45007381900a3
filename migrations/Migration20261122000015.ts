/**
 * What a steward's decision does at once: it closes the review of its pair, and nobody decides of the same meanwhile. People who are merged
 * or split are moved, their copies of consents count while the merge stands, and what is unclear is put to a steward.
 */
import { Migration } from '@mikro-orm/migrations';

const ANYTHING = `'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid`;
const DEFINER = `language plpgsql security definer set search_path = pg_catalog, public, pg_temp`;
const STANDING = (alias: string): string => `${alias}.state = 'MERGED' and not exists (select from person_merge later
  where later.id = ${alias}.id and later.version > ${alias}.version)`;
/** What the hub itself knows of a person, as agencies' lists would say it. The linking job makes it anew. */
const OWN_RECORD = `jsonb_build_object('forename', p.forename, 'surname', p.surname, 'otherNames', '[]'::jsonb, 'dateOfBirth', p.date_of_birth,
  'sex', p.sex, 'addresses', coalesce((select jsonb_build_array(jsonb_build_object('line', h.line, 'town', h.town, 'postcode', h.postcode,
    'uprn', h.uprn)) from household h where h.id = p.household_id), '[]'::jsonb), 'phones', '[]'::jsonb, 'emails', '[]'::jsonb,
  'identifiers', '{}'::jsonb, 'relatedTo', '[]'::jsonb)`;

const COMMENTS: readonly (readonly [on: string, comment: string])[] = [
  ['column "consent"."merge"', 'Copied by this merge of two people: it counts while they are merged'],
  ['column "competence_assessment"."merge"', 'Copied by this merge of two people: it counts while they are merged'],
  ['column "person_identifier"."merge"', 'Copied by this merge of two people, and removed when they are split'],
  ['column "person_merge"."unclear"', 'Of what the two did not agree: a steward is asked'],
];

const FUNCTIONS = ['match_decision_closes_review', 'match_decision_moves_epochs', 'person_merge_takes_effect'];

export class Migration20261122000015 extends Migration {
  override name = 'Migration20261122000015';

  override up(): void {
    this.addSql(`alter table "consent" add column "merge" uuid null;`);
    this.addSql(`create index "consent_merge" on "consent" ("merge") where merge is not null;`);
    this.addSql(`alter table "competence_assessment" add column "merge" uuid null;`);
    this.addSql(`alter table "person_identifier" add column "merge" uuid null;`);
    this.addSql(`alter table "person_merge" add column "unclear" text[] not null default '{}';`);
    for (const [on, comment] of COMMENTS) this.addSql(`comment on ${on} is '${comment}';`);

    this.addSql(`
      create function person_stands_for(p_person uuid) returns uuid language sql stable set search_path = pg_catalog, public, pg_temp as $$
        with recursive chain(id, place) as (
          select p_person, 0
          union all
          select m.kept_id, chain.place + 1 from chain join person_merge m on m.merged_id = chain.id and ${STANDING('m')} where chain.place < 100
        )
        select id from chain order by place desc limit 1;
      $$;`);
    this.addSql(
      `comment on function person_stands_for is 'Who was kept of whoever a person is merged with; the person where they are merged with nobody.';`,
    );
    this.addSql(`
      create function person_merged_into(p_person uuid) returns setof uuid language sql stable set search_path = pg_catalog, public, pg_temp as $$
        with recursive merged(id, place) as (
          select p_person, 0
          union all
          select m.merged_id, merged.place + 1 from merged join person_merge m on m.kept_id = merged.id and ${STANDING('m')} where merged.place < 100
        )
        select id from merged where place > 0;
      $$;`);
    this.addSql(`comment on function person_merged_into is 'Everybody who is merged into a person at present.';`);

    this.addSql(`
      create function match_decision_closes_review() returns trigger ${DEFINER} as $$
      begin
        update match_review v set closed_at = new.recorded_at
          from agency_record a, agency_record b
          where a.agency = new.left_agency and a.agency_person_id = new.left_id
            and b.agency = new.right_agency and b.agency_person_id = new.right_id
            and v."left" = least(a.number, b.number) and v."right" = greatest(a.number, b.number) and v.closed_at is null;
        return null;
      end $$;`);
    this.addSql(`
      create trigger match_decision_closes_review after insert on match_decision for each row execute function match_decision_closes_review();`);

    // Who decides of what somebody else is deciding reads it anew.
    this.addSql(`
      create function match_decision_moves_epochs() returns trigger ${DEFINER} as $$
      begin
        if exists (select from moved where grounds <> 'MADE_FROM') then perform sharing_moved(array[${ANYTHING}]); end if;
        return null;
      end $$;`);
    this.addSql(`
      create trigger match_decision_moves_epochs after insert on match_decision referencing new table as moved
        for each statement execute function match_decision_moves_epochs();`);

    this.addSql(`
      create function person_merge_takes_effect() returns trigger ${DEFINER} as $$
      declare v_numbers int[];
      begin
        perform sharing_moved(array[new.kept_id, new.merged_id] || array(select distinct person from consent where merge = new.id));
        if new.state = 'SPLIT' then
          delete from person_identifier where merge = new.id;
        end if;
        if cardinality(new.unclear) > 0 then
          insert into agency_record (agency, agency_person_id, received, digest, delivery, first_known_at, received_at, state)
            select 'hub', p.id::text, ${OWN_RECORD}, '', 'hub', new.recorded_at, new.recorded_at, 'LIVE'
            from person p where p.id in (new.kept_id, new.merged_id)
            on conflict (agency, agency_person_id) do nothing;
          select array_agg(number order by number) into v_numbers from agency_record
            where agency = 'hub' and agency_person_id in (new.kept_id::text, new.merged_id::text);
          insert into match_review (id, "left", "right", kind, weight, model, opened_at)
            values (gen_random_uuid(), v_numbers[1], v_numbers[2], 'UNCLEAR_FACTS', 0, '', new.recorded_at)
            on conflict ("left", "right") do update set kind = 'UNCLEAR_FACTS', opened_at = new.recorded_at, closed_at = null;
        end if;
        return null;
      end $$;`);
    this.addSql(`
      create trigger person_merge_takes_effect after insert on person_merge for each row execute function person_merge_takes_effect();`);
    for (const name of FUNCTIONS) this.addSql(`revoke all on function ${name} from public;`);
  }

  override down(): void {
    this.addSql(`drop trigger person_merge_takes_effect on person_merge;`);
    this.addSql(`drop trigger match_decision_moves_epochs on match_decision;`);
    this.addSql(`drop trigger match_decision_closes_review on match_decision;`);
    for (const name of FUNCTIONS) this.addSql(`drop function ${name};`);
    this.addSql(`drop function person_merged_into; drop function person_stands_for;`);
    this.addSql(`alter table "person_merge" drop column "unclear";`);
    // Copies would count from now on, whatever was split since.
    for (const table of ['consent', 'competence_assessment', 'person_identifier'])
      this.addSql(`delete from "${table}" where "merge" is not null; alter table "${table}" drop column "merge";`);
  }
}
