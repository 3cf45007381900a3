/** Who somebody is, as an agency has it: what records of one person are found by. Never what an agency does for them. */

/** The source of the hub's own people among the agencies' records. */
export const HUB_RECORDS = 'hub';

/** As received: nothing is corrected. Dates are ISO days; what cannot be read as one is left as it came. */
export interface Demographics {
  readonly forename: string | null;
  readonly surname: string | null;
  /** Aliases, preferred and previous names. */
  readonly otherNames: readonly OtherName[];
  readonly dateOfBirth: string | null;
  readonly sex: string | null;
  /** The current one first. */
  readonly addresses: readonly Address[];
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  /** By kind: `nhs-number`, `upn`, `tenancy-reference`. */
  readonly identifiers: Readonly<Record<string, string>>;
  /** Whom the agency itself puts beside them, by its own ids. */
  readonly relatedTo: readonly RelatedRecord[];
}

/** Where nothing is said, or kept. */
export const NO_DEMOGRAPHICS: Demographics = {
  forename: null,
  surname: null,
  otherNames: [],
  dateOfBirth: null,
  sex: null,
  addresses: [],
  phones: [],
  emails: [],
  identifiers: {},
  relatedTo: [],
};

export interface OtherName {
  readonly forename: string | null;
  readonly surname: string | null;
}

export interface Address {
  readonly line: string | null;
  readonly town: string | null;
  readonly postcode: string | null;
  /** Unique Property Reference Number, up to 12 digits. */
  readonly uprn: string | null;
}

/** What an agency's record says that makes two people perhaps of one family. */
export const RELATED_KINDS = ['SCHOOL_CONTACT', 'SAME_TENANCY', 'SAME_HOUSEHOLD', 'NEXT_OF_KIN'] as const;
export type RelatedKind = (typeof RELATED_KINDS)[number];

export interface RelatedRecord {
  readonly kind: RelatedKind;
  /** The other's id at the same agency. */
  readonly id: string;
}

/** What an agency says of one of its records. */
export type DemographicChange =
  | {
      readonly change: 'RECORD';
      /** The agency's own id, as agency links store it. */
      readonly id: string;
      readonly demographics: Demographics;
      /** Not to be matched or shown to anybody: adoption, gender recognition, witness protection. */
      readonly sealed: boolean;
    }
  | { readonly change: 'DELETED'; readonly id: string }
  /** The agency found that two of its records are one person; the other stays. */
  | { readonly change: 'MERGED'; readonly id: string; readonly into: string };

/** A row that could not be read at all: it may be about anybody, so nobody counts as missing from its list. */
export const UNREADABLE = 'UNREADABLE';
/** Somebody whom the agency knows, but not by an id that it can be asked by: they take no part. */
export const NO_IDENTIFIER = 'NO_IDENTIFIER';

/** A part of an agency's list of people. */
export interface DemographicPage {
  readonly changes: readonly DemographicChange[];
  /** When the agency made it. */
  readonly asOf: Date;
  /** Names the file or page it came in, for provenance. */
  readonly delivery: string;
  /**
   * From where to go on. Of changes each page's is kept with it, of a list of everybody the last one's, at its end. Null: from the
   * beginning next time.
   */
  readonly cursor: string | null;
  /** Rows that are not among the changes, by reason. */
  readonly rejected: Readonly<Record<string, number>>;
}

/** How an agency gives its list: everybody, so that who is not in it is gone; or what changed since the last. */
export interface DemographicFeed {
  readonly covers: 'EVERYBODY' | 'CHANGES';
  /** Whether, once it has been read to its end, it holds everybody whom the agency knows (rule 3: nothing held). */
  readonly complete: boolean;
  /** At least one, but where nothing can have changed: what has no page says nothing. */
  readonly pages: AsyncIterable<DemographicPage>;
}
