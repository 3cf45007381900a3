/**
 * What a decision rests on: plain data, read once per request. Instants are milliseconds since 1970, dates ISO 8601 text.
 * Nothing about a family that the caller has no live assignment to is ever read.
 */
import type { Category } from '#terms/category.ts';
import type { LocalDate } from '#terms/clock.ts';
import type { AssignmentKind, FamilyRole, RelationshipKind } from '#terms/family.ts';

export type Instant = number;

export interface Facts {
  /** When the facts were read, and the day that was in England. */
  readonly at: Instant;
  readonly today: LocalDate;
  /** Counts what can lessen everybody's disclosure: agreements, roles, apps, settings (rule 10). */
  readonly globalEpoch: number;
  /** The caller's own live assignments to the families below. */
  readonly assignments: readonly AssignmentFacts[];
  readonly episodes: readonly EpisodeFacts[];
  /** Agreements that name the caller's organisation, activated, of any time. */
  readonly agreements: readonly AgreementFacts[];
  readonly feeds: ReadonlyMap<string, FeedFacts>;
  readonly families: ReadonlyMap<string, FamilyFacts>;
  readonly people: ReadonlyMap<string, PersonFacts>;
}

export interface AssignmentFacts {
  readonly id: string;
  readonly familyId: string;
  readonly kind: AssignmentKind;
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
}

export interface EpisodeFacts {
  readonly id: string;
  readonly familyId: string;
  readonly openedOn: LocalDate;
  readonly closedOn: LocalDate | null;
  readonly closingReason: string | null;
}

export interface AgreementFacts {
  readonly id: string;
  readonly version: number;
  readonly provider: string;
  readonly recipients: readonly string[];
  readonly categories: readonly Category[];
  readonly purposes: readonly string[];
  readonly detail: Detail;
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly historyMonths: number | null;
  readonly stalenessHours: number | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly activatedBy: string | null;
  readonly proposedBy: string;
}
export type Detail = 'FULL' | 'SUMMARY';

/** Whether an agency's demographic feed is complete, so that "no candidate" means "nothing held". */
export interface FeedFacts {
  readonly agency: string;
  readonly complete: boolean;
  readonly asOf: Instant;
}

export interface FamilyFacts {
  readonly id: string;
  readonly name: string;
  readonly team: readonly TeamMemberFacts[];
  readonly relationships: readonly RelationshipFacts[];
}

export interface TeamMemberFacts {
  readonly worker: { readonly id: string; readonly name: string; readonly organisation: string };
  readonly kind: AssignmentKind;
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
}

export interface RelationshipFacts {
  readonly fromPerson: string;
  readonly kind: RelationshipKind;
  readonly toPerson: string;
}

export interface PersonFacts {
  readonly id: string;
  readonly forename: string | null;
  readonly surname: string | null;
  readonly dateOfBirth: LocalDate | null;
  readonly sex: 'FEMALE' | 'MALE' | 'INDETERMINATE' | 'UNKNOWN';
  readonly diedOn: LocalDate | null;
  readonly dueDate: LocalDate | null;
  readonly unbornChildOf: string | null;
  readonly household: HouseholdFacts | null;
  /** In the caller's families only. */
  readonly memberships: readonly MembershipFacts[];
  readonly parentalResponsibility: readonly HolderFacts[];
  /** For the caller's organisation and the request's purpose only. */
  readonly consents: readonly ConsentFacts[];
  readonly restrictions: readonly RestrictionFacts[];
  /** Protected addresses of those who live in the same household, the person's own included. */
  readonly householdProtections: readonly RestrictionFacts[];
  readonly links: readonly LinkFacts[];
  readonly epoch: number;
}

export interface HouseholdFacts {
  readonly id: string;
  readonly line: string;
  readonly town: string;
  readonly postcode: string;
  readonly uprn: string | null;
}

export interface MembershipFacts {
  readonly id: string;
  readonly familyId: string;
  readonly role: FamilyRole;
  readonly state: 'PROPOSED' | 'CONFIRMED';
  readonly assertedBy: 'WORKER' | 'AGENCY';
  readonly proposedBy: string | null;
  readonly fromDate: LocalDate | null;
  readonly untilDate: LocalDate | null;
}

/** A live holder of parental responsibility. */
export interface HolderFacts {
  readonly holderKind: 'PERSON' | 'LOCAL_AUTHORITY';
  readonly holder: string | null;
  /** Since when; null where it has always been so. */
  readonly from: LocalDate | null;
}

export interface ConsentFacts {
  readonly id: string;
  /** Order of entry, for decisions of one instant. */
  readonly entry: number;
  readonly category: Category;
  readonly decision: 'GIVEN' | 'REFUSED' | 'WITHDRAWN';
  readonly decidedAt: Instant;
  /** The day of the decision in England. */
  readonly decidedOn: LocalDate;
  readonly capacity: Capacity;
  readonly givenBy: string | null;
  readonly competenceAssessedOn: LocalDate | null;
  readonly validUntil: LocalDate | null;
}
export type Capacity = 'SELF' | 'PARENTAL_RESPONSIBILITY' | 'BEST_INTERESTS' | 'ATTORNEY' | 'DEPUTY' | 'LOCAL_AUTHORITY';

export interface RestrictionFacts {
  readonly id: string;
  readonly kind: 'PROTECTED_ADDRESS' | 'SEALED' | 'SUBJECT_LOCK' | 'COURT_ORDER';
  /** Null: the whole person. */
  readonly categories: readonly Category[] | null;
  /** Organisations and workers that it does not bind. */
  readonly exempt: readonly string[];
  readonly silent: boolean;
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
}

/** A live link to an agency's record; a candidate is never asked with. */
export interface LinkFacts {
  readonly id: string;
  readonly version: number;
  readonly agency: string;
  readonly agencyPersonId: string;
  readonly state: 'AUTOMATIC' | 'CONFIRMED' | 'CANDIDATE';
}
