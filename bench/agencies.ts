/** The four agencies of the bench. Each has one category, and one record of it about each person, with five items. */

export interface BenchAgency {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  /** The field on Person. */
  readonly field: string;
  readonly recordType: string;
  readonly service: string;
}

export const AGENCIES: readonly BenchAgency[] = [
  {
    id: 'education',
    name: 'Education',
    category: 'ATTENDANCE',
    field: 'attendance',
    recordType: 'Attendance',
    service: 'School attendance',
  },
  {
    id: 'health',
    name: 'Health',
    category: 'HEALTH_CONTACTS',
    field: 'healthContacts',
    recordType: 'HealthContacts',
    service: 'Community health',
  },
  {
    id: 'police',
    name: 'Police',
    category: 'POLICE_REFERRALS',
    field: 'policeReferrals',
    recordType: 'PoliceReferrals',
    service: 'Early help referrals',
  },
  { id: 'housing', name: 'Housing', category: 'TENANCY', field: 'tenancy', recordType: 'Tenancy', service: 'Housing tenancies' },
];

export const ITEMS_PER_RECORD = 5;

/** An agency's records as it sends them: JSON, dates as text. */
export interface WireRecord {
  readonly person: string;
  readonly updatedAt: string;
  readonly status: string;
  readonly level: number;
  readonly rate: number;
  readonly items: readonly WireItem[];
}

export interface WireItem {
  readonly id: string;
  readonly occurredAt: string;
  readonly kind: string;
  readonly outcome: string | null;
}

/** Where an agency answers, below the upstreams' address: `?ids=` takes its own ids of people, with commas between. */
export function recordsPath(agency: BenchAgency): string {
  return `/agency/${agency.id}/records`;
}

/** An agency's part of the GraphQL schema, in the form that real agencies have. */
export function sdlOf({ category, field, recordType, service }: BenchAgency): string {
  return `
    extend type Person {
      "${service}."
      ${field}: ${recordType}Answer! @category(name: "${category}")
    }
    "One of four outcomes."
    union ${recordType}Answer = ${recordType} | NothingHeld | Withheld | Unavailable
    "${service}."
    type ${recordType} {
      "Where this comes from."
      source: Source!
      "How much the agreement allows."
      detail: Detail!
      "How things stand."
      status: String!
      "A level, from 1 to 5."
      level: Int
      "A share, from 0 to 1."
      rate: Float
      "Newest first."
      items: [${recordType}Item!]
    }
    "One entry."
    type ${recordType}Item implements Item {
      "Opaque."
      id: ID!
      "When it happened."
      occurredAt: DateTime!
      "What it was."
      kind: String!
      "What came of it, where anything did."
      outcome: String
    }`;
}
