/** The versions of agreements, as they were proposed and what became of them. */
import type { RequiredEntityData } from '@mikro-orm/core';
import type { Queryable } from '#access-log/change.ts';
import type { AgreementProposal } from './agreement-check.ts';
import { LEGAL_BASIS_FIELDS } from './agreement-check.ts';
import type { Agreement } from './entities.ts';
import { instant } from './sql.ts';

export interface AgreementVersion {
  readonly proposal: AgreementProposal;
  readonly version: number;
  readonly proposedBy: string;
  readonly state: 'PROPOSED' | 'ACTIVATED' | 'ENDED';
  /** By a second person, whatever became of it since. */
  readonly activated: boolean;
}

/** Those that an agreement may name as recipients. */
export async function organisationIds(database: Queryable): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>({ text: 'select id from organisation order by id', values: [] });
  return rows.map(({ id }) => id);
}

/** All versions of an agreement, the first one first. */
export async function versionsOf(database: Queryable, id: string): Promise<AgreementVersion[]> {
  // No id has a null character, and PostgreSQL takes none.
  if (id.includes('\0')) return [];
  const { rows } = await database.query<VersionRow>({
    text: `${SELECT} where g.id = $1 order by g.version`,
    values: [id],
  });
  return rows.map(versionOf);
}

/** The latest version of each agreement, by id; of these agreements only, where some are named. */
export async function latestVersions(database: Queryable, ids: readonly string[] | null = null): Promise<AgreementVersion[]> {
  const { rows } = await database.query<VersionRow>({
    text: `${SELECT} where ($1::text[] is null or g.id = any($1::text[]))
      and not exists (select from agreement later where later.id = g.id and later.version > g.version) order by g.id`,
    values: [ids],
  });
  return rows.map(versionOf);
}

/** What is in force or waits, and what was last said of everything else: each agreement's latest version, and the activated ones before it. */
export async function shownVersions(database: Queryable): Promise<AgreementVersion[]> {
  const { rows } = await database.query<VersionRow>({
    text: `${SELECT} where not exists (select from agreement later where later.id = g.id and later.version > g.version
        and exists (select from agreement_event e where e.agreement = later.id and e.version = later.version and e.event = 'ACTIVATED'))
      order by g.id, g.version`,
    values: [],
  });
  return rows.map(versionOf);
}

const happened = (event: string) =>
  `exists (select from agreement_event e where e.agreement = g.id and e.version = g.version and e.event = '${event}')`;

const SELECT = `
  select json_build_object('id', g.id, 'provider', g.provider, 'recipients', g.recipients, 'categories', g.categories,
      'purposes', g.purposes, 'detail', g.detail, 'minimumAge', g.minimum_age, 'maximumAge', g.maximum_age,
      'historyMonths', g.history_months, 'stalenessHours', g.staleness_hours, 'startsAt', ${instant('g.starts_at')},
      'endsAt', ${instant('g.ends_at')}, 'legalBasis', g.legal_basis) as agreement,
    g.version, g.proposed_by as "proposedBy", ${happened('ACTIVATED')} as activated, ${happened('ENDED')} as ended
  from agreement g`;

interface VersionRow {
  readonly agreement: Omit<AgreementProposal, 'startsAt' | 'endsAt'> & { readonly startsAt: number; readonly endsAt: number };
  readonly version: number;
  readonly proposedBy: string;
  readonly activated: boolean;
  readonly ended: boolean;
}

function versionOf({ agreement, version, proposedBy, activated, ended }: VersionRow): AgreementVersion {
  return {
    proposal: { ...agreement, startsAt: new Date(agreement.startsAt), endsAt: new Date(agreement.endsAt) },
    version,
    proposedBy,
    state: ended ? 'ENDED' : activated ? 'ACTIVATED' : 'PROPOSED',
    activated,
  };
}

/** Whether two proposals say the same, in whatever order they name it. */
export function isSameAgreement(one: AgreementProposal, other: AgreementProposal): boolean {
  return canonical(one) === canonical(other);
}

function canonical(agreement: AgreementProposal): string {
  const { id, provider, recipients, categories, purposes, detail, minimumAge, maximumAge } = agreement;
  const { historyMonths, stalenessHours, startsAt, endsAt, legalBasis } = agreement;
  return JSON.stringify([
    [id, provider, detail, minimumAge, maximumAge, historyMonths, stalenessHours, startsAt.getTime(), endsAt.getTime()],
    ...[recipients, categories, purposes].map((names) => names.toSorted()),
    LEGAL_BASIS_FIELDS.map((field) => legalBasis[field] ?? null),
  ]);
}

/** The row of a version that somebody proposes. */
export function proposedRow(
  proposal: AgreementProposal,
  { version, by, at }: { readonly version: number; readonly by: string; readonly at: Date },
): RequiredEntityData<Agreement> {
  const { recipients, categories, purposes } = proposal;
  return {
    ...proposal,
    recipients: [...recipients],
    categories: [...categories],
    purposes: [...purposes],
    version,
    proposedBy: by,
    proposedAt: at,
  };
}
