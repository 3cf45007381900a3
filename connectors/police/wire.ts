/**
 * What the police drop: one row per person per matter. The free text of a row (circumstances, voice of the child) is never read:
 * only the columns named here are.
 */
import { z } from 'zod';
import type { LandedRow } from '#terms/landed.ts';
import type { CsvRow } from '#connectors/transports/csv-file.ts';
import type { Feed } from '#connectors/transports/file-drop.ts';
import type { EpisodeContent, IncidentContent, Involvement, ReferralContent, Risk } from './content.ts';

/** The police's ids of people and matters: short, and without spaces, so that no text can pass for one. */
export const nominal = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9/-]{1,31}$/);
const reference = nominal;
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const blank = z.literal('').transform(() => null);

/** A column of codes: what each means to the hub, and what an unknown one means. */
function code<const T extends string>(meanings: Readonly<Record<string, T>>, unknown: T) {
  return z.string().transform((text): T => meanings[text.trim().toUpperCase()] ?? unknown);
}

const involvement = code<Involvement>(
  {
    SUBJECT: 'SUBJECT',
    VICTIM: 'VICTIM',
    SUSPECT: 'ALLEGED_PERPETRATOR',
    PERPETRATOR: 'ALLEGED_PERPETRATOR',
    'CHILD PRESENT': 'CHILD_PRESENT',
    'CHILD RESIDENT': 'CHILD_PRESENT',
  },
  'OTHER',
);
const concern = code<ReferralContent['concern']>(
  {
    'CHILD WELFARE': 'CHILD_WELFARE',
    'VULNERABLE ADULT': 'VULNERABLE_ADULT',
    'DOMESTIC ABUSE': 'DOMESTIC_ABUSE',
    'DOMESTIC VIOLENCE': 'DOMESTIC_ABUSE',
    ASB: 'ANTI_SOCIAL_BEHAVIOUR',
    'ANTI-SOCIAL BEHAVIOUR': 'ANTI_SOCIAL_BEHAVIOUR',
    CSE: 'EXPLOITATION',
    CCE: 'EXPLOITATION',
    EXPLOITATION: 'EXPLOITATION',
    MISSING: 'MISSING',
  },
  'OTHER',
);
const grade = code<Risk>({ GOLD: 'GOLD', SILVER: 'SILVER', BRONZE: 'BRONZE' }, 'NOT_GRADED');
const missingRisk = code<EpisodeContent['risk']>(
  { 'NO APPARENT RISK': 'NO_APPARENT_RISK', LOW: 'LOW', MEDIUM: 'MEDIUM', HIGH: 'HIGH' },
  'NOT_GRADED',
);
const returnInterview = code<EpisodeContent['returnInterview']>(
  { HELD: 'HELD', REFUSED: 'REFUSED', 'NOT HELD': 'NOT_HELD' },
  'UNKNOWN',
);
const yesOrNo = z.string().transform((text) => ({ Y: true, N: false })[text.trim().toUpperCase()] ?? null);
const number = blank.or(
  z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number),
);
const relatedNominals = z.string().transform((text) =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => nominal.safeParse(part).success),
);

/** MeRIT: 72 points or more are Gold, whatever else the row says. */
function riskOf(row: { merit_score: number | null; risk_grade: Risk }): Risk {
  return row.merit_score !== null && row.merit_score >= 72 ? 'GOLD' : row.risk_grade;
}

const referralRow = z.object({
  vprf1_reference: reference,
  nominal_reference: nominal,
  encountered_at: instant,
  concern,
  merit_score: number,
  risk_grade: grade,
  role: involvement,
  age_at_encounter: number,
  related_nominals: relatedNominals,
});

const encompassRow = z.object({
  encompass_reference: reference,
  nominal_reference: nominal,
  incident_at: instant,
  merit_score: number,
  risk_grade: grade,
  role: involvement,
  age_at_incident: number,
  school_informed: yesOrNo,
  related_nominals: relatedNominals,
});

const missingRow = z.object({
  missing_reference: reference,
  nominal_reference: nominal,
  last_seen_at: instant,
  found_at: blank.or(instant),
  risk: missingRisk,
  return_interview: returnInterview,
});

/** The police agreed to send two years with each file. */
const COVERS_MONTHS = 24;

export const FEEDS: readonly Feed[] = [
  {
    feed: 'referrals',
    pattern: /^vprf1-(?<timestamp>\d{8}T\d{6}Z)(?: ?\(\d+\))?\.csv$/,
    columns: Object.keys(referralRow.shape),
    coversMonths: COVERS_MONTHS,
    parse: (row) => parseRow(referralRow, row, referral),
    subject: (row) => subjectOf(row, 'POLICE_REFERRALS'),
  },
  {
    feed: 'encompass',
    pattern: /^encompass-(?<timestamp>\d{8}T\d{6}Z)(?: ?\(\d+\))?\.csv$/,
    columns: Object.keys(encompassRow.shape),
    coversMonths: COVERS_MONTHS,
    parse: (row) => parseRow(encompassRow, row, incident),
    subject: (row) => subjectOf(row, 'DOMESTIC_ABUSE'),
  },
  {
    feed: 'missing',
    pattern: /^missing-(?<timestamp>\d{8}T\d{6}Z)(?: ?\(\d+\))?\.csv$/,
    columns: Object.keys(missingRow.shape),
    coversMonths: COVERS_MONTHS,
    parse: (row) => parseRow(missingRow, row, episode),
    subject: (row) => subjectOf(row, 'MISSING_EPISODES'),
  },
];

function parseRow<Row>(schema: z.ZodType<Row>, row: CsvRow, toLanded: (row: Row) => LandedRow): LandedRow[] | null {
  const result = schema.safeParse(row);
  return result.success ? [toLanded(result.data)] : null;
}

function subjectOf(row: CsvRow, category: string): { agencyPersonId: string; category: string } | null {
  const person = nominal.safeParse(row['nominal_reference']?.trim());
  return person.success ? { agencyPersonId: person.data, category } : null;
}

function referral(row: z.infer<typeof referralRow>): LandedRow {
  const content: ReferralContent = {
    concern: row.concern,
    risk: riskOf(row),
    involvement: row.role,
    minor: row.age_at_encounter !== null && row.age_at_encounter < 18,
    others: others(row),
  };
  return landed('POLICE_REFERRALS', row.vprf1_reference, row.nominal_reference, row.encountered_at, content);
}

function incident(row: z.infer<typeof encompassRow>): LandedRow {
  const content: IncidentContent = {
    risk: riskOf(row),
    involvement: row.role,
    minor: row.age_at_incident !== null && row.age_at_incident < 18,
    schoolInformed: row.school_informed,
    others: others(row),
  };
  return landed('DOMESTIC_ABUSE', row.encompass_reference, row.nominal_reference, row.incident_at, content);
}

function episode(row: z.infer<typeof missingRow>): LandedRow {
  const content: EpisodeContent = {
    foundAt: row.found_at?.toISOString() ?? null,
    risk: row.risk,
    returnInterview: row.return_interview,
  };
  return landed('MISSING_EPISODES', row.missing_reference, row.nominal_reference, row.last_seen_at, content);
}

/** An entry is one person's part in one matter. */
function landed(category: string, matter: string, person: string, occurredAt: Date, content: LandedRow['content']): LandedRow {
  return { category, agencyPersonId: person, key: `${category} ${matter} ${person}`, occurredAt, content };
}

function others(row: { nominal_reference: string; related_nominals: readonly string[] }): string[] {
  return [...new Set(row.related_nominals)].filter((other) => other !== row.nominal_reference);
}
