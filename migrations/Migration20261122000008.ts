/** What is past its schedule is erased by a role that can do nothing else, and only with an entry in the log that names it. */
import { Migration } from '@mikro-orm/migrations';

const APPEND_ARGUMENTS = `
        p_at timestamptz[], p_request uuid[], p_caller uuid[], p_organisation text[], p_purpose text[],
        p_of int[], p_kind text[], p_family uuid[], p_person uuid[], p_bytes bytea[], p_mac bytea[],
        p_resting int[], p_subject uuid[], p_epoch bigint[]`;

export class Migration20261122000008 extends Migration {
  override name = 'Migration20261122000008';

  override up(): void {
    this.addSql(`
      create table "access_log_hold" ("id" uuid not null, "version" int not null, "person" uuid null, "family" uuid null, "worker" uuid null,
        "reason" text not null, "state" text not null, "recorded_by" uuid not null, "recorded_at" timestamptz(3) not null, primary key ("id", "version"));`);
    this.addSql(
      `comment on table "access_log_hold" is 'Entries that stay past their schedule, in versions: about a person, a family, or by a worker';`,
    );
    this.addSql(`comment on column "access_log_hold"."person" is 'Entries about this person stay';`);
    this.addSql(`comment on column "access_log_hold"."family" is 'Entries about this family stay';`);
    this.addSql(`comment on column "access_log_hold"."worker" is 'Entries of this worker or app stay';`);
    this.addSql(
      `comment on column "access_log_hold"."reason" is 'Why it was placed or lifted, as somebody wrote it; it never leaves this table';`,
    );
    this.addSql(
      `alter table "access_log_hold" add constraint "access_log_hold_state_check" check ("state" in ('LIVE', 'LIFTED'));`,
    );
    this.addSql(`grant select, insert on access_log_hold to family_view_application;`);

    this.addSql(`
      do $$ begin
        if not exists (select from pg_roles where rolname = 'family_view_retention') then
          begin
            create role family_view_retention nologin;
          exception when duplicate_object then null;
          end;
        end if;
        if not pg_has_role(current_user, 'family_view_retention', 'member') then
          execute format('grant family_view_retention to %I', current_user);
        end if;
      end $$;`);
    this.addSql(`grant usage on schema public to family_view_retention;`);
    this.addSql(`grant select on access_log_leaf, access_log_hold to family_view_retention;`);

    this.addSql(`
      create function access_log_held(p_leaf access_log_leaf) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
        select exists (
          select from access_log_hold h where h.state = 'LIVE'
            and not exists (select from access_log_hold later where later.id = h.id and later.version > h.version)
            and (h.person = p_leaf.person_id or h.family = p_leaf.family_id or h.worker = p_leaf.caller_id)
        );
      $$;`);
    this.addSql(`revoke all on function access_log_held from public;`);
    this.addSql(`grant execute on function access_log_held to family_view_retention;`);

    this.addSql(`
      create function access_log_erase(p_from bigint[], p_to bigint[],${APPEND_ARGUMENTS}
      ) returns bigint language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
      declare v_count bigint;
      begin
        perform access_log_lock();
        if cardinality(p_kind) <> 1 or p_kind[1] <> 'ERASURE' then
          raise exception 'An erasure is one entry, of its kind.' using errcode = 'invalid_parameter_value';
        end if;
        if exists (
          select from unnest(p_from, p_to) as erased("from", "to")
            join access_log_leaf l on l.index between erased."from" and erased."to"
          where l.kind = 'ERASURE' or l.at > now() - interval '1 year' or access_log_held(l)
        ) then
          raise exception 'What is on hold, younger than a year, or an erasure itself is not erased.' using errcode = 'insufficient_privilege';
        end if;
        delete from review_entry r using unnest(p_from, p_to) as erased("from", "to") where r.index between erased."from" and erased."to";
        update access_log_leaf l set bytes = null, request_id = null, caller_id = null, organisation_id = null, purpose = null,
            family_id = null, person_id = null
          from unnest(p_from, p_to) as erased("from", "to") where l.index between erased."from" and erased."to" and l.bytes is not null;
        get diagnostics v_count = row_count;
        perform access_log_append(p_at, p_request, p_caller, p_organisation, p_purpose, p_of, p_kind, p_family, p_person, p_bytes, p_mac,
          p_resting, p_subject, p_epoch);
        return v_count;
      end $$;`);
    this.addSql(
      `comment on function access_log_erase is 'Erases the bytes of entries, and the columns that find them, with an entry that names them. Hashes stay.';`,
    );
    this.addSql(`revoke all on function access_log_erase from public;`);
    this.addSql(`grant execute on function access_log_erase to family_view_retention;`);
  }

  override down(): void {
    this.addSql(`drop function access_log_erase;`);
    this.addSql(`drop function access_log_held;`);
    this.addSql(`revoke all on access_log_leaf from family_view_retention;`);
    this.addSql(`revoke usage on schema public from family_view_retention;`);
    this.addSql(`drop table "access_log_hold";`);
  }
}
