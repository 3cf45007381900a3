import type { Gate } from '#disclosure/gate.ts';
import type { FamilyListEntry } from '#people/family-list.ts';
import type { Caller } from '#terms/caller.ts';
import type { CategoryFields } from './look-ahead.ts';

/** What resolvers may use: one request of one caller. */
export interface HubContext {
  readonly caller: Caller;
  readonly gate: Gate;
  /** The families that a caller has live assignments to. */
  listFamilies(caller: Caller): Promise<readonly FamilyListEntry[]>;
  readonly categoryFields: CategoryFields;
}
