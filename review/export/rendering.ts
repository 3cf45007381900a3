/** The formats in which entries of the access log are given to somebody as a file. A page depends on nothing but its entries. */
import type { EntryProof } from '#access-log/proofs.ts';
import type { LogEntry } from '#review/entries.ts';
import type { ExportFormat } from '#terms/review.ts';
import { csv } from './csv.ts';
import { fhirAuditEvents } from './fhir.ts';
import { proofFiles } from './proofs.ts';

/** One format of a download: rendered page by page, so that pages put one after the other are the file. */
export interface Rendering {
  /** Of the file itself, whatever it is packed in. */
  readonly mediaType: string;
  readonly extension: string;
  /** What comes before the first page. */
  head(about: ExportAbout): Uint8Array;
  page(entries: readonly ExportedEntry[]): Uint8Array | Promise<Uint8Array>;
  /** What comes after the last page. */
  tail(): Uint8Array;
}

export interface ExportAbout {
  readonly id: string;
  readonly at: Date;
}

export interface ExportedEntry {
  readonly entry: LogEntry;
  /** Only where it was asked for and the reader may have it. */
  readonly proof: EntryProof | null;
}

export const RENDERINGS: Readonly<Record<ExportFormat, Rendering>> = {
  CSV: csv,
  FHIR_AUDIT_EVENT: fhirAuditEvents,
  PROOFS: proofFiles,
};
