import type { LocalDate } from './clock.ts';

/** How to reach the service that holds a record. Place-bearing (rule 6). */
export interface ServiceContact {
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
}

/** Where an answer came from, and what stretch of time it covers, as the agency itself states it. */
export interface Source {
  /** The agency's name as people say it: "Education". */
  readonly agency: string;
  /** The service's name, not the system's: "School attendance". */
  readonly service?: string | null;
  /** When the hub asked. */
  readonly retrievedAt?: Date | null;
  /** When the agency last changed or delivered what it answered with. */
  readonly updatedAt?: Date | null;
  readonly coversFrom?: LocalDate | null;
  readonly coversTo?: LocalDate | null;
  readonly contact?: ServiceContact | null;
}
