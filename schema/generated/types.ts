import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Caller as CallerParent } from '../../terms/caller.ts';
import type { VisiblePerson, VisibleFamily } from '../../disclosure/visible.ts';
import type { FoundPerson as FoundPersonParent } from '../../disclosure/search.ts';
import type { AgreementVersion } from '../../disclosure/agreement-versions.ts';
import type { LegalBasis as LegalBasisParent } from '../../disclosure/entities.ts';
import type { OpenException } from '../../disclosure/exception-list.ts';
import type { FamilyMemberParent } from '../../resolvers/family.ts';
import type { TeamMemberFacts } from '../../disclosure/facts.ts';
import type { ConsentReview as ConsentReviewParent } from '../../disclosure/consent-reviews.ts';
import type { ManagedFamily as ManagedFamilyParent, ManagedAssignment as ManagedAssignmentParent, StandingConsent, Proposal, TieProposal } from '../../disclosure/managed-family.ts';
import type { LogEntry } from '../../review/entries.ts';
import type { HubContext } from '../../resolvers/context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A calendar date, ISO 8601: `2026-09-01`. */
  Date: { input: string; output: string; }
  /** An instant, ISO 8601 in UTC: `2026-09-01T08:30:00.000Z`. */
  DateTime: { input: Date; output: Date; }
};

/** What a decision rests on, by id. */
export type AccessLogBasis = {
  readonly __typename?: 'AccessLogBasis';
  /** The agreement, `id@version`. */
  readonly agreement?: Maybe<Scalars['String']['output']>;
  /** The assignment to the family. */
  readonly assignment?: Maybe<Scalars['ID']['output']>;
  /** The consent. */
  readonly consent?: Maybe<Scalars['ID']['output']>;
  /** The episode of early help. */
  readonly episode?: Maybe<Scalars['ID']['output']>;
  /** The worker's own tie. */
  readonly interest?: Maybe<Scalars['ID']['output']>;
  /** The agency links that were asked with, or by which the person was named, `id@version`. */
  readonly links: ReadonlyArray<Scalars['String']['output']>;
  /** The override. */
  readonly override?: Maybe<Scalars['ID']['output']>;
  /** The restriction. */
  readonly restriction?: Maybe<Scalars['ID']['output']>;
  /** The safeguarding decision. */
  readonly safeguardingDecision?: Maybe<Scalars['ID']['output']>;
};

/** What a change recorded, or why it was refused. */
export type AccessLogChange = {
  readonly __typename?: 'AccessLogChange';
  /** The categories that it is about. */
  readonly categories: ReadonlyArray<Scalars['String']['output']>;
  /** The mutation. */
  readonly name: Scalars['String']['output'];
  /** What came of it. */
  readonly outcome: AccessLogOutcome;
  /** Why it was refused: values of `ProblemCode`. */
  readonly problems: ReadonlyArray<Scalars['String']['output']>;
  /** The purposes that it is about. */
  readonly purposes: ReadonlyArray<Scalars['String']['output']>;
  /** The recipients that it is about, by id. */
  readonly recipients: ReadonlyArray<Scalars['ID']['output']>;
  /** The ids of what it recorded. */
  readonly records: ReadonlyArray<Scalars['ID']['output']>;
  /** What was decided, by code. */
  readonly what: ReadonlyArray<Scalars['String']['output']>;
};

/** A page of the access log. */
export type AccessLogConnection = {
  readonly __typename?: 'AccessLogConnection';
  /** How many entries of the log the answer takes in: all that it had when it was asked. */
  readonly completeTo: Scalars['Int']['output'];
  /** The entries with their cursors. */
  readonly edges: ReadonlyArray<AccessLogEdge>;
  /** The entries. */
  readonly nodes: ReadonlyArray<AccessLogEntry>;
  /** What comes before and after. */
  readonly pageInfo: PageInfo;
};

/** What was decided about one category. */
export type AccessLogDecision = {
  readonly __typename?: 'AccessLogDecision';
  /** What it rests on. */
  readonly basis: AccessLogBasis;
  /** Which: an agency's, or the hub's own IDENTITY, ADDRESS, PREGNANCY and RELATIONSHIPS. */
  readonly category: Scalars['String']['output'];
  /** In what detail it was permitted, as the agreement has it: SUMMARY or FULL. */
  readonly detail?: Maybe<Scalars['String']['output']>;
  /** Which fields were asked for. */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
  /**
   * What the caller did not read. NEVER_ASKED, NOT_RELIED_ON, REFUSED, WITHDRAWN, LAPSED: of consent. DECISION_DISPUTED: those who decide
   * disagree. SILENT_RESTRICTION: a restriction that does not show. INTEREST: the worker's own tie. AGE_UNKNOWN: nobody knows who decides.
   * NOT_ENTITLED: the caller's role.
   */
  readonly internalReason?: Maybe<Scalars['String']['output']>;
  /** How many dated items were shown; 0 where only that there is a record, or its totals, was shown. */
  readonly items?: Maybe<Scalars['Int']['output']>;
  /** Whether places were masked; null where it was not permitted. */
  readonly masked?: Maybe<Scalars['Boolean']['output']>;
  /** Whether somebody else's record named the person besides. */
  readonly named: Scalars['Boolean']['output'];
  /** What came of it. */
  readonly outcome?: Maybe<AccessLogOutcome>;
  /** Why it was withheld, as the caller read it: a value of `WithheldReason`. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** Items from this day on might be shown, by the months of history that the agreement has; null: without limit, or not permitted. */
  readonly since?: Maybe<Scalars['Date']['output']>;
};

/** An entry in a page. */
export type AccessLogEdge = {
  readonly __typename?: 'AccessLogEdge';
  /** For `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: AccessLogEntry;
};

/** One entry of the access log: what one request asked about one person or family, or what was changed. No agency data. */
export type AccessLogEntry = {
  readonly __typename?: 'AccessLogEntry';
  /** The app that asked, or through which the worker asked. */
  readonly app?: Maybe<AccessLogParty>;
  /** When the hub decided, by its clock. */
  readonly at: Scalars['DateTime']['output'];
  /** Of a change: what was recorded or refused. */
  readonly change?: Maybe<AccessLogChange>;
  /** What was decided, by category. */
  readonly decisions: ReadonlyArray<AccessLogDecision>;
  /** Of an erasure: whose bytes it removed, past their schedule. */
  readonly erased: ReadonlyArray<AccessLogRange>;
  /** Of an explanation: what was asked. */
  readonly explained?: Maybe<AccessLogExplained>;
  /** Of a list: which families it named. */
  readonly families: ReadonlyArray<Scalars['ID']['output']>;
  /** The family through which the person was reached, or that it is about. */
  readonly family?: Maybe<AccessLogFamily>;
  /** Its place in the log, from 0, by which it can be proven. */
  readonly index: Scalars['Int']['output'];
  /** What was done. */
  readonly kind: AccessLogKind;
  /** The organisation that the caller answers to. */
  readonly organisation?: Maybe<AccessLogParty>;
  /** The person whom it is about. */
  readonly person?: Maybe<AccessLogParty>;
  /** That it is in the log, for whoever has the log's verifier key. Null for a few seconds, until a checkpoint is signed; and where the entry names somebody of whom the officer may not read. */
  readonly proof?: Maybe<AccessLogProof>;
  /** The purpose asked for. */
  readonly purpose?: Maybe<Purpose>;
  /** All entries of one request share it. */
  readonly requestId?: Maybe<Scalars['ID']['output']>;
  /** Of a reading of the log: what was asked. */
  readonly review?: Maybe<AccessLogReview>;
  /** Of a search: what was asked, and whom it found. */
  readonly search?: Maybe<AccessLogSearch>;
  /** Of a manager's view: what of the person was shown. */
  readonly shown: ReadonlyArray<Scalars['String']['output']>;
  /** Whether the caller was shown that the person or family exists; of a change, whether it was recorded. */
  readonly visible: Scalars['Boolean']['output'];
  /** The worker who asked; null where an app asked on its own. */
  readonly worker?: Maybe<AccessLogParty>;
};

/** What an explanation was asked of. */
export type AccessLogExplained = {
  readonly __typename?: 'AccessLogExplained';
  /** As of when. */
  readonly at: Scalars['DateTime']['output'];
  /** The category. */
  readonly category: Scalars['String']['output'];
  /** The recipient, by id. */
  readonly recipient: Scalars['ID']['output'];
};

/** A file of entries of the access log. */
export type AccessLogExport = {
  readonly __typename?: 'AccessLogExport';
  /** How large it is so far, compressed, in bytes. */
  readonly bytes: Scalars['Float']['output'];
  /** How many entries of the log it takes in; null until it was begun. */
  readonly completeTo?: Maybe<Scalars['Int']['output']>;
  /** How many entries it has so far. */
  readonly entries: Scalars['Int']['output'];
  /** Until when it is kept. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** Which entries were asked for; nothing: all. */
  readonly filter: ReadonlyArray<AccessLogReviewPart>;
  /** What it is. */
  readonly format: AccessLogExportFormat;
  /** The file's id. */
  readonly id: Scalars['ID']['output'];
  /** Where it is fetched from this hub (GET, with the same sign-in; by parts with Range, RFC 9110), compressed by gzip; null where it cannot be. Each fetching is an entry of the log. */
  readonly path?: Maybe<Scalars['String']['output']>;
  /** What share of the log has been gone through, from 0 to 1. */
  readonly progress: Scalars['Float']['output'];
  /** When it was asked for. */
  readonly requestedAt: Scalars['DateTime']['output'];
  /** How far it has come. */
  readonly state: AccessLogExportState;
};

/** A file was asked for. */
export type AccessLogExportBegun = {
  readonly __typename?: 'AccessLogExportBegun';
  /** The file's id, for `accessLogExport`. */
  readonly exportId: Scalars['ID']['output'];
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
};

/** What a file of entries is. */
export type AccessLogExportFormat =
  /** One row for each category decided, for a spreadsheet (RFC 4180). */
  | 'CSV'
  /** A Bundle of AuditEvents, one for each entry (HL7 FHIR R4, after IHE BALP). */
  | 'FHIR_AUDIT_EVENT'
  /** Each entry's exact bytes and its proof (C2SP tlog-proof) in a tar archive, for `log:verify proofs`: of what a checkpoint has been signed of. */
  | 'PROOFS';

/** How far a file has come. */
export type AccessLogExportState =
  /** It is no longer kept. */
  | 'EXPIRED'
  /** It can be fetched. */
  | 'READY'
  /** It is being made. */
  | 'RUNNING'
  /** What the officer may read of changed while it was made; begin a new one. */
  | 'VOID'
  /** It waits for its turn. */
  | 'WAITING';

/** A family. */
export type AccessLogFamily = {
  readonly __typename?: 'AccessLogFamily';
  /** The family's id. */
  readonly id: Scalars['ID']['output'];
};

/** What to look for in the access log. Each list is met by any of its values, 50 at most; an empty one by nothing. */
export type AccessLogFilter = {
  /** Which rest on this agreement, in any version (`id`) or in one (`id@version`). */
  readonly agreement?: InputMaybe<Scalars['String']['input']>;
  /** Asked by these apps, or through them. */
  readonly appIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Which decided these categories. */
  readonly categories?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Which rest on this consent. */
  readonly consentId?: InputMaybe<Scalars['ID']['input']>;
  /** About these families, or somebody reached through them. */
  readonly familyIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Made at this time or later. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Of these kinds. */
  readonly kinds?: InputMaybe<ReadonlyArray<AccessLogKind>>;
  /** Asked by workers and apps of these organisations. */
  readonly organisationIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Of which this came. */
  readonly outcomes?: InputMaybe<ReadonlyArray<AccessLogOutcome>>;
  /** Which rest on this override, or record it. */
  readonly overrideId?: InputMaybe<Scalars['ID']['input']>;
  /** About these people. */
  readonly personIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Asked for these purposes. */
  readonly purposes?: InputMaybe<ReadonlyArray<Purpose>>;
  /** Withheld or refused for these reasons, whether the caller read them or not. */
  readonly reasons?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Which rest on this safeguarding decision, or record it. */
  readonly safeguardingDecisionId?: InputMaybe<Scalars['ID']['input']>;
  /** Made before this time, which is later than `from`. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
  /** Asked by these workers; an app that asks on its own counts as one. */
  readonly workerIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** What is kept, in force. */
export type AccessLogHold = {
  readonly __typename?: 'AccessLogHold';
  /** Entries about this family. */
  readonly family?: Maybe<AccessLogFamily>;
  /** The hold's id, for `liftHold`. */
  readonly id: Scalars['ID']['output'];
  /** Entries about this person; their name is for data protection officers. */
  readonly person?: Maybe<AccessLogParty>;
  /** When. */
  readonly placedAt: Scalars['DateTime']['output'];
  /** Who placed it. */
  readonly placedBy: AccessLogParty;
  /** Why, as somebody wrote it. */
  readonly reason: Scalars['String']['output'];
  /** Entries of this worker or app. */
  readonly worker?: Maybe<AccessLogParty>;
};

/** What an entry is of. */
export type AccessLogKind =
  /** What of a person's account was released. */
  | 'ACCOUNT_RELEASE'
  /** An agreement between organisations. */
  | 'AGREEMENT_CHANGE'
  /** Who works with a family. */
  | 'ASSIGNMENT_CHANGE'
  /** An assessment of competence. */
  | 'COMPETENCE_CHANGE'
  /** A decision about sharing. */
  | 'CONSENT_CHANGE'
  /** Entries past their schedule were erased; their hashes stay. */
  | 'ERASURE'
  /** Somebody asked why something is shown or not. */
  | 'EXPLANATION'
  /** Entries were exported. */
  | 'EXPORT'
  /** A family opened or closed. */
  | 'FAMILY_CHANGE'
  /** A worker's list of families. */
  | 'FAMILY_LIST'
  /** What keeps entries past their schedule. */
  | 'HOLD_CHANGE'
  /** A worker's own tie to somebody. */
  | 'INTEREST_CHANGE'
  /** A manager's view of a family. */
  | 'MANAGEMENT_VIEW'
  /** A steward decided whose records they are. */
  | 'MATCH_CHANGE'
  /** A steward was shown records that may be of one person. */
  | 'MATCH_REVIEW'
  /** Who belongs to a family. */
  | 'MEMBERSHIP_CHANGE'
  /** An override: somebody broke the glass, or it was ended. */
  | 'OVERRIDE'
  /** Who holds parental responsibility. */
  | 'PARENTAL_RESPONSIBILITY_CHANGE'
  /** What somebody is to somebody else. */
  | 'RELATIONSHIP_CHANGE'
  /** A restriction. */
  | 'RESTRICTION_CHANGE'
  /** Somebody read the access log. */
  | 'REVIEW'
  /** A step of a review: something put on the queue, begun, explained or closed. */
  | 'REVIEW_CHANGE'
  /** A safeguarding decision. */
  | 'SAFEGUARDING_DECISION'
  /** Somebody looked for people. */
  | 'SEARCH'
  /** The entry is of no kind that this hub knows; ask an operator. */
  | 'UNREADABLE'
  /** Somebody asked for a person or family. */
  | 'VIEW';

/** An order of entries. */
export type AccessLogOrder =
  /** The latest time first. */
  | 'NEWEST_FIRST'
  /** The earliest time first. */
  | 'OLDEST_FIRST';

/** What came of a decision or a change. */
export type AccessLogOutcome =
  /** The record was shown. */
  | 'DISCLOSED'
  /** The caller was not shown that there is such a person or family. */
  | 'HIDDEN'
  /** The person was named in somebody else's record. */
  | 'NAMED'
  /** The agency has none, and that was shown. */
  | 'NOTHING_HELD'
  /** The person was not named in somebody else's record. */
  | 'NOT_NAMED'
  /** A change was recorded. */
  | 'RECORDED'
  /** A change was refused. */
  | 'REFUSED'
  /** The agency could not answer. */
  | 'UNAVAILABLE'
  /** It was withheld. */
  | 'WITHHELD';

/** Somebody, or an organisation. */
export type AccessLogParty = {
  readonly __typename?: 'AccessLogParty';
  /** The id. */
  readonly id: Scalars['ID']['output'];
  /** The name, as it is now; null where there is none. */
  readonly name?: Maybe<Scalars['String']['output']>;
};

/** A proof that an entry is in the log: two files for `log:verify proof`. */
export type AccessLogProof = {
  readonly __typename?: 'AccessLogProof';
  /** The entry's exact bytes, of which the proof is. */
  readonly entry: Scalars['String']['output'];
  /** The proof (C2SP tlog-proof), with the newest checkpoint. */
  readonly proof: Scalars['String']['output'];
};

/** A range of entries, by their place in the log. */
export type AccessLogRange = {
  readonly __typename?: 'AccessLogRange';
  /** The first. */
  readonly from: Scalars['Int']['output'];
  /** The last. */
  readonly to: Scalars['Int']['output'];
};

/** What a reading of the log asked. */
export type AccessLogReview = {
  readonly __typename?: 'AccessLogReview';
  /** How many entries of the log it took in. */
  readonly completeTo: Scalars['Int']['output'];
  /** How many entries it showed. */
  readonly entries: Scalars['Int']['output'];
  /** Its filter. */
  readonly filter: ReadonlyArray<AccessLogReviewPart>;
  /** The query. */
  readonly query: Scalars['String']['output'];
};

/** One part of a filter. */
export type AccessLogReviewPart = {
  readonly __typename?: 'AccessLogReviewPart';
  /** Which. */
  readonly name: Scalars['String']['output'];
  /** Its values: ids and codes. */
  readonly values: ReadonlyArray<Scalars['String']['output']>;
};

/** What somebody looked for people by: never the values. */
export type AccessLogSearch = {
  readonly __typename?: 'AccessLogSearch';
  /** Which facts were given. */
  readonly facts: ReadonlyArray<Scalars['String']['output']>;
  /** Whom it found, best first. */
  readonly people: ReadonlyArray<Scalars['ID']['output']>;
  /** The query. */
  readonly query: Scalars['String']['output'];
};

/** A page of a person's account. */
export type AccountOfDisclosures = {
  readonly __typename?: 'AccountOfDisclosures';
  /** How many entries of the log the answer takes in: all that it had when it was asked. */
  readonly completeTo: Scalars['Int']['output'];
  /** The entries with their cursors. */
  readonly edges: ReadonlyArray<AccountedDisclosureEdge>;
  /** The entries. */
  readonly nodes: ReadonlyArray<AccountedDisclosure>;
  /** What comes before and after. */
  readonly pageInfo: PageInfo;
};

/** Something of an account was released. */
export type AccountReleased = {
  readonly __typename?: 'AccountReleased';
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** Its entry. */
  readonly releaseId: Scalars['ID']['output'];
};

/** For whom an account is. */
export type AccountRendering =
  /** For the data protection officer: everything, by name. */
  | 'DPO'
  /** For the person: organisation, purpose, day, categories. */
  | 'SUBJECT';

/** One entry of a person's account. */
export type AccountedDisclosure = {
  readonly __typename?: 'AccountedDisclosure';
  /** Which categories were shown. */
  readonly categories: ReadonlyArray<Scalars['String']['output']>;
  /** The day in England. */
  readonly date: Scalars['Date']['output'];
  /** The whole entry, in the data protection officer's rendering; null in the subject's. */
  readonly entry?: Maybe<AccessLogEntry>;
  /** The organisation that asked. */
  readonly organisation?: Maybe<AccessLogParty>;
  /** For what purpose. */
  readonly purpose?: Maybe<Purpose>;
  /** Shown as somebody else's, through a link that was wrong. */
  readonly throughLink: Scalars['Boolean']['output'];
  /** Whether something was shown that the subject's rendering leaves out until information governance releases it; null in the subject's. */
  readonly waits?: Maybe<Scalars['Boolean']['output']>;
};

/** An entry in a page of an account. */
export type AccountedDisclosureEdge = {
  readonly __typename?: 'AccountedDisclosureEdge';
  /** For `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: AccountedDisclosure;
};

/** Who is to belong to a family. */
export type AddFamilyMemberInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Which family; it needs an open episode. */
  readonly familyId: Scalars['ID']['input'];
  /** Since when they belong to it, where that is known. Not in the future. */
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  /** Who. */
  readonly person: MemberPersonInput;
  /** What they are to members of the family, and what those are to them; decided with the membership. 50 at most. */
  readonly relationships?: InputMaybe<ReadonlyArray<MemberTieInput>>;
  /** As what. UNBORN_CHILD for a child not yet born, and for nobody else. */
  readonly role: FamilyRole;
};

/** The entries, or why none was made. */
export type AddFamilyMemberResult = FamilyMemberAdded | Problems;

/** Who is to join the team around a family. */
export type AddTeamMemberInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Which family; it needs an open episode. */
  readonly familyId: Scalars['ID']['input'];
  /** In what capacity. */
  readonly kind: TeamCapacity;
  /** Until when; needed for COVER and DUTY. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
  /** Who: a worker or app of any organisation, not the manager, without a tie to the family. */
  readonly workerId: Scalars['ID']['input'];
};

/** Where a person lives, from the hub's own index. */
export type Address = {
  readonly __typename?: 'Address';
  /** House and street. */
  readonly line?: Maybe<Scalars['String']['output']>;
  /** Postcode. */
  readonly postcode?: Maybe<Scalars['String']['output']>;
  /** Town. */
  readonly town?: Maybe<Scalars['String']['output']>;
  /** Unique Property Reference Number, up to 12 digits. */
  readonly uprn?: Maybe<Scalars['String']['output']>;
};

/** Where a person lives, or why that is withheld. */
export type AddressAnswer = Address | Withheld;

/** Where somebody lives. */
export type AddressInput = {
  /** House and street. */
  readonly line: Scalars['String']['input'];
  /** Postcode. */
  readonly postcode: Scalars['String']['input'];
  /** Town. */
  readonly town: Scalars['String']['input'];
  /** Unique Property Reference Number, up to 12 digits. */
  readonly uprn?: InputMaybe<Scalars['String']['input']>;
};

/** How sure it is that an agency's record is about a person. */
export type AgencyLinkState =
  /** Linked by the hub's own rules; agencies are asked with it. */
  | 'AUTOMATIC'
  /** It may be them; agencies are not asked with it. */
  | 'CANDIDATE'
  /** Confirmed by a steward; agencies are asked with it. */
  | 'CONFIRMED'
  /** It is not them. */
  | 'REJECTED';

/** A version of an agency link. */
export type AgencyLinkVersion = {
  readonly __typename?: 'AgencyLinkVersion';
  /** Until when; null: it still is. */
  readonly endsAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whom the record was taken to be about. */
  readonly person: AccessLogParty;
  /** From when. */
  readonly startsAt: Scalars['DateTime']['output'];
  /** How sure that was. */
  readonly state: AgencyLinkState;
  /** Its number, from 1. */
  readonly version: Scalars['Int']['output'];
};

/** A change of an agreement was recorded. */
export type AgreementRecorded = {
  readonly __typename?: 'AgreementRecorded';
  /** The agreement's id. */
  readonly id: Scalars['ID']['output'];
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** Its version. */
  readonly version: Scalars['Int']['output'];
};

/** What was recorded, or why nothing was. */
export type AgreementResult = AgreementRecorded | Problems;

/** What became of a version of an agreement. */
export type AgreementState =
  /** A second person activated it. */
  | 'ACTIVATED'
  /** It was ended before its time. */
  | 'ENDED'
  /** It waits for a second person. */
  | 'PROPOSED';

/** One version of an agreement. */
export type AgreementVersionInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** The agreement's id. */
  readonly id: Scalars['ID']['input'];
  /** Its version. */
  readonly version: Scalars['Int']['input'];
};

/** Which decision is approved. */
export type ApproveSafeguardingDecisionInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Which; it is still proposed, and by somebody else. */
  readonly decisionId: Scalars['ID']['input'];
};

/** Who is to be the lead worker. */
export type AssignLeadWorkerInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Of which family; it needs an open episode. */
  readonly familyId: Scalars['ID']['input'];
  /** Who: a worker of any organisation, not an app and not the manager, without a tie to the family. */
  readonly workerId: Scalars['ID']['input'];
};

/** In what capacity a worker works with a family. */
export type AssignmentKind =
  /** Stands in for somebody, for at most 28 days. */
  | 'COVER'
  /** Took one contact on duty, for at most 14 days. */
  | 'DUTY'
  /** Coordinates the one plan. */
  | 'LEAD_WORKER'
  /** Belongs to the team around the family. */
  | 'TEAM_MEMBER';

/** An assignment was made or ended. */
export type AssignmentRecorded = {
  readonly __typename?: 'AssignmentRecorded';
  /** Its entry. */
  readonly assignmentId: Scalars['ID']['output'];
  /** Until when, where an end is set. */
  readonly endsAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was recorded. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The entry's version: ending it is the next. */
  readonly version: Scalars['Int']['output'];
};

/** The entry, or why none was made. */
export type AssignmentResult = AssignmentRecorded | Problems;

/** Attendance counted in sessions (half days), by the School Attendance (Pupil Registration) (England) Regulations 2024. */
export type Attendance = {
  readonly __typename?: 'Attendance';
  /** For example 2026/27. */
  readonly academicYear: Scalars['String']['output'];
  /** Attended ÷ possible, from 0 to 1; null while no session was possible. */
  readonly attendanceRate?: Maybe<Scalars['Float']['output']>;
  /** Sessions attended, here or elsewhere. */
  readonly attendedSessions?: Maybe<Scalars['Int']['output']>;
  /** Sessions missed with permission. */
  readonly authorisedAbsenceSessions?: Maybe<Scalars['Int']['output']>;
  /** How much the agreement allows. */
  readonly detail: Detail;
  /** Sessions attended but late, before the register closed. */
  readonly lateSessions?: Maybe<Scalars['Int']['output']>;
  /** 10% of possible sessions or more were missed. */
  readonly persistentlyAbsent?: Maybe<Scalars['Boolean']['output']>;
  /** Sessions that the pupil could have attended: codes D, Q, X and Y are not among them. */
  readonly possibleSessions?: Maybe<Scalars['Int']['output']>;
  /** The latest sessions, newest first, at most 100. */
  readonly recentSessions?: Maybe<ReadonlyArray<AttendanceSession>>;
  /** The school that keeps the register. */
  readonly school?: Maybe<School>;
  /** 50% of possible sessions or more were missed. */
  readonly severelyAbsent?: Maybe<Scalars['Boolean']['output']>;
  /** Where this comes from. */
  readonly source: Source;
  /** Sessions missed without permission. */
  readonly unauthorisedAbsenceSessions?: Maybe<Scalars['Int']['output']>;
};


/** Attendance counted in sessions (half days), by the School Attendance (Pupil Registration) (England) Regulations 2024. */
export type AttendanceRecentSessionsArgs = {
  last?: Scalars['Int']['input'];
};

/** One of four outcomes. */
export type AttendanceAnswer = Attendance | NothingHeld | Unavailable | Withheld;

/** What an attendance code counts as in the statistics. */
export type AttendanceMeaning =
  /** Not yet entered, or a planned closure; not counted. */
  | 'ADMINISTRATIVE'
  /** At an approved activity elsewhere; counts as attending. */
  | 'ATTENDING_ELSEWHERE'
  /** Absent with permission. */
  | 'AUTHORISED_ABSENCE'
  /** Could not have attended; not counted. */
  | 'NOT_A_POSSIBLE_ATTENDANCE'
  /** In school. */
  | 'PRESENT'
  /** Absent without permission. */
  | 'UNAUTHORISED_ABSENCE';

/** One session in the register. */
export type AttendanceSession = Item & {
  readonly __typename?: 'AttendanceSession';
  /** The register's code; null where it would give away another category. */
  readonly code?: Maybe<Scalars['String']['output']>;
  /** What the code counts as; null where it would give away another category. */
  readonly countsAs?: Maybe<AttendanceMeaning>;
  /** Opaque. */
  readonly id: Scalars['ID']['output'];
  /** What the code means, in words; null where it would give away another category. */
  readonly meaning?: Maybe<Scalars['String']['output']>;
  /** When the session began. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Which half of the day. */
  readonly session: SessionOfDay;
};

/** A birth was recorded. */
export type BirthRecorded = {
  readonly __typename?: 'BirthRecorded';
  /** The child's id from now on; memberships and kinship are theirs. */
  readonly personId: Scalars['ID']['output'];
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
};

/** A worker or council app, as sign-in proved it. */
export type Caller = {
  readonly __typename?: 'Caller';
  /** The hub's id of the worker or app. */
  readonly id: Scalars['ID']['output'];
  /** Whether a person or an app asks. */
  readonly kind: CallerKind;
  /** The worker's or app's name. */
  readonly name: Scalars['String']['output'];
  /** The organisation that receives what is shared with the caller. */
  readonly organisation: Scalars['String']['output'];
  /** Its id, as agreements and consents name it. */
  readonly organisationId: Scalars['ID']['output'];
  /** What the caller may do; given by sign-in. */
  readonly roles: ReadonlyArray<Role>;
  /** The name of the council app through which a worker asks, where one does. */
  readonly through?: Maybe<Scalars['String']['output']>;
};

/** Whether a person or an app asks. */
export type CallerKind =
  /** A council application. */
  | 'APP'
  /** A person at work. */
  | 'WORKER';

/** The end of an episode. */
export type CloseFamilyInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Its last day: today or earlier, and not before it was opened. */
  readonly closedOn: Scalars['Date']['input'];
  /** Which family. */
  readonly familyId: Scalars['ID']['input'];
  /** Why. */
  readonly reason: ClosingReason;
};

/** The entry, or why none was made. */
export type CloseFamilyResult = FamilyClosed | Problems;

/** Which item is closed, and how. */
export type CloseReviewInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** What was found. */
  readonly disposition: ReviewDisposition;
  /** Which; it is not closed, and waits for no explanation. */
  readonly itemId: Scalars['ID']['input'];
  /** Why, in words; 2,000 characters at most. It is kept with the item, and not in the log. */
  readonly note: Scalars['String']['input'];
};

/** Why an episode of early help is closed. */
export type ClosingReason =
  /** What the family wanted to change has changed. */
  | 'AIMS_ACHIEVED'
  /** Left the service; access ends that day. */
  | 'LEFT_SERVICE'
  /** Moved out of the area; access ends that day. */
  | 'MOVED_AWAY'
  /** Another reason. */
  | 'OTHER'
  /** Stepped up to children's social care; access ends that day. */
  | 'STEPPED_UP'
  /** The family could not be engaged, or no longer agrees to the service. */
  | 'UNABLE_TO_ENGAGE';

/** What an assessment found. */
export type CompetenceOutcome =
  /** Able to decide about sharing these categories. */
  | 'COMPETENT'
  /** Not able to. */
  | 'NOT_COMPETENT';

/** An assessment was recorded. */
export type CompetenceRecorded = {
  readonly __typename?: 'CompetenceRecorded';
  /** Its entry. */
  readonly id: Scalars['ID']['output'];
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
};

/** Which pair is of two people, and why. */
export type ConfirmDifferentInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Why, in words; 2,000 characters at most. It is kept with the decision, and not in the log. */
  readonly rationale: Scalars['String']['input'];
  /** The review. */
  readonly reviewId: Scalars['ID']['input'];
};

/** A decision about a member who was proposed. */
export type ConfirmFamilyMemberInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** What is decided; not by whoever proposed it. */
  readonly decision: MembershipDecision;
  /** Whose membership; it is neither confirmed nor rejected yet. */
  readonly membershipId: Scalars['ID']['input'];
};

/** The entry, or why none was made. */
export type ConfirmFamilyMemberResult = FamilyMemberDecided | Problems;

/** A decision about a tie of kinship that was proposed. */
export type ConfirmRelationshipInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** What is decided; not by whoever proposed it. */
  readonly decision: MembershipDecision;
  /** Which; it is neither confirmed nor rejected yet. */
  readonly relationshipId: Scalars['ID']['input'];
};

/** Which pair is of one person, and why. */
export type ConfirmSameInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Why, in words; 2,000 characters at most. It is kept with the decision, and not in the log. */
  readonly rationale: Scalars['String']['input'];
  /** The review. */
  readonly reviewId: Scalars['ID']['input'];
};

/** In what capacity somebody decides about sharing. */
export type ConsentCapacity =
  /** Under a lasting power of attorney for health and welfare. */
  | 'ATTORNEY'
  /** For somebody from 16 who lacks capacity, in their best interests. */
  | 'BEST_INTERESTS'
  /** As a deputy whom the Court of Protection appointed. */
  | 'DEPUTY'
  /** For a child in its care. */
  | 'LOCAL_AUTHORITY'
  /** For a child under 16, as a holder of parental responsibility. */
  | 'PARENTAL_RESPONSIBILITY'
  /** For themselves: from 16, or younger where assessed competent for this decision. */
  | 'SELF';

/** What was decided about sharing. */
export type ConsentDecision =
  /** To share. */
  | 'GIVEN'
  /** Not to share. */
  | 'REFUSED';

/** Who decided. */
export type ConsentGiverInput = {
  /** In what capacity. */
  readonly capacity: ConsentCapacity;
  /** Who assessed competence (under 16) or the lack of capacity (from 16). */
  readonly competenceAssessedBy?: InputMaybe<Scalars['String']['input']>;
  /** When that was assessed; not after the decision. */
  readonly competenceAssessedOn?: InputMaybe<Scalars['Date']['input']>;
  /** Who: left out for SELF, LOCAL_AUTHORITY and, where several decide together, BEST_INTERESTS. */
  readonly personId?: InputMaybe<Scalars['ID']['input']>;
};

/** How a decision reached the worker. */
export type ConsentMethod =
  /** Face to face. */
  | 'IN_PERSON'
  /** By e-mail or a form on the web. */
  | 'ONLINE'
  /** By telephone. */
  | 'PHONE'
  /** On paper or by letter. */
  | 'WRITTEN';

/** A decision was recorded. */
export type ConsentRecorded = {
  readonly __typename?: 'ConsentRecorded';
  /** One entry for each category, purpose and recipient. */
  readonly consentIds: ReadonlyArray<Scalars['ID']['output']>;
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
};

/** A prompt to look again at consent that a holder of parental responsibility gave for a child. */
export type ConsentReview = {
  readonly __typename?: 'ConsentReview';
  /** The birthday that it is about. */
  readonly on: Scalars['Date']['output'];
  /** Whose records. */
  readonly person: Person;
  /** Why now. */
  readonly prompt: ConsentReviewPrompt;
};

/** Why consent given by others is to be looked at again. */
export type ConsentReviewPrompt =
  /** From the 12th birthday on, while all of it is older: the child may withdraw it, and should be told. */
  | 'TURNED_12'
  /** From the 16th birthday on, since it has lapsed and the young person has agreed to nothing: ask them. */
  | 'TURNED_16'
  /** Within 12 weeks of the 16th birthday, when it lapses: ask the young person. */
  | 'TURNS_16';

/** Who withdraws: whoever gave it, any holder of parental responsibility, or the person themselves from 12. */
export type ConsentWithdrawerInput = {
  /** In what capacity. */
  readonly capacity: ConsentCapacity;
  /** Who: left out for SELF and LOCAL_AUTHORITY. */
  readonly personId?: InputMaybe<Scalars['ID']['input']>;
};

/** A withdrawal was recorded. No disclosure later in the access log rests on what it ended. */
export type ConsentWithdrawn = {
  readonly __typename?: 'ConsentWithdrawn';
  /** One entry for each category. */
  readonly consentIds: ReadonlyArray<Scalars['ID']['output']>;
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
};

/** A worker's tie to somebody outside work. It withholds them from the worker; where it is silent, it hides them. */
export type DeclareInterestInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** What ties them. */
  readonly kind: InterestKind;
  /** To whom; it need not be anybody's id. */
  readonly personId: Scalars['ID']['input'];
  /** Not to be noticed by the worker; never for the caller's own. */
  readonly silent?: Scalars['Boolean']['input'];
  /** Whose; left out: the caller's own. Another worker's only by a manager of theirs or information governance. */
  readonly workerId?: InputMaybe<Scalars['ID']['input']>;
};

/** How much of a record the agreement allows. */
export type Detail =
  /** All fields. */
  | 'FULL'
  /** The summary fields only; the others are null. */
  | 'SUMMARY';

/** Domestic abuse incidents. */
export type DomesticAbuse = {
  readonly __typename?: 'DomesticAbuse';
  /** How much the agreement allows. */
  readonly detail: Detail;
  /** Newest first. May leave out items of other categories, and items about another person. */
  readonly incidents?: Maybe<ReadonlyArray<DomesticAbuseIncident>>;
  /** Where this comes from. */
  readonly source: Source;
};

/** One of four outcomes. */
export type DomesticAbuseAnswer = DomesticAbuse | NothingHeld | Unavailable | Withheld;

/** One domestic abuse incident. */
export type DomesticAbuseIncident = Item & {
  readonly __typename?: 'DomesticAbuseIncident';
  /** Opaque. */
  readonly id: Scalars['ID']['output'];
  /** What the person had to do with it. */
  readonly involvement: PoliceInvolvement;
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** The other people it is about. */
  readonly others: ReadonlyArray<PersonMention>;
  /** The risk as the police graded it. */
  readonly risk: PoliceRisk;
  /** Whether the child's school was told (Operation Encompass). */
  readonly schoolInformed?: Maybe<Scalars['Boolean']['output']>;
};

/** Which tie is to end. */
export type EndInterestInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Which. */
  readonly interestId: Scalars['ID']['input'];
};

/** Which override is to end. */
export type EndOverrideInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Which. */
  readonly overrideId: Scalars['ID']['input'];
};

/** That somebody no longer holds parental responsibility. */
export type EndParentalResponsibilityInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** What was seen. */
  readonly evidence: Scalars['String']['input'];
  /** The entry of who held it. */
  readonly id: Scalars['ID']['input'];
};

/** Which tie of kinship is to end. */
export type EndRelationshipInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Its last day; left out: today. Not in the future. It is no longer shown from now on. */
  readonly on?: InputMaybe<Scalars['Date']['input']>;
  /** Which: one that is shown, or that the caller proposed. */
  readonly relationshipId: Scalars['ID']['input'];
};

/** Which decision is to end. */
export type EndSafeguardingDecisionInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Which. */
  readonly decisionId: Scalars['ID']['input'];
};

/** Whose work with a family is to end. */
export type EndTeamMemberInput = {
  /** Which assignment, of whatever kind. */
  readonly assignmentId: Scalars['ID']['input'];
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
};

/** A number by which agencies know somebody. Its check digit has to fit. */
export type EnteredIdentifierInput = {
  /** Which number. */
  readonly kind: IdentifierKind;
  /** The number; spaces do not matter. */
  readonly value: Scalars['String']['input'];
};

/** What a worker entered of somebody new whom they proposed. */
export type EnteredMember = {
  readonly __typename?: 'EnteredMember';
  /** The date of birth; null where none was entered. */
  readonly dateOfBirth?: Maybe<Scalars['Date']['output']>;
  /** When a child not yet born is expected. */
  readonly dueDate?: Maybe<Scalars['Date']['output']>;
  /** The name; null where none was entered. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** UNKNOWN where it was not entered. */
  readonly sex: Sex;
};

/** What opens SAFEGUARDING to the caller for a while. */
export type Exception = {
  readonly __typename?: 'Exception';
  /** For which categories. Whoever is named is named with their IDENTITY. */
  readonly categories: ReadonlyArray<Scalars['String']['output']>;
  /** Until when. */
  readonly endsAt: Scalars['DateTime']['output'];
  /** The entry's id. */
  readonly id: Scalars['ID']['output'];
  /** Whether two people decided, or one broke the glass. */
  readonly kind: ExceptionKind;
  /** The people it names whom the caller may know of. */
  readonly people: ReadonlyArray<Person>;
};


/** What opens SAFEGUARDING to the caller for a while. */
export type ExceptionPeopleArgs = {
  purpose: Purpose;
};

/** What opens SAFEGUARDING. */
export type ExceptionKind =
  /** A worker alone broke the glass. */
  | 'OVERRIDE'
  /** A decision of two people, at MASH or under section 47. */
  | 'SAFEGUARDING_DECISION';

/** Which access is explained, and how it came about. */
export type ExplainAccessInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** How it came about, in words; 2,000 characters at most. It is kept with the item, and not in the log. */
  readonly explanation: Scalars['String']['input'];
  /** Which, of those that `explanationsDue` lists. */
  readonly itemId: Scalars['ID']['input'];
};

/** The whole reasoning of a decision. */
export type Explanation = {
  readonly __typename?: 'Explanation';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** The category. */
  readonly category: Scalars['String']['output'];
  /** What it comes to, in a few sentences. */
  readonly explanation: Scalars['String']['output'];
  /** What is done to an answer before it is shown, in words. */
  readonly obligations: ReadonlyArray<Scalars['String']['output']>;
  /** What it comes to. */
  readonly outcome: ExplanationOutcome;
  /** Why it is withheld, from the closed list that the recipient reads; null otherwise. */
  readonly reason?: Maybe<WithheldReason>;
  /** The recipient's name. */
  readonly recipient: Scalars['String']['output'];
  /** What would change it, where anything would. */
  readonly remedy?: Maybe<Scalars['String']['output']>;
  /** All steps, in order. After the first that stops, the rest is not reached. */
  readonly steps: ReadonlyArray<ExplanationStep>;
};

/** An access that a manager's service is asked to explain. */
export type ExplanationDue = {
  readonly __typename?: 'ExplanationDue';
  /** Until when it is waited for: then an officer reviews it without. */
  readonly explainBy: Scalars['DateTime']['output'];
  /** The item's id. */
  readonly id: Scalars['ID']['output'];
  /** When it was raised. */
  readonly openedAt: Scalars['DateTime']['output'];
  /** Whether that is past. */
  readonly overdue: Scalars['Boolean']['output'];
  /** Whom the worker named; with a name who belongs to a family of the manager's service and is not hidden from them. */
  readonly people: ReadonlyArray<AccessLogParty>;
  /** Why it is asked. */
  readonly rule: ReviewRule;
  /** What it is. */
  readonly sentence: Scalars['String']['output'];
  /** The worker whose access it is. */
  readonly worker?: Maybe<AccessLogParty>;
};

/** What a decision comes to. */
export type ExplanationOutcome =
  /** The recipient does not see that there is such a person. */
  | 'HIDDEN'
  /** The agency is asked, and the recipient may be shown what it answers. */
  | 'PERMIT'
  /** The recipient reads that it is withheld. */
  | 'WITHHOLD';

/** One step of a decision. */
export type ExplanationStep = {
  readonly __typename?: 'ExplanationStep';
  /** What it rests on, by id. For information governance only; empty for others. */
  readonly basis: ReadonlyArray<Scalars['String']['output']>;
  /** Which step. */
  readonly name: ExplanationStepName;
  /** What came of it. */
  readonly result: ExplanationStepResult;
  /** The rule of sharing, by its number. */
  readonly rule: Scalars['String']['output'];
  /** Why, in words. */
  readonly text: Scalars['String']['output'];
};

/** The steps of a decision. */
export type ExplanationStepName =
  /** Whether an agreement lets the agency share. */
  | 'AGREEMENT'
  /** Whether whoever decides for the person has agreed. */
  | 'CONSENT'
  /** Whether the person has died. */
  | 'DECEASED'
  /** Whether an episode of early help is open. */
  | 'EPISODE'
  /** Whether a record of the agency is known to be about the person. */
  | 'LINK'
  /** Whether a manager has confirmed that the person belongs to the family. */
  | 'MEMBERSHIP'
  /** Whether the recipient is entitled to the purpose. */
  | 'PURPOSE'
  /** Whether a restriction stands above everything else. */
  | 'RESTRICTION'
  /** Whether the recipient sees that there is such a person. */
  | 'VISIBILITY';

/** What came of a step. */
export type ExplanationStepResult =
  /** A safeguarding decision or an override stands in for it. */
  | 'LIFTED'
  /** An earlier step stopped. */
  | 'NOT_REACHED'
  /** It stands in the way of nothing. */
  | 'PASSED'
  /** It withholds. */
  | 'STOPPED';

/** Which entries, and as what. */
export type ExportAccessLogInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Which entries; left out: all. */
  readonly filter?: InputMaybe<AccessLogFilter>;
  /** As what. */
  readonly format: AccessLogExportFormat;
};

/** What was asked for, or why it cannot be. */
export type ExportAccessLogResult = AccessLogExportBegun | Problems;

/** A family with an open or recent episode of early help. */
export type Family = {
  readonly __typename?: 'Family';
  /** Whose consent, given by others for a child, is to be looked at again; youngest first. */
  readonly consentReviews: ReadonlyArray<ConsentReview>;
  /** The family's id. */
  readonly id: Scalars['ID']['output'];
  /** The one worker who coordinates the plan. */
  readonly leadWorker?: Maybe<Worker>;
  /** The people of the family whom the caller may know of, youngest first; those whose age they may not know come last. */
  readonly members: ReadonlyArray<FamilyMember>;
  /** The family's name. */
  readonly name: Scalars['String']['output'];
  /** Who is related to whom. */
  readonly relationships: RelationshipsAnswer;
  /** The team around the family. */
  readonly team: ReadonlyArray<TeamMember>;
};

/** A family's form was recorded, and agreement to the service opened or renewed. */
export type FamilyAgreementRecorded = {
  readonly __typename?: 'FamilyAgreementRecorded';
  /** One entry for each row, category, purpose and recipient. */
  readonly consentIds: ReadonlyArray<Scalars['ID']['output']>;
  /** The form's entry. */
  readonly formId: Scalars['ID']['output'];
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
};

/** One row of a family's form. What was not ticked is not asked, and is left out. */
export type FamilyAgreementRowInput = {
  /** Which categories of agencies. */
  readonly categories: ReadonlyArray<Scalars['String']['input']>;
  /** What was decided. */
  readonly decision: ConsentDecision;
  /** By whom: each adult for themselves. */
  readonly givenBy: ConsentGiverInput;
  /** Whose records. */
  readonly personId: Scalars['ID']['input'];
  /** For what; left out: EARLY_HELP. */
  readonly purposes?: InputMaybe<ReadonlyArray<Purpose>>;
  /** With which organisations, by id. */
  readonly recipients: ReadonlyArray<Scalars['ID']['input']>;
  /** The last day on which it holds; for BEST_INTERESTS the day of review. */
  readonly validUntil?: InputMaybe<Scalars['Date']['input']>;
};

/** A family's episode was closed. */
export type FamilyClosed = {
  readonly __typename?: 'FamilyClosed';
  /** The episode's entry. */
  readonly episodeId: Scalars['ID']['output'];
  /** The family's id. */
  readonly familyId: Scalars['ID']['output'];
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The entry's version. */
  readonly version: Scalars['Int']['output'];
};

/** A person's place in a family. */
export type FamilyMember = {
  readonly __typename?: 'FamilyMember';
  /** Of somebody new whom the caller proposed, until a manager decides: what the caller entered. Otherwise null. */
  readonly entered?: Maybe<EnteredMember>;
  /** Since when, where it is known. */
  readonly from?: Maybe<Scalars['Date']['output']>;
  /** Who. */
  readonly person: Person;
  /** As what. */
  readonly role: FamilyRole;
  /** Until when, where it has ended. */
  readonly until?: Maybe<Scalars['Date']['output']>;
};

/** A member was proposed or added. */
export type FamilyMemberAdded = {
  readonly __typename?: 'FamilyMemberAdded';
  /** The membership's entry, by which a manager confirms or rejects it. */
  readonly membershipId: Scalars['ID']['output'];
  /** Of somebody new: their id. */
  readonly personId?: Maybe<Scalars['ID']['output']>;
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The ties' entries; of a child not yet born the mother's is the first. */
  readonly relationshipIds: ReadonlyArray<Scalars['ID']['output']>;
  /** Whether it waits for a manager. */
  readonly state: ProposalState;
};

/** A membership was confirmed or rejected. */
export type FamilyMemberDecided = {
  readonly __typename?: 'FamilyMemberDecided';
  /** Its entry. */
  readonly membershipId: Scalars['ID']['output'];
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The entry's version. */
  readonly version: Scalars['Int']['output'];
};

/** A family's episode was opened. */
export type FamilyOpened = {
  readonly __typename?: 'FamilyOpened';
  /** The episode's entry. */
  readonly episodeId: Scalars['ID']['output'];
  /** The family's id. */
  readonly familyId: Scalars['ID']['output'];
  /** A new family's memberships, in the order in which the members were named. */
  readonly membershipIds: ReadonlyArray<Scalars['ID']['output']>;
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
};

/** What somebody is to the family. */
export type FamilyRole =
  /** Somebody else who looks after the child. */
  | 'CARER'
  /** A child or young person. */
  | 'CHILD'
  /** A grandparent. */
  | 'GRANDPARENT'
  /** Somebody else. */
  | 'OTHER'
  /** Another relative. */
  | 'OTHER_RELATIVE'
  /** A mother or father. */
  | 'PARENT'
  /** A parent's partner who is not the child's parent. */
  | 'STEP_PARENT'
  /** A child not yet born. */
  | 'UNBORN_CHILD';

/** A family that the caller works with, without agency data. */
export type FamilySummary = {
  readonly __typename?: 'FamilySummary';
  /** What the caller does for this family. */
  readonly assignment: AssignmentKind;
  /** Since when. */
  readonly from: Scalars['Date']['output'];
  /** The family's id. */
  readonly id: Scalars['ID']['output'];
  /** The family's name. */
  readonly name: Scalars['String']['output'];
  /** Until when, where an end is set. */
  readonly until?: Maybe<Scalars['Date']['output']>;
};

/** Somebody who may be who was looked for, from the hub's own index; no agency's data. */
export type FoundPerson = {
  readonly __typename?: 'FoundPerson';
  /** Where the person lives. */
  readonly address: AddressAnswer;
  /** Which of the facts that were given agree, at least nearly. */
  readonly agrees: ReadonlyArray<SearchFact>;
  /** The person's id. */
  readonly id: Scalars['ID']['output'];
  /** Who the person is. */
  readonly identity: IdentityAnswer;
};

/** One contact with a health service, past or planned. */
export type HealthContact = Item & {
  readonly __typename?: 'HealthContact';
  /** Opaque. */
  readonly id: Scalars['ID']['output'];
  /** Of what kind it was. */
  readonly kind: HealthContactKind;
  /** When it began or is to begin. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** How it ended. */
  readonly outcome: HealthContactOutcome;
  /** The service's name. */
  readonly service?: Maybe<Scalars['String']['output']>;
};

/** Of what kind a contact was. */
export type HealthContactKind =
  /** At a clinic or surgery. */
  | 'CLINIC'
  /** In an emergency department. */
  | 'EMERGENCY'
  /** At home. */
  | 'HOME_VISIT'
  /** A stay in hospital. */
  | 'INPATIENT'
  /** By telephone or video. */
  | 'REMOTE'
  /** At school. */
  | 'SCHOOL'
  /** Not said. */
  | 'UNKNOWN';

/** How a contact ended. */
export type HealthContactOutcome =
  /** It took place. */
  | 'ATTENDED'
  /** It was cancelled. */
  | 'CANCELLED'
  /** An adult did not attend. */
  | 'DID_NOT_ATTEND'
  /** It is planned. */
  | 'PLANNED'
  /** Not said. */
  | 'UNKNOWN'
  /** A child was not brought. */
  | 'WAS_NOT_BROUGHT';

/** Contacts with health services. Never clinical content. */
export type HealthContacts = {
  readonly __typename?: 'HealthContacts';
  /** Newest first. May leave out items of other categories. */
  readonly contacts?: Maybe<ReadonlyArray<HealthContact>>;
  /** How much the agreement allows. */
  readonly detail: Detail;
  /** Where this comes from. */
  readonly source: Source;
};

/** One of four outcomes. */
export type HealthContactsAnswer = HealthContacts | NothingHeld | Unavailable | Withheld;

/** A hold was placed or lifted. */
export type HoldRecorded = {
  readonly __typename?: 'HoldRecorded';
  /** Its entry. */
  readonly holdId: Scalars['ID']['output'];
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The entry's version: lifting it is the next. */
  readonly version: Scalars['Int']['output'];
};

/** The entry, or why none was made. */
export type HoldResult = HoldRecorded | Problems;

/** Applications as homeless or threatened with homelessness (Housing Act 1996 Part 7, reported as H-CLIC). */
export type Homelessness = {
  readonly __typename?: 'Homelessness';
  /** Newest first. May leave out items of other categories. */
  readonly applications?: Maybe<ReadonlyArray<HomelessnessApplication>>;
  /** How much the agreement allows. */
  readonly detail: Detail;
  /** Where this comes from. */
  readonly source: Source;
};

/** One of four outcomes. */
export type HomelessnessAnswer = Homelessness | NothingHeld | Unavailable | Withheld;

/** One application. */
export type HomelessnessApplication = Item & {
  readonly __typename?: 'HomelessnessApplication';
  /** Days left of the 56 that a prevention or relief duty lasts. */
  readonly daysRemaining?: Maybe<Scalars['Int']['output']>;
  /** What was decided. */
  readonly decision: HomelessnessDecision;
  /** The duty that the council owes now. */
  readonly duty: HomelessnessDuty;
  /** Opaque. */
  readonly id: Scalars['ID']['output'];
  /** Whether the household is in temporary accommodation. */
  readonly inTemporaryAccommodation?: Maybe<Scalars['Boolean']['output']>;
  /** The day of the approach. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Why the last settled home was lost, or may be. */
  readonly reason: HomelessnessReason;
};

/** What was decided. */
export type HomelessnessDecision =
  /** The duty has ended. */
  | 'DUTY_ENDED'
  /** A duty is owed. */
  | 'DUTY_OWED'
  /** No duty is owed. */
  | 'NO_DUTY_OWED'
  /** Not yet decided. */
  | 'PENDING';

/** The duty owed. */
export type HomelessnessDuty =
  /** To secure a home (s.193). */
  | 'MAIN'
  /** None. */
  | 'NONE'
  /** To help keep the home (s.195). */
  | 'PREVENTION'
  /** To help find a home (s.189B). */
  | 'RELIEF';

/** Why a settled home was lost (H-CLIC, shortened). */
export type HomelessnessReason =
  /** Rent or mortgage arrears. */
  | 'ARREARS'
  /** Domestic abuse. */
  | 'DOMESTIC_ABUSE'
  /** End of an assured shorthold tenancy. */
  | 'END_OF_PRIVATE_TENANCY'
  /** Eviction from supported housing. */
  | 'EVICTED_FROM_SUPPORTED_HOUSING'
  /** Family or friends no longer able to accommodate. */
  | 'FAMILY_NO_LONGER_ACCOMMODATING'
  /** Another reason. */
  | 'OTHER'
  /** Relationship ended without violence. */
  | 'RELATIONSHIP_BREAKDOWN';

/** A number or reference that somebody is known by. */
export type IdentifierInput = {
  /** What kind it is: `nhs-number`, `upn`, or the name of an agency's own reference. */
  readonly kind: Scalars['String']['input'];
  /** The number or reference. */
  readonly value: Scalars['String']['input'];
};

/** A number by which agencies know people. */
export type IdentifierKind =
  /** NHS number, 10 digits. */
  | 'NHS_NUMBER'
  /** Unique Pupil Number, 13 characters. */
  | 'UPN';

/** Who a person is, from the hub's own index. */
export type Identity = {
  readonly __typename?: 'Identity';
  /** Completed years today; null where the date of birth is unknown. */
  readonly age?: Maybe<Scalars['Int']['output']>;
  /** Null where it is unknown or the child is not yet born. */
  readonly dateOfBirth?: Maybe<Scalars['Date']['output']>;
  /** Whether the person has died. */
  readonly deceased: Scalars['Boolean']['output'];
  /** When a child not yet born is expected; shown only where the mother's PREGNANCY category is. */
  readonly dueDate?: Maybe<Scalars['Date']['output']>;
  /** The name the person goes by; null for a child not yet born. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** As recorded by the agencies. */
  readonly sex: Sex;
};

/** Who a person is, or why that is withheld. */
export type IdentityAnswer = Identity | Withheld;

/** One version of an information sharing agreement. */
export type InformationSharingAgreement = {
  readonly __typename?: 'InformationSharingAgreement';
  /** Which categories. */
  readonly categories: ReadonlyArray<Scalars['String']['output']>;
  /** How much of a record. */
  readonly detail: Detail;
  /** Until when. */
  readonly endsAt: Scalars['DateTime']['output'];
  /** How many months back items may reach; null: without limit. */
  readonly historyMonths?: Maybe<Scalars['Int']['output']>;
  /** Its id. */
  readonly id: Scalars['ID']['output'];
  /** What it rests on in law. */
  readonly legalBasis: LegalBasis;
  /** The oldest that it covers, in completed years. */
  readonly maximumAge?: Maybe<Scalars['Int']['output']>;
  /** The youngest that it covers, in completed years. */
  readonly minimumAge?: Maybe<Scalars['Int']['output']>;
  /** The agency that shares. */
  readonly provider: Scalars['ID']['output'];
  /** For what. */
  readonly purposes: ReadonlyArray<Purpose>;
  /** The organisations that receive, by id. */
  readonly recipients: ReadonlyArray<Scalars['ID']['output']>;
  /** After how many hours what the agency last updated counts as unavailable; null: without limit. */
  readonly stalenessHours?: Maybe<Scalars['Int']['output']>;
  /** From when on. */
  readonly startsAt: Scalars['DateTime']['output'];
  /** What became of it. */
  readonly state: AgreementState;
  /** Its version. */
  readonly version: Scalars['Int']['output'];
};

/** What ties a worker to somebody outside work. */
export type InterestKind =
  /** Related to them. */
  | 'FAMILY'
  /** A friend. */
  | 'FRIEND'
  /** Lives with them. */
  | 'HOUSEHOLD'
  /** Another tie. */
  | 'OTHER'
  /** The worker themself. */
  | 'SELF';

/** A tie was declared or ended. */
export type InterestRecorded = {
  readonly __typename?: 'InterestRecorded';
  /** Its entry. */
  readonly interestId: Scalars['ID']['output'];
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The entry's version: ending it is the next. */
  readonly version: Scalars['Int']['output'];
};

/** The entry, or why none was made. */
export type InterestResult = InterestRecorded | Problems;

/** A dated entry of a record. Every list of items may leave out items that also belong to categories which are not permitted. */
export type Item = {
  /** Opaque, and stable for as long as the agency keeps the entry. */
  readonly id: Scalars['ID']['output'];
  /** When it happened, or began. */
  readonly occurredAt: Scalars['DateTime']['output'];
};

/** What an agreement rests on in law. */
export type LegalBasis = {
  readonly __typename?: 'LegalBasis';
  /** The condition under UK GDPR Article 6. */
  readonly article6: Scalars['String']['output'];
  /** The condition under UK GDPR Article 9. */
  readonly article9?: Maybe<Scalars['String']['output']>;
  /** The condition under UK GDPR Article 10. */
  readonly article10?: Maybe<Scalars['String']['output']>;
  /** The authority under which police data may leave Data Protection Act 2018 Part 3. */
  readonly authorityToLeavePart3?: Maybe<Scalars['String']['output']>;
  /** The instrument that commenced Children Act 2004 s.16LA, where that is the power. */
  readonly commencement?: Maybe<Scalars['String']['output']>;
  /** How the common law duty of confidentiality is met. */
  readonly confidentialityRoute?: Maybe<Scalars['String']['output']>;
  /** The controller. */
  readonly controller: Scalars['String']['output'];
  /** The data protection impact assessment. */
  readonly dataProtectionImpactAssessment: Scalars['String']['output'];
  /** For intake and matching: whose demographics. */
  readonly population?: Maybe<Scalars['String']['output']>;
  /** How long what is kept is kept. */
  readonly retention: Scalars['String']['output'];
  /** The event from which that is counted. */
  readonly retentionStarts?: Maybe<Scalars['String']['output']>;
  /** When it is reviewed. */
  readonly reviewOn: Scalars['Date']['output'];
  /** The statutory power or duty to share. */
  readonly statutoryPower: Scalars['String']['output'];
};

/** What an agreement rests on in law. */
export type LegalBasisInput = {
  /** The condition under UK GDPR Article 6. */
  readonly article6: Scalars['String']['input'];
  /** The condition under UK GDPR Article 9 and Data Protection Act 2018 Schedule 1, where it is needed. */
  readonly article9?: InputMaybe<Scalars['String']['input']>;
  /** For police data: the condition under UK GDPR Article 10. */
  readonly article10?: InputMaybe<Scalars['String']['input']>;
  /** For police data: the authority under which it may leave Data Protection Act 2018 Part 3. */
  readonly authorityToLeavePart3?: InputMaybe<Scalars['String']['input']>;
  /** Where the power is Children Act 2004 s.16LA: the instrument that commenced it. */
  readonly commencement?: InputMaybe<Scalars['String']['input']>;
  /** For health data: how the common law duty of confidentiality is met. */
  readonly confidentialityRoute?: InputMaybe<Scalars['String']['input']>;
  /** The controller. */
  readonly controller: Scalars['String']['input'];
  /** The data protection impact assessment. */
  readonly dataProtectionImpactAssessment: Scalars['String']['input'];
  /** For IDENTITY, intake and matching: whose demographics. */
  readonly population?: InputMaybe<Scalars['String']['input']>;
  /** How long what is kept is kept. */
  readonly retention: Scalars['String']['input'];
  /** The event from which that is counted. */
  readonly retentionStarts?: InputMaybe<Scalars['String']['input']>;
  /** When it is reviewed. */
  readonly reviewOn: Scalars['Date']['input'];
  /** The statutory power or duty to share. */
  readonly statutoryPower: Scalars['String']['input'];
};

/** Which hold to lift. */
export type LiftHoldInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** The hold. */
  readonly holdId: Scalars['ID']['input'];
  /** Why. It is shown with the hold, and goes nowhere else. */
  readonly reason: Scalars['String']['input'];
};

/** Which restriction is lifted, and why. */
export type LiftRestrictionInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Why, in words; 2,000 characters at most. */
  readonly reason: Scalars['String']['input'];
  /** Which. */
  readonly restrictionId: Scalars['ID']['input'];
};

/** A worker's or app's assignment to the family. */
export type ManagedAssignment = {
  readonly __typename?: 'ManagedAssignment';
  /** Since when. */
  readonly from: Scalars['DateTime']['output'];
  /** The assignment's id. */
  readonly id: Scalars['ID']['output'];
  /** In what capacity. */
  readonly kind: AssignmentKind;
  /** Whether it holds now. */
  readonly live: Scalars['Boolean']['output'];
  /** Until when, where an end is set. */
  readonly until?: Maybe<Scalars['DateTime']['output']>;
  /** Who. */
  readonly worker: Worker;
};

/** The latest decision of one giver, who is not named, about sharing one category of one member with one recipient. */
export type ManagedConsent = {
  readonly __typename?: 'ManagedConsent';
  /** In what capacity it was decided. */
  readonly capacity: ConsentCapacity;
  /** Which category of an agency. */
  readonly category: Scalars['String']['output'];
  /** When it was decided. */
  readonly decidedAt: Scalars['DateTime']['output'];
  /** What was decided. */
  readonly decision: ConsentDecision;
  /** Whose records. */
  readonly personId: Scalars['ID']['output'];
  /** For what. */
  readonly purpose: Purpose;
  /** With which organisation, by id. */
  readonly recipient: Scalars['ID']['output'];
  /** When it was entered. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The last day on which it holds; for BEST_INTERESTS the day of review. */
  readonly validUntil?: Maybe<Scalars['Date']['output']>;
  /** Whether a later withdrawal, whoever's, ended it. */
  readonly withdrawn: Scalars['Boolean']['output'];
};

/** A stretch of early help. */
export type ManagedEpisode = {
  readonly __typename?: 'ManagedEpisode';
  /** When the family agreed to the service, or last renewed that; null until they do. */
  readonly agreedOn?: Maybe<Scalars['Date']['output']>;
  /** The last day, once it is closed. */
  readonly closedOn?: Maybe<Scalars['Date']['output']>;
  /** Why it was closed. */
  readonly closingReason?: Maybe<ClosingReason>;
  /** The episode's id. */
  readonly id: Scalars['ID']['output'];
  /** The first day. */
  readonly openedOn: Scalars['Date']['output'];
};

/** What a manager sees of a family of their own service. Whoever is hidden from the manager leaves no trace in it. */
export type ManagedFamily = {
  readonly __typename?: 'ManagedFamily';
  /** Who works with the family, will, or has within the last 90 days; newest first. */
  readonly assignments: ReadonlyArray<ManagedAssignment>;
  /** What stands of the decisions about sharing, of each giver, by member. What a restriction keeps from the manager is left out. */
  readonly consents: ReadonlyArray<ManagedConsent>;
  /** The stretches of early help, newest first. */
  readonly episodes: ReadonlyArray<ManagedEpisode>;
  /** The family's id. */
  readonly id: Scalars['ID']['output'];
  /** The family's name. */
  readonly name: Scalars['String']['output'];
  /** Who waits for a manager to confirm that they belong to the family. */
  readonly proposals: ReadonlyArray<MembershipProposal>;
  /** Which kinship between people of the family waits for a manager to confirm it. */
  readonly relationshipProposals: ReadonlyArray<RelationshipProposal>;
};

/** An address, as received. */
export type MatchAddress = {
  readonly __typename?: 'MatchAddress';
  /** House and street. */
  readonly line?: Maybe<Scalars['String']['output']>;
  /** Postcode. */
  readonly postcode?: Maybe<Scalars['String']['output']>;
  /** Town. */
  readonly town?: Maybe<Scalars['String']['output']>;
  /** Unique Property Reference Number. */
  readonly uprn?: Maybe<Scalars['String']['output']>;
};

/** A decision was recorded. */
export type MatchDecided = {
  readonly __typename?: 'MatchDecided';
  /** The decision. */
  readonly decisionId: Scalars['ID']['output'];
  /** The link that it confirmed, made or rejected. */
  readonly linkId?: Maybe<Scalars['ID']['output']>;
  /** Its version since. */
  readonly linkVersion?: Maybe<Scalars['Int']['output']>;
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
};

/** An identifier, as received. */
export type MatchIdentifier = {
  readonly __typename?: 'MatchIdentifier';
  /** Which: nhs-number, upn … */
  readonly kind: Scalars['String']['output'];
  /** The identifier. */
  readonly value: Scalars['String']['output'];
};

/** A name. */
export type MatchName = {
  readonly __typename?: 'MatchName';
  /** Forename. */
  readonly forename?: Maybe<Scalars['String']['output']>;
  /** Surname. */
  readonly surname?: Maybe<Scalars['String']['output']>;
};

/** One part of what was compared. */
export type MatchPart = {
  readonly __typename?: 'MatchPart';
  /** What that weighs, in bits. */
  readonly bits: Scalars['Float']['output'];
  /** What: forename, dateOfBirth, identifier:nhs-number. */
  readonly field: Scalars['String']['output'];
  /** Whether it says where somebody lives rather than who it is. */
  readonly household: Scalars['Boolean']['output'];
  /** How far the two agree. */
  readonly level: Scalars['String']['output'];
};

/** What an agency, or the hub itself, has on record of who somebody is, as received. */
export type MatchRecord = {
  readonly __typename?: 'MatchRecord';
  /** The current one first. Null where a place is protected. */
  readonly addresses?: Maybe<ReadonlyArray<MatchAddress>>;
  /** The agency; `hub`: the hub's own person. */
  readonly agency: Scalars['String']['output'];
  /** When the agency made what it sent. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Date of birth, as received. */
  readonly dateOfBirth?: Maybe<Scalars['String']['output']>;
  /** Emails. */
  readonly emails: ReadonlyArray<Scalars['String']['output']>;
  /** Forename. */
  readonly forename?: Maybe<Scalars['String']['output']>;
  /** NHS number, UPN and the like; where a place is protected the NHS number alone. */
  readonly identifiers: ReadonlyArray<MatchIdentifier>;
  /** The link by which it is. */
  readonly linkId?: Maybe<Scalars['ID']['output']>;
  /** Aliases, preferred and previous names. */
  readonly otherNames: ReadonlyArray<MatchName>;
  /** The hub's person whose record it is, or is linked to. */
  readonly personId?: Maybe<Scalars['ID']['output']>;
  /** Telephone numbers. Null where a place is protected. */
  readonly phones?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** When the hub received it. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** Sex, as received. */
  readonly sex?: Maybe<Scalars['String']['output']>;
  /** Surname. */
  readonly surname?: Maybe<Scalars['String']['output']>;
};

/** The decision, or why none was recorded. */
export type MatchResult = MatchDecided | Problems;

/** Two records, side by side. */
export type MatchReview = {
  readonly __typename?: 'MatchReview';
  /** What agrees, what differs, and what that probably means. */
  readonly explanation: Scalars['String']['output'];
  /** The review's id. */
  readonly id: Scalars['ID']['output'];
  /** Why it waits. */
  readonly kind: MatchReviewKind;
  /** The one record. */
  readonly left: MatchRecord;
  /** The merge of the two, while it stands. */
  readonly mergeId?: Maybe<Scalars['ID']['output']>;
  /** Since when. */
  readonly openedAt: Scalars['DateTime']['output'];
  /** What was compared, and what each part weighs. */
  readonly parts: ReadonlyArray<MatchPart>;
  /** How likely they are one person, by that weight. */
  readonly probability: Scalars['Float']['output'];
  /** The other. */
  readonly right: MatchRecord;
  /** Of what the two who were merged, or split, do not agree. */
  readonly unclear: ReadonlyArray<UnclearFact>;
  /** What speaks for one person, in bits: each doubles the odds. Without places where these are masked. */
  readonly weight: Scalars['Float']['output'];
};

/** A page of pairs. */
export type MatchReviewConnection = {
  readonly __typename?: 'MatchReviewConnection';
  /** The pairs with their cursors. */
  readonly edges: ReadonlyArray<MatchReviewEdge>;
  /** The pairs. */
  readonly nodes: ReadonlyArray<MatchReview>;
  /** What comes before and after. */
  readonly pageInfo: PageInfo;
};

/** A pair in a page. */
export type MatchReviewEdge = {
  readonly __typename?: 'MatchReviewEdge';
  /** For `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The pair. */
  readonly node: MatchReview;
};

/** Why a pair waits for a steward. */
export type MatchReviewKind =
  /** Two people of the hub may be one. */
  | 'DUPLICATE_PERSON'
  /** Two records may be of one person; they are not linked. */
  | 'POSSIBLE_MATCH'
  /** Two people were merged or split, and something about them is unclear; the stricter holds meanwhile. */
  | 'UNCLEAR_FACTS'
  /** A record no longer looks like the person's it was linked to; it is not asked with until somebody decides. */
  | 'WEAKENED_LINK';

/** Who is to belong to a family: exactly one. */
export type MemberPersonInput = {
  /** Somebody of whom only a number is known. Whose it is, is not told. */
  readonly identifier?: InputMaybe<EnteredIdentifierInput>;
  /** Somebody new, by what is known of them. */
  readonly new?: InputMaybe<NewPersonInput>;
  /** Somebody whom the caller may know of, of another family of theirs. */
  readonly personId?: InputMaybe<Scalars['ID']['input']>;
  /** A child not yet born. For practitioners. */
  readonly unbornChildOf?: InputMaybe<UnbornChildInput>;
  /** True: a father of whom nothing is known. `relationships` says of whom he is the FATHER. */
  readonly unknownFather?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Kinship between who is added and a member of the family: exactly one of `toPersonId` and `fromPersonId`. */
export type MemberTieInput = {
  /** This member is the `kind` of who is added. */
  readonly fromPersonId?: InputMaybe<Scalars['ID']['input']>;
  /** What one is to the other. */
  readonly kind: RelationshipKind;
  /** Who is added is the `kind` of this member. */
  readonly toPersonId?: InputMaybe<Scalars['ID']['input']>;
};

/** Who says that somebody belongs to a family. */
export type MembershipAsserter =
  /** An agency's records: the same property, a school contact, a tenancy. */
  | 'AGENCY'
  /** A worker who works with the family. */
  | 'WORKER';

/** What is decided about a member or a tie of kinship that was proposed. */
export type MembershipDecision =
  /** They belong to the family; it is so. */
  | 'CONFIRM'
  /** They do not; it is not. */
  | 'REJECT';

/** Somebody who may belong to the family, until a manager confirms or rejects it: their name and the kind of evidence, and nothing else. */
export type MembershipProposal = {
  readonly __typename?: 'MembershipProposal';
  /** Whether a worker or an agency says so. */
  readonly assertedBy: MembershipAsserter;
  /** The kind of evidence, where an agency says so. */
  readonly evidence?: Maybe<Scalars['String']['output']>;
  /** The id by which it is confirmed or rejected. */
  readonly membershipId: Scalars['ID']['output'];
  /** The person's name; null where it is not known, or restricted. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The worker who proposed it. */
  readonly proposedBy?: Maybe<Worker>;
  /** As what. */
  readonly role: FamilyRole;
};

/** Contacts with mental health services. Never clinical content. */
export type MentalHealth = {
  readonly __typename?: 'MentalHealth';
  /** Newest first. May leave out items of other categories. */
  readonly contacts?: Maybe<ReadonlyArray<HealthContact>>;
  /** How much the agreement allows. */
  readonly detail: Detail;
  /** Where this comes from. */
  readonly source: Source;
};

/** One of four outcomes. */
export type MentalHealthAnswer = MentalHealth | NothingHeld | Unavailable | Withheld;

/** Who are one, and why. */
export type MergeInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Who stays. */
  readonly keepPersonId: Scalars['ID']['input'];
  /** Whose facts follow to them. */
  readonly mergePersonId: Scalars['ID']['input'];
  /** Why, in words; 2,000 characters at most. It is kept with the decision, and not in the log. */
  readonly rationale: Scalars['String']['input'];
};

/** A merge was recorded, or taken back. */
export type MergeRecorded = {
  readonly __typename?: 'MergeRecorded';
  /** The merge. */
  readonly mergeId: Scalars['ID']['output'];
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** Of what the two do not agree: the stricter holds, and a review opens. */
  readonly unclear: ReadonlyArray<UnclearFact>;
  /** Its version: 1 merges, 2 splits. */
  readonly version: Scalars['Int']['output'];
};

/** The merge, or why none was recorded. */
export type MergeResult = MergeRecorded | Problems;

/** One time the person was reported missing. */
export type MissingEpisode = Item & {
  readonly __typename?: 'MissingEpisode';
  /** When the person was found or came back; null while still missing. */
  readonly foundAt?: Maybe<Scalars['DateTime']['output']>;
  /** Opaque. */
  readonly id: Scalars['ID']['output'];
  /** When the person was last seen. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** What came of the return interview that is due within 72 hours. */
  readonly returnInterview: ReturnInterview;
  /** The risk as the police graded it. */
  readonly risk: MissingRisk;
};

/** Times the person was reported missing. */
export type MissingEpisodes = {
  readonly __typename?: 'MissingEpisodes';
  /** How much the agreement allows. */
  readonly detail: Detail;
  /** Newest first. May leave out items of other categories. */
  readonly episodes?: Maybe<ReadonlyArray<MissingEpisode>>;
  /** Where this comes from. */
  readonly source: Source;
};

/** One of four outcomes. */
export type MissingEpisodesAnswer = MissingEpisodes | NothingHeld | Unavailable | Withheld;

/** Risk of a missing person (College of Policing). */
export type MissingRisk =
  /** High. */
  | 'HIGH'
  /** Low. */
  | 'LOW'
  /** Medium. */
  | 'MEDIUM'
  /** Not graded. */
  | 'NOT_GRADED'
  /** No apparent risk. */
  | 'NO_APPARENT_RISK';

/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Activates a version that somebody else proposed. For information governance. */
  readonly activateAgreement: AgreementResult;
  /** Proposes a member of a family, for practitioners who work with it; or adds one, for managers. Whether anybody like them is known is not told. */
  readonly addFamilyMember: AddFamilyMemberResult;
  /** Adds a worker or a council app to the team around a family. For managers. */
  readonly addTeamMember: AssignmentResult;
  /** Approves somebody else's decision; from then on it opens. For the front door and managers. */
  readonly approveSafeguardingDecision: SafeguardingDecisionResult;
  /** Makes a worker the lead worker, in place of whoever is. For managers. */
  readonly assignLeadWorker: AssignmentResult;
  /** Closes a family's episode. The lead worker may have some days to finish; for everybody else it is over. For managers. */
  readonly closeFamily: CloseFamilyResult;
  /** Closes an item with a finding. For the data protection officer, unless they explained it themselves. */
  readonly closeReview: ReviewResult;
  /** Says that the records of a review are of two people. Whatever records come later, they are not linked again. For stewards. */
  readonly confirmDifferent: MatchResult;
  /** Confirms or rejects a member whom somebody else, or an agency, proposed. For managers. */
  readonly confirmFamilyMember: ConfirmFamilyMemberResult;
  /** Confirms or rejects a tie of kinship that somebody else proposed. For managers. */
  readonly confirmRelationship: RelationshipResult;
  /** Says that both records of a review are of one person. What agencies hold is linked at once where one is the hub's own person. For stewards. */
  readonly confirmSame: MatchResult;
  /** Declares a worker's own tie to somebody. Whether there is such a person is not told. For workers. */
  readonly declareInterest: InterestResult;
  /** Ends an activated version at once. For information governance. */
  readonly endAgreement: AgreementResult;
  /** Ends a worker's tie to somebody: by a manager of theirs or information governance, never by the worker. */
  readonly endInterest: InterestResult;
  /** Ends an override at once: by the worker, a manager of theirs, or information governance. */
  readonly endOverride: OverrideResult;
  /** Records that somebody no longer holds parental responsibility. It ends at once. For practitioners who work with the family. */
  readonly endParentalResponsibility: ParentalResponsibilityResult;
  /** Ends a tie of kinship, or takes back one's own proposal of one. For practitioners who work with the family. */
  readonly endRelationship: RelationshipResult;
  /** Ends a decision at once, proposed or approved. For the front door and managers. */
  readonly endSafeguardingDecision: SafeguardingDecisionResult;
  /** Ends somebody's work with a family, in whatever capacity, at once. For managers. */
  readonly endTeamMember: AssignmentResult;
  /** Explains an access of a worker of the manager's own service. For managers, never of their own access, household or family. */
  readonly explainAccess: ReviewResult;
  /**
   * Asks for a file of entries of the access log, oldest first, of millions if need be. It is made in the background, of what the officer may
   * read when it is begun, and may be fetched until it expires. For the data protection officer; five at a time.
   */
  readonly exportAccessLog: ExportAccessLogResult;
  /** Lets the schedule go on. For information governance. */
  readonly liftHold: HoldResult;
  /** Lifts a restriction at once. For information governance. */
  readonly liftRestriction: RestrictionResult;
  /**
   * Says that two people of the hub are one: everything known of the one follows to the other. Where the two do not agree the stricter holds, and
   * a review opens. For stewards.
   */
  readonly merge: MergeResult;
  /** Opens an episode of early help: for a family of the manager's own service, or for a new family. For managers. */
  readonly openFamily: OpenFamilyResult;
  /** Keeps entries of the access log past their schedule, for an inquiry, a complaint or a court. For information governance. */
  readonly placeHold: HoldResult;
  /** Places something that stands above every agreement and consent. It binds at once, or from when it says. For information governance. */
  readonly placeRestriction: RestrictionResult;
  /** Proposes an agreement, or the next version of one. It permits nothing until a second person activates it. For information governance. */
  readonly proposeAgreement: AgreementResult;
  /** Records that a child who was not yet born has been born. Consent starts afresh. For practitioners who work with the family. */
  readonly recordBirth: RecordBirthResult;
  /** Records whether somebody can decide about sharing: Gillick competence under 16, mental capacity from 16. For practitioners who work with the family. */
  readonly recordCompetence: RecordCompetenceResult;
  /** Records what somebody who may decide for a person decided about sharing. For practitioners who work with the family. */
  readonly recordConsent: RecordConsentResult;
  /** Records one visit to a whole family: every row of the form, or none. It opens or renews agreement to the service. For practitioners who work with the family. */
  readonly recordFamilyAgreement: RecordFamilyAgreementResult;
  /** Breaks the glass: opens SAFEGUARDING to the caller, at once and for at most four hours. A manager and the data protection officer review it. For practitioners and the front door. */
  readonly recordOverride: OverrideResult;
  /** Records who holds parental responsibility for a child; again for the same holder: as it stands now. For practitioners who work with the family. */
  readonly recordParentalResponsibility: ParentalResponsibilityResult;
  /** Proposes who is related to whom; it is shown once a manager confirms it. For practitioners who work with the family. */
  readonly recordRelationship: RelationshipResult;
  /** Proposes to open SAFEGUARDING for named people, categories and recipients. It opens nothing until somebody else approves it. For the front door and managers. */
  readonly recordSafeguardingDecision: SafeguardingDecisionResult;
  /**
   * Releases what a person's account leaves out: entries about safeguarding, overrides, domestic abuse or a restriction, and all about a child.
   * It cannot be taken back: the data protection officer reads both renderings first, and says which entries. For information governance.
   */
  readonly releaseAccount: ReleaseAccountResult;
  /** Puts an entry of the log on the queue by hand. For the data protection officer. */
  readonly sampleForReview: ReviewResult;
  /** Takes a merge back. What moved goes back; of what was recorded meanwhile, what lessens sharing holds for both, and a review opens. For stewards. */
  readonly split: MergeResult;
  /** Begins to investigate an item of the queue, or takes it over. For the data protection officer. */
  readonly startReview: ReviewResult;
  /** Takes an agency's record from a person whose it is not. It is not asked with again. For stewards. */
  readonly unlinkRecord: MatchResult;
  /** Records that sharing is to stop: for every purpose and every recipient, at once. For practitioners who work with the family. */
  readonly withdrawConsent: WithdrawConsentResult;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationActivateAgreementArgs = {
  input: AgreementVersionInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationAddFamilyMemberArgs = {
  input: AddFamilyMemberInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationAddTeamMemberArgs = {
  input: AddTeamMemberInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationApproveSafeguardingDecisionArgs = {
  input: ApproveSafeguardingDecisionInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationAssignLeadWorkerArgs = {
  input: AssignLeadWorkerInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationCloseFamilyArgs = {
  input: CloseFamilyInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationCloseReviewArgs = {
  input: CloseReviewInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationConfirmDifferentArgs = {
  input: ConfirmDifferentInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationConfirmFamilyMemberArgs = {
  input: ConfirmFamilyMemberInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationConfirmRelationshipArgs = {
  input: ConfirmRelationshipInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationConfirmSameArgs = {
  input: ConfirmSameInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationDeclareInterestArgs = {
  input: DeclareInterestInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationEndAgreementArgs = {
  input: AgreementVersionInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationEndInterestArgs = {
  input: EndInterestInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationEndOverrideArgs = {
  input: EndOverrideInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationEndParentalResponsibilityArgs = {
  input: EndParentalResponsibilityInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationEndRelationshipArgs = {
  input: EndRelationshipInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationEndSafeguardingDecisionArgs = {
  input: EndSafeguardingDecisionInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationEndTeamMemberArgs = {
  input: EndTeamMemberInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationExplainAccessArgs = {
  input: ExplainAccessInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationExportAccessLogArgs = {
  input: ExportAccessLogInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationLiftHoldArgs = {
  input: LiftHoldInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationLiftRestrictionArgs = {
  input: LiftRestrictionInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationMergeArgs = {
  input: MergeInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationOpenFamilyArgs = {
  input: OpenFamilyInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationPlaceHoldArgs = {
  input: PlaceHoldInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationPlaceRestrictionArgs = {
  input: PlaceRestrictionInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationProposeAgreementArgs = {
  input: ProposeAgreementInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationRecordBirthArgs = {
  input: RecordBirthInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationRecordCompetenceArgs = {
  input: RecordCompetenceInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationRecordConsentArgs = {
  input: RecordConsentInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationRecordFamilyAgreementArgs = {
  input: RecordFamilyAgreementInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationRecordOverrideArgs = {
  input: RecordOverrideInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationRecordParentalResponsibilityArgs = {
  input: RecordParentalResponsibilityInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationRecordRelationshipArgs = {
  input: RecordRelationshipInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationRecordSafeguardingDecisionArgs = {
  input: RecordSafeguardingDecisionInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationReleaseAccountArgs = {
  input: ReleaseAccountInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationSampleForReviewArgs = {
  input: SampleForReviewInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationSplitArgs = {
  input: SplitInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationStartReviewArgs = {
  input: StartReviewInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationUnlinkRecordArgs = {
  input: UnlinkRecordInput;
};


/** What can be changed. A change is recorded once for each client key, and is in the access log whether it was recorded or refused. */
export type MutationWithdrawConsentArgs = {
  input: WithdrawConsentInput;
};

/** A member of a new family: either `personId` or `new`. The manager who names them confirms them. */
export type NewFamilyMemberInput = {
  /** Somebody whom it does not; they live with somebody who is named by id, if with anybody of the family. */
  readonly new?: InputMaybe<NewPersonInput>;
  /** Somebody whom the hub knows. */
  readonly personId?: InputMaybe<Scalars['ID']['input']>;
  /** As what. */
  readonly role: FamilyRole;
};

/** What is known of somebody new: a forename, a surname or both. */
export type NewPersonInput = {
  /** Where they live; where others live already, they share that household and its protection. */
  readonly address?: InputMaybe<AddressInput>;
  /** Not in the future. */
  readonly dateOfBirth?: InputMaybe<Scalars['Date']['input']>;
  /** The first name. */
  readonly forename?: InputMaybe<Scalars['String']['input']>;
  /** Numbers by which agencies know them, one of each kind. */
  readonly identifiers?: InputMaybe<ReadonlyArray<EnteredIdentifierInput>>;
  /** Instead of the address: with whom of the family they live. */
  readonly livesWithPersonId?: InputMaybe<Scalars['ID']['input']>;
  /** Left out: not known. */
  readonly sex?: InputMaybe<Sex>;
  /** The last name. */
  readonly surname?: InputMaybe<Scalars['String']['input']>;
};

/** The agency was asked and has no record, or its complete feed holds nobody who could be this person. */
export type NothingHeld = {
  readonly __typename?: 'NothingHeld';
  /** The category that was asked for. */
  readonly category: Scalars['String']['output'];
  /** Who answered, and for what stretch of time. */
  readonly source: Source;
};

/** Either `familyId`, or `name` and `members`. */
export type OpenFamilyInput = {
  /** When the family agreed to the service; left out until a family agreement records it. */
  readonly agreedOn?: InputMaybe<Scalars['Date']['input']>;
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** A family of the manager's own service that has no open episode. */
  readonly familyId?: InputMaybe<Scalars['ID']['input']>;
  /** A new family's members; 50 at most. */
  readonly members?: InputMaybe<ReadonlyArray<NewFamilyMemberInput>>;
  /** A new family's name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Since when; left out: today. Not in the future. */
  readonly openedOn?: InputMaybe<Scalars['Date']['input']>;
};

/** The entries, or why none was made. */
export type OpenFamilyResult = FamilyOpened | Problems;

/** Why a worker breaks the glass. */
export type OverrideReason =
  /** A child is missing. */
  | 'CHILD_MISSING'
  /** Somebody is in immediate danger. */
  | 'IMMEDIATE_DANGER'
  /** Another reason, which the narrative gives. */
  | 'OTHER'
  /** Somebody's life is at risk. */
  | 'RISK_TO_LIFE'
  /** A child is suspected to suffer, or to be likely to suffer, significant harm. */
  | 'SUSPECTED_SIGNIFICANT_HARM';

/** An override was recorded or ended. */
export type OverrideRecorded = {
  readonly __typename?: 'OverrideRecorded';
  /** When it ends, or ended. */
  readonly endsAt: Scalars['DateTime']['output'];
  /** Its entry. */
  readonly overrideId: Scalars['ID']['output'];
  /** When it was recorded. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The entry's version: ending it is the next. */
  readonly version: Scalars['Int']['output'];
};

/** The entry, or why none was made. */
export type OverrideResult = OverrideRecorded | Problems;

/** What comes before and after a page. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last entry; null where there is none. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there is more. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether the page begins after a cursor. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first entry; null where there is none. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** Who may hold parental responsibility. */
export type ParentalResponsibilityHolder =
  /** The local authority, under a care order. */
  | 'LOCAL_AUTHORITY'
  /** A person of the index. */
  | 'PERSON';

/** Who holds parental responsibility was recorded. */
export type ParentalResponsibilityRecorded = {
  readonly __typename?: 'ParentalResponsibilityRecorded';
  /** Its entry. */
  readonly id: Scalars['ID']['output'];
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The entry's version: what is recorded again of the same holder is the next. */
  readonly version: Scalars['Int']['output'];
};

/** The entry, or why none was made. */
export type ParentalResponsibilityResult = ParentalResponsibilityRecorded | Problems;

/** Where parental responsibility comes from (Children Act 1989 ss.2 to 4A, 5, 12, 33; Adoption and Children Act 2002 s.46). */
export type ParentalResponsibilitySource =
  /** Adoption. */
  | 'ADOPTION'
  /** An agreement with those who hold it. */
  | 'AGREEMENT'
  /** The mother, from birth. */
  | 'BIRTH'
  /** Registered as the father or second parent. */
  | 'BIRTH_REGISTRATION'
  /** A care order, interim or full. */
  | 'CARE_ORDER'
  /** An order of a court, other than a care order. */
  | 'COURT_ORDER'
  /** Appointed guardian. */
  | 'GUARDIAN'
  /** Married to the mother, or in a civil partnership with her, at the birth or since. */
  | 'MARRIAGE';

/** A person. The fields below, and one field for each category that an agency adds. */
export type Person = {
  readonly __typename?: 'Person';
  /** Where the person lives. */
  readonly address: AddressAnswer;
  /** School attendance in this academic year. */
  readonly attendance: AttendanceAnswer;
  /** Domestic abuse incidents that the police told partners about (Operation Encompass). */
  readonly domesticAbuse: DomesticAbuseAnswer;
  /** Contacts with community health services: that they occurred, with which service, of what kind, how they ended. */
  readonly healthContacts: HealthContactsAnswer;
  /** Applications as homeless or threatened with homelessness. */
  readonly homelessness: HomelessnessAnswer;
  /** The person's id. */
  readonly id: Scalars['ID']['output'];
  /** Who the person is. */
  readonly identity: IdentityAnswer;
  /** Contacts with mental health services. */
  readonly mentalHealth: MentalHealthAnswer;
  /** Times the person was reported missing. */
  readonly missingEpisodes: MissingEpisodesAnswer;
  /** Vulnerable-person referrals by the police. */
  readonly policeReferrals: PoliceReferralsAnswer;
  /** An application for a home on the housing register. */
  readonly rehousing: RehousingAnswer;
  /** Special educational needs. */
  readonly specialEducationalNeeds: SpecialEducationalNeedsAnswer;
  /** Contacts with drug and alcohol services. */
  readonly substanceMisuse: SubstanceMisuseAnswer;
  /** Suspensions and permanent exclusions. */
  readonly suspensions: SuspensionsAnswer;
  /** The tenancy that the person holds or lives under. */
  readonly tenancy: TenancyAnswer;
};

/** Another person an item is about. */
export type PersonMention = {
  readonly __typename?: 'PersonMention';
  /** Who, where the caller may know: visible, and permitted for the same category. Otherwise null: another person. */
  readonly person?: Maybe<Person>;
};

/** Exactly one of person, family and worker. */
export type PlaceHoldInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Entries about this family. */
  readonly familyId?: InputMaybe<Scalars['ID']['input']>;
  /** Entries about this person. */
  readonly personId?: InputMaybe<Scalars['ID']['input']>;
  /** Why. It is shown with the hold, and goes nowhere else. */
  readonly reason: Scalars['String']['input'];
  /** Entries of this worker or app. */
  readonly workerId?: InputMaybe<Scalars['ID']['input']>;
};

/** A restriction. What is left out is without limit: the whole person, everybody, from now on. */
export type PlaceRestrictionInput = {
  /** It exempts nobody. */
  readonly absolute?: Scalars['Boolean']['input'];
  /** Organisations and workers that it binds, by id; left out: everybody. */
  readonly binds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Categories of agencies or IDENTITY, ADDRESS, PREGNANCY, RELATIONSHIPS; left out: the whole person. None for PROTECTED_ADDRESS. */
  readonly categories?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Organisations and workers that it does not bind, by id. */
  readonly exempt?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Since when; left out: at once. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Of what kind. */
  readonly kind: RestrictionKind;
  /** On whom. */
  readonly personId: Scalars['ID']['input'];
  /** Why, in words; 2,000 characters at most. */
  readonly reason: Scalars['String']['input'];
  /** Not to be noticed by anybody whom it binds: on the whole person it hides, on categories it reads like a missing consent. */
  readonly silent?: Scalars['Boolean']['input'];
  /** Until when; left out: until it is lifted. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What closes an item as it is raised: at that time the worker had reason to see this person. */
export type PlainReason =
  /** Lead worker of a closed family, who finishes. */
  | 'CLOSING_WORK'
  /** Covered for a colleague. */
  | 'COVER'
  /** On duty for a family of theirs. */
  | 'DUTY'
  /** Lead worker of a family of theirs. */
  | 'LEAD_WORKER'
  /** In the team around a family of theirs. */
  | 'TEAM_MEMBER';

/** What the police were concerned about. */
export type PoliceConcern =
  /** Anti-social behaviour. */
  | 'ANTI_SOCIAL_BEHAVIOUR'
  /** A child's welfare. */
  | 'CHILD_WELFARE'
  /** Domestic abuse. */
  | 'DOMESTIC_ABUSE'
  /** Exploitation by others. */
  | 'EXPLOITATION'
  /** A person reported missing. */
  | 'MISSING'
  /** Something else. */
  | 'OTHER'
  /** A vulnerable adult. */
  | 'VULNERABLE_ADULT';

/** What a person had to do with a police matter. */
export type PoliceInvolvement =
  /** The person alleged to have done harm. */
  | 'ALLEGED_PERPETRATOR'
  /** A child who was present or lives there. */
  | 'CHILD_PRESENT'
  /** Somebody else who was named. */
  | 'OTHER'
  /** The person it is about. */
  | 'SUBJECT'
  /** The victim. */
  | 'VICTIM';

/** One vulnerable-person referral. */
export type PoliceReferral = Item & {
  readonly __typename?: 'PoliceReferral';
  /** What the police were concerned about. */
  readonly concern: PoliceConcern;
  /** Opaque. */
  readonly id: Scalars['ID']['output'];
  /** What the person had to do with it. */
  readonly involvement: PoliceInvolvement;
  /** When the police met the person. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** The other people it is about. */
  readonly others: ReadonlyArray<PersonMention>;
  /** The risk as the police graded it (MeRIT). */
  readonly risk: PoliceRisk;
};

/** Vulnerable-person referrals (VPRF1). */
export type PoliceReferrals = {
  readonly __typename?: 'PoliceReferrals';
  /** How much the agreement allows. */
  readonly detail: Detail;
  /** Newest first. May leave out items of other categories. */
  readonly referrals?: Maybe<ReadonlyArray<PoliceReferral>>;
  /** Where this comes from. */
  readonly source: Source;
};

/** One of four outcomes. */
export type PoliceReferralsAnswer = NothingHeld | PoliceReferrals | Unavailable | Withheld;

/** Risk as the police grade it (MeRIT). */
export type PoliceRisk =
  /** Standard. */
  | 'BRONZE'
  /** 72 points or more. */
  | 'GOLD'
  /** Not graded. */
  | 'NOT_GRADED'
  /** Medium. */
  | 'SILVER';

/** One reason why a change was not recorded. */
export type Problem = {
  readonly __typename?: 'Problem';
  /** Why, from a closed list. */
  readonly code: ProblemCode;
  /** Why, and what to do, in one sentence. */
  readonly message: Scalars['String']['output'];
  /** Where in the input. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
};

/** Why a change was not recorded. What is hidden reads like what is absent. */
export type ProblemCode =
  /** An absolute restriction exempts nobody; name nobody exempt, or say that it is not absolute. */
  | 'ABSOLUTE_EXEMPTS_NOBODY'
  /** The agreement does not say what it has to; see the message. */
  | 'AGREEMENT_INCOMPLETE'
  /** This has been done already. */
  | 'ALREADY_DONE'
  /** This has ended already. */
  | 'ALREADY_ENDED'
  /** The child is in care: the local authority decides. */
  | 'AUTHORITY_DECIDES'
  /** This is before the person was born; at birth consent starts afresh. */
  | 'BEFORE_BIRTH'
  /** The family was opened later than this; give that day or a later one. */
  | 'BEFORE_OPENED'
  /** A child is born within the 20 weeks before the day on which they were due, or the 4 after; check the date. */
  | 'BIRTH_DATE_UNLIKELY'
  /** Say who assessed the lack of capacity, and when. */
  | 'CAPACITY_NOT_ASSESSED'
  /** Say whose father is not known: name the child, as FATHER of whom. */
  | 'CHILD_NEEDED'
  /** This client key was used for another change; use a new one. */
  | 'CLIENT_KEY_REUSED'
  /** A client key has 1 to 200 characters; a random UUID does well. */
  | 'CLIENT_KEY_UNUSABLE'
  /** A person under 16 decides only where assessed competent for this decision; say who assessed it and when. */
  | 'COMPETENCE_NOT_ASSESSED'
  /** You have declared a connection with this person or family; ask a colleague to do this. */
  | 'CONFLICT_OF_INTEREST'
  /** A protected address covers the address and every place; leave the categories out. */
  | 'COVERS_ADDRESS_ONLY'
  /** This person has died; nothing can be recorded for them. */
  | 'DECEASED'
  /** A child is due within 45 weeks, or was within the last 4; check the date. */
  | 'DUE_DATE_UNLIKELY'
  /** Every consent on record was given after this time, so it would end none; check when it was withdrawn. */
  | 'ENDS_NOTHING'
  /** The end has to be later than the beginning, and not past. */
  | 'ENDS_TOO_EARLY'
  /** The end is too late: cover lasts 28 days at most, duty 14, an override 4 hours, a safeguarding decision 15 working days. */
  | 'ENDS_TOO_LATE'
  /** Cover and duty end; say until when. */
  | 'END_NEEDED'
  /** The family has an open episode already. */
  | 'EPISODE_OPEN'
  /** The service is asked to explain this, and has time left; wait for that. */
  | 'EXPLANATION_AWAITED'
  /** Give either the id of a family or the name and members of a new one. */
  | 'FAMILY_OR_MEMBERS'
  /** This is too much at once; record it in smaller parts, of 1,000 entries at most. */
  | 'FORM_TOO_LARGE'
  /** Say who decided: give personId. */
  | 'GIVER_NEEDED'
  /** Say who holds it: give holderId. */
  | 'HOLDER_NEEDED'
  /** This is no number of its kind: its form or its check digit is wrong; check it for a slip. */
  | 'IDENTIFIER_WRONG'
  /** This has not happened yet; give the time at which it did. */
  | 'IN_THE_FUTURE'
  /** Something of this person cannot follow to the other; keep this one, and merge the other into them. */
  | 'KEEP_THE_OTHER'
  /** This person was found unable to decide this; record a decision in their best interests, or assess anew. */
  | 'LACKS_CAPACITY'
  /** A court order keeps this holder of parental responsibility from deciding this. */
  | 'LIMITED_BY_COURT'
  /** This record is linked to somebody else; if that is wrong, unlink it first. */
  | 'LINKED_TO_ANOTHER'
  /** A consent is withdrawn by who gave it, by any holder of parental responsibility, or by the person themselves from 12. */
  | 'MAY_NOT_WITHDRAW'
  /** Both are the hub’s own people: if they are one, merge them. */
  | 'MERGE_THEM'
  /** The same is named twice; name it once. */
  | 'NAMED_TWICE'
  /** Give a forename, a surname or both. */
  | 'NAME_NEEDED'
  /** Name exactly one of person, family and worker. */
  | 'NAME_ONE'
  /** Name at least one. */
  | 'NOTHING_NAMED'
  /** This person is not known to hold parental responsibility; record that first, with its evidence. */
  | 'NOT_A_PR_HOLDER'
  /** This is a council app; name somebody at work. */
  | 'NOT_A_WORKER'
  /** Your role does not allow this; ask somebody whose role does. */
  | 'NOT_ENTITLED'
  /** You cannot do this for yourself; ask a colleague. */
  | 'NOT_FOR_YOURSELF'
  /** There is nothing with this id that you may change; check the id. */
  | 'NOT_FOUND'
  /** This agreement is not in force. */
  | 'NOT_IN_FORCE'
  /** This person does not belong to this family. */
  | 'NOT_MEMBER'
  /** You may not record this for this person at present; open the family to see why. */
  | 'NOT_PERMITTED'
  /** This does not wait for anybody’s decision. */
  | 'NOT_PROPOSED'
  /** Who decides for themselves is the person themselves; leave personId out or give the same id. */
  | 'NOT_THE_SUBJECT'
  /** The child is not yet born; record what is decided after birth. */
  | 'NOT_YET_BORN'
  /** The family has no open episode; ask a manager to open one. */
  | 'NO_OPEN_EPISODE'
  /** Say who it is in exactly one of the ways that there are. */
  | 'ONE_WAY_NEEDED'
  /** A decision in somebody’s best interests needs a review date: give validUntil. */
  | 'REVIEW_NEEDED'
  /** A child not yet born is an UNBORN_CHILD, and nobody else is; an unknown father is a PARENT. */
  | 'ROLE_DOES_NOT_FIT'
  /** Somebody else has to do this: whoever proposed it cannot approve it. */
  | 'SECOND_PERSON_NEEDED'
  /** The one who was kept was merged with somebody else since; split that first. */
  | 'SPLIT_LATER_FIRST'
  /** These two are merged: if they are two, split them. */
  | 'SPLIT_THEM'
  /** From 16 people decide for themselves; ask them. */
  | 'SUBJECT_DECIDES'
  /** A person under 16 is not decided for in this way; ask whoever holds parental responsibility. */
  | 'SUBJECT_TOO_YOUNG'
  /** Say this in words; it cannot be empty. */
  | 'TEXT_NEEDED'
  /** This text is too long; 2,000 characters are enough. */
  | 'TEXT_TOO_LONG'
  /** A text holds characters that cannot be kept; write it again without them. */
  | 'TEXT_UNREADABLE'
  /** You have five files of the access log already; wait until one has expired. */
  | 'TOO_MANY_EXPORTS'
  /** These are too many; name 50 at most. */
  | 'TOO_MANY_NAMED'
  /** These are one person; name two. */
  | 'TWO_PEOPLE_NEEDED'
  /** There is no such category here; family-view.graphql, the schema’s document, names each agency’s at its field, after @category. */
  | 'UNKNOWN_CATEGORY'
  /** There is no such organisation or worker; check the id. */
  | 'UNKNOWN_RECIPIENT'
  /** The end has to be later than the beginning; give a later until. */
  | 'UNTIL_TOO_EARLY';

/** Why a change was not recorded. Nothing of it was. */
export type Problems = {
  readonly __typename?: 'Problems';
  /** Each with its place in the input. */
  readonly problems: ReadonlyArray<Problem>;
};

/** Whether a membership or a tie waits for a manager. */
export type ProposalState =
  /** It holds. */
  | 'CONFIRMED'
  /** It waits, and shows nothing. */
  | 'PROPOSED';

/** An agreement between an agency and organisations that receive. */
export type ProposeAgreementInput = {
  /** Which categories of the agency. */
  readonly categories: ReadonlyArray<Scalars['String']['input']>;
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** How much of a record. */
  readonly detail: Detail;
  /** Until when; this instant is not covered. */
  readonly endsAt: Scalars['DateTime']['input'];
  /** How many months back items may reach; left out: without limit. */
  readonly historyMonths?: InputMaybe<Scalars['Int']['input']>;
  /** The agreement's id: small letters, digits and hyphens. The same id again is its next version. */
  readonly id: Scalars['ID']['input'];
  /** What it rests on in law. */
  readonly legalBasis: LegalBasisInput;
  /** The oldest that it covers, in completed years. */
  readonly maximumAge?: InputMaybe<Scalars['Int']['input']>;
  /** The youngest that it covers, in completed years. */
  readonly minimumAge?: InputMaybe<Scalars['Int']['input']>;
  /** The agency that shares, by the id of its connector. */
  readonly provider: Scalars['ID']['input'];
  /** For what. */
  readonly purposes: ReadonlyArray<Purpose>;
  /** The organisations that receive, by id. */
  readonly recipients: ReadonlyArray<Scalars['ID']['input']>;
  /** After how many hours what the agency last updated counts as unavailable; left out: without limit. */
  readonly stalenessHours?: InputMaybe<Scalars['Int']['input']>;
  /** From when on. */
  readonly startsAt: Scalars['DateTime']['input'];
};

/** Why a caller asks. A purpose is an entitlement, never a claim. */
export type Purpose =
  /** Support for a family, by agreement, before problems need statutory services. */
  | 'EARLY_HELP'
  /** Only while a safeguarding decision or an override names the person. */
  | 'SAFEGUARDING';

/** What can be asked. Everything about a person needs a purpose, is decided first, and is in the access log before it is answered. */
export type Query = {
  readonly __typename?: 'Query';
  /**
   * The access log, for the data protection officer: who asked for what about whom, what was decided and why. Every part of the filter that
   * is given narrows it; parts about decisions are met by one and the same decision. The officer's own accesses, and whatever is about
   * their own family and household, are left out. Null for everybody else. At most 20 a request, with accounts; each is an entry itself.
   * An entry is shown whole, also where only one of its decisions meets the filter. A code or id that no entry has finds nothing.
   */
  readonly accessLog?: Maybe<AccessLogConnection>;
  /** The newest signed checkpoint of the access log (C2SP tlog-checkpoint). For the data protection officer and information governance; null for everybody else, and before the first. */
  readonly accessLogCheckpoint?: Maybe<Scalars['String']['output']>;
  /**
   * That the log continues an older checkpoint, nothing before it changed or removed: the second file of `log:verify consistency` (C2SP
   * tlog-witness). For the data protection officer and information governance; null for everybody else, and where the log is shorter.
   */
  readonly accessLogContinuation?: Maybe<Scalars['String']['output']>;
  /** A file that the data protection officer asked for: how far it has come. Null for everybody else, and where there is none of theirs. */
  readonly accessLogExport?: Maybe<AccessLogExport>;
  /** The newest 20 files that the data protection officer asked for, the newest first. Null for everybody else. */
  readonly accessLogExports?: Maybe<ReadonlyArray<AccessLogExport>>;
  /**
   * What is kept of the access log past its schedule, the newest first, for information governance and data protection officers. What is about
   * the reader's own accesses, household or family is left out. Null for everybody else. Each reading is an entry of the log.
   */
  readonly accessLogHolds?: Maybe<ReadonlyArray<AccessLogHold>>;
  /**
   * What was done about one person, newest first, for the data protection officer: as they read it themselves, or as the person may be given
   * it. Has what was shown of their record as somebody else's, through an agency link that was wrong. What waits for information governance to
   * release it is left out of the subject's, and nothing tells so. Null for everybody else.
   */
  readonly accountOfDisclosures?: Maybe<AccountOfDisclosures>;
  /** The latest version of every information sharing agreement, and earlier ones that are in force. Nothing about anybody; for workers. */
  readonly agreements: ReadonlyArray<InformationSharingAgreement>;
  /**
   * Why something is shown to somebody or not, step by step. For the lead worker of a family about its members, and for information
   * governance. Null where there is no such person or recipient, where the person is hidden, and for everybody else: they cannot be told
   * apart. At most 20 a request.
   */
  readonly explain?: Maybe<Explanation>;
  /**
   * What the manager's service is asked to explain, the oldest first, until it is explained or closed. What is about the manager's own
   * accesses, household or family is left out. Null for everybody but managers. No agency data.
   */
  readonly explanationsDue?: Maybe<ReadonlyArray<ExplanationDue>>;
  /** One family. Null where there is none or where it is hidden from the caller: the two cannot be told apart. */
  readonly family?: Maybe<Family>;
  /**
   * Looks for people among those whom the caller may know of, best first, 20 at most. At least two facts are needed. Slips of the pen, short forms,
   * names the wrong way round and previous names are taken into account. Nobody is found by what the caller may not be shown of them. Each
   * search is in the access log with whom it found. A request holds one, and a caller may search 30 times a minute and 300 times an hour,
   * where the council has not set it otherwise.
   */
  readonly findPeople: ReadonlyArray<FoundPerson>;
  /** A family of the manager's own service, without agency data. Null where there is none, or where it is not the caller's to manage: the two cannot be told apart. */
  readonly managedFamily?: Maybe<ManagedFamily>;
  /**
   * One pair that waits for a steward. Null where there is none, where it is about the steward themselves, their household or their family, and
   * for everybody but stewards: they cannot be told apart.
   */
  readonly matchReview?: Maybe<MatchReview>;
  /**
   * Pairs of records that wait for a steward: links that may be wrong and people who may be here twice first, then the oldest. What is about
   * the steward themselves, their household or their family is left out. Null for everybody but stewards. At most 20 readings a request; each is
   * an entry of the access log.
   */
  readonly matchReviews?: Maybe<MatchReviewConnection>;
  /** Who the hub takes the caller for. */
  readonly me: Caller;
  /**
   * The caller's live overrides, and the safeguarding decisions that name them or their organisation: shown on the screen while they last. None
   * for whoever may not ask for SAFEGUARDING.
   */
  readonly myExceptions: ReadonlyArray<Exception>;
  /** The families that the caller works with. No agency data. */
  readonly myFamilies: ReadonlyArray<FamilySummary>;
  /** One person. Null where there is none or where they are hidden from the caller: the two cannot be told apart. */
  readonly person?: Maybe<Person>;
  /**
   * The person whom a number or an agency's reference stands for, for apps that know one. Null where nobody is known by it whom the caller may
   * know of, and where two are: these cannot be told apart. What an agency alone knows finds somebody only where something of that agency is
   * permitted. Counts as a search, and a request holds one.
   */
  readonly personByIdentifier?: Maybe<Person>;
  /**
   * One item of the queue with the entries of the log that it is of, oldest first. Null where there is none, where it is about the officer's
   * own accesses, household or family, and for everybody but the data protection officer: they cannot be told apart.
   */
  readonly reviewItem?: Maybe<ReviewItemWithEntries>;
  /**
   * What is to be reviewed of the access log, for the data protection officer: what is always reviewed first, then the oldest. What is about
   * the officer's own accesses, household or family is left out. Null for everybody else. At most 20 readings of the queue a request; each is
   * an entry of the log itself.
   */
  readonly reviewQueue?: Maybe<ReviewQueueConnection>;
  /**
   * What an agency's record was shown as, through one agency link in all its versions, for the data protection officer: where the link was
   * wrong, it was shown as somebody else's. Null where there is no such link, where it is or was about somebody of the officer's own family
   * or household, and for everybody else. Counts among the 20 readings a request.
   */
  readonly shownThroughLink?: Maybe<ShownThroughLink>;
};


/** What can be asked. Everything about a person needs a purpose, is decided first, and is in the access log before it is answered. */
export type QueryAccessLogArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AccessLogFilter>;
  first?: Scalars['Int']['input'];
  orderBy?: AccessLogOrder;
};


/** What can be asked. Everything about a person needs a purpose, is decided first, and is in the access log before it is answered. */
export type QueryAccessLogContinuationArgs = {
  older: Scalars['Int']['input'];
};


/** What can be asked. Everything about a person needs a purpose, is decided first, and is in the access log before it is answered. */
export type QueryAccessLogExportArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. Everything about a person needs a purpose, is decided first, and is in the access log before it is answered. */
export type QueryAccountOfDisclosuresArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  personId: Scalars['ID']['input'];
  rendering: AccountRendering;
};


/** What can be asked. Everything about a person needs a purpose, is decided first, and is in the access log before it is answered. */
export type QueryExplainArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  category: Scalars['String']['input'];
  personId: Scalars['ID']['input'];
  purpose: Purpose;
  recipient: Scalars['ID']['input'];
};


/** What can be asked. Everything about a person needs a purpose, is decided first, and is in the access log before it is answered. */
export type QueryExplanationsDueArgs = {
  first?: Scalars['Int']['input'];
};


/** What can be asked. Everything about a person needs a purpose, is decided first, and is in the access log before it is answered. */
export type QueryFamilyArgs = {
  id: Scalars['ID']['input'];
  purpose: Purpose;
};


/** What can be asked. Everything about a person needs a purpose, is decided first, and is in the access log before it is answered. */
export type QueryFindPeopleArgs = {
  dateOfBirth?: InputMaybe<Scalars['Date']['input']>;
  identifier?: InputMaybe<IdentifierInput>;
  name?: InputMaybe<Scalars['String']['input']>;
  postcode?: InputMaybe<Scalars['String']['input']>;
  purpose: Purpose;
};


/** What can be asked. Everything about a person needs a purpose, is decided first, and is in the access log before it is answered. */
export type QueryManagedFamilyArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. Everything about a person needs a purpose, is decided first, and is in the access log before it is answered. */
export type QueryMatchReviewArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. Everything about a person needs a purpose, is decided first, and is in the access log before it is answered. */
export type QueryMatchReviewsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


/** What can be asked. Everything about a person needs a purpose, is decided first, and is in the access log before it is answered. */
export type QueryPersonArgs = {
  id: Scalars['ID']['input'];
  purpose: Purpose;
};


/** What can be asked. Everything about a person needs a purpose, is decided first, and is in the access log before it is answered. */
export type QueryPersonByIdentifierArgs = {
  kind: Scalars['String']['input'];
  purpose: Purpose;
  value: Scalars['String']['input'];
};


/** What can be asked. Everything about a person needs a purpose, is decided first, and is in the access log before it is answered. */
export type QueryReviewItemArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
};


/** What can be asked. Everything about a person needs a purpose, is decided first, and is in the access log before it is answered. */
export type QueryReviewQueueArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  rules?: InputMaybe<ReadonlyArray<ReviewRule>>;
  state?: ReadonlyArray<ReviewState>;
};


/** What can be asked. Everything about a person needs a purpose, is decided first, and is in the access log before it is answered. */
export type QueryShownThroughLinkArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  linkId: Scalars['ID']['input'];
};

/** The birth of a child: a forename, a surname or both. */
export type RecordBirthInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Not in the future. */
  readonly dateOfBirth: Scalars['Date']['input'];
  /** The first name. */
  readonly forename?: InputMaybe<Scalars['String']['input']>;
  /** The child who was not yet born, a confirmed member. */
  readonly personId: Scalars['ID']['input'];
  /** As registered. */
  readonly sex: Sex;
  /** The last name. */
  readonly surname?: InputMaybe<Scalars['String']['input']>;
};

/** The entry, or why none was made. */
export type RecordBirthResult = BirthRecorded | Problems;

/** Whether somebody can decide about sharing some categories. */
export type RecordCompetenceInput = {
  /** Who assessed it. */
  readonly assessedBy: Scalars['String']['input'];
  /** When. */
  readonly assessedOn: Scalars['Date']['input'];
  /** For decisions about which categories of agencies. */
  readonly categories: ReadonlyArray<Scalars['String']['input']>;
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** What was found. */
  readonly outcome: CompetenceOutcome;
  /** Who was assessed. */
  readonly personId: Scalars['ID']['input'];
};

/** The entry, or why none was made. */
export type RecordCompetenceResult = CompetenceRecorded | Problems;

/** One decision about sharing, for some categories, purposes and recipients of one person. */
export type RecordConsentInput = {
  /** Which categories of agencies. */
  readonly categories: ReadonlyArray<Scalars['String']['input']>;
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** When it was decided, which may be days before it is recorded. */
  readonly decidedAt: Scalars['DateTime']['input'];
  /** What was decided. */
  readonly decision: ConsentDecision;
  /** By whom. */
  readonly givenBy: ConsentGiverInput;
  /** How the decision reached the worker. */
  readonly method: ConsentMethod;
  /** Whose records. */
  readonly personId: Scalars['ID']['input'];
  /** For what. */
  readonly purposes: ReadonlyArray<Purpose>;
  /** With which organisations, by id. */
  readonly recipients: ReadonlyArray<Scalars['ID']['input']>;
  /** The last day on which it holds; for BEST_INTERESTS the day of review. */
  readonly validUntil?: InputMaybe<Scalars['Date']['input']>;
};

/** The entries, or why none was made. */
export type RecordConsentResult = ConsentRecorded | Problems;

/** One visit, whole family. */
export type RecordFamilyAgreementInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** When they decided, which may be days before it is recorded. */
  readonly decidedAt: Scalars['DateTime']['input'];
  /** Which family; it needs an open episode. */
  readonly familyId: Scalars['ID']['input'];
  /** The form's own reference. */
  readonly formReference: Scalars['String']['input'];
  /** How the decisions reached the worker. */
  readonly method: ConsentMethod;
  /** Which version of the privacy notice the family was given. */
  readonly noticeVersion: Scalars['String']['input'];
  /** Who decided what; all rows are recorded, or none. */
  readonly rows: ReadonlyArray<FamilyAgreementRowInput>;
};

/** The entries, or why none was made. */
export type RecordFamilyAgreementResult = FamilyAgreementRecorded | Problems;

/** An override. It opens what a safeguarding decision opens, to the caller alone. */
export type RecordOverrideInput = {
  /** Categories of agencies or IDENTITY, ADDRESS, PREGNANCY, RELATIONSHIPS. Who is named is named with their IDENTITY. */
  readonly categories: ReadonlyArray<Scalars['String']['input']>;
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** For how many hours: 1 to 4. */
  readonly hours?: Scalars['Int']['input'];
  /** Why, in words; 2,000 characters at most. */
  readonly narrative: Scalars['String']['input'];
  /** For whom, 50 at most. Whether an id is anybody's is not told. */
  readonly personIds: ReadonlyArray<Scalars['ID']['input']>;
  /** Why, from a list. */
  readonly reasonCode: OverrideReason;
};

/** Who holds parental responsibility for a child. */
export type RecordParentalResponsibilityInput = {
  /** For whom. */
  readonly childId: Scalars['ID']['input'];
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Categories about which a court order keeps the holder from deciding. Left out: as on record, also where it had ended. */
  readonly courtLimits?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** What was seen. */
  readonly evidence: Scalars['String']['input'];
  /** Since when. Left out: as on record; where nothing is, always; where it had ended, today. */
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  /** Who, where it is a person. */
  readonly holderId?: InputMaybe<Scalars['ID']['input']>;
  /** Whether a person or the local authority holds it. */
  readonly holderKind: ParentalResponsibilityHolder;
  /** Where it comes from. */
  readonly source: ParentalResponsibilitySource;
  /** The last day, where that is known. Left out: as on record. */
  readonly until?: InputMaybe<Scalars['Date']['input']>;
};

/** Who is related to whom: `fromPersonId` is the `kind` of `toPersonId`. Both belong to one family of the caller's. */
export type RecordRelationshipInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Since when, where that is known. Not in the future. */
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  /** Who. */
  readonly fromPersonId: Scalars['ID']['input'];
  /** What they are to the other. */
  readonly kind: RelationshipKind;
  /** To whom. */
  readonly toPersonId: Scalars['ID']['input'];
};

/** A decision that opens SAFEGUARDING under the agreements for that purpose. It lifts assignment, membership, episode and consent; never a restriction, an address or an agreement's window. */
export type RecordSafeguardingDecisionInput = {
  /** Categories of agencies or IDENTITY, ADDRESS, PREGNANCY, RELATIONSHIPS. Who is named is named with their IDENTITY. */
  readonly categories: ReadonlyArray<Scalars['String']['input']>;
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Until when: at the latest the end of the 15th working day after today. Mondays to Fridays count, bank holidays too. */
  readonly endsAt: Scalars['DateTime']['input'];
  /** On what ground. */
  readonly ground: SafeguardingGround;
  /** For whom, 50 at most. Whether an id is anybody's is not told. */
  readonly personIds: ReadonlyArray<Scalars['ID']['input']>;
  /** Why, in words; 2,000 characters at most. */
  readonly reason: Scalars['String']['input'];
  /** For which organisations, workers and apps, by id; 50 at most. */
  readonly recipients: ReadonlyArray<Scalars['ID']['input']>;
};

/** An application on the housing register (Property Pool Plus). */
export type Rehousing = {
  readonly __typename?: 'Rehousing';
  /** How urgent the need is. */
  readonly band: RehousingBand;
  /** Since when the band counts. */
  readonly bandFrom?: Maybe<Scalars['Date']['output']>;
  /** How many bedrooms the household needs. */
  readonly bedroomsNeeded?: Maybe<Scalars['Int']['output']>;
  /** How much the agreement allows. */
  readonly detail: Detail;
  /** Where this comes from. */
  readonly source: Source;
  /** Whether the application is live. */
  readonly status: RehousingStatus;
};

/** One of four outcomes. */
export type RehousingAnswer = NothingHeld | Rehousing | Unavailable | Withheld;

/** How urgent a need for rehousing is. */
export type RehousingBand =
  /** Urgent. */
  | 'A'
  /** High. */
  | 'B'
  /** Medium. */
  | 'C'
  /** Low. */
  | 'D'
  /** No need. */
  | 'E'
  /** Reduced. */
  | 'F';

/** Whether an application is live. */
export type RehousingStatus =
  /** It is closed. */
  | 'CLOSED'
  /** It has been housed. */
  | 'HOUSED'
  /** It is live. */
  | 'LIVE'
  /** It is suspended. */
  | 'SUSPENDED';

/** One tie of kinship: `from` is the `kind` of `to`. */
export type Relationship = {
  readonly __typename?: 'Relationship';
  /** Who. */
  readonly from: Person;
  /** The tie's id, by which it is ended. */
  readonly id: Scalars['ID']['output'];
  /** What they are to the other. */
  readonly kind: RelationshipKind;
  /** To whom. */
  readonly to: Person;
};

/** What one person is to another. */
export type RelationshipKind =
  /** Father of. */
  | 'FATHER'
  /** Was married to or lived with as a couple. */
  | 'FORMER_PARTNER'
  /** Grandparent of. */
  | 'GRANDPARENT'
  /** Mother of. */
  | 'MOTHER'
  /** Another kinship. */
  | 'OTHER_KIN'
  /** Parent of, not said which. */
  | 'PARENT'
  /** Lives with as a couple. */
  | 'PARTNER'
  /** Full or half brother or sister of. */
  | 'SIBLING'
  /** Married to, or in a civil partnership with. */
  | 'SPOUSE'
  /** Step-parent of. */
  | 'STEP_PARENT';

/** Kinship that a worker proposed, until a manager confirms or rejects it: `from` is the `kind` of `to`. */
export type RelationshipProposal = {
  readonly __typename?: 'RelationshipProposal';
  /** The one's name; null where it is not known, or restricted. */
  readonly from?: Maybe<Scalars['String']['output']>;
  /** What they are to the other. */
  readonly kind: RelationshipKind;
  /** The worker who proposed it. */
  readonly proposedBy?: Maybe<Worker>;
  /** The id by which it is confirmed or rejected. */
  readonly relationshipId: Scalars['ID']['output'];
  /** The other's name; null where it is not known, or restricted. */
  readonly to?: Maybe<Scalars['String']['output']>;
};

/** A tie of kinship was proposed, decided about or ended. */
export type RelationshipRecorded = {
  readonly __typename?: 'RelationshipRecorded';
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** Its entry. */
  readonly relationshipId: Scalars['ID']['output'];
  /** The entry's version: each decision is the next. */
  readonly version: Scalars['Int']['output'];
};

/** The entry, or why none was made. */
export type RelationshipResult = Problems | RelationshipRecorded;

/** Kinship between people whom the caller may know of. It may leave out others. */
export type Relationships = {
  readonly __typename?: 'Relationships';
  /** One entry for each tie between two people. */
  readonly relationships: ReadonlyArray<Relationship>;
};

/** Who is related to whom, or why that is withheld. */
export type RelationshipsAnswer = Relationships | Withheld;

/** What of a person's account is released. */
export type ReleaseAccountInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Of these entries only, by their place in the log, 1,000 at most; left out: all of them. */
  readonly indexes?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Whose account. */
  readonly personId: Scalars['ID']['input'];
  /** Entries made before this time, which is past. */
  readonly until: Scalars['DateTime']['input'];
};

/** The entry, or why none was made. */
export type ReleaseAccountResult = AccountReleased | Problems;

/** What stands above agreement and consent. */
export type RestrictionKind =
  /** An order of a court. */
  | 'COURT_ORDER'
  /** Where somebody lives must not be known. It covers the address, and every field that gives a place away, of everybody in the household. */
  | 'PROTECTED_ADDRESS'
  /** Adoption, gender recognition, witness protection. */
  | 'SEALED'
  /** The person asked that certain workers or organisations do not see their records. */
  | 'SUBJECT_LOCK';

/** A restriction was placed or lifted. No disclosure later in the access log goes against it. */
export type RestrictionRecorded = {
  readonly __typename?: 'RestrictionRecorded';
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** Its entry. */
  readonly restrictionId: Scalars['ID']['output'];
  /** The entry's version: lifting it is the next. */
  readonly version: Scalars['Int']['output'];
};

/** The entry, or why none was made. */
export type RestrictionResult = Problems | RestrictionRecorded;

/** What came of a return interview. */
export type ReturnInterview =
  /** It has been held. */
  | 'HELD'
  /** It has not been held. */
  | 'NOT_HELD'
  /** It was offered and refused. */
  | 'REFUSED'
  /** Not said. */
  | 'UNKNOWN';

/** A finding. */
export type ReviewDisposition =
  /** The access was right. */
  | 'JUSTIFIED'
  /** The access was not right. */
  | 'NOT_JUSTIFIED'
  /** The worker, or the service, is to be trained. */
  | 'TRAINING';

/** Something to be reviewed. */
export type ReviewItem = {
  readonly __typename?: 'ReviewItem';
  /** The plain reason that closed it as it was raised. */
  readonly autoClosedReason?: Maybe<PlainReason>;
  /** The entry of the log that raised it, or the first of several, by its place. */
  readonly entry: Scalars['Int']['output'];
  /** Until when the service's manager has time to explain it; null where nobody is asked. */
  readonly explainBy?: Maybe<Scalars['DateTime']['output']>;
  /** The family that it is about. */
  readonly family?: Maybe<AccessLogFamily>;
  /** Its id. */
  readonly id: Scalars['ID']['output'];
  /** When it was raised. */
  readonly openedAt: Scalars['DateTime']['output'];
  /** The organisation that the worker answers to. */
  readonly organisation?: Maybe<AccessLogParty>;
  /** Whom it is about; none where it is about how much, when or how often. */
  readonly people: ReadonlyArray<AccessLogParty>;
  /** Why it is there. */
  readonly rule: ReviewRule;
  /** What it is, and what explains it. */
  readonly sentence: Scalars['String']['output'];
  /** Where it stands. */
  readonly state: ReviewState;
  /** What was done about it, in order. */
  readonly steps: ReadonlyArray<ReviewStep>;
  /** The worker or app whose access it is. */
  readonly worker?: Maybe<AccessLogParty>;
};

/** An item in a page of the queue. */
export type ReviewItemEdge = {
  readonly __typename?: 'ReviewItemEdge';
  /** For `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: ReviewItem;
};

/** An item with the entries of the log that it is of. */
export type ReviewItemWithEntries = {
  readonly __typename?: 'ReviewItemWithEntries';
  /** The entries, oldest first. */
  readonly entries: AccessLogConnection;
  /** The item. */
  readonly item: ReviewItem;
};

/** A page of the queue. */
export type ReviewQueueConnection = {
  readonly __typename?: 'ReviewQueueConnection';
  /** To how many entries of the log the rules have been applied. */
  readonly completeTo: Scalars['Int']['output'];
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<ReviewItemEdge>;
  /** The items. */
  readonly nodes: ReadonlyArray<ReviewItem>;
  /** Which rules are not evaluated, or only by what workers declared, because the hub has no staff file. */
  readonly notEvaluated: ReadonlyArray<ReviewRule>;
  /** What comes before and after. */
  readonly pageInfo: PageInfo;
};

/** The step, or why none was recorded. */
export type ReviewResult = Problems | ReviewStepRecorded;

/** Why something is on the queue. */
export type ReviewRule =
  /** A worker broke the glass. Always reviewed, after the service's manager was asked for an explanation. */
  | 'BREAK_GLASS'
  /** An officer put it there. */
  | 'BY_HAND'
  /** A worker asked for somebody on the staff. Always reviewed; needs the staff file. */
  | 'COLLEAGUE'
  /** Somebody was viewed soon after they had become a member of a family that was there before. Always reviewed. */
  | 'NEW_MEMBER_THEN_VIEWED'
  /** Somebody was viewed of a family without an open episode. */
  | 'NO_ACTIVE_CASE'
  /** A worker viewed often out of hours in a week. */
  | 'OUT_OF_HOURS'
  /** A worker asked for themselves, their household or their family. Always reviewed. */
  | 'OWN_RECORD_OR_HOUSEHOLD'
  /** A protected address, or what gives it away, was shown. Always reviewed. */
  | 'PROTECTED_ADDRESS_REVEALED'
  /** Drawn by chance of a week's views, by the root of a checkpoint signed after it. */
  | 'RANDOM_SAMPLE'
  /** A worker was refused again and again within an hour. */
  | 'REPEATED_REFUSAL'
  /** Somebody under a restriction other than a protected address was viewed, or asked for. Always reviewed. */
  | 'RESTRICTED_PERSON'
  /** Two people opened SAFEGUARDING. Always reviewed. */
  | 'SAFEGUARDING_DECISION'
  /** A worker asked for somebody who lives where they do. Always reviewed; needs the staff file. */
  | 'SAME_ADDRESS'
  /** A worker asked for somebody of the same rare surname, and did not work with them, or did so out of hours. */
  | 'SAME_SURNAME'
  /** A worker saw many more people in a day than on their other days. */
  | 'VOLUME_SPIKE';

/** Where an item stands. */
export type ReviewState =
  /** The service's manager is asked for an explanation, and has time left. */
  | 'AWAITING_EXPLANATION'
  /** An officer, or as it was raised a plain reason, closed it. */
  | 'CLOSED'
  /** An officer investigates it. */
  | 'INVESTIGATING'
  /** Nobody has begun with it. */
  | 'OPEN';

/** What an officer or manager did about an item. */
export type ReviewStep = {
  readonly __typename?: 'ReviewStep';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** By whom. */
  readonly by: AccessLogParty;
  /** Of closing: the finding. */
  readonly disposition?: Maybe<ReviewDisposition>;
  /** What they wrote. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /** What was done. */
  readonly step: ReviewStepKind;
  /** Its place among the item's steps, from 1. */
  readonly version: Scalars['Int']['output'];
};

/** What was done about an item. */
export type ReviewStepKind =
  /** An officer closed it. */
  | 'CLOSED'
  /** The service's manager explained it. */
  | 'EXPLAINED'
  /** An officer put it on the queue. */
  | 'PUT'
  /** An officer began to investigate it, or took it over. */
  | 'STARTED';

/** A step was recorded. */
export type ReviewStepRecorded = {
  readonly __typename?: 'ReviewStepRecorded';
  /** The item. */
  readonly itemId: Scalars['ID']['output'];
  /** When. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The step's place among those of the item. */
  readonly version: Scalars['Int']['output'];
};

/** What a caller may do. */
export type Role =
  /** A council application. */
  | 'APP'
  /** Reviews who saw what of whom. Sees no agency data. */
  | 'DPO'
  /** Keeps agreements and restrictions, answers subject access requests. */
  | 'INFORMATION_GOVERNANCE'
  /** Opens and closes families, assigns and ends workers. Sees no agency data. */
  | 'MANAGER'
  /** Works at the front door (multi-agency safeguarding hub). */
  | 'MASH'
  /** Runs the hub and registers apps. */
  | 'OPERATOR'
  /** Works with families. */
  | 'PRACTITIONER'
  /** Decides which records are about the same person. */
  | 'STEWARD';

/** A safeguarding decision was proposed, approved or ended. */
export type SafeguardingDecisionRecorded = {
  readonly __typename?: 'SafeguardingDecisionRecorded';
  /** Its entry. */
  readonly decisionId: Scalars['ID']['output'];
  /** When it ends, or ended. */
  readonly endsAt: Scalars['DateTime']['output'];
  /** When it was recorded. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The entry's version: approving it is the next, and so is ending it. */
  readonly version: Scalars['Int']['output'];
};

/** The entry, or why none was made. */
export type SafeguardingDecisionResult = Problems | SafeguardingDecisionRecorded;

/** What a safeguarding decision rests on. */
export type SafeguardingGround =
  /** A decision of the multi-agency safeguarding hub. */
  | 'MASH'
  /** Enquiries under section 47 of the Children Act 1989. */
  | 'SECTION_47';

/** Which entry is put on the queue, and why. */
export type SampleForReviewInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** The entry's place in the log. */
  readonly entryIndex: Scalars['Int']['input'];
  /** Why, in words; 2,000 characters at most. It is kept with the item, and not in the log. */
  readonly note: Scalars['String']['input'];
};

/** A school. */
export type School = {
  readonly __typename?: 'School';
  /** The school's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Unique Reference Number, 6 digits. */
  readonly urn?: Maybe<Scalars['String']['output']>;
};

/** What somebody may be looked for by. */
export type SearchFact =
  /** The day of birth. */
  | 'DATE_OF_BIRTH'
  /** A number or reference. */
  | 'IDENTIFIER'
  /** The name, or one that they went by. */
  | 'NAME'
  /** The postcode. */
  | 'POSTCODE';

/** How to reach a service. */
export type ServiceContact = {
  readonly __typename?: 'ServiceContact';
  /** E-mail. */
  readonly email?: Maybe<Scalars['String']['output']>;
  /** Who to ask for. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Telephone. */
  readonly phone?: Maybe<Scalars['String']['output']>;
};

/** Which half of the school day. */
export type SessionOfDay =
  /** Afternoon. */
  | 'AFTERNOON'
  /** Morning. */
  | 'MORNING';

/** As recorded by the agencies (NHS Data Dictionary, person stated gender code, in words). */
export type Sex =
  /** Female. */
  | 'FEMALE'
  /** Neither, or indeterminate. */
  | 'INDETERMINATE'
  /** Male. */
  | 'MALE'
  /** Not known. */
  | 'UNKNOWN';

/** What was shown through an agency link, which says whom one of the agency's records is about. The agency's own id is not shown. */
export type ShownThroughLink = {
  readonly __typename?: 'ShownThroughLink';
  /** The agency. */
  readonly agency: Scalars['String']['output'];
  /** The entries in which something was shown through it, newest first: a record, that the agency has none, or the person's name in somebody else's record. */
  readonly entries: AccessLogConnection;
  /** Whoever else the same record was ever taken for, by another link. */
  readonly others: ReadonlyArray<AccessLogParty>;
  /** Each version of the link, oldest first. */
  readonly versions: ReadonlyArray<AgencyLinkVersion>;
};

/** Where an answer comes from and what it covers, as the agency states it. */
export type Source = {
  readonly __typename?: 'Source';
  /** The agency's name. */
  readonly agency: Scalars['String']['output'];
  /** How to reach the service. */
  readonly contact?: Maybe<ServiceContact>;
  /** The first day that the answer covers. */
  readonly coversFrom?: Maybe<Scalars['Date']['output']>;
  /** The last day that the answer covers. */
  readonly coversTo?: Maybe<Scalars['Date']['output']>;
  /** When the hub asked. */
  readonly retrievedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The service's name. */
  readonly service?: Maybe<Scalars['String']['output']>;
  /** When the agency last changed or delivered this. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Types of need (school census). */
export type SpecialEducationalNeed =
  /** Autistic spectrum disorder (ASD). */
  | 'AUTISTIC_SPECTRUM_DISORDER'
  /** Down syndrome (DS). */
  | 'DOWN_SYNDROME'
  /** Hearing impairment (HI). */
  | 'HEARING_IMPAIRMENT'
  /** Moderate learning difficulty (MLD). */
  | 'MODERATE_LEARNING_DIFFICULTY'
  /** Multi-sensory impairment (MSI). */
  | 'MULTI_SENSORY_IMPAIRMENT'
  /** Support without an assessment of the type of need (NSA). */
  | 'NOT_ASSESSED'
  /** Another need (OTH). */
  | 'OTHER'
  /** Physical disability (PD). */
  | 'PHYSICAL_DISABILITY'
  /** Profound and multiple learning difficulty (PMLD). */
  | 'PROFOUND_LEARNING_DIFFICULTY'
  /** Severe learning difficulty (SLD). */
  | 'SEVERE_LEARNING_DIFFICULTY'
  /** Social, emotional and mental health (SEMH). */
  | 'SOCIAL_EMOTIONAL_AND_MENTAL_HEALTH'
  /** Specific learning difficulty (SPLD). */
  | 'SPECIFIC_LEARNING_DIFFICULTY'
  /** Speech, language and communication (SLCN). */
  | 'SPEECH_LANGUAGE_AND_COMMUNICATION'
  /** Vision impairment (VI). */
  | 'VISION_IMPAIRMENT';

/** Special educational needs, as the school census records them. */
export type SpecialEducationalNeeds = {
  readonly __typename?: 'SpecialEducationalNeeds';
  /** How much the agreement allows. */
  readonly detail: Detail;
  /** Since when. */
  readonly from?: Maybe<Scalars['Date']['output']>;
  /** The main need. */
  readonly primaryNeed?: Maybe<SpecialEducationalNeed>;
  /** What provision is made. */
  readonly provision: SpecialEducationalNeedsProvision;
  /** A second need, where one is recorded. */
  readonly secondaryNeed?: Maybe<SpecialEducationalNeed>;
  /** Where this comes from. */
  readonly source: Source;
};

/** One of four outcomes. */
export type SpecialEducationalNeedsAnswer = NothingHeld | SpecialEducationalNeeds | Unavailable | Withheld;

/** What provision is made (school census). */
export type SpecialEducationalNeedsProvision =
  /** Education, health and care plan (E). */
  | 'EDUCATION_HEALTH_AND_CARE_PLAN'
  /** Support by the school (K). */
  | 'SUPPORT';

/** Which merge is taken back, and why. */
export type SplitInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** The merge. */
  readonly mergeId: Scalars['ID']['input'];
  /** Why, in words; 2,000 characters at most. It is kept with the decision, and not in the log. */
  readonly rationale: Scalars['String']['input'];
};

/** Which item is begun. */
export type StartReviewInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** Which; it is not closed, and waits for no explanation. */
  readonly itemId: Scalars['ID']['input'];
};

/** Contacts with drug and alcohol services. Never clinical content. */
export type SubstanceMisuse = {
  readonly __typename?: 'SubstanceMisuse';
  /** Newest first. May leave out items of other categories. */
  readonly contacts?: Maybe<ReadonlyArray<HealthContact>>;
  /** How much the agreement allows. */
  readonly detail: Detail;
  /** Where this comes from. */
  readonly source: Source;
};

/** One of four outcomes. */
export type SubstanceMisuseAnswer = NothingHeld | SubstanceMisuse | Unavailable | Withheld;

/** One suspension or exclusion. */
export type Suspension = Item & {
  readonly __typename?: 'Suspension';
  /** Opaque. */
  readonly id: Scalars['ID']['output'];
  /** Whether the pupil was to come back. */
  readonly kind: SuspensionKind;
  /** The day it began. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** The school's reason, from the Department for Education's list. */
  readonly reason: SuspensionReason;
  /** How many sessions it covers, where it ends. */
  readonly sessions?: Maybe<Scalars['Int']['output']>;
};

/** Whether the pupil was to come back. */
export type SuspensionKind =
  /** For good. */
  | 'PERMANENT_EXCLUSION'
  /** For a fixed period. */
  | 'SUSPENSION';

/** Reasons of the school census (Department for Education, from 2020). */
export type SuspensionReason =
  /** Abuse about disability (DS). */
  | 'ABUSE_DISABILITY'
  /** Abuse about sexual orientation or gender identity (LG). */
  | 'ABUSE_SEXUAL_ORIENTATION'
  /** Bullying (BU). */
  | 'BULLYING'
  /** Damage (DM). */
  | 'DAMAGE'
  /** Drugs and alcohol (DA). */
  | 'DRUGS_AND_ALCOHOL'
  /** Use or threat of an offensive weapon (OW). */
  | 'OFFENSIVE_WEAPON'
  /** Another reason. */
  | 'OTHER'
  /** Persistent disruptive behaviour (DB). */
  | 'PERSISTENT_DISRUPTION'
  /** Physical assault against an adult (PA). */
  | 'PHYSICAL_ASSAULT_ADULT'
  /** Physical assault against a pupil (PP). */
  | 'PHYSICAL_ASSAULT_PUPIL'
  /** Wilful and repeated transgression of protective measures (PH). */
  | 'PROTECTIVE_MEASURES'
  /** Abuse about race (RA). */
  | 'RACIST_ABUSE'
  /** Sexual misconduct (SM). */
  | 'SEXUAL_MISCONDUCT'
  /** Inappropriate use of social media or online technology (MT). */
  | 'SOCIAL_MEDIA'
  /** Theft (TH). */
  | 'THEFT'
  /** Verbal abuse or threatening behaviour against an adult (VA). */
  | 'VERBAL_ABUSE_ADULT'
  /** Verbal abuse or threatening behaviour against a pupil (VP). */
  | 'VERBAL_ABUSE_PUPIL';

/** Suspensions and permanent exclusions. */
export type Suspensions = {
  readonly __typename?: 'Suspensions';
  /** How much the agreement allows. */
  readonly detail: Detail;
  /** Where this comes from. */
  readonly source: Source;
  /** Newest first. May leave out items of other categories. */
  readonly suspensions?: Maybe<ReadonlyArray<Suspension>>;
};

/** One of four outcomes. */
export type SuspensionsAnswer = NothingHeld | Suspensions | Unavailable | Withheld;

/** In what capacity somebody joins the team around a family. */
export type TeamCapacity =
  /** Stands in for somebody, for at most 28 days. */
  | 'COVER'
  /** Takes one contact on duty, for at most 14 days. */
  | 'DUTY'
  /** Belongs to the team around the family. */
  | 'TEAM_MEMBER';

/** A worker's place in the team around the family. */
export type TeamMember = {
  readonly __typename?: 'TeamMember';
  /** In what capacity. */
  readonly assignment: AssignmentKind;
  /** Since when. */
  readonly from: Scalars['Date']['output'];
  /** Until when, where an end is set. */
  readonly until?: Maybe<Scalars['Date']['output']>;
  /** Who. */
  readonly worker: Worker;
};

/** A tenancy. */
export type Tenancy = {
  readonly __typename?: 'Tenancy';
  /** How many weeks of rent are owed, rounded down. */
  readonly arrearsWeeks?: Maybe<Scalars['Int']['output']>;
  /** Whether the person is a tenant or lives in the tenant's household. */
  readonly capacity?: Maybe<TenancyCapacity>;
  /** How much the agreement allows. */
  readonly detail: Detail;
  /** When it ended, where it has. */
  readonly endedOn?: Maybe<Scalars['Date']['output']>;
  /** Whether rent is owed. */
  readonly inArrears?: Maybe<Scalars['Boolean']['output']>;
  /** Who lets the home. */
  readonly landlord?: Maybe<Scalars['String']['output']>;
  /** How many repairs are open. */
  readonly openRepairs?: Maybe<Scalars['Int']['output']>;
  /** Where this comes from. */
  readonly source: Source;
  /** When it began. */
  readonly startedOn?: Maybe<Scalars['Date']['output']>;
  /** How the home is held. */
  readonly tenure: Tenure;
};

/** One of four outcomes. */
export type TenancyAnswer = NothingHeld | Tenancy | Unavailable | Withheld;

/** In what capacity a person belongs to a tenancy. */
export type TenancyCapacity =
  /** Lives in the tenant's household. */
  | 'HOUSEHOLD_MEMBER'
  /** One of several tenants. */
  | 'JOINT_TENANT'
  /** The only tenant. */
  | 'SOLE_TENANT';

/** How a home is held. */
export type Tenure =
  /** Assured tenancy of a housing association. */
  | 'ASSURED'
  /** Assured shorthold tenancy. */
  | 'ASSURED_SHORTHOLD'
  /** Introductory tenancy of a council. */
  | 'INTRODUCTORY'
  /** Licence, for example in temporary accommodation. */
  | 'LICENCE'
  /** Another. */
  | 'OTHER'
  /** Secure tenancy of a council. */
  | 'SECURE';

/** The agency could not answer. This does not mean there is nothing. */
export type Unavailable = {
  readonly __typename?: 'Unavailable';
  /** The category that was asked for. */
  readonly category: Scalars['String']['output'];
  /** When the agency last answered, where the hub knows. */
  readonly lastAnswered?: Maybe<Scalars['DateTime']['output']>;
  /** Since when the agency has not answered. */
  readonly since: Scalars['DateTime']['output'];
  /** Who should have answered. */
  readonly source: Source;
};

/** A child not yet born. */
export type UnbornChildInput = {
  /** When the child is expected. */
  readonly dueDate: Scalars['Date']['input'];
  /** The mother, a member of the family whose PREGNANCY the caller may know of. */
  readonly motherPersonId: Scalars['ID']['input'];
};

/** Of what two people who were merged, or split, do not agree. */
export type UnclearFact =
  /** Whether their address is protected. */
  | 'ADDRESS'
  /** Whether they were found able to decide. */
  | 'COMPETENCE'
  /** What was agreed to, refused or withdrawn. */
  | 'CONSENT'
  /** Whose an agency's record is. */
  | 'LINK'
  /** Whether they belong to a family. */
  | 'MEMBERSHIP'
  /** Something else. */
  | 'OTHER'
  /** Who holds parental responsibility, or on what terms. */
  | 'PARENTAL_RESPONSIBILITY'
  /** What is restricted. */
  | 'RESTRICTION';

/** Which link is wrong, and why. */
export type UnlinkRecordInput = {
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** The link. */
  readonly linkId: Scalars['ID']['input'];
  /** Why, in words; 2,000 characters at most. It is kept with the decision, and not in the log. */
  readonly rationale: Scalars['String']['input'];
};

/** A withdrawal, for every purpose and every recipient. */
export type WithdrawConsentInput = {
  /** Which categories of agencies. */
  readonly categories: ReadonlyArray<Scalars['String']['input']>;
  /** The client's own key of this change: sent again with the same input, it answers the same and changes nothing. */
  readonly clientKey: Scalars['ID']['input'];
  /** When it was decided, which may be days before it is recorded. */
  readonly decidedAt: Scalars['DateTime']['input'];
  /** How the withdrawal reached the worker. */
  readonly method: ConsentMethod;
  /** Whose records. */
  readonly personId: Scalars['ID']['input'];
  /** By whom. */
  readonly withdrawnBy: ConsentWithdrawerInput;
};

/** The entries, or why none was made. */
export type WithdrawConsentResult = ConsentWithdrawn | Problems;

/** We may not show this, or could not ask. It reads the same whether or not records exist. */
export type Withheld = {
  readonly __typename?: 'Withheld';
  /** The category that is withheld. */
  readonly category: Scalars['String']['output'];
  /** Why, in words for a worker. */
  readonly explanation: Scalars['String']['output'];
  /** Why, from a closed list. */
  readonly reason: WithheldReason;
  /** What would change it, where anything would. */
  readonly remedy?: Maybe<Scalars['String']['output']>;
};

/** Why something is withheld. Finer reasons are in the access log only. */
export type WithheldReason =
  /** There is no open episode of early help. */
  | 'CASE_CLOSED'
  /** The caller is connected with this person. */
  | 'CONFLICT'
  /** The person has died. */
  | 'DECEASED'
  /** A manager has not yet confirmed that this person belongs to the family. */
  | 'MEMBERSHIP_UNCONFIRMED'
  /** No record of this agency is known to be about this person. We could not ask. */
  | 'NOT_LINKED'
  /** No agreement lets this agency share this category with the caller's organisation. */
  | 'NO_AGREEMENT'
  /** There is no agreement to share by whoever decides for this person. */
  | 'NO_CONSENT'
  /** What is held would show another person's records. */
  | 'OTHER_PERSON'
  /** An agreement is in force, but not for a person of this age or this stretch of time. */
  | 'OUTSIDE_AGREEMENT'
  /** An address, or a whole person, is protected. */
  | 'PROTECTED'
  /** The caller is not entitled to this purpose for this person. */
  | 'PURPOSE_NOT_OPEN'
  /** A restriction is in force. */
  | 'RESTRICTED';

/** Somebody who works with families. */
export type Worker = {
  readonly __typename?: 'Worker';
  /** The worker's id. */
  readonly id: Scalars['ID']['output'];
  /** The worker's name. */
  readonly name: Scalars['String']['output'];
  /** The organisation that the worker answers to. */
  readonly organisation: Scalars['String']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  AddFamilyMemberResult:
    | ( FamilyMemberAdded )
    | ( Problems )
  ;
  AddressAnswer:
    | ( Address )
    | ( Withheld )
  ;
  AgreementResult:
    | ( AgreementRecorded )
    | ( Problems )
  ;
  AssignmentResult:
    | ( AssignmentRecorded )
    | ( Problems )
  ;
  AttendanceAnswer:
    | ( Attendance )
    | ( NothingHeld )
    | ( Unavailable )
    | ( Withheld )
  ;
  CloseFamilyResult:
    | ( FamilyClosed )
    | ( Problems )
  ;
  ConfirmFamilyMemberResult:
    | ( FamilyMemberDecided )
    | ( Problems )
  ;
  DomesticAbuseAnswer:
    | ( Omit<DomesticAbuse, 'incidents'> & { incidents?: Maybe<ReadonlyArray<_RefType['DomesticAbuseIncident']>> } )
    | ( NothingHeld )
    | ( Unavailable )
    | ( Withheld )
  ;
  ExportAccessLogResult:
    | ( AccessLogExportBegun )
    | ( Problems )
  ;
  HealthContactsAnswer:
    | ( HealthContacts )
    | ( NothingHeld )
    | ( Unavailable )
    | ( Withheld )
  ;
  HoldResult:
    | ( HoldRecorded )
    | ( Problems )
  ;
  HomelessnessAnswer:
    | ( Homelessness )
    | ( NothingHeld )
    | ( Unavailable )
    | ( Withheld )
  ;
  IdentityAnswer:
    | ( Identity )
    | ( Withheld )
  ;
  InterestResult:
    | ( InterestRecorded )
    | ( Problems )
  ;
  MatchResult:
    | ( MatchDecided )
    | ( Problems )
  ;
  MentalHealthAnswer:
    | ( MentalHealth )
    | ( NothingHeld )
    | ( Unavailable )
    | ( Withheld )
  ;
  MergeResult:
    | ( MergeRecorded )
    | ( Problems )
  ;
  MissingEpisodesAnswer:
    | ( MissingEpisodes )
    | ( NothingHeld )
    | ( Unavailable )
    | ( Withheld )
  ;
  OpenFamilyResult:
    | ( FamilyOpened )
    | ( Problems )
  ;
  OverrideResult:
    | ( OverrideRecorded )
    | ( Problems )
  ;
  ParentalResponsibilityResult:
    | ( ParentalResponsibilityRecorded )
    | ( Problems )
  ;
  PoliceReferralsAnswer:
    | ( NothingHeld )
    | ( Omit<PoliceReferrals, 'referrals'> & { referrals?: Maybe<ReadonlyArray<_RefType['PoliceReferral']>> } )
    | ( Unavailable )
    | ( Withheld )
  ;
  RecordBirthResult:
    | ( BirthRecorded )
    | ( Problems )
  ;
  RecordCompetenceResult:
    | ( CompetenceRecorded )
    | ( Problems )
  ;
  RecordConsentResult:
    | ( ConsentRecorded )
    | ( Problems )
  ;
  RecordFamilyAgreementResult:
    | ( FamilyAgreementRecorded )
    | ( Problems )
  ;
  RehousingAnswer:
    | ( NothingHeld )
    | ( Rehousing )
    | ( Unavailable )
    | ( Withheld )
  ;
  RelationshipResult:
    | ( Problems )
    | ( RelationshipRecorded )
  ;
  RelationshipsAnswer:
    | ( Omit<Relationships, 'relationships'> & { relationships: ReadonlyArray<_RefType['Relationship']> } )
    | ( Withheld )
  ;
  ReleaseAccountResult:
    | ( AccountReleased )
    | ( Problems )
  ;
  RestrictionResult:
    | ( Problems )
    | ( RestrictionRecorded )
  ;
  ReviewResult:
    | ( Problems )
    | ( ReviewStepRecorded )
  ;
  SafeguardingDecisionResult:
    | ( Problems )
    | ( SafeguardingDecisionRecorded )
  ;
  SpecialEducationalNeedsAnswer:
    | ( NothingHeld )
    | ( SpecialEducationalNeeds )
    | ( Unavailable )
    | ( Withheld )
  ;
  SubstanceMisuseAnswer:
    | ( NothingHeld )
    | ( SubstanceMisuse )
    | ( Unavailable )
    | ( Withheld )
  ;
  SuspensionsAnswer:
    | ( NothingHeld )
    | ( Suspensions )
    | ( Unavailable )
    | ( Withheld )
  ;
  TenancyAnswer:
    | ( NothingHeld )
    | ( Tenancy )
    | ( Unavailable )
    | ( Withheld )
  ;
  WithdrawConsentResult:
    | ( ConsentWithdrawn )
    | ( Problems )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Item:
    | ( AttendanceSession )
    | ( Omit<DomesticAbuseIncident, 'others'> & { others: ReadonlyArray<_RefType['PersonMention']> } )
    | ( HealthContact )
    | ( HomelessnessApplication )
    | ( MissingEpisode )
    | ( Omit<PoliceReferral, 'others'> & { others: ReadonlyArray<_RefType['PersonMention']> } )
    | ( Suspension )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccessLogBasis: ResolverTypeWrapper<AccessLogBasis>;
  AccessLogChange: ResolverTypeWrapper<AccessLogChange>;
  AccessLogConnection: ResolverTypeWrapper<Omit<AccessLogConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['AccessLogEdge']>, nodes: ReadonlyArray<ResolversTypes['AccessLogEntry']> }>;
  AccessLogDecision: ResolverTypeWrapper<AccessLogDecision>;
  AccessLogEdge: ResolverTypeWrapper<Omit<AccessLogEdge, 'node'> & { node: ResolversTypes['AccessLogEntry'] }>;
  AccessLogEntry: ResolverTypeWrapper<LogEntry>;
  AccessLogExplained: ResolverTypeWrapper<AccessLogExplained>;
  AccessLogExport: ResolverTypeWrapper<AccessLogExport>;
  AccessLogExportBegun: ResolverTypeWrapper<AccessLogExportBegun>;
  AccessLogExportFormat: AccessLogExportFormat;
  AccessLogExportState: AccessLogExportState;
  AccessLogFamily: ResolverTypeWrapper<AccessLogFamily>;
  AccessLogFilter: AccessLogFilter;
  AccessLogHold: ResolverTypeWrapper<AccessLogHold>;
  AccessLogKind: AccessLogKind;
  AccessLogOrder: AccessLogOrder;
  AccessLogOutcome: AccessLogOutcome;
  AccessLogParty: ResolverTypeWrapper<AccessLogParty>;
  AccessLogProof: ResolverTypeWrapper<AccessLogProof>;
  AccessLogRange: ResolverTypeWrapper<AccessLogRange>;
  AccessLogReview: ResolverTypeWrapper<AccessLogReview>;
  AccessLogReviewPart: ResolverTypeWrapper<AccessLogReviewPart>;
  AccessLogSearch: ResolverTypeWrapper<AccessLogSearch>;
  AccountOfDisclosures: ResolverTypeWrapper<Omit<AccountOfDisclosures, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['AccountedDisclosureEdge']>, nodes: ReadonlyArray<ResolversTypes['AccountedDisclosure']> }>;
  AccountReleased: ResolverTypeWrapper<AccountReleased>;
  AccountRendering: AccountRendering;
  AccountedDisclosure: ResolverTypeWrapper<Omit<AccountedDisclosure, 'entry'> & { entry?: Maybe<ResolversTypes['AccessLogEntry']> }>;
  AccountedDisclosureEdge: ResolverTypeWrapper<Omit<AccountedDisclosureEdge, 'node'> & { node: ResolversTypes['AccountedDisclosure'] }>;
  AddFamilyMemberInput: AddFamilyMemberInput;
  AddFamilyMemberResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AddFamilyMemberResult']>;
  AddTeamMemberInput: AddTeamMemberInput;
  Address: ResolverTypeWrapper<Address>;
  AddressAnswer: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AddressAnswer']>;
  AddressInput: AddressInput;
  AgencyLinkState: AgencyLinkState;
  AgencyLinkVersion: ResolverTypeWrapper<AgencyLinkVersion>;
  AgreementRecorded: ResolverTypeWrapper<AgreementRecorded>;
  AgreementResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AgreementResult']>;
  AgreementState: AgreementState;
  AgreementVersionInput: AgreementVersionInput;
  ApproveSafeguardingDecisionInput: ApproveSafeguardingDecisionInput;
  AssignLeadWorkerInput: AssignLeadWorkerInput;
  AssignmentKind: AssignmentKind;
  AssignmentRecorded: ResolverTypeWrapper<AssignmentRecorded>;
  AssignmentResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AssignmentResult']>;
  Attendance: ResolverTypeWrapper<Attendance>;
  AttendanceAnswer: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AttendanceAnswer']>;
  AttendanceMeaning: AttendanceMeaning;
  AttendanceSession: ResolverTypeWrapper<AttendanceSession>;
  BirthRecorded: ResolverTypeWrapper<BirthRecorded>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Caller: ResolverTypeWrapper<CallerParent>;
  CallerKind: CallerKind;
  CloseFamilyInput: CloseFamilyInput;
  CloseFamilyResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CloseFamilyResult']>;
  CloseReviewInput: CloseReviewInput;
  ClosingReason: ClosingReason;
  CompetenceOutcome: CompetenceOutcome;
  CompetenceRecorded: ResolverTypeWrapper<CompetenceRecorded>;
  ConfirmDifferentInput: ConfirmDifferentInput;
  ConfirmFamilyMemberInput: ConfirmFamilyMemberInput;
  ConfirmFamilyMemberResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ConfirmFamilyMemberResult']>;
  ConfirmRelationshipInput: ConfirmRelationshipInput;
  ConfirmSameInput: ConfirmSameInput;
  ConsentCapacity: ConsentCapacity;
  ConsentDecision: ConsentDecision;
  ConsentGiverInput: ConsentGiverInput;
  ConsentMethod: ConsentMethod;
  ConsentRecorded: ResolverTypeWrapper<ConsentRecorded>;
  ConsentReview: ResolverTypeWrapper<ConsentReviewParent>;
  ConsentReviewPrompt: ConsentReviewPrompt;
  ConsentWithdrawerInput: ConsentWithdrawerInput;
  ConsentWithdrawn: ResolverTypeWrapper<ConsentWithdrawn>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeclareInterestInput: DeclareInterestInput;
  Detail: Detail;
  DomesticAbuse: ResolverTypeWrapper<Omit<DomesticAbuse, 'incidents'> & { incidents?: Maybe<ReadonlyArray<ResolversTypes['DomesticAbuseIncident']>> }>;
  DomesticAbuseAnswer: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DomesticAbuseAnswer']>;
  DomesticAbuseIncident: ResolverTypeWrapper<Omit<DomesticAbuseIncident, 'others'> & { others: ReadonlyArray<ResolversTypes['PersonMention']> }>;
  EndInterestInput: EndInterestInput;
  EndOverrideInput: EndOverrideInput;
  EndParentalResponsibilityInput: EndParentalResponsibilityInput;
  EndRelationshipInput: EndRelationshipInput;
  EndSafeguardingDecisionInput: EndSafeguardingDecisionInput;
  EndTeamMemberInput: EndTeamMemberInput;
  EnteredIdentifierInput: EnteredIdentifierInput;
  EnteredMember: ResolverTypeWrapper<EnteredMember>;
  Exception: ResolverTypeWrapper<OpenException>;
  ExceptionKind: ExceptionKind;
  ExplainAccessInput: ExplainAccessInput;
  Explanation: ResolverTypeWrapper<Explanation>;
  ExplanationDue: ResolverTypeWrapper<ExplanationDue>;
  ExplanationOutcome: ExplanationOutcome;
  ExplanationStep: ResolverTypeWrapper<ExplanationStep>;
  ExplanationStepName: ExplanationStepName;
  ExplanationStepResult: ExplanationStepResult;
  ExportAccessLogInput: ExportAccessLogInput;
  ExportAccessLogResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ExportAccessLogResult']>;
  Family: ResolverTypeWrapper<VisibleFamily>;
  FamilyAgreementRecorded: ResolverTypeWrapper<FamilyAgreementRecorded>;
  FamilyAgreementRowInput: FamilyAgreementRowInput;
  FamilyClosed: ResolverTypeWrapper<FamilyClosed>;
  FamilyMember: ResolverTypeWrapper<FamilyMemberParent>;
  FamilyMemberAdded: ResolverTypeWrapper<FamilyMemberAdded>;
  FamilyMemberDecided: ResolverTypeWrapper<FamilyMemberDecided>;
  FamilyOpened: ResolverTypeWrapper<FamilyOpened>;
  FamilyRole: FamilyRole;
  FamilySummary: ResolverTypeWrapper<FamilySummary>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  FoundPerson: ResolverTypeWrapper<FoundPersonParent>;
  HealthContact: ResolverTypeWrapper<HealthContact>;
  HealthContactKind: HealthContactKind;
  HealthContactOutcome: HealthContactOutcome;
  HealthContacts: ResolverTypeWrapper<HealthContacts>;
  HealthContactsAnswer: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['HealthContactsAnswer']>;
  HoldRecorded: ResolverTypeWrapper<HoldRecorded>;
  HoldResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['HoldResult']>;
  Homelessness: ResolverTypeWrapper<Homelessness>;
  HomelessnessAnswer: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['HomelessnessAnswer']>;
  HomelessnessApplication: ResolverTypeWrapper<HomelessnessApplication>;
  HomelessnessDecision: HomelessnessDecision;
  HomelessnessDuty: HomelessnessDuty;
  HomelessnessReason: HomelessnessReason;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  IdentifierInput: IdentifierInput;
  IdentifierKind: IdentifierKind;
  Identity: ResolverTypeWrapper<Identity>;
  IdentityAnswer: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['IdentityAnswer']>;
  InformationSharingAgreement: ResolverTypeWrapper<AgreementVersion>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  InterestKind: InterestKind;
  InterestRecorded: ResolverTypeWrapper<InterestRecorded>;
  InterestResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['InterestResult']>;
  Item: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Item']>;
  LegalBasis: ResolverTypeWrapper<LegalBasisParent>;
  LegalBasisInput: LegalBasisInput;
  LiftHoldInput: LiftHoldInput;
  LiftRestrictionInput: LiftRestrictionInput;
  ManagedAssignment: ResolverTypeWrapper<ManagedAssignmentParent>;
  ManagedConsent: ResolverTypeWrapper<StandingConsent>;
  ManagedEpisode: ResolverTypeWrapper<ManagedEpisode>;
  ManagedFamily: ResolverTypeWrapper<ManagedFamilyParent>;
  MatchAddress: ResolverTypeWrapper<MatchAddress>;
  MatchDecided: ResolverTypeWrapper<MatchDecided>;
  MatchIdentifier: ResolverTypeWrapper<MatchIdentifier>;
  MatchName: ResolverTypeWrapper<MatchName>;
  MatchPart: ResolverTypeWrapper<MatchPart>;
  MatchRecord: ResolverTypeWrapper<MatchRecord>;
  MatchResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['MatchResult']>;
  MatchReview: ResolverTypeWrapper<MatchReview>;
  MatchReviewConnection: ResolverTypeWrapper<MatchReviewConnection>;
  MatchReviewEdge: ResolverTypeWrapper<MatchReviewEdge>;
  MatchReviewKind: MatchReviewKind;
  MemberPersonInput: MemberPersonInput;
  MemberTieInput: MemberTieInput;
  MembershipAsserter: MembershipAsserter;
  MembershipDecision: MembershipDecision;
  MembershipProposal: ResolverTypeWrapper<Proposal>;
  MentalHealth: ResolverTypeWrapper<MentalHealth>;
  MentalHealthAnswer: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['MentalHealthAnswer']>;
  MergeInput: MergeInput;
  MergeRecorded: ResolverTypeWrapper<MergeRecorded>;
  MergeResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['MergeResult']>;
  MissingEpisode: ResolverTypeWrapper<MissingEpisode>;
  MissingEpisodes: ResolverTypeWrapper<MissingEpisodes>;
  MissingEpisodesAnswer: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['MissingEpisodesAnswer']>;
  MissingRisk: MissingRisk;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NewFamilyMemberInput: NewFamilyMemberInput;
  NewPersonInput: NewPersonInput;
  NothingHeld: ResolverTypeWrapper<NothingHeld>;
  OpenFamilyInput: OpenFamilyInput;
  OpenFamilyResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['OpenFamilyResult']>;
  OverrideReason: OverrideReason;
  OverrideRecorded: ResolverTypeWrapper<OverrideRecorded>;
  OverrideResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['OverrideResult']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  ParentalResponsibilityHolder: ParentalResponsibilityHolder;
  ParentalResponsibilityRecorded: ResolverTypeWrapper<ParentalResponsibilityRecorded>;
  ParentalResponsibilityResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ParentalResponsibilityResult']>;
  ParentalResponsibilitySource: ParentalResponsibilitySource;
  Person: ResolverTypeWrapper<VisiblePerson>;
  PersonMention: ResolverTypeWrapper<Omit<PersonMention, 'person'> & { person?: Maybe<ResolversTypes['Person']> }>;
  PlaceHoldInput: PlaceHoldInput;
  PlaceRestrictionInput: PlaceRestrictionInput;
  PlainReason: PlainReason;
  PoliceConcern: PoliceConcern;
  PoliceInvolvement: PoliceInvolvement;
  PoliceReferral: ResolverTypeWrapper<Omit<PoliceReferral, 'others'> & { others: ReadonlyArray<ResolversTypes['PersonMention']> }>;
  PoliceReferrals: ResolverTypeWrapper<Omit<PoliceReferrals, 'referrals'> & { referrals?: Maybe<ReadonlyArray<ResolversTypes['PoliceReferral']>> }>;
  PoliceReferralsAnswer: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PoliceReferralsAnswer']>;
  PoliceRisk: PoliceRisk;
  Problem: ResolverTypeWrapper<Problem>;
  ProblemCode: ProblemCode;
  Problems: ResolverTypeWrapper<Problems>;
  ProposalState: ProposalState;
  ProposeAgreementInput: ProposeAgreementInput;
  Purpose: Purpose;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordBirthInput: RecordBirthInput;
  RecordBirthResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RecordBirthResult']>;
  RecordCompetenceInput: RecordCompetenceInput;
  RecordCompetenceResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RecordCompetenceResult']>;
  RecordConsentInput: RecordConsentInput;
  RecordConsentResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RecordConsentResult']>;
  RecordFamilyAgreementInput: RecordFamilyAgreementInput;
  RecordFamilyAgreementResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RecordFamilyAgreementResult']>;
  RecordOverrideInput: RecordOverrideInput;
  RecordParentalResponsibilityInput: RecordParentalResponsibilityInput;
  RecordRelationshipInput: RecordRelationshipInput;
  RecordSafeguardingDecisionInput: RecordSafeguardingDecisionInput;
  Rehousing: ResolverTypeWrapper<Rehousing>;
  RehousingAnswer: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RehousingAnswer']>;
  RehousingBand: RehousingBand;
  RehousingStatus: RehousingStatus;
  Relationship: ResolverTypeWrapper<Omit<Relationship, 'from' | 'to'> & { from: ResolversTypes['Person'], to: ResolversTypes['Person'] }>;
  RelationshipKind: RelationshipKind;
  RelationshipProposal: ResolverTypeWrapper<TieProposal>;
  RelationshipRecorded: ResolverTypeWrapper<RelationshipRecorded>;
  RelationshipResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RelationshipResult']>;
  Relationships: ResolverTypeWrapper<Omit<Relationships, 'relationships'> & { relationships: ReadonlyArray<ResolversTypes['Relationship']> }>;
  RelationshipsAnswer: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RelationshipsAnswer']>;
  ReleaseAccountInput: ReleaseAccountInput;
  ReleaseAccountResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ReleaseAccountResult']>;
  RestrictionKind: RestrictionKind;
  RestrictionRecorded: ResolverTypeWrapper<RestrictionRecorded>;
  RestrictionResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RestrictionResult']>;
  ReturnInterview: ReturnInterview;
  ReviewDisposition: ReviewDisposition;
  ReviewItem: ResolverTypeWrapper<ReviewItem>;
  ReviewItemEdge: ResolverTypeWrapper<ReviewItemEdge>;
  ReviewItemWithEntries: ResolverTypeWrapper<Omit<ReviewItemWithEntries, 'entries'> & { entries: ResolversTypes['AccessLogConnection'] }>;
  ReviewQueueConnection: ResolverTypeWrapper<ReviewQueueConnection>;
  ReviewResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ReviewResult']>;
  ReviewRule: ReviewRule;
  ReviewState: ReviewState;
  ReviewStep: ResolverTypeWrapper<ReviewStep>;
  ReviewStepKind: ReviewStepKind;
  ReviewStepRecorded: ResolverTypeWrapper<ReviewStepRecorded>;
  Role: Role;
  SafeguardingDecisionRecorded: ResolverTypeWrapper<SafeguardingDecisionRecorded>;
  SafeguardingDecisionResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SafeguardingDecisionResult']>;
  SafeguardingGround: SafeguardingGround;
  SampleForReviewInput: SampleForReviewInput;
  School: ResolverTypeWrapper<School>;
  SearchFact: SearchFact;
  ServiceContact: ResolverTypeWrapper<ServiceContact>;
  SessionOfDay: SessionOfDay;
  Sex: Sex;
  ShownThroughLink: ResolverTypeWrapper<Omit<ShownThroughLink, 'entries'> & { entries: ResolversTypes['AccessLogConnection'] }>;
  Source: ResolverTypeWrapper<Source>;
  SpecialEducationalNeed: SpecialEducationalNeed;
  SpecialEducationalNeeds: ResolverTypeWrapper<SpecialEducationalNeeds>;
  SpecialEducationalNeedsAnswer: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SpecialEducationalNeedsAnswer']>;
  SpecialEducationalNeedsProvision: SpecialEducationalNeedsProvision;
  SplitInput: SplitInput;
  StartReviewInput: StartReviewInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  SubstanceMisuse: ResolverTypeWrapper<SubstanceMisuse>;
  SubstanceMisuseAnswer: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SubstanceMisuseAnswer']>;
  Suspension: ResolverTypeWrapper<Suspension>;
  SuspensionKind: SuspensionKind;
  SuspensionReason: SuspensionReason;
  Suspensions: ResolverTypeWrapper<Suspensions>;
  SuspensionsAnswer: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SuspensionsAnswer']>;
  TeamCapacity: TeamCapacity;
  TeamMember: ResolverTypeWrapper<TeamMemberFacts>;
  Tenancy: ResolverTypeWrapper<Tenancy>;
  TenancyAnswer: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['TenancyAnswer']>;
  TenancyCapacity: TenancyCapacity;
  Tenure: Tenure;
  Unavailable: ResolverTypeWrapper<Unavailable>;
  UnbornChildInput: UnbornChildInput;
  UnclearFact: UnclearFact;
  UnlinkRecordInput: UnlinkRecordInput;
  WithdrawConsentInput: WithdrawConsentInput;
  WithdrawConsentResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['WithdrawConsentResult']>;
  Withheld: ResolverTypeWrapper<Withheld>;
  WithheldReason: WithheldReason;
  Worker: ResolverTypeWrapper<Worker>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccessLogBasis: AccessLogBasis;
  AccessLogChange: AccessLogChange;
  AccessLogConnection: Omit<AccessLogConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['AccessLogEdge']>, nodes: ReadonlyArray<ResolversParentTypes['AccessLogEntry']> };
  AccessLogDecision: AccessLogDecision;
  AccessLogEdge: Omit<AccessLogEdge, 'node'> & { node: ResolversParentTypes['AccessLogEntry'] };
  AccessLogEntry: LogEntry;
  AccessLogExplained: AccessLogExplained;
  AccessLogExport: AccessLogExport;
  AccessLogExportBegun: AccessLogExportBegun;
  AccessLogFamily: AccessLogFamily;
  AccessLogFilter: AccessLogFilter;
  AccessLogHold: AccessLogHold;
  AccessLogParty: AccessLogParty;
  AccessLogProof: AccessLogProof;
  AccessLogRange: AccessLogRange;
  AccessLogReview: AccessLogReview;
  AccessLogReviewPart: AccessLogReviewPart;
  AccessLogSearch: AccessLogSearch;
  AccountOfDisclosures: Omit<AccountOfDisclosures, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['AccountedDisclosureEdge']>, nodes: ReadonlyArray<ResolversParentTypes['AccountedDisclosure']> };
  AccountReleased: AccountReleased;
  AccountedDisclosure: Omit<AccountedDisclosure, 'entry'> & { entry?: Maybe<ResolversParentTypes['AccessLogEntry']> };
  AccountedDisclosureEdge: Omit<AccountedDisclosureEdge, 'node'> & { node: ResolversParentTypes['AccountedDisclosure'] };
  AddFamilyMemberInput: AddFamilyMemberInput;
  AddFamilyMemberResult: ResolversUnionTypes<ResolversParentTypes>['AddFamilyMemberResult'];
  AddTeamMemberInput: AddTeamMemberInput;
  Address: Address;
  AddressAnswer: ResolversUnionTypes<ResolversParentTypes>['AddressAnswer'];
  AddressInput: AddressInput;
  AgencyLinkVersion: AgencyLinkVersion;
  AgreementRecorded: AgreementRecorded;
  AgreementResult: ResolversUnionTypes<ResolversParentTypes>['AgreementResult'];
  AgreementVersionInput: AgreementVersionInput;
  ApproveSafeguardingDecisionInput: ApproveSafeguardingDecisionInput;
  AssignLeadWorkerInput: AssignLeadWorkerInput;
  AssignmentRecorded: AssignmentRecorded;
  AssignmentResult: ResolversUnionTypes<ResolversParentTypes>['AssignmentResult'];
  Attendance: Attendance;
  AttendanceAnswer: ResolversUnionTypes<ResolversParentTypes>['AttendanceAnswer'];
  AttendanceSession: AttendanceSession;
  BirthRecorded: BirthRecorded;
  Boolean: Scalars['Boolean']['output'];
  Caller: CallerParent;
  CloseFamilyInput: CloseFamilyInput;
  CloseFamilyResult: ResolversUnionTypes<ResolversParentTypes>['CloseFamilyResult'];
  CloseReviewInput: CloseReviewInput;
  CompetenceRecorded: CompetenceRecorded;
  ConfirmDifferentInput: ConfirmDifferentInput;
  ConfirmFamilyMemberInput: ConfirmFamilyMemberInput;
  ConfirmFamilyMemberResult: ResolversUnionTypes<ResolversParentTypes>['ConfirmFamilyMemberResult'];
  ConfirmRelationshipInput: ConfirmRelationshipInput;
  ConfirmSameInput: ConfirmSameInput;
  ConsentGiverInput: ConsentGiverInput;
  ConsentRecorded: ConsentRecorded;
  ConsentReview: ConsentReviewParent;
  ConsentWithdrawerInput: ConsentWithdrawerInput;
  ConsentWithdrawn: ConsentWithdrawn;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  DeclareInterestInput: DeclareInterestInput;
  DomesticAbuse: Omit<DomesticAbuse, 'incidents'> & { incidents?: Maybe<ReadonlyArray<ResolversParentTypes['DomesticAbuseIncident']>> };
  DomesticAbuseAnswer: ResolversUnionTypes<ResolversParentTypes>['DomesticAbuseAnswer'];
  DomesticAbuseIncident: Omit<DomesticAbuseIncident, 'others'> & { others: ReadonlyArray<ResolversParentTypes['PersonMention']> };
  EndInterestInput: EndInterestInput;
  EndOverrideInput: EndOverrideInput;
  EndParentalResponsibilityInput: EndParentalResponsibilityInput;
  EndRelationshipInput: EndRelationshipInput;
  EndSafeguardingDecisionInput: EndSafeguardingDecisionInput;
  EndTeamMemberInput: EndTeamMemberInput;
  EnteredIdentifierInput: EnteredIdentifierInput;
  EnteredMember: EnteredMember;
  Exception: OpenException;
  ExplainAccessInput: ExplainAccessInput;
  Explanation: Explanation;
  ExplanationDue: ExplanationDue;
  ExplanationStep: ExplanationStep;
  ExportAccessLogInput: ExportAccessLogInput;
  ExportAccessLogResult: ResolversUnionTypes<ResolversParentTypes>['ExportAccessLogResult'];
  Family: VisibleFamily;
  FamilyAgreementRecorded: FamilyAgreementRecorded;
  FamilyAgreementRowInput: FamilyAgreementRowInput;
  FamilyClosed: FamilyClosed;
  FamilyMember: FamilyMemberParent;
  FamilyMemberAdded: FamilyMemberAdded;
  FamilyMemberDecided: FamilyMemberDecided;
  FamilyOpened: FamilyOpened;
  FamilySummary: FamilySummary;
  Float: Scalars['Float']['output'];
  FoundPerson: FoundPersonParent;
  HealthContact: HealthContact;
  HealthContacts: HealthContacts;
  HealthContactsAnswer: ResolversUnionTypes<ResolversParentTypes>['HealthContactsAnswer'];
  HoldRecorded: HoldRecorded;
  HoldResult: ResolversUnionTypes<ResolversParentTypes>['HoldResult'];
  Homelessness: Homelessness;
  HomelessnessAnswer: ResolversUnionTypes<ResolversParentTypes>['HomelessnessAnswer'];
  HomelessnessApplication: HomelessnessApplication;
  ID: Scalars['ID']['output'];
  IdentifierInput: IdentifierInput;
  Identity: Identity;
  IdentityAnswer: ResolversUnionTypes<ResolversParentTypes>['IdentityAnswer'];
  InformationSharingAgreement: AgreementVersion;
  Int: Scalars['Int']['output'];
  InterestRecorded: InterestRecorded;
  InterestResult: ResolversUnionTypes<ResolversParentTypes>['InterestResult'];
  Item: ResolversInterfaceTypes<ResolversParentTypes>['Item'];
  LegalBasis: LegalBasisParent;
  LegalBasisInput: LegalBasisInput;
  LiftHoldInput: LiftHoldInput;
  LiftRestrictionInput: LiftRestrictionInput;
  ManagedAssignment: ManagedAssignmentParent;
  ManagedConsent: StandingConsent;
  ManagedEpisode: ManagedEpisode;
  ManagedFamily: ManagedFamilyParent;
  MatchAddress: MatchAddress;
  MatchDecided: MatchDecided;
  MatchIdentifier: MatchIdentifier;
  MatchName: MatchName;
  MatchPart: MatchPart;
  MatchRecord: MatchRecord;
  MatchResult: ResolversUnionTypes<ResolversParentTypes>['MatchResult'];
  MatchReview: MatchReview;
  MatchReviewConnection: MatchReviewConnection;
  MatchReviewEdge: MatchReviewEdge;
  MemberPersonInput: MemberPersonInput;
  MemberTieInput: MemberTieInput;
  MembershipProposal: Proposal;
  MentalHealth: MentalHealth;
  MentalHealthAnswer: ResolversUnionTypes<ResolversParentTypes>['MentalHealthAnswer'];
  MergeInput: MergeInput;
  MergeRecorded: MergeRecorded;
  MergeResult: ResolversUnionTypes<ResolversParentTypes>['MergeResult'];
  MissingEpisode: MissingEpisode;
  MissingEpisodes: MissingEpisodes;
  MissingEpisodesAnswer: ResolversUnionTypes<ResolversParentTypes>['MissingEpisodesAnswer'];
  Mutation: Record<PropertyKey, never>;
  NewFamilyMemberInput: NewFamilyMemberInput;
  NewPersonInput: NewPersonInput;
  NothingHeld: NothingHeld;
  OpenFamilyInput: OpenFamilyInput;
  OpenFamilyResult: ResolversUnionTypes<ResolversParentTypes>['OpenFamilyResult'];
  OverrideRecorded: OverrideRecorded;
  OverrideResult: ResolversUnionTypes<ResolversParentTypes>['OverrideResult'];
  PageInfo: PageInfo;
  ParentalResponsibilityRecorded: ParentalResponsibilityRecorded;
  ParentalResponsibilityResult: ResolversUnionTypes<ResolversParentTypes>['ParentalResponsibilityResult'];
  Person: VisiblePerson;
  PersonMention: Omit<PersonMention, 'person'> & { person?: Maybe<ResolversParentTypes['Person']> };
  PlaceHoldInput: PlaceHoldInput;
  PlaceRestrictionInput: PlaceRestrictionInput;
  PoliceReferral: Omit<PoliceReferral, 'others'> & { others: ReadonlyArray<ResolversParentTypes['PersonMention']> };
  PoliceReferrals: Omit<PoliceReferrals, 'referrals'> & { referrals?: Maybe<ReadonlyArray<ResolversParentTypes['PoliceReferral']>> };
  PoliceReferralsAnswer: ResolversUnionTypes<ResolversParentTypes>['PoliceReferralsAnswer'];
  Problem: Problem;
  Problems: Problems;
  ProposeAgreementInput: ProposeAgreementInput;
  Query: Record<PropertyKey, never>;
  RecordBirthInput: RecordBirthInput;
  RecordBirthResult: ResolversUnionTypes<ResolversParentTypes>['RecordBirthResult'];
  RecordCompetenceInput: RecordCompetenceInput;
  RecordCompetenceResult: ResolversUnionTypes<ResolversParentTypes>['RecordCompetenceResult'];
  RecordConsentInput: RecordConsentInput;
  RecordConsentResult: ResolversUnionTypes<ResolversParentTypes>['RecordConsentResult'];
  RecordFamilyAgreementInput: RecordFamilyAgreementInput;
  RecordFamilyAgreementResult: ResolversUnionTypes<ResolversParentTypes>['RecordFamilyAgreementResult'];
  RecordOverrideInput: RecordOverrideInput;
  RecordParentalResponsibilityInput: RecordParentalResponsibilityInput;
  RecordRelationshipInput: RecordRelationshipInput;
  RecordSafeguardingDecisionInput: RecordSafeguardingDecisionInput;
  Rehousing: Rehousing;
  RehousingAnswer: ResolversUnionTypes<ResolversParentTypes>['RehousingAnswer'];
  Relationship: Omit<Relationship, 'from' | 'to'> & { from: ResolversParentTypes['Person'], to: ResolversParentTypes['Person'] };
  RelationshipProposal: TieProposal;
  RelationshipRecorded: RelationshipRecorded;
  RelationshipResult: ResolversUnionTypes<ResolversParentTypes>['RelationshipResult'];
  Relationships: Omit<Relationships, 'relationships'> & { relationships: ReadonlyArray<ResolversParentTypes['Relationship']> };
  RelationshipsAnswer: ResolversUnionTypes<ResolversParentTypes>['RelationshipsAnswer'];
  ReleaseAccountInput: ReleaseAccountInput;
  ReleaseAccountResult: ResolversUnionTypes<ResolversParentTypes>['ReleaseAccountResult'];
  RestrictionRecorded: RestrictionRecorded;
  RestrictionResult: ResolversUnionTypes<ResolversParentTypes>['RestrictionResult'];
  ReviewItem: ReviewItem;
  ReviewItemEdge: ReviewItemEdge;
  ReviewItemWithEntries: Omit<ReviewItemWithEntries, 'entries'> & { entries: ResolversParentTypes['AccessLogConnection'] };
  ReviewQueueConnection: ReviewQueueConnection;
  ReviewResult: ResolversUnionTypes<ResolversParentTypes>['ReviewResult'];
  ReviewStep: ReviewStep;
  ReviewStepRecorded: ReviewStepRecorded;
  SafeguardingDecisionRecorded: SafeguardingDecisionRecorded;
  SafeguardingDecisionResult: ResolversUnionTypes<ResolversParentTypes>['SafeguardingDecisionResult'];
  SampleForReviewInput: SampleForReviewInput;
  School: School;
  ServiceContact: ServiceContact;
  ShownThroughLink: Omit<ShownThroughLink, 'entries'> & { entries: ResolversParentTypes['AccessLogConnection'] };
  Source: Source;
  SpecialEducationalNeeds: SpecialEducationalNeeds;
  SpecialEducationalNeedsAnswer: ResolversUnionTypes<ResolversParentTypes>['SpecialEducationalNeedsAnswer'];
  SplitInput: SplitInput;
  StartReviewInput: StartReviewInput;
  String: Scalars['String']['output'];
  SubstanceMisuse: SubstanceMisuse;
  SubstanceMisuseAnswer: ResolversUnionTypes<ResolversParentTypes>['SubstanceMisuseAnswer'];
  Suspension: Suspension;
  Suspensions: Suspensions;
  SuspensionsAnswer: ResolversUnionTypes<ResolversParentTypes>['SuspensionsAnswer'];
  TeamMember: TeamMemberFacts;
  Tenancy: Tenancy;
  TenancyAnswer: ResolversUnionTypes<ResolversParentTypes>['TenancyAnswer'];
  Unavailable: Unavailable;
  UnbornChildInput: UnbornChildInput;
  UnlinkRecordInput: UnlinkRecordInput;
  WithdrawConsentInput: WithdrawConsentInput;
  WithdrawConsentResult: ResolversUnionTypes<ResolversParentTypes>['WithdrawConsentResult'];
  Withheld: Withheld;
  Worker: Worker;
};

export type CategoryDirectiveArgs = {
  name: Scalars['String']['input'];
};

export type CategoryDirectiveResolver<Result, Parent, ContextType = HubContext, Args = CategoryDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type LocatesDirectiveArgs = { };

export type LocatesDirectiveResolver<Result, Parent, ContextType = HubContext, Args = LocatesDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccessLogBasisResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccessLogBasis'] = ResolversParentTypes['AccessLogBasis']> = {
  agreement?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  assignment?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  consent?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  episode?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  interest?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  links?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  override?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  restriction?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  safeguardingDecision?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type AccessLogChangeResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccessLogChange'] = ResolversParentTypes['AccessLogChange']> = {
  categories?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['AccessLogOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  purposes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  recipients?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  records?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  what?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AccessLogConnectionResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccessLogConnection'] = ResolversParentTypes['AccessLogConnection']> = {
  completeTo?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['AccessLogEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AccessLogEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AccessLogDecisionResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccessLogDecision'] = ResolversParentTypes['AccessLogDecision']> = {
  basis?: Resolver<ResolversTypes['AccessLogBasis'], ParentType, ContextType>;
  category?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  internalReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  items?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  masked?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  named?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['AccessLogOutcome']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type AccessLogEdgeResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccessLogEdge'] = ResolversParentTypes['AccessLogEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AccessLogEntry'], ParentType, ContextType>;
};

export type AccessLogEntryResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccessLogEntry'] = ResolversParentTypes['AccessLogEntry']> = {
  app?: Resolver<Maybe<ResolversTypes['AccessLogParty']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  change?: Resolver<Maybe<ResolversTypes['AccessLogChange']>, ParentType, ContextType>;
  decisions?: Resolver<ReadonlyArray<ResolversTypes['AccessLogDecision']>, ParentType, ContextType>;
  erased?: Resolver<ReadonlyArray<ResolversTypes['AccessLogRange']>, ParentType, ContextType>;
  explained?: Resolver<Maybe<ResolversTypes['AccessLogExplained']>, ParentType, ContextType>;
  families?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  family?: Resolver<Maybe<ResolversTypes['AccessLogFamily']>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AccessLogKind'], ParentType, ContextType>;
  organisation?: Resolver<Maybe<ResolversTypes['AccessLogParty']>, ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['AccessLogParty']>, ParentType, ContextType>;
  proof?: Resolver<Maybe<ResolversTypes['AccessLogProof']>, ParentType, ContextType>;
  purpose?: Resolver<Maybe<ResolversTypes['Purpose']>, ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  review?: Resolver<Maybe<ResolversTypes['AccessLogReview']>, ParentType, ContextType>;
  search?: Resolver<Maybe<ResolversTypes['AccessLogSearch']>, ParentType, ContextType>;
  shown?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  visible?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  worker?: Resolver<Maybe<ResolversTypes['AccessLogParty']>, ParentType, ContextType>;
};

export type AccessLogExplainedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccessLogExplained'] = ResolversParentTypes['AccessLogExplained']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  category?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recipient?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type AccessLogExportResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccessLogExport'] = ResolversParentTypes['AccessLogExport']> = {
  bytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  completeTo?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  entries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  filter?: Resolver<ReadonlyArray<ResolversTypes['AccessLogReviewPart']>, ParentType, ContextType>;
  format?: Resolver<ResolversTypes['AccessLogExportFormat'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AccessLogExportState'], ParentType, ContextType>;
};

export type AccessLogExportBegunResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccessLogExportBegun'] = ResolversParentTypes['AccessLogExportBegun']> = {
  exportId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AccessLogFamilyResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccessLogFamily'] = ResolversParentTypes['AccessLogFamily']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type AccessLogHoldResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccessLogHold'] = ResolversParentTypes['AccessLogHold']> = {
  family?: Resolver<Maybe<ResolversTypes['AccessLogFamily']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['AccessLogParty']>, ParentType, ContextType>;
  placedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  placedBy?: Resolver<ResolversTypes['AccessLogParty'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  worker?: Resolver<Maybe<ResolversTypes['AccessLogParty']>, ParentType, ContextType>;
};

export type AccessLogPartyResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccessLogParty'] = ResolversParentTypes['AccessLogParty']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AccessLogProofResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccessLogProof'] = ResolversParentTypes['AccessLogProof']> = {
  entry?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  proof?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AccessLogRangeResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccessLogRange'] = ResolversParentTypes['AccessLogRange']> = {
  from?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AccessLogReviewResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccessLogReview'] = ResolversParentTypes['AccessLogReview']> = {
  completeTo?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  entries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  filter?: Resolver<ReadonlyArray<ResolversTypes['AccessLogReviewPart']>, ParentType, ContextType>;
  query?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AccessLogReviewPartResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccessLogReviewPart'] = ResolversParentTypes['AccessLogReviewPart']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AccessLogSearchResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccessLogSearch'] = ResolversParentTypes['AccessLogSearch']> = {
  facts?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  people?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  query?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AccountOfDisclosuresResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccountOfDisclosures'] = ResolversParentTypes['AccountOfDisclosures']> = {
  completeTo?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['AccountedDisclosureEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AccountedDisclosure']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AccountReleasedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccountReleased'] = ResolversParentTypes['AccountReleased']> = {
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  releaseId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AccountedDisclosureResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccountedDisclosure'] = ResolversParentTypes['AccountedDisclosure']> = {
  categories?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  entry?: Resolver<Maybe<ResolversTypes['AccessLogEntry']>, ParentType, ContextType>;
  organisation?: Resolver<Maybe<ResolversTypes['AccessLogParty']>, ParentType, ContextType>;
  purpose?: Resolver<Maybe<ResolversTypes['Purpose']>, ParentType, ContextType>;
  throughLink?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  waits?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type AccountedDisclosureEdgeResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AccountedDisclosureEdge'] = ResolversParentTypes['AccountedDisclosureEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AccountedDisclosure'], ParentType, ContextType>;
};

export type AddFamilyMemberResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AddFamilyMemberResult'] = ResolversParentTypes['AddFamilyMemberResult']> = {
  __resolveType: TypeResolveFn<'FamilyMemberAdded' | 'Problems', ParentType, ContextType>;
};

export type AddressResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  line?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postcode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  town?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  uprn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AddressAnswerResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AddressAnswer'] = ResolversParentTypes['AddressAnswer']> = {
  __resolveType: TypeResolveFn<'Address' | 'Withheld', ParentType, ContextType>;
};

export type AgencyLinkVersionResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AgencyLinkVersion'] = ResolversParentTypes['AgencyLinkVersion']> = {
  endsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  person?: Resolver<ResolversTypes['AccessLogParty'], ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AgencyLinkState'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AgreementRecordedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AgreementRecorded'] = ResolversParentTypes['AgreementRecorded']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AgreementResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AgreementResult'] = ResolversParentTypes['AgreementResult']> = {
  __resolveType: TypeResolveFn<'AgreementRecorded' | 'Problems', ParentType, ContextType>;
};

export type AssignmentRecordedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AssignmentRecorded'] = ResolversParentTypes['AssignmentRecorded']> = {
  assignmentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  endsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AssignmentResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AssignmentResult'] = ResolversParentTypes['AssignmentResult']> = {
  __resolveType: TypeResolveFn<'AssignmentRecorded' | 'Problems', ParentType, ContextType>;
};

export type AttendanceResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Attendance'] = ResolversParentTypes['Attendance']> = {
  academicYear?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  attendanceRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  attendedSessions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  authorisedAbsenceSessions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['Detail'], ParentType, ContextType>;
  lateSessions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  persistentlyAbsent?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  possibleSessions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  recentSessions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AttendanceSession']>>, ParentType, ContextType, RequireFields<AttendanceRecentSessionsArgs, 'last'>>;
  school?: Resolver<Maybe<ResolversTypes['School']>, ParentType, ContextType>;
  severelyAbsent?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  unauthorisedAbsenceSessions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AttendanceAnswerResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AttendanceAnswer'] = ResolversParentTypes['AttendanceAnswer']> = {
  __resolveType: TypeResolveFn<'Attendance' | 'NothingHeld' | 'Unavailable' | 'Withheld', ParentType, ContextType>;
};

export type AttendanceSessionResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['AttendanceSession'] = ResolversParentTypes['AttendanceSession']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  countsAs?: Resolver<Maybe<ResolversTypes['AttendanceMeaning']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  meaning?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  session?: Resolver<ResolversTypes['SessionOfDay'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BirthRecordedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['BirthRecorded'] = ResolversParentTypes['BirthRecorded']> = {
  personId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallerResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Caller'] = ResolversParentTypes['Caller']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['CallerKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  organisation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  organisationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['Role']>, ParentType, ContextType>;
  through?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CloseFamilyResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['CloseFamilyResult'] = ResolversParentTypes['CloseFamilyResult']> = {
  __resolveType: TypeResolveFn<'FamilyClosed' | 'Problems', ParentType, ContextType>;
};

export type CompetenceRecordedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['CompetenceRecorded'] = ResolversParentTypes['CompetenceRecorded']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConfirmFamilyMemberResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ConfirmFamilyMemberResult'] = ResolversParentTypes['ConfirmFamilyMemberResult']> = {
  __resolveType: TypeResolveFn<'FamilyMemberDecided' | 'Problems', ParentType, ContextType>;
};

export type ConsentRecordedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ConsentRecorded'] = ResolversParentTypes['ConsentRecorded']> = {
  consentIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConsentReviewResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ConsentReview'] = ResolversParentTypes['ConsentReview']> = {
  on?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  prompt?: Resolver<ResolversTypes['ConsentReviewPrompt'], ParentType, ContextType>;
};

export type ConsentWithdrawnResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ConsentWithdrawn'] = ResolversParentTypes['ConsentWithdrawn']> = {
  consentIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DomesticAbuseResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['DomesticAbuse'] = ResolversParentTypes['DomesticAbuse']> = {
  detail?: Resolver<ResolversTypes['Detail'], ParentType, ContextType>;
  incidents?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DomesticAbuseIncident']>>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DomesticAbuseAnswerResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['DomesticAbuseAnswer'] = ResolversParentTypes['DomesticAbuseAnswer']> = {
  __resolveType: TypeResolveFn<'DomesticAbuse' | 'NothingHeld' | 'Unavailable' | 'Withheld', ParentType, ContextType>;
};

export type DomesticAbuseIncidentResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['DomesticAbuseIncident'] = ResolversParentTypes['DomesticAbuseIncident']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  involvement?: Resolver<ResolversTypes['PoliceInvolvement'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  others?: Resolver<ReadonlyArray<ResolversTypes['PersonMention']>, ParentType, ContextType>;
  risk?: Resolver<ResolversTypes['PoliceRisk'], ParentType, ContextType>;
  schoolInformed?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EnteredMemberResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['EnteredMember'] = ResolversParentTypes['EnteredMember']> = {
  dateOfBirth?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  dueDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sex?: Resolver<ResolversTypes['Sex'], ParentType, ContextType>;
};

export type ExceptionResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Exception'] = ResolversParentTypes['Exception']> = {
  categories?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ExceptionKind'], ParentType, ContextType>;
  people?: Resolver<ReadonlyArray<ResolversTypes['Person']>, ParentType, ContextType, RequireFields<ExceptionPeopleArgs, 'purpose'>>;
};

export type ExplanationResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Explanation'] = ResolversParentTypes['Explanation']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  category?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  explanation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  obligations?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ExplanationOutcome'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['WithheldReason']>, ParentType, ContextType>;
  recipient?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remedy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['ExplanationStep']>, ParentType, ContextType>;
};

export type ExplanationDueResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ExplanationDue'] = ResolversParentTypes['ExplanationDue']> = {
  explainBy?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  people?: Resolver<ReadonlyArray<ResolversTypes['AccessLogParty']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['ReviewRule'], ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  worker?: Resolver<Maybe<ResolversTypes['AccessLogParty']>, ParentType, ContextType>;
};

export type ExplanationStepResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ExplanationStep'] = ResolversParentTypes['ExplanationStep']> = {
  basis?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['ExplanationStepName'], ParentType, ContextType>;
  result?: Resolver<ResolversTypes['ExplanationStepResult'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ExportAccessLogResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ExportAccessLogResult'] = ResolversParentTypes['ExportAccessLogResult']> = {
  __resolveType: TypeResolveFn<'AccessLogExportBegun' | 'Problems', ParentType, ContextType>;
};

export type FamilyResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Family'] = ResolversParentTypes['Family']> = {
  consentReviews?: Resolver<ReadonlyArray<ResolversTypes['ConsentReview']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  leadWorker?: Resolver<Maybe<ResolversTypes['Worker']>, ParentType, ContextType>;
  members?: Resolver<ReadonlyArray<ResolversTypes['FamilyMember']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  relationships?: Resolver<ResolversTypes['RelationshipsAnswer'], ParentType, ContextType>;
  team?: Resolver<ReadonlyArray<ResolversTypes['TeamMember']>, ParentType, ContextType>;
};

export type FamilyAgreementRecordedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['FamilyAgreementRecorded'] = ResolversParentTypes['FamilyAgreementRecorded']> = {
  consentIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  formId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FamilyClosedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['FamilyClosed'] = ResolversParentTypes['FamilyClosed']> = {
  episodeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  familyId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FamilyMemberResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['FamilyMember'] = ResolversParentTypes['FamilyMember']> = {
  entered?: Resolver<Maybe<ResolversTypes['EnteredMember']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['FamilyRole'], ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type FamilyMemberAddedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['FamilyMemberAdded'] = ResolversParentTypes['FamilyMemberAdded']> = {
  membershipId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  personId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  relationshipIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ProposalState'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FamilyMemberDecidedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['FamilyMemberDecided'] = ResolversParentTypes['FamilyMemberDecided']> = {
  membershipId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FamilyOpenedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['FamilyOpened'] = ResolversParentTypes['FamilyOpened']> = {
  episodeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  familyId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  membershipIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FamilySummaryResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['FamilySummary'] = ResolversParentTypes['FamilySummary']> = {
  assignment?: Resolver<ResolversTypes['AssignmentKind'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type FoundPersonResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['FoundPerson'] = ResolversParentTypes['FoundPerson']> = {
  address?: Resolver<ResolversTypes['AddressAnswer'], ParentType, ContextType>;
  agrees?: Resolver<ReadonlyArray<ResolversTypes['SearchFact']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identity?: Resolver<ResolversTypes['IdentityAnswer'], ParentType, ContextType>;
};

export type HealthContactResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['HealthContact'] = ResolversParentTypes['HealthContact']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['HealthContactKind'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['HealthContactOutcome'], ParentType, ContextType>;
  service?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HealthContactsResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['HealthContacts'] = ResolversParentTypes['HealthContacts']> = {
  contacts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['HealthContact']>>, ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['Detail'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HealthContactsAnswerResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['HealthContactsAnswer'] = ResolversParentTypes['HealthContactsAnswer']> = {
  __resolveType: TypeResolveFn<'HealthContacts' | 'NothingHeld' | 'Unavailable' | 'Withheld', ParentType, ContextType>;
};

export type HoldRecordedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['HoldRecorded'] = ResolversParentTypes['HoldRecorded']> = {
  holdId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HoldResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['HoldResult'] = ResolversParentTypes['HoldResult']> = {
  __resolveType: TypeResolveFn<'HoldRecorded' | 'Problems', ParentType, ContextType>;
};

export type HomelessnessResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Homelessness'] = ResolversParentTypes['Homelessness']> = {
  applications?: Resolver<Maybe<ReadonlyArray<ResolversTypes['HomelessnessApplication']>>, ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['Detail'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HomelessnessAnswerResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['HomelessnessAnswer'] = ResolversParentTypes['HomelessnessAnswer']> = {
  __resolveType: TypeResolveFn<'Homelessness' | 'NothingHeld' | 'Unavailable' | 'Withheld', ParentType, ContextType>;
};

export type HomelessnessApplicationResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['HomelessnessApplication'] = ResolversParentTypes['HomelessnessApplication']> = {
  daysRemaining?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  decision?: Resolver<ResolversTypes['HomelessnessDecision'], ParentType, ContextType>;
  duty?: Resolver<ResolversTypes['HomelessnessDuty'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inTemporaryAccommodation?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['HomelessnessReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IdentityResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Identity'] = ResolversParentTypes['Identity']> = {
  age?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  dateOfBirth?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  deceased?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  dueDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sex?: Resolver<ResolversTypes['Sex'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IdentityAnswerResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['IdentityAnswer'] = ResolversParentTypes['IdentityAnswer']> = {
  __resolveType: TypeResolveFn<'Identity' | 'Withheld', ParentType, ContextType>;
};

export type InformationSharingAgreementResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['InformationSharingAgreement'] = ResolversParentTypes['InformationSharingAgreement']> = {
  categories?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['Detail'], ParentType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  historyMonths?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legalBasis?: Resolver<ResolversTypes['LegalBasis'], ParentType, ContextType>;
  maximumAge?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  minimumAge?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  purposes?: Resolver<ReadonlyArray<ResolversTypes['Purpose']>, ParentType, ContextType>;
  recipients?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  stalenessHours?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AgreementState'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type InterestRecordedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['InterestRecorded'] = ResolversParentTypes['InterestRecorded']> = {
  interestId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InterestResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['InterestResult'] = ResolversParentTypes['InterestResult']> = {
  __resolveType: TypeResolveFn<'InterestRecorded' | 'Problems', ParentType, ContextType>;
};

export type ItemResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Item'] = ResolversParentTypes['Item']> = {
  __resolveType: TypeResolveFn<'AttendanceSession' | 'DomesticAbuseIncident' | 'HealthContact' | 'HomelessnessApplication' | 'MissingEpisode' | 'PoliceReferral' | 'Suspension', ParentType, ContextType>;
};

export type LegalBasisResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['LegalBasis'] = ResolversParentTypes['LegalBasis']> = {
  article6?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  article9?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  article10?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  authorityToLeavePart3?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  commencement?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  confidentialityRoute?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  controller?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dataProtectionImpactAssessment?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  population?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retention?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retentionStarts?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reviewOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  statutoryPower?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ManagedAssignmentResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ManagedAssignment'] = ResolversParentTypes['ManagedAssignment']> = {
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AssignmentKind'], ParentType, ContextType>;
  live?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  worker?: Resolver<ResolversTypes['Worker'], ParentType, ContextType>;
};

export type ManagedConsentResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ManagedConsent'] = ResolversParentTypes['ManagedConsent']> = {
  capacity?: Resolver<ResolversTypes['ConsentCapacity'], ParentType, ContextType>;
  category?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  decidedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  decision?: Resolver<ResolversTypes['ConsentDecision'], ParentType, ContextType>;
  personId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['Purpose'], ParentType, ContextType>;
  recipient?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  validUntil?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  withdrawn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ManagedEpisodeResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ManagedEpisode'] = ResolversParentTypes['ManagedEpisode']> = {
  agreedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  closedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  closingReason?: Resolver<Maybe<ResolversTypes['ClosingReason']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  openedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type ManagedFamilyResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ManagedFamily'] = ResolversParentTypes['ManagedFamily']> = {
  assignments?: Resolver<ReadonlyArray<ResolversTypes['ManagedAssignment']>, ParentType, ContextType>;
  consents?: Resolver<ReadonlyArray<ResolversTypes['ManagedConsent']>, ParentType, ContextType>;
  episodes?: Resolver<ReadonlyArray<ResolversTypes['ManagedEpisode']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  proposals?: Resolver<ReadonlyArray<ResolversTypes['MembershipProposal']>, ParentType, ContextType>;
  relationshipProposals?: Resolver<ReadonlyArray<ResolversTypes['RelationshipProposal']>, ParentType, ContextType>;
};

export type MatchAddressResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MatchAddress'] = ResolversParentTypes['MatchAddress']> = {
  line?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postcode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  town?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  uprn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MatchDecidedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MatchDecided'] = ResolversParentTypes['MatchDecided']> = {
  decisionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  linkId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  linkVersion?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MatchIdentifierResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MatchIdentifier'] = ResolversParentTypes['MatchIdentifier']> = {
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MatchNameResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MatchName'] = ResolversParentTypes['MatchName']> = {
  forename?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  surname?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MatchPartResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MatchPart'] = ResolversParentTypes['MatchPart']> = {
  bits?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  household?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MatchRecordResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MatchRecord'] = ResolversParentTypes['MatchRecord']> = {
  addresses?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MatchAddress']>>, ParentType, ContextType>;
  agency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dateOfBirth?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  emails?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  forename?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  identifiers?: Resolver<ReadonlyArray<ResolversTypes['MatchIdentifier']>, ParentType, ContextType>;
  linkId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  otherNames?: Resolver<ReadonlyArray<ResolversTypes['MatchName']>, ParentType, ContextType>;
  personId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  phones?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sex?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  surname?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MatchResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MatchResult'] = ResolversParentTypes['MatchResult']> = {
  __resolveType: TypeResolveFn<'MatchDecided' | 'Problems', ParentType, ContextType>;
};

export type MatchReviewResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MatchReview'] = ResolversParentTypes['MatchReview']> = {
  explanation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['MatchReviewKind'], ParentType, ContextType>;
  left?: Resolver<ResolversTypes['MatchRecord'], ParentType, ContextType>;
  mergeId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  parts?: Resolver<ReadonlyArray<ResolversTypes['MatchPart']>, ParentType, ContextType>;
  probability?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  right?: Resolver<ResolversTypes['MatchRecord'], ParentType, ContextType>;
  unclear?: Resolver<ReadonlyArray<ResolversTypes['UnclearFact']>, ParentType, ContextType>;
  weight?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type MatchReviewConnectionResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MatchReviewConnection'] = ResolversParentTypes['MatchReviewConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MatchReviewEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['MatchReview']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MatchReviewEdgeResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MatchReviewEdge'] = ResolversParentTypes['MatchReviewEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MatchReview'], ParentType, ContextType>;
};

export type MembershipProposalResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MembershipProposal'] = ResolversParentTypes['MembershipProposal']> = {
  assertedBy?: Resolver<ResolversTypes['MembershipAsserter'], ParentType, ContextType>;
  evidence?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  membershipId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  proposedBy?: Resolver<Maybe<ResolversTypes['Worker']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['FamilyRole'], ParentType, ContextType>;
};

export type MentalHealthResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MentalHealth'] = ResolversParentTypes['MentalHealth']> = {
  contacts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['HealthContact']>>, ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['Detail'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MentalHealthAnswerResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MentalHealthAnswer'] = ResolversParentTypes['MentalHealthAnswer']> = {
  __resolveType: TypeResolveFn<'MentalHealth' | 'NothingHeld' | 'Unavailable' | 'Withheld', ParentType, ContextType>;
};

export type MergeRecordedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MergeRecorded'] = ResolversParentTypes['MergeRecorded']> = {
  mergeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  unclear?: Resolver<ReadonlyArray<ResolversTypes['UnclearFact']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MergeResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MergeResult'] = ResolversParentTypes['MergeResult']> = {
  __resolveType: TypeResolveFn<'MergeRecorded' | 'Problems', ParentType, ContextType>;
};

export type MissingEpisodeResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MissingEpisode'] = ResolversParentTypes['MissingEpisode']> = {
  foundAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  returnInterview?: Resolver<ResolversTypes['ReturnInterview'], ParentType, ContextType>;
  risk?: Resolver<ResolversTypes['MissingRisk'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MissingEpisodesResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MissingEpisodes'] = ResolversParentTypes['MissingEpisodes']> = {
  detail?: Resolver<ResolversTypes['Detail'], ParentType, ContextType>;
  episodes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MissingEpisode']>>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MissingEpisodesAnswerResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['MissingEpisodesAnswer'] = ResolversParentTypes['MissingEpisodesAnswer']> = {
  __resolveType: TypeResolveFn<'MissingEpisodes' | 'NothingHeld' | 'Unavailable' | 'Withheld', ParentType, ContextType>;
};

export type MutationResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  activateAgreement?: Resolver<ResolversTypes['AgreementResult'], ParentType, ContextType, RequireFields<MutationActivateAgreementArgs, 'input'>>;
  addFamilyMember?: Resolver<ResolversTypes['AddFamilyMemberResult'], ParentType, ContextType, RequireFields<MutationAddFamilyMemberArgs, 'input'>>;
  addTeamMember?: Resolver<ResolversTypes['AssignmentResult'], ParentType, ContextType, RequireFields<MutationAddTeamMemberArgs, 'input'>>;
  approveSafeguardingDecision?: Resolver<ResolversTypes['SafeguardingDecisionResult'], ParentType, ContextType, RequireFields<MutationApproveSafeguardingDecisionArgs, 'input'>>;
  assignLeadWorker?: Resolver<ResolversTypes['AssignmentResult'], ParentType, ContextType, RequireFields<MutationAssignLeadWorkerArgs, 'input'>>;
  closeFamily?: Resolver<ResolversTypes['CloseFamilyResult'], ParentType, ContextType, RequireFields<MutationCloseFamilyArgs, 'input'>>;
  closeReview?: Resolver<ResolversTypes['ReviewResult'], ParentType, ContextType, RequireFields<MutationCloseReviewArgs, 'input'>>;
  confirmDifferent?: Resolver<ResolversTypes['MatchResult'], ParentType, ContextType, RequireFields<MutationConfirmDifferentArgs, 'input'>>;
  confirmFamilyMember?: Resolver<ResolversTypes['ConfirmFamilyMemberResult'], ParentType, ContextType, RequireFields<MutationConfirmFamilyMemberArgs, 'input'>>;
  confirmRelationship?: Resolver<ResolversTypes['RelationshipResult'], ParentType, ContextType, RequireFields<MutationConfirmRelationshipArgs, 'input'>>;
  confirmSame?: Resolver<ResolversTypes['MatchResult'], ParentType, ContextType, RequireFields<MutationConfirmSameArgs, 'input'>>;
  declareInterest?: Resolver<ResolversTypes['InterestResult'], ParentType, ContextType, RequireFields<MutationDeclareInterestArgs, 'input'>>;
  endAgreement?: Resolver<ResolversTypes['AgreementResult'], ParentType, ContextType, RequireFields<MutationEndAgreementArgs, 'input'>>;
  endInterest?: Resolver<ResolversTypes['InterestResult'], ParentType, ContextType, RequireFields<MutationEndInterestArgs, 'input'>>;
  endOverride?: Resolver<ResolversTypes['OverrideResult'], ParentType, ContextType, RequireFields<MutationEndOverrideArgs, 'input'>>;
  endParentalResponsibility?: Resolver<ResolversTypes['ParentalResponsibilityResult'], ParentType, ContextType, RequireFields<MutationEndParentalResponsibilityArgs, 'input'>>;
  endRelationship?: Resolver<ResolversTypes['RelationshipResult'], ParentType, ContextType, RequireFields<MutationEndRelationshipArgs, 'input'>>;
  endSafeguardingDecision?: Resolver<ResolversTypes['SafeguardingDecisionResult'], ParentType, ContextType, RequireFields<MutationEndSafeguardingDecisionArgs, 'input'>>;
  endTeamMember?: Resolver<ResolversTypes['AssignmentResult'], ParentType, ContextType, RequireFields<MutationEndTeamMemberArgs, 'input'>>;
  explainAccess?: Resolver<ResolversTypes['ReviewResult'], ParentType, ContextType, RequireFields<MutationExplainAccessArgs, 'input'>>;
  exportAccessLog?: Resolver<ResolversTypes['ExportAccessLogResult'], ParentType, ContextType, RequireFields<MutationExportAccessLogArgs, 'input'>>;
  liftHold?: Resolver<ResolversTypes['HoldResult'], ParentType, ContextType, RequireFields<MutationLiftHoldArgs, 'input'>>;
  liftRestriction?: Resolver<ResolversTypes['RestrictionResult'], ParentType, ContextType, RequireFields<MutationLiftRestrictionArgs, 'input'>>;
  merge?: Resolver<ResolversTypes['MergeResult'], ParentType, ContextType, RequireFields<MutationMergeArgs, 'input'>>;
  openFamily?: Resolver<ResolversTypes['OpenFamilyResult'], ParentType, ContextType, RequireFields<MutationOpenFamilyArgs, 'input'>>;
  placeHold?: Resolver<ResolversTypes['HoldResult'], ParentType, ContextType, RequireFields<MutationPlaceHoldArgs, 'input'>>;
  placeRestriction?: Resolver<ResolversTypes['RestrictionResult'], ParentType, ContextType, RequireFields<MutationPlaceRestrictionArgs, 'input'>>;
  proposeAgreement?: Resolver<ResolversTypes['AgreementResult'], ParentType, ContextType, RequireFields<MutationProposeAgreementArgs, 'input'>>;
  recordBirth?: Resolver<ResolversTypes['RecordBirthResult'], ParentType, ContextType, RequireFields<MutationRecordBirthArgs, 'input'>>;
  recordCompetence?: Resolver<ResolversTypes['RecordCompetenceResult'], ParentType, ContextType, RequireFields<MutationRecordCompetenceArgs, 'input'>>;
  recordConsent?: Resolver<ResolversTypes['RecordConsentResult'], ParentType, ContextType, RequireFields<MutationRecordConsentArgs, 'input'>>;
  recordFamilyAgreement?: Resolver<ResolversTypes['RecordFamilyAgreementResult'], ParentType, ContextType, RequireFields<MutationRecordFamilyAgreementArgs, 'input'>>;
  recordOverride?: Resolver<ResolversTypes['OverrideResult'], ParentType, ContextType, RequireFields<MutationRecordOverrideArgs, 'input'>>;
  recordParentalResponsibility?: Resolver<ResolversTypes['ParentalResponsibilityResult'], ParentType, ContextType, RequireFields<MutationRecordParentalResponsibilityArgs, 'input'>>;
  recordRelationship?: Resolver<ResolversTypes['RelationshipResult'], ParentType, ContextType, RequireFields<MutationRecordRelationshipArgs, 'input'>>;
  recordSafeguardingDecision?: Resolver<ResolversTypes['SafeguardingDecisionResult'], ParentType, ContextType, RequireFields<MutationRecordSafeguardingDecisionArgs, 'input'>>;
  releaseAccount?: Resolver<ResolversTypes['ReleaseAccountResult'], ParentType, ContextType, RequireFields<MutationReleaseAccountArgs, 'input'>>;
  sampleForReview?: Resolver<ResolversTypes['ReviewResult'], ParentType, ContextType, RequireFields<MutationSampleForReviewArgs, 'input'>>;
  split?: Resolver<ResolversTypes['MergeResult'], ParentType, ContextType, RequireFields<MutationSplitArgs, 'input'>>;
  startReview?: Resolver<ResolversTypes['ReviewResult'], ParentType, ContextType, RequireFields<MutationStartReviewArgs, 'input'>>;
  unlinkRecord?: Resolver<ResolversTypes['MatchResult'], ParentType, ContextType, RequireFields<MutationUnlinkRecordArgs, 'input'>>;
  withdrawConsent?: Resolver<ResolversTypes['WithdrawConsentResult'], ParentType, ContextType, RequireFields<MutationWithdrawConsentArgs, 'input'>>;
};

export type NothingHeldResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['NothingHeld'] = ResolversParentTypes['NothingHeld']> = {
  category?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OpenFamilyResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['OpenFamilyResult'] = ResolversParentTypes['OpenFamilyResult']> = {
  __resolveType: TypeResolveFn<'FamilyOpened' | 'Problems', ParentType, ContextType>;
};

export type OverrideRecordedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['OverrideRecorded'] = ResolversParentTypes['OverrideRecorded']> = {
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  overrideId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OverrideResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['OverrideResult'] = ResolversParentTypes['OverrideResult']> = {
  __resolveType: TypeResolveFn<'OverrideRecorded' | 'Problems', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ParentalResponsibilityRecordedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ParentalResponsibilityRecorded'] = ResolversParentTypes['ParentalResponsibilityRecorded']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ParentalResponsibilityResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ParentalResponsibilityResult'] = ResolversParentTypes['ParentalResponsibilityResult']> = {
  __resolveType: TypeResolveFn<'ParentalResponsibilityRecorded' | 'Problems', ParentType, ContextType>;
};

export type PersonResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person']> = {
  address?: Resolver<ResolversTypes['AddressAnswer'], ParentType, ContextType>;
  attendance?: Resolver<ResolversTypes['AttendanceAnswer'], ParentType, ContextType>;
  domesticAbuse?: Resolver<ResolversTypes['DomesticAbuseAnswer'], ParentType, ContextType>;
  healthContacts?: Resolver<ResolversTypes['HealthContactsAnswer'], ParentType, ContextType>;
  homelessness?: Resolver<ResolversTypes['HomelessnessAnswer'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identity?: Resolver<ResolversTypes['IdentityAnswer'], ParentType, ContextType>;
  mentalHealth?: Resolver<ResolversTypes['MentalHealthAnswer'], ParentType, ContextType>;
  missingEpisodes?: Resolver<ResolversTypes['MissingEpisodesAnswer'], ParentType, ContextType>;
  policeReferrals?: Resolver<ResolversTypes['PoliceReferralsAnswer'], ParentType, ContextType>;
  rehousing?: Resolver<ResolversTypes['RehousingAnswer'], ParentType, ContextType>;
  specialEducationalNeeds?: Resolver<ResolversTypes['SpecialEducationalNeedsAnswer'], ParentType, ContextType>;
  substanceMisuse?: Resolver<ResolversTypes['SubstanceMisuseAnswer'], ParentType, ContextType>;
  suspensions?: Resolver<ResolversTypes['SuspensionsAnswer'], ParentType, ContextType>;
  tenancy?: Resolver<ResolversTypes['TenancyAnswer'], ParentType, ContextType>;
};

export type PersonMentionResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['PersonMention'] = ResolversParentTypes['PersonMention']> = {
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
};

export type PoliceReferralResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['PoliceReferral'] = ResolversParentTypes['PoliceReferral']> = {
  concern?: Resolver<ResolversTypes['PoliceConcern'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  involvement?: Resolver<ResolversTypes['PoliceInvolvement'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  others?: Resolver<ReadonlyArray<ResolversTypes['PersonMention']>, ParentType, ContextType>;
  risk?: Resolver<ResolversTypes['PoliceRisk'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PoliceReferralsResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['PoliceReferrals'] = ResolversParentTypes['PoliceReferrals']> = {
  detail?: Resolver<ResolversTypes['Detail'], ParentType, ContextType>;
  referrals?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PoliceReferral']>>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PoliceReferralsAnswerResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['PoliceReferralsAnswer'] = ResolversParentTypes['PoliceReferralsAnswer']> = {
  __resolveType: TypeResolveFn<'NothingHeld' | 'PoliceReferrals' | 'Unavailable' | 'Withheld', ParentType, ContextType>;
};

export type ProblemResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Problem'] = ResolversParentTypes['Problem']> = {
  code?: Resolver<ResolversTypes['ProblemCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProblemsResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Problems'] = ResolversParentTypes['Problems']> = {
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  accessLog?: Resolver<Maybe<ResolversTypes['AccessLogConnection']>, ParentType, ContextType, RequireFields<QueryAccessLogArgs, 'first' | 'orderBy'>>;
  accessLogCheckpoint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  accessLogContinuation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<QueryAccessLogContinuationArgs, 'older'>>;
  accessLogExport?: Resolver<Maybe<ResolversTypes['AccessLogExport']>, ParentType, ContextType, RequireFields<QueryAccessLogExportArgs, 'id'>>;
  accessLogExports?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AccessLogExport']>>, ParentType, ContextType>;
  accessLogHolds?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AccessLogHold']>>, ParentType, ContextType>;
  accountOfDisclosures?: Resolver<Maybe<ResolversTypes['AccountOfDisclosures']>, ParentType, ContextType, RequireFields<QueryAccountOfDisclosuresArgs, 'first' | 'personId' | 'rendering'>>;
  agreements?: Resolver<ReadonlyArray<ResolversTypes['InformationSharingAgreement']>, ParentType, ContextType>;
  explain?: Resolver<Maybe<ResolversTypes['Explanation']>, ParentType, ContextType, RequireFields<QueryExplainArgs, 'category' | 'personId' | 'purpose' | 'recipient'>>;
  explanationsDue?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ExplanationDue']>>, ParentType, ContextType, RequireFields<QueryExplanationsDueArgs, 'first'>>;
  family?: Resolver<Maybe<ResolversTypes['Family']>, ParentType, ContextType, RequireFields<QueryFamilyArgs, 'id' | 'purpose'>>;
  findPeople?: Resolver<ReadonlyArray<ResolversTypes['FoundPerson']>, ParentType, ContextType, RequireFields<QueryFindPeopleArgs, 'purpose'>>;
  managedFamily?: Resolver<Maybe<ResolversTypes['ManagedFamily']>, ParentType, ContextType, RequireFields<QueryManagedFamilyArgs, 'id'>>;
  matchReview?: Resolver<Maybe<ResolversTypes['MatchReview']>, ParentType, ContextType, RequireFields<QueryMatchReviewArgs, 'id'>>;
  matchReviews?: Resolver<Maybe<ResolversTypes['MatchReviewConnection']>, ParentType, ContextType, RequireFields<QueryMatchReviewsArgs, 'first'>>;
  me?: Resolver<ResolversTypes['Caller'], ParentType, ContextType>;
  myExceptions?: Resolver<ReadonlyArray<ResolversTypes['Exception']>, ParentType, ContextType>;
  myFamilies?: Resolver<ReadonlyArray<ResolversTypes['FamilySummary']>, ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType, RequireFields<QueryPersonArgs, 'id' | 'purpose'>>;
  personByIdentifier?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType, RequireFields<QueryPersonByIdentifierArgs, 'kind' | 'purpose' | 'value'>>;
  reviewItem?: Resolver<Maybe<ResolversTypes['ReviewItemWithEntries']>, ParentType, ContextType, RequireFields<QueryReviewItemArgs, 'first' | 'id'>>;
  reviewQueue?: Resolver<Maybe<ResolversTypes['ReviewQueueConnection']>, ParentType, ContextType, RequireFields<QueryReviewQueueArgs, 'first' | 'state'>>;
  shownThroughLink?: Resolver<Maybe<ResolversTypes['ShownThroughLink']>, ParentType, ContextType, RequireFields<QueryShownThroughLinkArgs, 'first' | 'linkId'>>;
};

export type RecordBirthResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['RecordBirthResult'] = ResolversParentTypes['RecordBirthResult']> = {
  __resolveType: TypeResolveFn<'BirthRecorded' | 'Problems', ParentType, ContextType>;
};

export type RecordCompetenceResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['RecordCompetenceResult'] = ResolversParentTypes['RecordCompetenceResult']> = {
  __resolveType: TypeResolveFn<'CompetenceRecorded' | 'Problems', ParentType, ContextType>;
};

export type RecordConsentResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['RecordConsentResult'] = ResolversParentTypes['RecordConsentResult']> = {
  __resolveType: TypeResolveFn<'ConsentRecorded' | 'Problems', ParentType, ContextType>;
};

export type RecordFamilyAgreementResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['RecordFamilyAgreementResult'] = ResolversParentTypes['RecordFamilyAgreementResult']> = {
  __resolveType: TypeResolveFn<'FamilyAgreementRecorded' | 'Problems', ParentType, ContextType>;
};

export type RehousingResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Rehousing'] = ResolversParentTypes['Rehousing']> = {
  band?: Resolver<ResolversTypes['RehousingBand'], ParentType, ContextType>;
  bandFrom?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  bedroomsNeeded?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['Detail'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RehousingStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RehousingAnswerResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['RehousingAnswer'] = ResolversParentTypes['RehousingAnswer']> = {
  __resolveType: TypeResolveFn<'NothingHeld' | 'Rehousing' | 'Unavailable' | 'Withheld', ParentType, ContextType>;
};

export type RelationshipResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Relationship'] = ResolversParentTypes['Relationship']> = {
  from?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RelationshipKind'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
};

export type RelationshipProposalResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['RelationshipProposal'] = ResolversParentTypes['RelationshipProposal']> = {
  from?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RelationshipKind'], ParentType, ContextType>;
  proposedBy?: Resolver<Maybe<ResolversTypes['Worker']>, ParentType, ContextType>;
  relationshipId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RelationshipRecordedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['RelationshipRecorded'] = ResolversParentTypes['RelationshipRecorded']> = {
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  relationshipId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RelationshipResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['RelationshipResult'] = ResolversParentTypes['RelationshipResult']> = {
  __resolveType: TypeResolveFn<'Problems' | 'RelationshipRecorded', ParentType, ContextType>;
};

export type RelationshipsResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Relationships'] = ResolversParentTypes['Relationships']> = {
  relationships?: Resolver<ReadonlyArray<ResolversTypes['Relationship']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RelationshipsAnswerResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['RelationshipsAnswer'] = ResolversParentTypes['RelationshipsAnswer']> = {
  __resolveType: TypeResolveFn<'Relationships' | 'Withheld', ParentType, ContextType>;
};

export type ReleaseAccountResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ReleaseAccountResult'] = ResolversParentTypes['ReleaseAccountResult']> = {
  __resolveType: TypeResolveFn<'AccountReleased' | 'Problems', ParentType, ContextType>;
};

export type RestrictionRecordedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['RestrictionRecorded'] = ResolversParentTypes['RestrictionRecorded']> = {
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  restrictionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RestrictionResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['RestrictionResult'] = ResolversParentTypes['RestrictionResult']> = {
  __resolveType: TypeResolveFn<'Problems' | 'RestrictionRecorded', ParentType, ContextType>;
};

export type ReviewItemResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ReviewItem'] = ResolversParentTypes['ReviewItem']> = {
  autoClosedReason?: Resolver<Maybe<ResolversTypes['PlainReason']>, ParentType, ContextType>;
  entry?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  explainBy?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  family?: Resolver<Maybe<ResolversTypes['AccessLogFamily']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  organisation?: Resolver<Maybe<ResolversTypes['AccessLogParty']>, ParentType, ContextType>;
  people?: Resolver<ReadonlyArray<ResolversTypes['AccessLogParty']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['ReviewRule'], ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ReviewState'], ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['ReviewStep']>, ParentType, ContextType>;
  worker?: Resolver<Maybe<ResolversTypes['AccessLogParty']>, ParentType, ContextType>;
};

export type ReviewItemEdgeResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ReviewItemEdge'] = ResolversParentTypes['ReviewItemEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ReviewItem'], ParentType, ContextType>;
};

export type ReviewItemWithEntriesResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ReviewItemWithEntries'] = ResolversParentTypes['ReviewItemWithEntries']> = {
  entries?: Resolver<ResolversTypes['AccessLogConnection'], ParentType, ContextType>;
  item?: Resolver<ResolversTypes['ReviewItem'], ParentType, ContextType>;
};

export type ReviewQueueConnectionResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ReviewQueueConnection'] = ResolversParentTypes['ReviewQueueConnection']> = {
  completeTo?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['ReviewItemEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ReviewItem']>, ParentType, ContextType>;
  notEvaluated?: Resolver<ReadonlyArray<ResolversTypes['ReviewRule']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ReviewResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ReviewResult'] = ResolversParentTypes['ReviewResult']> = {
  __resolveType: TypeResolveFn<'Problems' | 'ReviewStepRecorded', ParentType, ContextType>;
};

export type ReviewStepResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ReviewStep'] = ResolversParentTypes['ReviewStep']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['AccessLogParty'], ParentType, ContextType>;
  disposition?: Resolver<Maybe<ResolversTypes['ReviewDisposition']>, ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  step?: Resolver<ResolversTypes['ReviewStepKind'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReviewStepRecordedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ReviewStepRecorded'] = ResolversParentTypes['ReviewStepRecorded']> = {
  itemId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SafeguardingDecisionRecordedResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['SafeguardingDecisionRecorded'] = ResolversParentTypes['SafeguardingDecisionRecorded']> = {
  decisionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SafeguardingDecisionResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['SafeguardingDecisionResult'] = ResolversParentTypes['SafeguardingDecisionResult']> = {
  __resolveType: TypeResolveFn<'Problems' | 'SafeguardingDecisionRecorded', ParentType, ContextType>;
};

export type SchoolResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['School'] = ResolversParentTypes['School']> = {
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  urn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ServiceContactResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ServiceContact'] = ResolversParentTypes['ServiceContact']> = {
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ShownThroughLinkResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['ShownThroughLink'] = ResolversParentTypes['ShownThroughLink']> = {
  agency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  entries?: Resolver<ResolversTypes['AccessLogConnection'], ParentType, ContextType>;
  others?: Resolver<ReadonlyArray<ResolversTypes['AccessLogParty']>, ParentType, ContextType>;
  versions?: Resolver<ReadonlyArray<ResolversTypes['AgencyLinkVersion']>, ParentType, ContextType>;
};

export type SourceResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Source'] = ResolversParentTypes['Source']> = {
  agency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  contact?: Resolver<Maybe<ResolversTypes['ServiceContact']>, ParentType, ContextType>;
  coversFrom?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  coversTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  retrievedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  service?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type SpecialEducationalNeedsResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['SpecialEducationalNeeds'] = ResolversParentTypes['SpecialEducationalNeeds']> = {
  detail?: Resolver<ResolversTypes['Detail'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  primaryNeed?: Resolver<Maybe<ResolversTypes['SpecialEducationalNeed']>, ParentType, ContextType>;
  provision?: Resolver<ResolversTypes['SpecialEducationalNeedsProvision'], ParentType, ContextType>;
  secondaryNeed?: Resolver<Maybe<ResolversTypes['SpecialEducationalNeed']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SpecialEducationalNeedsAnswerResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['SpecialEducationalNeedsAnswer'] = ResolversParentTypes['SpecialEducationalNeedsAnswer']> = {
  __resolveType: TypeResolveFn<'NothingHeld' | 'SpecialEducationalNeeds' | 'Unavailable' | 'Withheld', ParentType, ContextType>;
};

export type SubstanceMisuseResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['SubstanceMisuse'] = ResolversParentTypes['SubstanceMisuse']> = {
  contacts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['HealthContact']>>, ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['Detail'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubstanceMisuseAnswerResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['SubstanceMisuseAnswer'] = ResolversParentTypes['SubstanceMisuseAnswer']> = {
  __resolveType: TypeResolveFn<'NothingHeld' | 'SubstanceMisuse' | 'Unavailable' | 'Withheld', ParentType, ContextType>;
};

export type SuspensionResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Suspension'] = ResolversParentTypes['Suspension']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['SuspensionKind'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['SuspensionReason'], ParentType, ContextType>;
  sessions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SuspensionsResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Suspensions'] = ResolversParentTypes['Suspensions']> = {
  detail?: Resolver<ResolversTypes['Detail'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  suspensions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Suspension']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SuspensionsAnswerResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['SuspensionsAnswer'] = ResolversParentTypes['SuspensionsAnswer']> = {
  __resolveType: TypeResolveFn<'NothingHeld' | 'Suspensions' | 'Unavailable' | 'Withheld', ParentType, ContextType>;
};

export type TeamMemberResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['TeamMember'] = ResolversParentTypes['TeamMember']> = {
  assignment?: Resolver<ResolversTypes['AssignmentKind'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  worker?: Resolver<ResolversTypes['Worker'], ParentType, ContextType>;
};

export type TenancyResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Tenancy'] = ResolversParentTypes['Tenancy']> = {
  arrearsWeeks?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  capacity?: Resolver<Maybe<ResolversTypes['TenancyCapacity']>, ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['Detail'], ParentType, ContextType>;
  endedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  inArrears?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  landlord?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  openRepairs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  startedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  tenure?: Resolver<ResolversTypes['Tenure'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TenancyAnswerResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['TenancyAnswer'] = ResolversParentTypes['TenancyAnswer']> = {
  __resolveType: TypeResolveFn<'NothingHeld' | 'Tenancy' | 'Unavailable' | 'Withheld', ParentType, ContextType>;
};

export type UnavailableResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Unavailable'] = ResolversParentTypes['Unavailable']> = {
  category?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lastAnswered?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WithdrawConsentResultResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['WithdrawConsentResult'] = ResolversParentTypes['WithdrawConsentResult']> = {
  __resolveType: TypeResolveFn<'ConsentWithdrawn' | 'Problems', ParentType, ContextType>;
};

export type WithheldResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Withheld'] = ResolversParentTypes['Withheld']> = {
  category?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  explanation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['WithheldReason'], ParentType, ContextType>;
  remedy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WorkerResolvers<ContextType = HubContext, ParentType extends ResolversParentTypes['Worker'] = ResolversParentTypes['Worker']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  organisation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = HubContext> = {
  AccessLogBasis?: AccessLogBasisResolvers<ContextType>;
  AccessLogChange?: AccessLogChangeResolvers<ContextType>;
  AccessLogConnection?: AccessLogConnectionResolvers<ContextType>;
  AccessLogDecision?: AccessLogDecisionResolvers<ContextType>;
  AccessLogEdge?: AccessLogEdgeResolvers<ContextType>;
  AccessLogEntry?: AccessLogEntryResolvers<ContextType>;
  AccessLogExplained?: AccessLogExplainedResolvers<ContextType>;
  AccessLogExport?: AccessLogExportResolvers<ContextType>;
  AccessLogExportBegun?: AccessLogExportBegunResolvers<ContextType>;
  AccessLogFamily?: AccessLogFamilyResolvers<ContextType>;
  AccessLogHold?: AccessLogHoldResolvers<ContextType>;
  AccessLogParty?: AccessLogPartyResolvers<ContextType>;
  AccessLogProof?: AccessLogProofResolvers<ContextType>;
  AccessLogRange?: AccessLogRangeResolvers<ContextType>;
  AccessLogReview?: AccessLogReviewResolvers<ContextType>;
  AccessLogReviewPart?: AccessLogReviewPartResolvers<ContextType>;
  AccessLogSearch?: AccessLogSearchResolvers<ContextType>;
  AccountOfDisclosures?: AccountOfDisclosuresResolvers<ContextType>;
  AccountReleased?: AccountReleasedResolvers<ContextType>;
  AccountedDisclosure?: AccountedDisclosureResolvers<ContextType>;
  AccountedDisclosureEdge?: AccountedDisclosureEdgeResolvers<ContextType>;
  AddFamilyMemberResult?: AddFamilyMemberResultResolvers<ContextType>;
  Address?: AddressResolvers<ContextType>;
  AddressAnswer?: AddressAnswerResolvers<ContextType>;
  AgencyLinkVersion?: AgencyLinkVersionResolvers<ContextType>;
  AgreementRecorded?: AgreementRecordedResolvers<ContextType>;
  AgreementResult?: AgreementResultResolvers<ContextType>;
  AssignmentRecorded?: AssignmentRecordedResolvers<ContextType>;
  AssignmentResult?: AssignmentResultResolvers<ContextType>;
  Attendance?: AttendanceResolvers<ContextType>;
  AttendanceAnswer?: AttendanceAnswerResolvers<ContextType>;
  AttendanceSession?: AttendanceSessionResolvers<ContextType>;
  BirthRecorded?: BirthRecordedResolvers<ContextType>;
  Caller?: CallerResolvers<ContextType>;
  CloseFamilyResult?: CloseFamilyResultResolvers<ContextType>;
  CompetenceRecorded?: CompetenceRecordedResolvers<ContextType>;
  ConfirmFamilyMemberResult?: ConfirmFamilyMemberResultResolvers<ContextType>;
  ConsentRecorded?: ConsentRecordedResolvers<ContextType>;
  ConsentReview?: ConsentReviewResolvers<ContextType>;
  ConsentWithdrawn?: ConsentWithdrawnResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DomesticAbuse?: DomesticAbuseResolvers<ContextType>;
  DomesticAbuseAnswer?: DomesticAbuseAnswerResolvers<ContextType>;
  DomesticAbuseIncident?: DomesticAbuseIncidentResolvers<ContextType>;
  EnteredMember?: EnteredMemberResolvers<ContextType>;
  Exception?: ExceptionResolvers<ContextType>;
  Explanation?: ExplanationResolvers<ContextType>;
  ExplanationDue?: ExplanationDueResolvers<ContextType>;
  ExplanationStep?: ExplanationStepResolvers<ContextType>;
  ExportAccessLogResult?: ExportAccessLogResultResolvers<ContextType>;
  Family?: FamilyResolvers<ContextType>;
  FamilyAgreementRecorded?: FamilyAgreementRecordedResolvers<ContextType>;
  FamilyClosed?: FamilyClosedResolvers<ContextType>;
  FamilyMember?: FamilyMemberResolvers<ContextType>;
  FamilyMemberAdded?: FamilyMemberAddedResolvers<ContextType>;
  FamilyMemberDecided?: FamilyMemberDecidedResolvers<ContextType>;
  FamilyOpened?: FamilyOpenedResolvers<ContextType>;
  FamilySummary?: FamilySummaryResolvers<ContextType>;
  FoundPerson?: FoundPersonResolvers<ContextType>;
  HealthContact?: HealthContactResolvers<ContextType>;
  HealthContacts?: HealthContactsResolvers<ContextType>;
  HealthContactsAnswer?: HealthContactsAnswerResolvers<ContextType>;
  HoldRecorded?: HoldRecordedResolvers<ContextType>;
  HoldResult?: HoldResultResolvers<ContextType>;
  Homelessness?: HomelessnessResolvers<ContextType>;
  HomelessnessAnswer?: HomelessnessAnswerResolvers<ContextType>;
  HomelessnessApplication?: HomelessnessApplicationResolvers<ContextType>;
  Identity?: IdentityResolvers<ContextType>;
  IdentityAnswer?: IdentityAnswerResolvers<ContextType>;
  InformationSharingAgreement?: InformationSharingAgreementResolvers<ContextType>;
  InterestRecorded?: InterestRecordedResolvers<ContextType>;
  InterestResult?: InterestResultResolvers<ContextType>;
  Item?: ItemResolvers<ContextType>;
  LegalBasis?: LegalBasisResolvers<ContextType>;
  ManagedAssignment?: ManagedAssignmentResolvers<ContextType>;
  ManagedConsent?: ManagedConsentResolvers<ContextType>;
  ManagedEpisode?: ManagedEpisodeResolvers<ContextType>;
  ManagedFamily?: ManagedFamilyResolvers<ContextType>;
  MatchAddress?: MatchAddressResolvers<ContextType>;
  MatchDecided?: MatchDecidedResolvers<ContextType>;
  MatchIdentifier?: MatchIdentifierResolvers<ContextType>;
  MatchName?: MatchNameResolvers<ContextType>;
  MatchPart?: MatchPartResolvers<ContextType>;
  MatchRecord?: MatchRecordResolvers<ContextType>;
  MatchResult?: MatchResultResolvers<ContextType>;
  MatchReview?: MatchReviewResolvers<ContextType>;
  MatchReviewConnection?: MatchReviewConnectionResolvers<ContextType>;
  MatchReviewEdge?: MatchReviewEdgeResolvers<ContextType>;
  MembershipProposal?: MembershipProposalResolvers<ContextType>;
  MentalHealth?: MentalHealthResolvers<ContextType>;
  MentalHealthAnswer?: MentalHealthAnswerResolvers<ContextType>;
  MergeRecorded?: MergeRecordedResolvers<ContextType>;
  MergeResult?: MergeResultResolvers<ContextType>;
  MissingEpisode?: MissingEpisodeResolvers<ContextType>;
  MissingEpisodes?: MissingEpisodesResolvers<ContextType>;
  MissingEpisodesAnswer?: MissingEpisodesAnswerResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NothingHeld?: NothingHeldResolvers<ContextType>;
  OpenFamilyResult?: OpenFamilyResultResolvers<ContextType>;
  OverrideRecorded?: OverrideRecordedResolvers<ContextType>;
  OverrideResult?: OverrideResultResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  ParentalResponsibilityRecorded?: ParentalResponsibilityRecordedResolvers<ContextType>;
  ParentalResponsibilityResult?: ParentalResponsibilityResultResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  PersonMention?: PersonMentionResolvers<ContextType>;
  PoliceReferral?: PoliceReferralResolvers<ContextType>;
  PoliceReferrals?: PoliceReferralsResolvers<ContextType>;
  PoliceReferralsAnswer?: PoliceReferralsAnswerResolvers<ContextType>;
  Problem?: ProblemResolvers<ContextType>;
  Problems?: ProblemsResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecordBirthResult?: RecordBirthResultResolvers<ContextType>;
  RecordCompetenceResult?: RecordCompetenceResultResolvers<ContextType>;
  RecordConsentResult?: RecordConsentResultResolvers<ContextType>;
  RecordFamilyAgreementResult?: RecordFamilyAgreementResultResolvers<ContextType>;
  Rehousing?: RehousingResolvers<ContextType>;
  RehousingAnswer?: RehousingAnswerResolvers<ContextType>;
  Relationship?: RelationshipResolvers<ContextType>;
  RelationshipProposal?: RelationshipProposalResolvers<ContextType>;
  RelationshipRecorded?: RelationshipRecordedResolvers<ContextType>;
  RelationshipResult?: RelationshipResultResolvers<ContextType>;
  Relationships?: RelationshipsResolvers<ContextType>;
  RelationshipsAnswer?: RelationshipsAnswerResolvers<ContextType>;
  ReleaseAccountResult?: ReleaseAccountResultResolvers<ContextType>;
  RestrictionRecorded?: RestrictionRecordedResolvers<ContextType>;
  RestrictionResult?: RestrictionResultResolvers<ContextType>;
  ReviewItem?: ReviewItemResolvers<ContextType>;
  ReviewItemEdge?: ReviewItemEdgeResolvers<ContextType>;
  ReviewItemWithEntries?: ReviewItemWithEntriesResolvers<ContextType>;
  ReviewQueueConnection?: ReviewQueueConnectionResolvers<ContextType>;
  ReviewResult?: ReviewResultResolvers<ContextType>;
  ReviewStep?: ReviewStepResolvers<ContextType>;
  ReviewStepRecorded?: ReviewStepRecordedResolvers<ContextType>;
  SafeguardingDecisionRecorded?: SafeguardingDecisionRecordedResolvers<ContextType>;
  SafeguardingDecisionResult?: SafeguardingDecisionResultResolvers<ContextType>;
  School?: SchoolResolvers<ContextType>;
  ServiceContact?: ServiceContactResolvers<ContextType>;
  ShownThroughLink?: ShownThroughLinkResolvers<ContextType>;
  Source?: SourceResolvers<ContextType>;
  SpecialEducationalNeeds?: SpecialEducationalNeedsResolvers<ContextType>;
  SpecialEducationalNeedsAnswer?: SpecialEducationalNeedsAnswerResolvers<ContextType>;
  SubstanceMisuse?: SubstanceMisuseResolvers<ContextType>;
  SubstanceMisuseAnswer?: SubstanceMisuseAnswerResolvers<ContextType>;
  Suspension?: SuspensionResolvers<ContextType>;
  Suspensions?: SuspensionsResolvers<ContextType>;
  SuspensionsAnswer?: SuspensionsAnswerResolvers<ContextType>;
  TeamMember?: TeamMemberResolvers<ContextType>;
  Tenancy?: TenancyResolvers<ContextType>;
  TenancyAnswer?: TenancyAnswerResolvers<ContextType>;
  Unavailable?: UnavailableResolvers<ContextType>;
  WithdrawConsentResult?: WithdrawConsentResultResolvers<ContextType>;
  Withheld?: WithheldResolvers<ContextType>;
  Worker?: WorkerResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = HubContext> = {
  category?: CategoryDirectiveResolver<any, any, ContextType>;
  locates?: LocatesDirectiveResolver<any, any, ContextType>;
};
