/** A pair as a steward sees it: both records as received, and what the model makes of them. Where places are masked, nothing rests on one. */
import { explain } from '#people/matching/explain.ts';
import { probabilityOf } from '#people/matching/fellegi-sunter.ts';
import type { ScorePart } from '#people/matching/fellegi-sunter.ts';
import { knownRecord } from '#people/matching/known-record.ts';
import type { KnownScorer } from '#people/matching/known-scorer.ts';
import type { Address, Demographics, OtherName } from '#terms/demographics.ts';

export interface StoredRecord {
  readonly agency: string;
  readonly received: Demographics;
  readonly asOf: Date | null;
  readonly receivedAt: Date;
  /** Of the hub: whose record it is, or is linked to. */
  readonly personId: string | null;
  /** By which link. */
  readonly linkId: string | null;
}

/** No agency data beyond who somebody is, and never the agency's own id. */
export interface ShownRecord {
  readonly agency: string;
  readonly personId: string | null;
  readonly linkId: string | null;
  readonly forename: string | null;
  readonly surname: string | null;
  readonly otherNames: readonly OtherName[];
  readonly dateOfBirth: string | null;
  readonly sex: string | null;
  readonly emails: readonly string[];
  /** Null where masked: what gives a place away. */
  readonly addresses: readonly Address[] | null;
  readonly phones: readonly string[] | null;
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
  readonly asOf: Date | null;
  readonly receivedAt: Date;
}

export type ShownPart = ScorePart & { readonly level: string };

export interface ShownPair {
  readonly left: ShownRecord;
  readonly right: ShownRecord;
  /** Bits: log2 of the odds for one person. */
  readonly weight: number;
  readonly probability: number;
  readonly explanation: string;
  /** What both have. */
  readonly parts: readonly ShownPart[];
}

export function showPair(scorer: KnownScorer, left: StoredRecord, right: StoredRecord, masked: boolean): ShownPair {
  const shown = masked ? withoutPlaces : (demographics: Demographics) => demographics;
  const [a, b] = [shown(left.received), shown(right.received)];
  const score = scorer.score(knownRecord(left.agency, 'left', a), knownRecord(right.agency, 'right', b));
  return {
    left: showRecord(left, a, masked),
    right: showRecord(right, b, masked),
    weight: score.weight,
    probability: probabilityOf(score.weight),
    explanation: explain(score),
    parts: score.parts.filter((part): part is ShownPart => part.level !== null),
  };
}

/** A tenancy is a place, and a UPN names the school that gave it. */
function withoutPlaces(received: Demographics): Demographics {
  const identifiers = Object.entries(received.identifiers).filter(([kind]) => kind === 'nhs-number');
  return { ...received, addresses: [], phones: [], identifiers: Object.fromEntries(identifiers) };
}

function showRecord(stored: StoredRecord, received: Demographics, masked: boolean): ShownRecord {
  const { forename, surname, otherNames, dateOfBirth, sex, emails, addresses, phones, identifiers } = received;
  const { agency, personId, linkId, asOf, receivedAt } = stored;
  return {
    agency,
    personId,
    linkId,
    forename,
    surname,
    otherNames,
    dateOfBirth,
    sex,
    emails,
    addresses: masked ? null : addresses,
    phones: masked ? null : phones,
    identifiers: Object.entries(identifiers).map(([kind, value]) => ({ kind, value })),
    asOf,
    receivedAt,
  };
}
