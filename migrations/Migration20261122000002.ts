/**
 * What the tables refuse, and who may do what in the database. The running hub acts as `family_view_application`, which owns nothing: it reads, lands files,
 * and adds to the access log through one function. Nobody but the owner can change or remove what the log holds, and the owner's
 * login is not the hub's.
 */
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000002 extends Migration {
  override name = 'Migration20261122000002';

  override up(): void {
    // Rules 2 and 11: cover and duty end; a record is about one person.
    this.addSql(
      `alter table "assignment" add constraint "assignment_cover_ends" check (((kind <> 'COVER'::text) OR COALESCE((ends_at <= (starts_at + '672:00:00'::interval)), false)));`,
    );
    this.addSql(
      `alter table "assignment" add constraint "assignment_duty_ends" check (((kind <> 'DUTY'::text) OR COALESCE((ends_at <= (starts_at + '336:00:00'::interval)), false)));`,
    );
    this.addSql(
      `create unique index "agency_link_one_person" on "agency_link" ("agency", "agency_person_id") where ends_at is null and state in ('AUTOMATIC', 'CONFIRMED');`,
    );

    this.addSql(`
      do $$ begin
        if not exists (select from pg_roles where rolname = 'family_view_application') then
          begin
            create role family_view_application nologin;
          exception when duplicate_object or unique_violation then null;
          end;
        end if;
        if not pg_has_role(current_user, 'family_view_application', 'member') then
          execute format('grant family_view_application to %I', current_user);
        end if;
      end $$;`);
    this.addSql(`grant usage on schema public to family_view_application;`);
    this.addSql(`grant select on all tables in schema public to family_view_application;`);
    this.addSql(`grant insert on landed_file to family_view_application;`);
    this.addSql(`grant insert, update on landed_row to family_view_application;`);

    this.addSql(`
      create function access_log_refuse_change() returns trigger language plpgsql as $$
      begin
        if current_user = (select tableowner from pg_tables where schemaname = tg_table_schema and tablename = tg_table_name) then
          return coalesce(new, old);
        end if;
        raise exception 'The access log can only be added to.' using errcode = 'insufficient_privilege';
      end $$;`);
    this.addSql(`
      create trigger access_log_leaf_refuse_change before update or delete on access_log_leaf
        for each row execute function access_log_refuse_change();`);
    this.addSql(`
      create trigger access_log_leaf_refuse_truncate before truncate on access_log_leaf
        for each statement execute function access_log_refuse_change();`);

    this.addSql(`
      create function access_log_append(
        p_at timestamptz, p_request uuid, p_caller uuid, p_organisation text, p_purpose text,
        p_kind text[], p_family uuid[], p_person uuid[], p_bytes bytea[]
      ) returns bigint language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
        with leaf as (
          select * from unnest(p_kind, p_family, p_person, p_bytes) with ordinality as l(kind, family_id, person_id, bytes, place)
        ), added as (
          insert into access_log_leaf (at, request_id, kind, caller_id, organisation_id, purpose, family_id, person_id, bytes)
          select p_at, p_request, kind, p_caller, p_organisation, p_purpose, family_id, person_id, bytes from leaf order by place
          returning index
        )
        select max(index) from added;
      $$;`);
    this.addSql(
      `comment on function access_log_append is 'Adds the leaves of one request, in order, all or none. The only way to write to the log.';`,
    );
    this.addSql(`revoke all on function access_log_append from public;`);
    this.addSql(`grant execute on function access_log_append to family_view_application;`);
  }

  override down(): void {
    this.addSql(`drop index if exists "agency_link_one_person";`);
    this.addSql(`alter table "assignment" drop constraint if exists "assignment_cover_ends";`);
    this.addSql(`alter table "assignment" drop constraint if exists "assignment_duty_ends";`);
    this.addSql(`drop function if exists access_log_append;`);
    this.addSql(`drop trigger if exists access_log_leaf_refuse_truncate on access_log_leaf;`);
    this.addSql(`drop trigger if exists access_log_leaf_refuse_change on access_log_leaf;`);
    this.addSql(`drop function if exists access_log_refuse_change;`);
    this.addSql(`revoke all on all tables in schema public from family_view_application;`);
    this.addSql(`revoke usage on schema public from family_view_application;`);
  }
}
