/**
 * Whom a restriction names by name is moved with it: what they are reading is read anew. What is erased is not indexed meanwhile. What an
 * officer asked for counts at once, however often they ask. And whatever a review can ask for has an index.
 */
import { Migration } from '@mikro-orm/migrations';

const ANYTHING = `'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid`;
const SUBJECTS = `select person from moved union
  select mate.id from moved m join person p on p.id = m.person join person mate on mate.household_id = p.household_id`;
const NAMED = `union select bound::uuid from moved m, unnest(m.binds) as bound
  where bound ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'`;

/** Whose epoch a restriction moves. */
const restrictionMoves = (subjects: string): string => `
  create or replace function restriction_moves_epochs() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
  begin
    perform sharing_moved(array(${subjects}));
    return null;
  end $$;`;

const ERASE_ARGUMENTS = `
  p_from bigint[], p_to bigint[], p_at timestamptz[], p_request uuid[], p_caller uuid[], p_organisation text[], p_purpose text[],
  p_of int[], p_kind text[], p_family uuid[], p_person uuid[], p_bytes bytea[], p_mac bytea[],
  p_resting int[], p_subject uuid[], p_epoch bigint[]`;

/** @param first what it does before it takes its place in the log @param checked what else an erasure has to be @param last what follows its entry */
const erase = (first: string, checked: string, last: string): string => `
  create or replace function access_log_erase(${ERASE_ARGUMENTS}
  ) returns bigint language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  declare v_count bigint; v_first bigint[];
  begin
    ${first}
    perform access_log_lock();
    if ${checked} then
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
    v_first := access_log_append(p_at, p_request, p_caller, p_organisation, p_purpose, p_of, p_kind, p_family, p_person, p_bytes, p_mac,
      p_resting, p_subject, p_epoch);
    ${last}
    return v_count;
  end $$;`;

/** Its bytes name what is erased, and nothing else; null is no answer that lets it pass. */
const IS_NO_ERASURE = `cardinality(p_kind) is distinct from 1 or cardinality(p_bytes) is distinct from 1 or p_kind[1] is distinct from 'ERASURE'
      or cardinality(p_from) is distinct from cardinality(p_to)
      or convert_from(p_bytes[1], 'UTF8')::jsonb ->> 'kind' is distinct from 'ERASURE'
      or convert_from(p_bytes[1], 'UTF8')::jsonb -> 'erased' is distinct from (
        select jsonb_agg(jsonb_build_object('from', erased."from", 'to', erased."to") order by place)
        from unnest(p_from, p_to) with ordinality as erased("from", "to", place))`;
const IS_WRITTEN = `if v_first[1] is null then
      raise exception 'The erasure was not written, and so nothing is erased.' using errcode = 'invalid_parameter_value';
    end if;`;

/** Of review_entry, each in the order of time. */
const ASKED_FOR = ['kind', 'outcome', 'purpose'];
const ASKED_FOR_WHERE_SET = ['app', 'internal_reason', 'safeguarding_decision'];

export class Migration20261122000012 extends Migration {
  override name = 'Migration20261122000012';

  override up(): void {
    this.addSql(restrictionMoves(`${SUBJECTS} ${NAMED}`));
    // Before the log's own lock, so that nobody waits for the index but the erasure.
    this.addSql(erase('perform 1 from review_cursor where id = 0 for update;', IS_NO_ERASURE, IS_WRITTEN));
    this.addSql(`
      create function review_export_moves_epochs() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
      begin
        perform sharing_moved(array[${ANYTHING}]);
        return null;
      end $$;`);
    this.addSql(`revoke all on function review_export_moves_epochs from public;`);
    this.addSql(`
      create trigger review_export_insert_moves_epochs after insert on review_export
        for each statement execute function review_export_moves_epochs();`);
    for (const column of ASKED_FOR)
      this.addSql(`create index "review_entry_${column}_at_index_index" on "review_entry" ("${column}", "at", "index");`);
    for (const column of ASKED_FOR_WHERE_SET) {
      this.addSql(
        `create index "review_entry_${column}" on "review_entry" ("${column}", "at", "index") where ${column} is not null;`,
      );
    }
  }

  override down(): void {
    for (const column of ASKED_FOR) this.addSql(`drop index "review_entry_${column}_at_index_index";`);
    for (const column of ASKED_FOR_WHERE_SET) this.addSql(`drop index "review_entry_${column}";`);
    this.addSql(`drop trigger review_export_insert_moves_epochs on review_export;`);
    this.addSql(`drop function review_export_moves_epochs;`);
    this.addSql(erase('', `cardinality(p_kind) <> 1 or p_kind[1] <> 'ERASURE'`, ''));
    this.addSql(restrictionMoves(SUBJECTS));
  }
}
