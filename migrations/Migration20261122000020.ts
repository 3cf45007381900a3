/**
 * Where a merge or a split asks a steward, the two have records to be asked about. With whom nobody works is not matched all the same: such
 * a record takes no part until linking derives it. And the queue is read in its order, so that a page costs a page.
 */
import { Migration } from '@mikro-orm/migrations';

const RANK = `(case when kind in ('WEAKENED_LINK', 'DUPLICATE_PERSON') then 0 else 1 end)`;
/** What the hub itself knows of a person, as agencies' lists would say it. */
const OWN_RECORD = `jsonb_build_object('forename', p.forename, 'surname', p.surname, 'otherNames', '[]'::jsonb, 'dateOfBirth', p.date_of_birth,
  'sex', p.sex, 'addresses', coalesce((select jsonb_build_array(jsonb_build_object('line', h.line, 'town', h.town, 'postcode', h.postcode,
    'uprn', h.uprn)) from household h where h.id = p.household_id), '[]'::jsonb), 'phones', '[]'::jsonb, 'emails', '[]'::jsonb,
  'identifiers', '{}'::jsonb, 'relatedTo', '[]'::jsonb)`;

/** @param state of the records that are made here: a deleted one takes no part */
const takesEffect = (state: 'DELETED' | 'LIVE'): string => `
  create or replace function person_merge_takes_effect() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  declare v_numbers int[];
  begin
    perform sharing_moved(array[new.kept_id, new.merged_id] || array(select distinct person from consent where merge = new.id));
    if new.state = 'SPLIT' then
      delete from person_identifier where merge = new.id;
    end if;
    if cardinality(new.unclear) > 0 then
      insert into agency_record (agency, agency_person_id, received, digest, delivery, first_known_at, received_at, state)
        select 'hub', p.id::text, ${OWN_RECORD}, '', 'hub', new.recorded_at, new.recorded_at, '${state}'
        from person p where p.id in (new.kept_id, new.merged_id)
        on conflict (agency, agency_person_id) do nothing;
      select array_agg(number order by number) into v_numbers from agency_record
        where agency = 'hub' and agency_person_id in (new.kept_id::text, new.merged_id::text);
      insert into match_review (id, "left", "right", kind, weight, model, opened_at)
        values (gen_random_uuid(), v_numbers[1], v_numbers[2], 'UNCLEAR_FACTS', 0, '', new.recorded_at)
        on conflict ("left", "right") do update set kind = 'UNCLEAR_FACTS', opened_at = new.recorded_at, closed_at = null;
    end if;
    return null;
  end $$;`;

export class Migration20261122000020 extends Migration {
  override name = 'Migration20261122000020';

  override up(): void {
    this.addSql(takesEffect('DELETED'));
    // Of whom nothing was derived since nobody works with.
    this.addSql(`update agency_record set state = 'DELETED', placed = false where agency = 'hub' and digest = '';`);
    this.addSql(`
      create index "match_review_queue" on "match_review" (${RANK}, "opened_at", "id") where closed_at is null;`);
  }

  override down(): void {
    this.addSql(`drop index "match_review_queue";`);
    this.addSql(`update agency_record set state = 'LIVE', placed = false where agency = 'hub' and digest = '';`);
    this.addSql(takesEffect('LIVE'));
  }
}
