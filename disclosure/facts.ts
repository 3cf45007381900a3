/**
 * What a decision rests on: plain data, read once per request. Instants are milliseconds since 1970, dates ISO 8601 text.
 * Nothing is read about anybody who is neither of a family that the caller has a live assignment to nor named in an exception of
 * the caller's.
 */
import type { Category } from '#terms/category.ts';
import type { LocalDate } from '#terms/clock.ts';
import type { AssignmentKind, FamilyRole, RelationshipKind } from '#terms/family.ts';
import type { Capacity, ConsentDecision, RestrictionKind } from '#terms/sharing.ts';

export type Instant = number;

export interface Facts {
  /** When the facts were read, and the day that was in England. */
  readonly at: Instant;
  readonly today: LocalDate;
  /** Counts what can lessen everybody's disclosure: agreements, roles, apps, settings (rule 10). */
  readonly globalEpoch: number;
  /** The caller's own live assignments to the families below. */
  readonly assignments: readonly AssignmentFacts[];
  /** Live safeguarding decisions and overrides of the caller's; read for SAFEGUARDING only, which they open (rule 8). */
  readonly exceptions: readonly ExceptionFacts[];
  readonly episodes: readonly EpisodeFacts[];
  /** Activated agreements of any time. */
  readonly agreements: readonly AgreementFacts[];
  readonly feeds: ReadonlyMap<string, FeedFacts>;
  readonly families: ReadonlyMap<string, FamilyFacts>;
  readonly people: ReadonlyMap<string, PersonFacts>;
  /** What must not have moved when the answer is released: of everybody and every family read, of the caller, and of all. */
  readonly epochs: ReadonlyMap<string, number>;
}

/** The epoch of this subject moves with what concerns everybody: agreements, roles, apps, settings. */
export const EVERYBODY = '00000000-0000-0000-0000-000000000000';

export interface AssignmentFacts {
  readonly id: string;
  readonly familyId: string;
  readonly kind: AssignmentKind;
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
}

export interface ExceptionFacts {
  readonly id: string;
  readonly kind: 'OVERRIDE' | 'SAFEGUARDING_DECISION';
  readonly people: readonly string[];
  readonly categories: readonly Category[];
  readonly endsAt: Instant;
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
  readonly proposedBy: string;
  readonly activatedBy: string | null;
  /** This version was ended before its time, whatever any clock says. */
  readonly ended: boolean;
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
  readonly id: string;
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
  readonly competence: readonly CompetenceFacts[];
  /** The caller's own declared tie to the person. */
  readonly interest: InterestFacts | null;
  /**
   * Spouses, partners and former ones, as confirmed; beside them those who are only proposed, whose refusal counts too. Where nobody is
   * confirmed, nobody: a proposal alone shows no more.
   */
  readonly partners: readonly string[];
  readonly restrictions: readonly RestrictionFacts[];
  /** Protected addresses of those who live in the same household, the person's own included; of whoever is only proposed their own alone. */
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
  /** Where it is a proposal of the caller's, of somebody new: what they entered. */
  readonly entered?: EnteredFacts | null;
}

/** What a worker entered of somebody new. */
export interface EnteredFacts {
  readonly forename: string | null;
  readonly surname: string | null;
  readonly dateOfBirth: LocalDate | null;
  readonly sex: PersonFacts['sex'];
  readonly dueDate: LocalDate | null;
}

/** A live holder of parental responsibility. */
export interface HolderFacts {
  readonly holderKind: 'PERSON' | 'LOCAL_AUTHORITY';
  readonly holder: string | null;
  /** Since when; null where it has always been so. */
  readonly from: LocalDate | null;
  /** Categories about which a court order keeps the holder from deciding. */
  readonly courtLimits: readonly Category[];
}

/** Whether the person could decide about some categories: Gillick under 16, Mental Capacity Act 2005 from 16. */
export interface CompetenceFacts {
  readonly entry: number;
  readonly categories: readonly Category[];
  readonly outcome: 'COMPETENT' | 'NOT_COMPETENT';
  readonly assessedOn: LocalDate;
}

/** Visible it withholds; silent it hides (rule 2). */
export interface InterestFacts {
  readonly id: string;
  readonly silent: boolean;
}

export interface ConsentFacts {
  readonly id: string;
  /** Order of entry, for decisions of one instant. */
  readonly entry: number;
  readonly category: Category;
  readonly decision: ConsentDecision;
  readonly decidedAt: Instant;
  /** The day of the decision in England. */
  readonly decidedOn: LocalDate;
  readonly capacity: Capacity;
  readonly givenBy: string | null;
  readonly competenceAssessedOn: LocalDate | null;
  readonly validUntil: LocalDate | null;
}

export interface RestrictionFacts {
  readonly id: string;
  readonly kind: RestrictionKind;
  /** Null: the whole person. */
  readonly categories: readonly Category[] | null;
  /** Organisations and workers that it binds; null: everybody. */
  readonly binds: readonly string[] | null;
  /** Organisations and workers that it does not bind. */
  readonly exempt: readonly string[];
  readonly silent: boolean;
}

/** A live link to an agency's record; a candidate is never asked with. */
export interface LinkFacts {
  readonly id: string;
  readonly version: number;
  readonly agency: string;
  readonly agencyPersonId: string;
  readonly state: 'AUTOMATIC' | 'CONFIRMED' | 'CANDIDATE';
}
