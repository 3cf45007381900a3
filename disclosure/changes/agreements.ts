/** Rule 4: an agreement is proposed by one person of information governance, activated by another, and ended by either. */
import { newRows } from '#access-log/change.ts';
import type { Category } from '#terms/category.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { AgreementProposal } from '#disclosure/agreement-check.ts';
import { checkAgreement, LEGAL_BASIS_FIELDS } from '#disclosure/agreement-check.ts';
import { isSameAgreement, latestVersions, organisationIds, proposedRow, versionsOf } from '#disclosure/agreement-versions.ts';
import type { AgreementVersion } from '#disclosure/agreement-versions.ts';
import { Agreement, AgreementEvent } from '#disclosure/entities.ts';
import type { LegalBasis } from '#disclosure/entities.ts';
import { roleProblems } from './authority.ts';
import type { About, Change, ChangeInput, Made, Scope } from './change.ts';

/** What is left out, or null, is without limit or not cited. */
export interface ProposeAgreementInput extends ChangeInput {
  readonly id: string;
  readonly provider: string;
  readonly recipients: readonly string[];
  readonly categories: readonly Category[];
  readonly purposes: readonly Purpose[];
  readonly detail: 'FULL' | 'SUMMARY';
  readonly minimumAge?: number | null;
  readonly maximumAge?: number | null;
  readonly historyMonths?: number | null;
  readonly stalenessHours?: number | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly legalBasis: { readonly [Field in keyof LegalBasis]: LegalBasis[Field] | null };
}

export interface AgreementVersionInput extends ChangeInput {
  readonly id: string;
  readonly version: number;
}

export interface AgreementRecorded {
  readonly id: string;
  readonly version: number;
  readonly recordedAt: string;
}

/** The next version of an agreement; it permits nothing until somebody else activates it. */
export const proposeAgreement: Change<ProposeAgreementInput, AgreementRecorded> = {
  name: 'proposeAgreement',
  kind: 'AGREEMENT_CHANGE',
  resultType: 'AgreementRecorded',
  async make(input, scope): Promise<Made<AgreementRecorded>> {
    const proposal = proposalOf(input);
    const refused = roleProblems(scope, 'INFORMATION_GOVERNANCE');
    const organisations = await organisationIds(scope.database);
    const found = checkAgreement(proposal, { agencies: scope.agencies, organisations });
    const problems =
      refused.length > 0 ? refused : [...found, ...(found.length > 0 ? [] : endProblems(proposal, scope, 'endsAt'))];
    // What is in order is ids and words that the hub knows; what is not may be anything, which the log does not take.
    if (problems.length > 0) return { about: [{ what: ['PROPOSED'] }], problems };

    const [latest] = await latestVersions(scope.database, [proposal.id]);
    if (latest && latest.state !== 'ENDED' && isSameAgreement(latest.proposal, proposal)) {
      return { about: [aboutVersion(latest, 'PROPOSED')], problems: [problem('ALREADY_DONE')] };
    }
    const version = (latest?.version ?? 0) + 1;
    return {
      about: [aboutVersion({ proposal, version }, 'PROPOSED')],
      result: recorded({ proposal, version }, scope),
      rows: [newRows(Agreement, proposedRow(proposal, { version, by: scope.caller.id, at: scope.now }))],
    };
  },
};

/** By somebody else than who proposed this version; what it says is checked again, as things are now. */
export const activateAgreement: Change<AgreementVersionInput, AgreementRecorded> = {
  name: 'activateAgreement',
  kind: 'AGREEMENT_CHANGE',
  resultType: 'AgreementRecorded',
  make: (input, scope) =>
    onVersion(input, scope, 'ACTIVATED', async (current, versions) => {
      const { proposal, state, proposedBy } = current;
      if (state === 'ENDED') return [problem('ALREADY_ENDED', 'version')];
      if (state === 'ACTIVATED') return [problem('ALREADY_DONE', 'version')];
      if (proposedBy === scope.caller.id) return [problem('SECOND_PERSON_NEEDED')];
      if (isReplaced(current, versions, scope)) return [{ ...problem('NOT_PROPOSED', 'version'), message: REPLACED }];
      const organisations = await organisationIds(scope.database);
      const found = checkAgreement(proposal, { agencies: scope.agencies, organisations });
      return found.length > 0 ? found : endProblems(proposal, scope, 'version');
    }),
};

/** At once. It takes a second person to share more, and one to share less. */
export const endAgreement: Change<AgreementVersionInput, AgreementRecorded> = {
  name: 'endAgreement',
  kind: 'AGREEMENT_CHANGE',
  resultType: 'AgreementRecorded',
  make: (input, scope) =>
    onVersion(input, scope, 'ENDED', (current, versions) => {
      if (current.state === 'ENDED' || current.proposal.endsAt <= scope.now) return [problem('ALREADY_ENDED', 'version')];
      if (current.state === 'PROPOSED') return [problem('NOT_IN_FORCE', 'version')];
      // Ending it would change nothing, and somebody would believe that it had.
      return isReplaced(current, versions, scope) ? [{ ...problem('NOT_IN_FORCE', 'version'), message: REPLACED }] : [];
    }),
};

const REPLACED = 'A later version of this agreement is in its place already; look at that one.';

async function onVersion(
  { id, version }: AgreementVersionInput,
  scope: Scope,
  event: 'ACTIVATED' | 'ENDED',
  check: (current: AgreementVersion, versions: readonly AgreementVersion[]) => Problem[] | Promise<Problem[]>,
): Promise<Made<AgreementRecorded>> {
  const versions = await versionsOf(scope.database, id);
  const current = versions.find((other) => other.version === version);
  const about = current ? aboutVersion(current, event) : { what: [event] };
  const refused = roleProblems(scope, 'INFORMATION_GOVERNANCE');
  if (refused.length > 0) return { about: [about], problems: refused };
  if (!current) return { about: [about], problems: [problem('NOT_FOUND', 'version')] };
  const problems = await check(current, versions);
  if (problems.length > 0) return { about: [about], problems };
  return {
    about: [about],
    result: recorded(current, scope),
    rows: [newRows(AgreementEvent, { agreement: id, version, event, recordedBy: scope.caller.id, recordedAt: scope.now })],
  };
}

/** Whether a later version has been activated and has begun: then this one permits nothing any more. */
function isReplaced({ version }: AgreementVersion, versions: readonly AgreementVersion[], { now }: Scope): boolean {
  return versions.some((other) => other.version > version && other.activated && other.proposal.startsAt <= now);
}

function endProblems({ endsAt }: AgreementProposal, { now }: Scope, ...path: string[]): Problem[] {
  return endsAt <= now ? [problem('ENDS_TOO_EARLY', ...path)] : [];
}

export function aboutVersion({ proposal, version }: Pick<AgreementVersion, 'proposal' | 'version'>, what: string): About {
  const { id, categories, recipients, purposes } = proposal;
  return { records: [`${id}@${version}`], categories, recipients, purposes, what: [what] };
}

function recorded(
  { proposal: { id }, version }: Pick<AgreementVersion, 'proposal' | 'version'>,
  { now }: Scope,
): AgreementRecorded {
  return { id, version, recordedAt: now.toISOString() };
}

function proposalOf({ clientKey: _clientKey, legalBasis, ...input }: ProposeAgreementInput): AgreementProposal {
  const cited = LEGAL_BASIS_FIELDS.filter((field) => legalBasis[field] != null).map((field) => [field, legalBasis[field]]);
  return {
    ...input,
    minimumAge: input.minimumAge ?? null,
    maximumAge: input.maximumAge ?? null,
    historyMonths: input.historyMonths ?? null,
    stalenessHours: input.stalenessHours ?? null,
    legalBasis: Object.fromEntries(cited) as LegalBasis,
  };
}
