/** Writes matters down as the police's system does: CSV, a row per person per matter, with free text that nobody should keep. */
import type { Matter, Matters } from './matters.ts';

export type FeedName = 'vprf1' | 'encompass' | 'missing';

interface Layout {
  readonly columns: readonly string[];
  readonly matters: (all: Matters) => readonly Matter[];
  readonly reference: string;
  readonly at: string;
  readonly age: string;
}

const LAYOUTS: Readonly<Record<FeedName, Layout>> = {
  vprf1: {
    reference: 'vprf1_reference',
    at: 'encountered_at',
    age: 'age_at_encounter',
    matters: ({ referrals }) => referrals,
    columns: ['concern', 'merit_score', 'risk_grade'],
  },
  encompass: {
    reference: 'encompass_reference',
    at: 'incident_at',
    age: 'age_at_incident',
    matters: ({ incidents }) => incidents,
    columns: ['merit_score', 'risk_grade', 'school_informed', 'voice_of_the_child'],
  },
  missing: {
    reference: 'missing_reference',
    at: 'last_seen_at',
    age: 'age_when_missing',
    matters: ({ episodes }) => episodes,
    columns: ['found_at', 'risk', 'return_interview'],
  },
};

/** Invented; a comma, a quote and a line break, as officers write. */
const CIRCUMSTANCES = 'Officers attended after a call from a neighbour, who said "they are at it again".\nNo injuries seen.';
const VOICE = 'Said that they stayed upstairs, and that they want it to stop.';

/** One feed's file, made at an instant. A few of its rows are broken: about nobody of the made-up council. */
export function renderFile(feed: FeedName, all: Matters, asOf: Date): string {
  const layout = LAYOUTS[feed];
  const columns = [layout.reference, 'nominal_reference', layout.at, 'role', layout.age, ...layout.columns];
  const header = [...columns, 'related_nominals', 'circumstances', 'extracted_at'];
  const rows = layout.matters(all).flatMap((matter) => rowsOf(layout, matter, asOf));
  const broken: Record<string, string>[] = [
    { [layout.reference]: 'XX-0000-00001', nominal_reference: '', [layout.at]: asOf.toISOString() },
    { [layout.reference]: 'XX-0000-00002', nominal_reference: 'NOX00000002', [layout.at]: '31/02/2026 25:10' },
  ];
  const lines = [...rows, ...broken].map((row) => header.map((column) => quote(row[column] ?? '')).join(','));
  return `\ufeff${[header.join(','), ...lines, 'XX-0000-00003,NOX00000003,cut off'].join('\r\n')}\r\n`;
}

function rowsOf(layout: Layout, { reference, at, parts, columns }: Matter, asOf: Date): Record<string, string>[] {
  return parts.map(({ nominal, role, age }) => ({
    ...columns,
    [layout.reference]: reference,
    nominal_reference: nominal,
    [layout.at]: at.toISOString(),
    role,
    [layout.age]: age === null ? '' : String(age),
    related_nominals: parts
      .filter((other) => other.nominal !== nominal)
      .map((other) => other.nominal)
      .join(';'),
    circumstances: CIRCUMSTANCES,
    voice_of_the_child: role === 'CHILD PRESENT' ? VOICE : '',
    extracted_at: asOf.toISOString(),
  }));
}

export function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
