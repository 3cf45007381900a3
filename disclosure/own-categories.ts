/** The categories that the hub itself owns: decided and logged like any other (rule 9). */
import { ageOn } from '#terms/clock.ts';
import type { RelationshipKind } from '#terms/family.ts';
import type { Withheld } from './explanations.ts';
import { withheld } from './explanations.ts';
import type { Gate } from './gate.ts';
import { isUnborn } from './visibility.ts';
import type { VisibleFamily, VisiblePerson } from './visible.ts';

export interface IdentityRecord {
  readonly __typename: 'Identity';
  readonly name: string | null;
  readonly dateOfBirth: string | null;
  readonly age: number | null;
  readonly sex: 'FEMALE' | 'MALE' | 'INDETERMINATE' | 'UNKNOWN';
  readonly deceased: boolean;
  readonly dueDate: string | null;
}

export function identityOf(gate: Gate, visible: VisiblePerson, fields: readonly string[]): IdentityRecord | Withheld {
  const decision = gate.own(visible, 'IDENTITY', fields);
  if (decision.outcome === 'WITHHOLD') return withheld('IDENTITY', decision.reason);
  const { person, facts } = visible;
  // A child not yet born is visible only where the mother's PREGNANCY is permitted, and so is the due date.
  const unborn = isUnborn(person);
  return {
    __typename: 'Identity',
    name: unborn ? null : [person.forename, person.surname].filter((part) => part !== null).join(' ') || null,
    dateOfBirth: person.dateOfBirth,
    age: person.dateOfBirth === null ? null : ageOn(person.dateOfBirth, person.diedOn ?? facts.today),
    sex: person.sex,
    deceased: person.diedOn !== null,
    dueDate: unborn ? person.dueDate : null,
  };
}

export interface AddressRecord {
  readonly __typename: 'Address';
  readonly line: string | null;
  readonly town: string | null;
  readonly postcode: string | null;
  readonly uprn: string | null;
}

const NO_ADDRESS: AddressRecord = { __typename: 'Address', line: null, town: null, postcode: null, uprn: null };

export function addressOf(gate: Gate, visible: VisiblePerson, fields: readonly string[]): AddressRecord | Withheld {
  const decision = gate.own(visible, 'ADDRESS', fields);
  if (decision.outcome === 'WITHHOLD') return withheld('ADDRESS', decision.reason);
  const { household } = visible.person;
  if (household === null || decision.obligations.locates === 'MASK') return NO_ADDRESS;
  const { line, town, postcode, uprn } = household;
  return { __typename: 'Address', line, town, postcode, uprn };
}

export interface RelationshipsRecord {
  readonly __typename: 'Relationships';
  readonly relationships: readonly RelationshipRecord[];
}

export interface RelationshipRecord {
  readonly id: string;
  readonly from: VisiblePerson;
  readonly kind: RelationshipKind;
  readonly to: VisiblePerson;
}

/** A tie is shown only where both people are visible and permitted. */
export function relationshipsOf(gate: Gate, family: VisibleFamily): RelationshipsRecord | Withheld {
  const permitted = new Map<string, VisiblePerson>();
  let refusal: Withheld | undefined;
  for (const member of gate.members(family)) {
    const decision = gate.own(member, 'RELATIONSHIPS');
    if (decision.outcome === 'PERMIT') permitted.set(member.id, member);
    else refusal ??= withheld('RELATIONSHIPS', decision.reason);
  }
  if (permitted.size === 0 && refusal) return refusal;
  const relationships = family.family.relationships.flatMap(({ id, fromPerson, kind, toPerson }) => {
    const [from, to] = [permitted.get(fromPerson), permitted.get(toPerson)];
    return from && to ? [{ id, from, kind, to }] : [];
  });
  return { __typename: 'Relationships', relationships };
}
