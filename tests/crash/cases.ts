/** Every step at which the hub or the database may be killed, and what is being done then. */
import type { CrashStep } from '#tests/support/crash-steps.ts';

export type Doing = 'view' | 'withdraw' | 'break glass' | 'sign';

export interface CrashCase {
  readonly name: string;
  readonly doing: Doing;
  readonly step: Omit<CrashStep, 'dies'>;
}

const APPEND = 'select access_log_append';

export const CASES: readonly CrashCase[] = [
  { name: 'a view, as it reads the facts', doing: 'view', step: { statement: 'entry_family as (', when: 'after' } },
  { name: 'a view, before its leaves are written', doing: 'view', step: { statement: APPEND, when: 'before' } },
  {
    name: 'a view, when its leaves are written and nothing is released',
    doing: 'view',
    step: { statement: APPEND, when: 'after' },
  },
  { name: 'a withdrawal, before it has its place in the log', doing: 'withdraw', step: { statement: APPEND, when: 'before' } },
  { name: 'a withdrawal, between its leaf and its rows', doing: 'withdraw', step: { statement: APPEND, when: 'after' } },
  { name: 'a withdrawal, before its commit', doing: 'withdraw', step: { statement: 'commit', when: 'before' } },
  { name: 'a withdrawal, after its commit, before the answer', doing: 'withdraw', step: { statement: 'commit', when: 'after' } },
  { name: 'a break glass, between its leaf and its rows', doing: 'break glass', step: { statement: APPEND, when: 'after' } },
  { name: 'a break glass, after its commit', doing: 'break glass', step: { statement: 'commit', when: 'after' } },
  { name: 'a checkpoint, before it is signed', doing: 'sign', step: { statement: 'from access_log_head', when: 'after' } },
  {
    name: 'a checkpoint, exported and not in the database',
    doing: 'sign',
    step: { statement: 'insert into access_log_checkpoint', when: 'before' },
  },
  {
    name: 'a checkpoint, exported and in the database',
    doing: 'sign',
    step: { statement: 'insert into access_log_checkpoint', when: 'after' },
  },
];
