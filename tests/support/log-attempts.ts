import { APPLICATION_ROLE } from '#storage/roles.ts';

const FUNCTION = `access_log_append(timestamptz[], uuid[], uuid[], text[], text[], int[], text[], uuid[], uuid[], bytea[], bytea[], int[], uuid[], bigint[])`;

/** Ways to get at the access log round the one function that adds to it. */
export const LOG_ATTEMPTS: readonly string[] = [
  'insert into access_log_leaf select * from access_log_leaf limit 1',
  `insert into access_log_leaf values (0, now(), gen_random_uuid(), 'VIEW', gen_random_uuid(), 'x', null, null, null, 'x', 'x', null)`,
  `update access_log_leaf set kind = 'VIEW'`,
  'delete from access_log_leaf',
  'truncate access_log_leaf',
  'drop table access_log_leaf',
  'alter table access_log_leaf disable trigger all',
  'drop trigger access_log_leaf_refuse_change on access_log_leaf',
  'update access_log_head set size = 0',
  'delete from access_log_head',
  `update access_log_leaf set nodes = ''`,
  `update access_log_checkpoint set note = ''`,
  'delete from access_log_checkpoint',
  `alter function ${FUNCTION} owner to ${APPLICATION_ROLE}`,
  `alter function ${FUNCTION} security invoker`,
  `drop function ${FUNCTION}`,
  `create or replace function ${FUNCTION} returns bigint[] language sql as 'select array[1::bigint]'`,
  `create function public.access_log_append() returns bigint language sql as 'select 1::bigint'`,
  'set session_replication_role = replica',
];
