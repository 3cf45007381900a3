/**
 * What every agency's folder provides, and what it may rely on. The hub asks each agency once per request, for all the people
 * and categories that the query selects and the gate has permitted; a connector never sees who asks or why.
 */
import type { ZodType } from 'zod';
import type { Category } from '#terms/category.ts';
import type { Clock, LocalDate } from '#terms/clock.ts';
import type { DemographicFeed } from '#terms/demographics.ts';
import type { LandedStore } from '#terms/landed.ts';
import type { Source } from '#terms/source.ts';
import type { MENTIONS, REVEALS, Reveals } from '#terms/item-marks.ts';
import type { ReferenceCache } from './cache.ts';

export { MENTIONS, REVEALS } from '#terms/item-marks.ts';
export type { Reveals } from '#terms/item-marks.ts';

/** One category of an agency: one field on Person, one record type. */
export interface CategoryDeclaration {
  readonly name: Category;
  /** The field on `Person`; the SDL marks it `@category(name: …)`. */
  readonly field: string;
  /** The record's GraphQL type, one of the four members of the field's union. */
  readonly recordType: string;
  /** The service's name as families know it. */
  readonly service: string;
  /** The record's field that lists its dated items, where it has one. The gate filters it and counts it for the log. */
  readonly items: string | null;
  /** What is shown of the record where the agreement allows a summary only (rule 9). `source` and `detail` always are. */
  readonly summaryFields: readonly string[];
}

/** Criminal offence data: UK GDPR Article 10. Data concerning health: Article 9. */
export type DataKind = 'HEALTH' | 'CRIMINAL_OFFENCE' | 'OTHER';

/** An agency, as one folder declares it. */
export interface Connector<Settings = unknown> {
  /** The folder's name, the id in agreements and links, and (in capitals) the prefix of its settings. */
  readonly id: string;
  /** The agency's name as people say it. */
  readonly name: string;
  /** What kind of data this is in law; what an agreement must cite depends on it (rule 4). */
  readonly dataKind: DataKind;
  /** Its part of the GraphQL schema. */
  readonly sdl: string;
  readonly categories: readonly CategoryDeclaration[];
  /** Which of its own ids the agency is asked by, as agency links store it. */
  readonly identifier: string;
  /** Reads the agency's settings: each key is an environment variable with the prefix, `URL` → `EDUCATION_URL`. */
  readonly settings: ZodType<Settings>;
  connect(settings: Settings, tools: Tools): Agency;
}

/** What a connector is given by the hub. */
export interface Tools {
  readonly clock: Clock;
  readonly landed: LandedStore;
  /** For what is about nobody: code lists, names of schools and services. */
  readonly cache: ReferenceCache;
  /** Says something an operator should know. Never about a person: no ids, no values, no upstream text. */
  report(event: ConnectorEvent): void;
}

export interface ConnectorEvent {
  readonly agency: string;
  readonly event: string;
  readonly count?: number;
}

/** A connected agency. */
export interface Agency {
  /**
   * Asks for everything at once. What it leaves out of its answers counts as unavailable, never as nothing held. Rejects, or is
   * aborted, → everything asked is unavailable.
   */
  ask(question: Question, signal: AbortSignal): Promise<Answers>;
  /** For a file-drop agency: lands what lies in its folder. Called again and again by one hub process. */
  land?(signal: AbortSignal): Promise<void>;
  /**
   * Its list of people for the person index, read on from `cursor` (null: from the beginning). Read by one hub process, under the
   * agency's agreement for intake only (rule 4). Rejects where the agency does not answer: what was read so far stands.
   */
  people?(cursor: string | null, signal: AbortSignal): Promise<DemographicFeed>;
  close(): Promise<void>;
}

export interface Question {
  readonly subjects: readonly SubjectQuestion[];
}

export interface SubjectQuestion {
  /** Stands for the person within this request, and tells the agency nothing. */
  readonly subject: string;
  /** The agency's own ids of this person, from confirmed links: usually one. */
  readonly ids: readonly string[];
  readonly categories: readonly CategoryQuestion[];
}

export interface CategoryQuestion {
  readonly category: Category;
  /** Nothing that happened before this date may leave the connector (rule 9). */
  readonly since: LocalDate | null;
  /** Only items in which the subject is the victim may leave the connector (rule 7). */
  readonly victimOnly: boolean;
}

/** subject → category → answer. */
export type Answers = Map<string, Map<Category, Answer>>;

export type Answer = Held | NothingHeld | NotAnswered;

/** The agency has a record. `record` has the fields of the declared GraphQL type, less `detail`. */
export interface Held {
  readonly outcome: 'HELD';
  readonly record: AgencyRecord;
}

/** The agency was asked about this person and has no record. */
export interface NothingHeld {
  readonly outcome: 'NOTHING_HELD';
  readonly source: Source;
}

/** The agency could not answer for this person and category; others may well be answered. */
export interface NotAnswered {
  readonly outcome: 'NOT_ANSWERED';
  readonly source: Source;
}

export interface AgencyRecord {
  readonly source: Source;
  readonly [field: string]: unknown;
}

/** An entry of a record's list of items. `id` is the agency's own; the gate turns it into an opaque one. */
export interface AgencyItem {
  readonly id: string;
  readonly occurredAt: Date;
  readonly [field: string]: unknown;
  readonly [REVEALS]?: Reveals;
  readonly [MENTIONS]?: readonly string[];
}

/** Adds an answer to a question's answers. */
export function addAnswer(answers: Answers, subject: string, category: Category, answer: Answer): void {
  const ofSubject = answers.get(subject);
  if (ofSubject) ofSubject.set(category, answer);
  else answers.set(subject, new Map([[category, answer]]));
}

/** An agency as the gate sees it: bounded in time, and never rejecting. `connectors/resilience.ts` makes it from an `Agency`. */
export interface AgencyPort {
  readonly id: string;
  readonly name: string;
  readonly categories: readonly CategoryDeclaration[];
  /** Which of its own ids people are known by there. */
  readonly identifier: string;
  /** An answer for every subject and category of the question. */
  ask(question: Question): Promise<PortAnswers>;
}

export type PortAnswers = Map<string, Map<Category, PortAnswer>>;
export type PortAnswer = Held | NothingHeld | AgencyUnavailable;

/** The agency could not answer, since when, and when it last could. */
export interface AgencyUnavailable {
  readonly outcome: 'UNAVAILABLE';
  readonly source: Source;
  readonly since: Date;
  readonly lastAnswered: Date | null;
}
