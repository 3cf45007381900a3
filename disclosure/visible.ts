import type { Category } from '#terms/category.ts';
import type { Facts, FamilyFacts, PersonFacts } from './facts.ts';

/** A person whom the caller may know of. Only a gate makes one. */
export interface VisiblePerson {
  readonly id: string;
  readonly person: PersonFacts;
  readonly facts: Facts;
}

/** A family that the caller has a live assignment to. Only a gate makes one. */
export interface VisibleFamily {
  readonly id: string;
  readonly family: FamilyFacts;
  readonly facts: Facts;
}

/** Which categories a query selects for a person, and which fields of each record. */
export type Selection = ReadonlyMap<Category, readonly string[]>;
