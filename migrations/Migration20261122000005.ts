/**
 * The access log becomes a Merkle tree (RFC 6962): each leaf keeps its hash and the roots of the subtrees that it completes, the head
 * the roots to go on from. One call appends the leaves of several requests: each request's all or none, contiguous, in order.
 */
import { Migration } from '@mikro-orm/migrations';

/** Adds `v_hash` to the tree of `v_size` leaves with the peaks `v_peaks`; answers in `v_nodes_of` what the leaf completes. */
const GROW = `
          v_node := v_hash;
          v_nodes_of := v_hash;
          v_left := v_size;
          while v_left % 2 = 1 loop
            v_node := sha256('\\x01'::bytea || substr(v_peaks, length(v_peaks) - 31) || v_node);
            v_peaks := substr(v_peaks, 1, length(v_peaks) - 32);
            v_nodes_of := v_nodes_of || v_node;
            v_left := v_left / 2;
          end loop;
          v_peaks := v_peaks || v_node;`;

export class Migration20261122000005 extends Migration {
  override name = 'Migration20261122000005';

  override up(): void {
    this.addSql(
      `create table "access_log_checkpoint" ("size" bigint not null, "note" text not null, "signed_at" timestamptz(3) not null, primary key ("size"));`,
    );
    this.addSql(
      `comment on table "access_log_checkpoint" is 'Signed checkpoints of the access log (C2SP tlog-checkpoint), as they were exported';`,
    );
    this.addSql(`comment on column "access_log_checkpoint"."size" is 'How many leaves it proves';`);
    this.addSql(`comment on column "access_log_checkpoint"."note" is 'The signed note, as it is';`);

    this.addSql(
      `create table "access_log_delivery" ("receiver" text not null, "size" bigint not null, primary key ("receiver"));`,
    );
    this.addSql(`comment on table "access_log_delivery" is 'Up to which checkpoint each receiver has been told';`);
    this.addSql(
      `comment on column "access_log_delivery"."receiver" is 'SHA-256 of the receiver’s address: the address itself may hold a secret';`,
    );
    this.addSql(`comment on column "access_log_delivery"."size" is 'The last checkpoint that it took';`);

    this.addSql(`alter table "access_log_head" add "peaks" bytea not null default '';`);
    this.addSql(`alter table "access_log_head" alter column "peaks" drop default;`);
    this.addSql(
      `comment on column "access_log_head"."peaks" is 'The roots of the tree’s complete subtrees, the largest first, 32 bytes each';`,
    );

    this.addSql(`alter table "access_log_leaf" add "nodes" bytea null, add "mac" bytea null;`);
    this.addSql(
      `comment on column "access_log_leaf"."nodes" is 'SHA-256 roots of the subtrees that this leaf completes, 32 bytes each, its own hash first (RFC 6962); never erased';`,
    );
    this.addSql(
      `comment on column "access_log_leaf"."mac" is 'On the last leaf of a request: HMAC of the hub that wrote it over the hashes of the request’s leaves, until a checkpoint vouches for them';`,
    );
    this.addSql(`
      do $$
      declare
        v_size bigint := 0; v_peaks bytea := ''; v_hash bytea; v_node bytea; v_nodes_of bytea; v_left bigint; v_bytes bytea;
      begin
        for v_bytes in select bytes from access_log_leaf order by index loop
          v_hash := sha256('\\x00'::bytea || v_bytes);${GROW}
          update access_log_leaf set nodes = v_nodes_of where index = v_size;
          v_size := v_size + 1;
        end loop;
        update access_log_head set peaks = v_peaks where id = 0;
      end $$;`);
    this.addSql(`alter table "access_log_leaf" alter column "nodes" set not null;`);
    this.addSql(`alter table "access_log_leaf" alter column "bytes" drop not null;`);
    this.addSql(`alter table "access_log_leaf" alter column "caller_id" drop not null;`);
    this.addSql(`alter table "access_log_leaf" alter column "organisation_id" drop not null;`);
    this.addSql(`alter table "access_log_leaf" alter column "request_id" drop not null;`);
    this.addSql(
      `comment on column "access_log_leaf"."bytes" is 'The leaf itself, canonical JSON (RFC 8785); these bytes count, the other columns only find them. Null: erased, past its schedule';`,
    );
    // No bytes at all would read as erased in an export.
    this.addSql(
      `alter table "access_log_leaf" add constraint "access_log_leaf_bytes_check" check (octet_length(bytes) between 1 and 65535);`,
    );
    // A leaf is written once and read seldom: it is kept in its row, and not compressed.
    this.addSql(`alter table "access_log_leaf" alter column "bytes" set storage external;`);
    this.addSql(`alter table "access_log_leaf" set (toast_tuple_target = 8160);`);

    this.addSql(`drop function access_log_append;`);
    this.addSql(`
      create function access_log_append(
        p_at timestamptz[], p_request uuid[], p_caller uuid[], p_organisation text[], p_purpose text[],
        p_of int[], p_kind text[], p_family uuid[], p_person uuid[], p_bytes bytea[], p_mac bytea[],
        p_resting int[], p_subject uuid[], p_epoch bigint[]
      ) returns bigint[] language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
      declare
        v_hashes bytea[] := array(select sha256('\\x00'::bytea || bytes) from unnest(p_bytes) with ordinality as leaf(bytes, place) order by place);
        v_first bigint[] := array_fill(null::bigint, array[cardinality(p_request)]);
        v_index bigint[];
        v_nodes bytea[];
        v_moved int[];
        v_size bigint;
        v_peaks bytea;
        v_place int := 0;
        v_hash bytea; v_node bytea; v_nodes_of bytea; v_left bigint;
      begin
        select size, peaks into strict v_size, v_peaks from access_log_head where id = 0 for update;
        v_moved := array(
          select distinct expected.resting from unnest(p_resting, p_subject, p_epoch) as expected(resting, subject, epoch)
            left join sharing_epoch now using (subject) where coalesce(now.epoch, 0) <> expected.epoch
        );
        foreach v_hash in array v_hashes loop
          v_place := v_place + 1;
          if p_of[v_place] = any(v_moved) then
            v_index[v_place] := null;
            v_nodes[v_place] := null;
            continue;
          end if;${GROW}
          v_index[v_place] := v_size;
          v_nodes[v_place] := v_nodes_of;
          v_first[p_of[v_place]] := coalesce(v_first[p_of[v_place]], v_size);
          v_size := v_size + 1;
        end loop;
        insert into access_log_leaf (index, at, request_id, kind, caller_id, organisation_id, purpose, family_id, person_id, bytes, nodes, mac)
          select leaf.index, p_at[leaf.of], p_request[leaf.of], kind, p_caller[leaf.of], p_organisation[leaf.of], p_purpose[leaf.of],
            family_id, person_id, bytes, nodes, mac
          from unnest(p_of, p_kind, p_family, p_person, p_bytes, p_mac, v_index, v_nodes)
            as leaf(of, kind, family_id, person_id, bytes, mac, index, nodes)
          where leaf.index is not null;
        update access_log_head set size = v_size, peaks = v_peaks where id = 0;
        return v_first;
      end $$;`);
    this.addSql(
      `comment on function access_log_append is 'Adds the leaves of some requests to the tree, in order, those of each request all or none: none where an epoch that its decisions rest on has moved. The only way to write to the log. Answers the index of each request’s first leaf, or null.';`,
    );
    this.addSql(`revoke all on function access_log_append from public;`);
    this.addSql(`grant execute on function access_log_append to family_view_application;`);
    this.addSql(`grant select on access_log_checkpoint, access_log_delivery to family_view_application;`);
    // What it says of the log is signed: whoever holds the key says it, not whoever writes it down.
    this.addSql(`grant insert on access_log_checkpoint to family_view_application;`);
    this.addSql(`grant insert, update on access_log_delivery to family_view_application;`);
  }

  override down(): void {
    this.addSql(`drop function access_log_append;`);
    this.addSql(`drop table "access_log_checkpoint";`);
    this.addSql(`drop table "access_log_delivery";`);
    this.addSql(`alter table "access_log_head" drop column "peaks";`);
    this.addSql(`alter table "access_log_leaf" drop constraint "access_log_leaf_bytes_check";`);
    this.addSql(`alter table "access_log_leaf" drop column "nodes", drop column "mac";`);
    this.addSql(`alter table "access_log_leaf" alter column "request_id" set not null;`);
    this.addSql(`alter table "access_log_leaf" alter column "caller_id" set not null;`);
    this.addSql(`alter table "access_log_leaf" alter column "organisation_id" set not null;`);
    this.addSql(`alter table "access_log_leaf" alter column "bytes" set not null;`);
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
    this.addSql(`revoke all on function access_log_append from public;`);
    this.addSql(`grant execute on function access_log_append to family_view_application;`);
  }
}
