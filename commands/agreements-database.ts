/** From a file of agreements to the database, and back. */
import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { createRecordChange, newRows } from '#access-log/change.ts';
import { connectors } from '#connectors/index.ts';
import type { AgreementProposal, KnownParties } from '#disclosure/agreement-check.ts';
import { isSameAgreement, latestVersions, organisationIds, proposedRow } from '#disclosure/agreement-versions.ts';
import { aboutVersion } from '#disclosure/changes/agreements.ts';
import { createMakeChange } from '#disclosure/changes/change.ts';
import type { AgencyTerms, Change, ChangeInput } from '#disclosure/changes/change.ts';
import { DEFAULT_DECISION_SETTINGS } from '#disclosure/decide.ts';
import { Agreement } from '#disclosure/entities.ts';
import { createFindCaller } from '#people/callers.ts';
import { StartError } from '#server/start-error.ts';
import type { Database } from '#storage/database.ts';
import type { Caller } from '#terms/caller.ts';
import { systemClock } from '#terms/clock.ts';
import { HubError } from '#terms/errors.ts';
import { problem } from '#terms/problems.ts';
import { readAgreements, writeAgreements } from './agreements-file.ts';
import type { Mistake } from './yaml-reader.ts';

const agencies: readonly AgencyTerms[] = connectors.map(({ id, dataKind, categories }) => ({
  id,
  dataKind,
  categories: categories.map(({ name }) => name),
}));

/** What agreements may name; without a database it is not known which organisations there are. */
export async function knownParties(database: Database | null): Promise<KnownParties> {
  return { agencies, organisations: database && (await organisationIds(database.pool)) };
}

export interface Exported {
  /** The text of a file. */
  readonly text: string;
  readonly count: number;
}

/** In force, to begin later, or waiting for a second person: the latest version of each. */
export async function exportAgreements({ pool }: Database): Promise<Exported> {
  const now = systemClock.now();
  const latest = await latestVersions(pool);
  const agreements = latest
    .filter(({ state, proposal }) => state !== 'ENDED' && proposal.endsAt > now)
    .map(({ proposal }) => proposal);
  return { text: writeAgreements(agreements), count: agreements.length };
}

export interface Imported {
  readonly proposed: readonly { readonly id: string; readonly version: number }[];
  /** Left as they are: nothing differs from their latest version. */
  readonly unchanged: readonly string[];
  /** The same, and that version has been ended. */
  readonly ended: readonly string[];
}

/**
 * Proposes the next version of each agreement of the file that differs from its latest one, all or nothing; activates nothing.
 * @param subject of the worker who proposes, as sign-in knows them
 * @throws StartError where the worker is not known, an agreement is past, or it could not be recorded
 */
export async function importAgreements(
  database: Database & { readonly hubKey: Uint8Array },
  text: string,
  subject: string,
): Promise<Imported | { readonly mistakes: readonly Mistake[] }> {
  const { agreements, mistakes } = readAgreements(text, await knownParties(database));
  if (mistakes.length > 0) return { mistakes };
  const caller = await createFindCaller(database.pool)(subject, []);
  if (caller?.kind !== 'WORKER') {
    throw new StartError(`The hub knows no worker with the sign-in subject “${subject}”: give that of who proposes, with --by.`);
  }
  return record(database, { caller, agreements, documentHash: createHash('sha256').update(text).digest('hex') });
}

interface ImportInput extends ChangeInput {
  readonly agreements: readonly AgreementProposal[];
}

interface Plan {
  readonly differing: readonly { readonly proposal: AgreementProposal; readonly version: number }[];
  readonly unchanged: readonly string[];
  readonly ended: readonly string[];
}

/** One leaf for each version. What is decided is decided again where somebody changes anything meanwhile. */
async function record(
  database: Database & { readonly hubKey: Uint8Array },
  { caller, agreements, documentHash }: { caller: Caller; agreements: readonly AgreementProposal[]; documentHash: string },
): Promise<Imported> {
  let plan: Plan = { differing: [], unchanged: [], ended: [] };
  const importing: Change<ImportInput, object> = {
    name: 'importAgreements',
    kind: 'AGREEMENT_CHANGE',
    resultType: 'Imported',
    async make(input, { database: reading, now }) {
      plan = makePlan(
        input.agreements,
        await latestVersions(
          reading,
          input.agreements.map(({ id }) => id),
        ),
      );
      const past = plan.differing.filter(({ proposal }) => proposal.endsAt <= now);
      if (past.length > 0) return { about: [], problems: past.map(({ proposal }) => problem('ENDS_TOO_EARLY', proposal.id)) };
      // Where nothing differs there is nothing to record, not even that.
      if (plan.differing.length === 0) return { about: [], problems: [] };
      return {
        about: plan.differing.map((version) => aboutVersion(version, 'PROPOSED')),
        result: {},
        rows: [
          newRows(
            Agreement,
            ...plan.differing.map(({ proposal, version }) => proposedRow(proposal, { version, by: caller.id, at: now })),
          ),
        ],
      };
    },
  };
  const make = createMakeChange({
    record: createRecordChange(database),
    clock: systemClock,
    settings: DEFAULT_DECISION_SETTINGS,
    staff: null,
    agencies,
    hub: `${hostname()}:${process.pid}`,
  });
  const context = { caller, requestId: randomUUID(), operationName: 'agreements import', documentHash };
  const answer = await make(context, importing, { clientKey: randomUUID(), agreements } as ImportInput).catch(explain);
  const [past] = (answer['problems'] as { path: string[] }[] | undefined) ?? [];
  if (past) throw new StartError(`Nothing was proposed: the agreement ${past.path[0]} is over already; give it a later “until”.`);
  return {
    proposed: plan.differing.map(({ proposal: { id }, version }) => ({ id, version })),
    unchanged: plan.unchanged,
    ended: plan.ended,
  };
}

function makePlan(agreements: readonly AgreementProposal[], latest: Awaited<ReturnType<typeof latestVersions>>): Plan {
  const known = new Map(latest.map((version) => [version.proposal.id, version]));
  const same = (proposal: AgreementProposal, ended: boolean): boolean => {
    const version = known.get(proposal.id);
    return version !== undefined && isSameAgreement(version.proposal, proposal) && (version.state === 'ENDED') === ended;
  };
  const ids = (ended: boolean) => agreements.filter((proposal) => same(proposal, ended)).map(({ id }) => id);
  return {
    differing: agreements
      .filter((proposal) => !same(proposal, false) && !same(proposal, true))
      .map((proposal) => ({ proposal, version: (known.get(proposal.id)?.version ?? 0) + 1 })),
    unchanged: ids(false),
    ended: ids(true),
  };
}

function explain(error: unknown): never {
  if (error instanceof HubError && error.code === 'SHARING_CHANGED') {
    throw new StartError('Nothing was proposed: agreements or roles changed at the same moment. Run it again.');
  }
  if (error instanceof HubError) {
    throw new StartError(
      'It is not certain whether anything was proposed: see with export, and run it again; what is there is not proposed twice.',
    );
  }
  throw error;
}
