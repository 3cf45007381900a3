/**
 * What puts disclosures and changes in one order. Every batch of leaves and every change that can lessen disclosure takes the lock of
 * the log's head first; a change moves the epochs of those it is about, by triggers on the tables that decisions rest on, so that no
 * writer can forget it (rule 10). The append compares the epochs under that lock. The hub's role may add facts, and change none.
 */
import { Migration } from '@mikro-orm/migrations';

const NIL = `'00000000-0000-0000-0000-000000000000'::uuid`;
/** Moves with every change: a change checks against it that nothing it rests on was changed meanwhile. */
const ANYTHING = `'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid`;
const ALL = ['insert', 'update', 'delete'] as const;
const CHANGES = ['update', 'delete'] as const;

/** Whose epoch a change of each table moves: people, families, workers, or everybody. `moved` holds the rows before and after. */
const MOVES: readonly { table: string; on: readonly string[]; subjects: string }[] = [
  { table: 'consent', on: ALL, subjects: 'select person from moved' },
  { table: 'competence_assessment', on: ALL, subjects: 'select person from moved' },
  { table: 'parental_responsibility', on: ALL, subjects: 'select child_id from moved' },
  {
    // A protected address protects everybody who lives there.
    table: 'restriction',
    on: ALL,
    subjects: `select person from moved union
      select mate.id from moved m join person p on p.id = m.person join person mate on mate.household_id = p.household_id`,
  },
  { table: 'worker_interest', on: ALL, subjects: 'select person from moved union select worker_id from moved' },
  { table: 'family_member', on: ALL, subjects: 'select person_id from moved union select family_id from moved' },
  { table: 'assignment', on: ALL, subjects: 'select family_id from moved union select worker_id from moved' },
  { table: 'episode', on: ALL, subjects: 'select family_id from moved' },
  { table: 'override', on: ALL, subjects: 'select unnest(people) from moved' },
  { table: 'safeguarding_decision', on: ALL, subjects: 'select unnest(people) from moved' },
  {
    table: 'person',
    on: CHANGES,
    subjects: `select id from moved union select unborn_child_of_id from moved union
      select mate.id from moved m join person mate on mate.household_id = m.household_id`,
  },
  { table: 'relationship', on: ALL, subjects: 'select from_person_id from moved union select to_person_id from moved' },
  // Its managers are those of the service that opened it.
  { table: 'family', on: CHANGES, subjects: 'select id from moved' },
  { table: 'agency_link', on: ALL, subjects: 'select person_id from moved' },
  { table: 'agreement', on: CHANGES, subjects: `select ${NIL} from moved` },
  { table: 'agreement_event', on: ALL, subjects: `select ${NIL} from moved` },
  { table: 'worker', on: CHANGES, subjects: `select ${NIL} from moved` },
  { table: 'sharing_setting', on: ALL, subjects: `select ${NIL} from moved` },
];

/** Facts that the hub adds to, and never changes. */
const ADDED_TO = [
  'agreement',
  'agreement_event',
  'assignment',
  'competence_assessment',
  'consent',
  'episode',
  'family',
  'family_agreement_form',
  'family_member',
  'override',
  'parental_responsibility',
  'recorded_change',
  'restriction',
  'safeguarding_decision',
  'worker_interest',
];

const trigger = (table: string, event: string, rows: string): string => `${table}_${event}_${rows}_moves_epochs`;

export class Migration20261122000004 extends Migration {
  override name = 'Migration20261122000004';

  override up(): void {
    // Leaves are counted from 0, without gaps.
    this.addSql(`
      update access_log_leaf l set index = -n.place
        from (select index, row_number() over (order by index) as place from access_log_leaf) n where n.index = l.index;`);
    this.addSql(`update access_log_leaf set index = -index - 1;`);
    this.addSql(`drop sequence if exists access_log_leaf_index_seq;`);
    this.addSql(`insert into access_log_head (id, size) select 0, count(*) from access_log_leaf;`);

    this.addSql(`
      create function access_log_lock() returns bigint language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
        select size from access_log_head where id = 0 for update;
      $$;`);
    this.addSql(
      `comment on function access_log_lock is 'Takes the place of the next change in the order of the log, until the transaction ends.';`,
    );

    this.addSql(`
      create function sharing_moved(p_subjects uuid[]) returns void language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
      begin
        if cardinality(p_subjects) = 0 then return; end if;
        perform access_log_lock();
        insert into sharing_epoch (subject, epoch)
          select s, 1 from (select distinct s from unnest(p_subjects || ${ANYTHING}) s where s is not null) as d order by s
          on conflict (subject) do update set epoch = sharing_epoch.epoch + 1;
      end $$;`);
    this.addSql(`revoke all on function sharing_moved from public;`);
    this.addSql(`revoke all on function access_log_refuse_change from public;`);
    this.addSql(`
      do $$ begin
        execute format('revoke temporary on database %I from public', current_database());
      end $$;`);

    for (const { table, on, subjects } of MOVES) {
      this.addSql(`
        create function ${table}_moves_epochs() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
        begin
          perform sharing_moved(array(${subjects}));
          return null;
        end $$;`);
      // Whoever could use it for a trigger of their own would run what they please as the owner. Triggers that stand need no right.
      this.addSql(`revoke all on function ${table}_moves_epochs from public;`);
      for (const event of on) {
        for (const rows of event === 'update' ? ['old', 'new'] : [event === 'delete' ? 'old' : 'new']) {
          this.addSql(`
            create trigger ${trigger(table, event, rows)} after ${event} on "${table}" referencing ${rows} table as moved
              for each statement execute function ${table}_moves_epochs();`);
        }
      }
    }

    this.addSql(`drop function access_log_append;`);
    this.addSql(`
      create function access_log_append(
        p_at timestamptz, p_request uuid, p_caller uuid, p_organisation text, p_purpose text,
        p_kind text[], p_family uuid[], p_person uuid[], p_bytes bytea[], p_subject uuid[], p_epoch bigint[]
      ) returns bigint language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
      declare
        v_size bigint := access_log_lock();
        v_count int := cardinality(p_bytes);
      begin
        if exists (
          select from unnest(p_subject, p_epoch) as expected(subject, epoch)
            left join sharing_epoch now using (subject) where coalesce(now.epoch, 0) <> expected.epoch
        ) then
          return null;
        end if;
        insert into access_log_leaf (index, at, request_id, kind, caller_id, organisation_id, purpose, family_id, person_id, bytes)
          select v_size + place - 1, p_at, p_request, kind, p_caller, p_organisation, p_purpose, family_id, person_id, bytes
          from unnest(p_kind, p_family, p_person, p_bytes) with ordinality as leaf(kind, family_id, person_id, bytes, place);
        update access_log_head set size = v_size + v_count where id = 0;
        return v_size;
      end $$;`);
    this.addSql(
      `comment on function access_log_append is 'Adds the leaves of one request, in order, all or none: none, and null, where an epoch that its decisions rest on has moved. The only way to write to the log. Answers the first index.';`,
    );
    this.addSql(`revoke all on function access_log_append from public;`);
    this.addSql(`revoke all on function access_log_lock from public;`);
    this.addSql(`grant execute on function access_log_append to family_view_application;`);
    this.addSql(`grant execute on function access_log_lock to family_view_application;`);

    this.addSql(`
      create function sharing_set(p_name text, p_value text) returns void language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
        insert into sharing_setting as s (name, value) values (p_name, p_value)
          on conflict (name) do update set value = excluded.value where s.value <> excluded.value;
      $$;`);
    this.addSql(
      `comment on function sharing_set is 'Says what a setting that decisions rest on is now; another value moves everybody’s epoch.';`,
    );
    this.addSql(`revoke all on function sharing_set from public;`);
    this.addSql(`grant execute on function sharing_set to family_view_application;`);

    this.addSql(`grant select on all tables in schema public to family_view_application;`);
    this.addSql(`grant insert on ${ADDED_TO.map((table) => `"${table}"`).join(', ')} to family_view_application;`);
    this.addSql(`grant usage on sequence consent_entry_seq, competence_assessment_entry_seq to family_view_application;`);
  }

  override down(): void {
    this.addSql(`revoke insert on ${ADDED_TO.map((table) => `"${table}"`).join(', ')} from family_view_application;`);
    this.addSql(`revoke usage on sequence consent_entry_seq, competence_assessment_entry_seq from family_view_application;`);
    this.addSql(`drop function if exists sharing_set;`);
    for (const { table } of MOVES) this.addSql(`drop function if exists ${table}_moves_epochs cascade;`);
    this.addSql(`drop function if exists sharing_moved;`);
    this.addSql(`drop function if exists access_log_append;`);
    this.addSql(`drop function if exists access_log_lock;`);
    this.addSql(`delete from access_log_head;`);
    this.addSql(`
      create function access_log_append(
        p_at timestamptz, p_request uuid, p_caller uuid, p_organisation text, p_purpose text,
        p_kind text[], p_family uuid[], p_person uuid[], p_bytes bytea[]
      ) returns bigint language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
        with added as (
          insert into access_log_leaf (at, request_id, kind, caller_id, organisation_id, purpose, family_id, person_id, bytes)
          select p_at, p_request, kind, p_caller, p_organisation, p_purpose, family_id, person_id, bytes
          from unnest(p_kind, p_family, p_person, p_bytes) with ordinality as l(kind, family_id, person_id, bytes, place) order by place
          returning index
        )
        select max(index) from added;
      $$;`);
    this.addSql(`revoke all on function access_log_append from public;`);
    this.addSql(`grant execute on function access_log_append to family_view_application;`);
  }
}
