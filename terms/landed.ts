import type { Category } from './category.ts';
import type { LocalDate } from './clock.ts';

/** A file that an agency dropped and the hub landed. */
export interface LandedFile {
  readonly agency: string;
  /** Which of the agency's feeds the file belongs to: "referrals". */
  readonly feed: string;
  readonly name: string;
  /** SHA-256 of the file's bytes, hex. */
  readonly checksum: string;
  /** When the agency made the file, as it states. */
  readonly asOf: Date;
  readonly coversFrom: LocalDate | null;
}

/** One row of a landed file, about one person in one category. */
export interface LandedRow {
  readonly category: Category;
  /** The agency's own id of the person. */
  readonly agencyPersonId: string;
  /** The agency's own key of the entry: a later row with the same key replaces this one. */
  readonly key: string;
  readonly occurredAt: Date;
  /** The row as the agency's wire format has it. Never free text. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** What the hub keeps of file-drop agencies' rows. A file is landed whole or not at all, and once. */
export interface LandedStore {
  /** Whether a file of this agency with these bytes, made at this time, has landed before. The same bytes made later are news: nothing has changed. */
  hasLanded(agency: string, checksum: string, asOf: Date): Promise<boolean>;
  /** Lands a file with its rows in one transaction. A row of an older file never replaces one of a newer. */
  land(file: LandedFile, rows: readonly LandedRow[]): Promise<void>;
  /** The rows of these people in these categories; `since` per category is applied by the caller. */
  rowsOf(agency: string, agencyPersonIds: readonly string[], categories: readonly Category[]): Promise<LandedRow[]>;
  /** The newest file of each feed of an agency, by `asOf`. */
  newestFiles(agency: string): Promise<ReadonlyMap<string, LandedFile>>;
}
