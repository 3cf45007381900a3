/**
 * What linking has to look at again is marked by triggers, in rows that are only added: whoever changes a person, decides about a pair or
 * seals a record waits for nobody, and cannot forget it.
 */
import { Migration } from '@mikro-orm/migrations';

const COMMENTS: readonly (readonly [on: string, comment: string])[] = [
  ['table "linking_due"', 'Records and people that linking has to look at again; a row goes when that is done'],
  ['column "linking_due"."entry"', 'Order of entry'],
  ['column "linking_due"."number"', 'A record: something was decided about it, or merged into it'],
  ['column "linking_due"."person"', 'A person of the hub, whose own record may have changed'],
  ['column "linking_due"."written_by"', 'The transaction: whoever reads tells by it what was not there yet'],
  ['table "linking_progress"', 'By which model records are placed: where a hub starts with another, all are placed anew'],
  ['column "linking_progress"."up_to"', 'Numbers up to here are to be placed by it, or are'],
  ['column "linking_progress"."until"', 'The last number that was placed by the one before'],
];

/** Whose own record a change of each table concerns. `moved` holds the rows as they are now. */
const PEOPLE: readonly { table: string; on: readonly string[]; people: string }[] = [
  { table: 'person', on: ['update'], people: 'select id from moved' },
  { table: 'household', on: ['update'], people: 'select p.id from moved m join person p on p.household_id = m.id' },
  { table: 'person_identifier', on: ['insert', 'update'], people: 'select person_id from moved' },
  { table: 'person_merge', on: ['insert', 'update'], people: 'select kept_id from moved union select merged_id from moved' },
  { table: 'family_member', on: ['insert', 'update'], people: `select person_id from moved where state = 'CONFIRMED'` },
  { table: 'restriction', on: ['insert', 'update'], people: `select person from moved where kind = 'SEALED'` },
];

const BEGIN = `language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$ begin`;

export class Migration20261122000016 extends Migration {
  override name = 'Migration20261122000016';

  override up(): void {
    this.addSql(`
      create table "linking_due" ("entry" bigserial primary key, "number" int null, "person" uuid null,
        "written_by" xid8 not null default pg_current_xact_id());`);
    this.addSql(`
      create table "linking_progress" ("id" int not null, "model" text not null, "up_to" int not null, "until" int not null, primary key ("id"));`);
    for (const [on, comment] of COMMENTS) this.addSql(`comment on ${on} is '${comment}';`);

    // Without a pending list no reader pays for what others wrote.
    this.addSql(`drop index "agency_record_keys";`);
    this.addSql(`create index "agency_record_keys" on "agency_record" using gin ("keys") with (fastupdate = off);`);
    this.addSql(`
      create index "agency_record_merged_into" on "agency_record" ("agency", "merged_into") where merged_into is not null;`);
    this.addSql(`
      create index "agency_record_hub_to_place" on "agency_record" ("number") where agency = 'hub' and not placed;`);
    this.addSql(`
      create index "agency_record_hub_sealed" on "agency_record" ("number") where agency = 'hub' and sealed;`);

    for (const { table, on, people } of PEOPLE) {
      this.addSql(`
        create function ${table}_marks_people() returns trigger ${BEGIN}
          insert into linking_due (person) select distinct m.person from (${people}) m(person) where m.person is not null;
          return null;
        end $$;`);
      this.addSql(`revoke all on function ${table}_marks_people from public;`);
      for (const event of on)
        this.addSql(`
          create trigger ${table}_${event}_marks_people after ${event} on "${table}" referencing new table as moved
            for each statement execute function ${table}_marks_people();`);
    }
    this.addSql(`
      create function match_decision_marks_records() returns trigger ${BEGIN}
        insert into linking_due (number) select distinct r.number
          from moved d join agency_record r on (r.agency, r.agency_person_id) in ((d.left_agency, d.left_id), (d.right_agency, d.right_id));
        return null;
      end $$;`);
    this.addSql(`revoke all on function match_decision_marks_records from public;`);
    this.addSql(`
      create trigger match_decision_marks_records after insert on match_decision referencing new table as moved
        for each statement execute function match_decision_marks_records();`);
    // Decisions about a merged record count for the one that stays: that one is looked at too, and the one that stayed before.
    this.addSql(`
      create function agency_record_marks_merged() returns trigger ${BEGIN}
        insert into linking_due (number) select r.number from agency_record r
          where r.agency = new.agency and r.agency_person_id in (old.merged_into, new.merged_into);
        return null;
      end $$;`);
    this.addSql(`revoke all on function agency_record_marks_merged from public;`);
    this.addSql(`
      create trigger agency_record_marks_merged after update on agency_record for each row
        when (old.merged_into is distinct from new.merged_into) execute function agency_record_marks_merged();`);

    this.addSql(`
      create function agency_record_now(p_agency text, p_id text) returns int language sql stable set search_path = pg_catalog, public, pg_temp as $$
        with recursive path(number, state, merged_into, steps) as (
          select number, state, merged_into, 0 from agency_record where agency = p_agency and agency_person_id = p_id
          union all
          select r.number, r.state, r.merged_into, p.steps + 1
            from path p join agency_record r on r.agency = p_agency and r.agency_person_id = p.merged_into
            where p.state = 'MERGED' and p.steps < 20
        )
        select number from path order by steps desc limit 1;
      $$;`);
    this.addSql(
      `comment on function agency_record_now is 'The record that stays of one that its agency merged, as far as it is there.';`,
    );
    this.addSql(`revoke all on function agency_record_now from public;`);
    this.addSql(`grant execute on function agency_record_now to family_view_application;`);

    this.addSql(`
      insert into linking_due (person) select distinct person_id from family_member where state = 'CONFIRMED';`);
    this.addSql(`grant select, delete on linking_due to family_view_application;`);
    this.addSql(`grant select, insert, update on linking_progress to family_view_application;`);
  }

  override down(): void {
    this.addSql(`drop function agency_record_now;`);
    this.addSql(`drop function agency_record_marks_merged cascade;`);
    this.addSql(`drop function match_decision_marks_records cascade;`);
    for (const { table } of PEOPLE) this.addSql(`drop function ${table}_marks_people cascade;`);
    for (const index of ['hub_sealed', 'hub_to_place', 'merged_into', 'keys'])
      this.addSql(`drop index "agency_record_${index}";`);
    this.addSql(`create index "agency_record_keys" on "agency_record" using gin ("keys");`);
    this.addSql(`drop table "linking_progress", "linking_due";`);
  }
}
