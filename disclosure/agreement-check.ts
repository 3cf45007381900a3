/**
 * Rule 4: what an agreement has to say before it may be proposed or activated. Police data leave Data Protection Act 2018 Part 3 and
 * need a condition under UK GDPR Article 10; health data need a condition under Article 9 and a route through confidentiality; a power
 * that is not yet commenced is none; intake of demographics needs an agreement of its own.
 */
import type { Category } from '#terms/category.ts';
import { londonDate } from '#terms/clock.ts';
import type { Problem, ProblemCode } from '#terms/problems.ts';
import { isPurpose, PURPOSES } from '#terms/purpose.ts';
import type { AgencyTerms } from '#disclosure/changes/change.ts';
import type { LegalBasis } from './entities.ts';

/** An agreement as somebody proposes it. */
export interface AgreementProposal {
  readonly id: string;
  readonly provider: string;
  readonly recipients: readonly string[];
  readonly categories: readonly Category[];
  readonly purposes: readonly string[];
  readonly detail: 'FULL' | 'SUMMARY';
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly historyMonths: number | null;
  readonly stalenessHours: number | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly legalBasis: LegalBasis;
}

const FIELDS: Readonly<Record<keyof LegalBasis, true>> = {
  statutoryPower: true,
  commencement: true,
  article6: true,
  article9: true,
  article10: true,
  authorityToLeavePart3: true,
  confidentialityRoute: true,
  controller: true,
  dataProtectionImpactAssessment: true,
  reviewOn: true,
  retention: true,
  retentionStarts: true,
  population: true,
};
/** Everything that an agreement may cite, in the order in which it is read. */
export const LEGAL_BASIS_FIELDS = Object.keys(FIELDS) as readonly (keyof LegalBasis)[];

export interface KnownParties {
  readonly agencies: readonly AgencyTerms[];
  /** Ids; null where it is not known which there are: then recipients are not looked up. */
  readonly organisations: readonly string[] | null;
}

/** `path` leads to the place in the proposal. */
export type AgreementProblem = Problem;

/** Everything that is wrong with a proposal; nothing where it may be activated. */
export function checkAgreement(proposal: AgreementProposal, known: KnownParties): AgreementProblem[] {
  const agency = known.agencies.find(({ id }) => id === proposal.provider);
  return [
    ...checkId(proposal.id),
    ...checkParties(proposal, agency, known),
    ...checkCategories(proposal, agency),
    ...checkPurposes(proposal),
    ...checkNumbers(proposal),
    ...checkPeriod(proposal),
    ...checkLegalBasis(proposal, agency),
  ];
}

const found = (code: ProblemCode, path: readonly (string | number)[], message: string): AgreementProblem => ({
  code,
  message,
  path: path.map(String),
});
const incomplete = (path: readonly (string | number)[], message: string) => found('AGREEMENT_INCOMPLETE', path, message);

/** It stands in the log as `id@version`. */
function checkId(id: string): AgreementProblem[] {
  if (/^[a-z0-9][a-z0-9-]{0,99}$/.test(id)) return [];
  return [incomplete(['id'], 'An agreement’s id is of small letters, digits and hyphens, at most 100: choose such a one.')];
}

function checkParties(
  { provider, recipients }: AgreementProposal,
  agency: AgencyTerms | undefined,
  { agencies, organisations }: KnownParties,
): AgreementProblem[] {
  const unknown = recipients.flatMap((recipient, place) =>
    recipient.trim() !== '' && (organisations?.includes(recipient) ?? true)
      ? []
      : [
          found(
            'UNKNOWN_RECIPIENT',
            ['recipients', place],
            `There is no organisation ${quoted(recipient)}: give the id of one that there is.`,
          ),
        ],
  );
  return [
    ...(agency
      ? []
      : [
          incomplete(
            ['provider'],
            `There is no agency ${quoted(provider)}: the provider is ${anyOf(agencies.map(({ id }) => id))}.`,
          ),
        ]),
    ...(recipients.length > 0 ? [] : [found('NOTHING_NAMED', ['recipients'], 'Name at least one organisation that receives.')]),
    ...unknown,
    ...checkTwice('recipients', recipients),
  ];
}

function checkCategories({ categories, provider }: AgreementProposal, agency: AgencyTerms | undefined): AgreementProblem[] {
  const own = agency?.categories;
  const misplaced = categories.flatMap((category, place) => {
    if (category === 'IDENTITY' || (own?.includes(category) ?? true)) return [];
    const message = `${quoted(category)} is no category of ${provider}: it has ${listOf(own ?? [])}.`;
    return [found('UNKNOWN_CATEGORY', ['categories', place], message)];
  });
  const intake = categories.indexOf('IDENTITY');
  const alone = new Set(categories).size === 1;
  return [
    ...(categories.length > 0 ? [] : [found('NOTHING_NAMED', ['categories'], 'Name at least one category that is shared.')]),
    ...misplaced,
    ...(intake === -1 || alone
      ? []
      : [
          incomplete(
            ['categories', intake],
            'IDENTITY (intake of demographics and matching) needs an agreement of its own: take it out of this one.',
          ),
        ]),
    ...checkTwice('categories', categories),
  ];
}

/** Whom and what an agreement for intake concerns follows from its population, so it may name no purpose. */
function checkPurposes({ purposes, categories }: AgreementProposal): AgreementProblem[] {
  const unknown = purposes.flatMap((purpose, place) =>
    isPurpose(purpose)
      ? []
      : [incomplete(['purposes', place], `${quoted(purpose)} is no purpose: there are ${listOf(PURPOSES)}.`)],
  );
  const needed = purposes.length === 0 && !isForIntake(categories);
  return [
    ...(needed ? [found('NOTHING_NAMED', ['purposes'], `Name at least one purpose, ${anyOf(PURPOSES)}.`)] : []),
    ...unknown,
    ...checkTwice('purposes', purposes),
  ];
}

function isForIntake(categories: readonly Category[]): boolean {
  return categories.length > 0 && categories.every((category) => category === 'IDENTITY');
}

function checkTwice(field: string, values: readonly string[]): AgreementProblem[] {
  return values.flatMap((value, place) =>
    values.indexOf(value) === place
      ? []
      : [found('NAMED_TWICE', [field, place], `${quoted(value)} is named twice: name it once.`)],
  );
}

/** What is without limit is left out, so that a number always means what it says. */
function checkNumbers(proposal: AgreementProposal): AgreementProblem[] {
  const limits = { minimumAge: [0, 150], maximumAge: [0, 150], historyMonths: [1, 1_200], stalenessHours: [1, 87_600] } as const;
  const outside = (Object.keys(limits) as (keyof typeof limits)[]).flatMap((field) => {
    const value = proposal[field];
    const [least, most] = limits[field];
    if (value === null || (Number.isInteger(value) && value >= least && value <= most)) return [];
    return [incomplete([field], `This is a whole number from ${least} to ${most}, or left out for no limit; it is ${value}.`)];
  });
  const { minimumAge, maximumAge } = proposal;
  const reversed = minimumAge !== null && maximumAge !== null && maximumAge < minimumAge;
  return [
    ...outside,
    ...(reversed ? [incomplete(['maximumAge'], 'The oldest age is below the youngest: give the youngest first.')] : []),
  ];
}

function checkPeriod({ startsAt, endsAt }: AgreementProposal): AgreementProblem[] {
  const noTime = (['startsAt', 'endsAt'] as const).filter((field) => Number.isNaN({ startsAt, endsAt }[field].getTime()));
  if (noTime.length > 0) return noTime.map((field) => incomplete([field], 'This is no time: give a date.'));
  if (endsAt > startsAt) return [];
  return [found('ENDS_TOO_EARLY', ['endsAt'], 'The agreement’s end is not after its beginning: give a later one.')];
}

/** What every agreement has to cite, and how to ask for it. */
const ALWAYS = {
  statutoryPower: 'Cite the statutory power under which it is shared, such as “Children Act 2004 s.10”.',
  article6: 'Cite the basis under UK GDPR Article 6, such as “6(1)(e) public task”.',
  controller: 'Name the controller of what is shared.',
  dataProtectionImpactAssessment: 'Cite the data protection impact assessment by its reference.',
  retention: 'Say how long the hub keeps what it receives, or that it keeps nothing.',
  retentionStarts: 'Say from which event the retention is counted, or that there is nothing to count.',
} as const satisfies Partial<Record<keyof LegalBasis, string>>;

const OF_HEALTH = {
  article9: 'Health data are special category data: cite the condition under UK GDPR Article 9.',
  confidentialityRoute: 'Say how the common law duty of confidentiality is met for these health data.',
} as const satisfies Partial<Record<keyof LegalBasis, string>>;

const OF_CRIMINAL_OFFENCES = {
  article10: 'Criminal offence data need a condition: cite it, under UK GDPR Article 10 and Data Protection Act 2018 Schedule 1.',
  authorityToLeavePart3:
    'Cite the authority in law under which these data leave Data Protection Act 2018 Part 3, such as its s.36(4) with the power relied on.',
} as const satisfies Partial<Record<keyof LegalBasis, string>>;

const OF_INTAKE = {
  population: 'Say whose demographics are taken in: the population.',
} as const satisfies Partial<Record<keyof LegalBasis, string>>;

function checkLegalBasis(
  { legalBasis, categories, endsAt }: AgreementProposal,
  agency: AgencyTerms | undefined,
): AgreementProblem[] {
  const needed: Partial<Record<keyof LegalBasis, string>> = {
    ...ALWAYS,
    ...(agency?.dataKind === 'HEALTH' && OF_HEALTH),
    ...(agency?.dataKind === 'CRIMINAL_OFFENCE' && OF_CRIMINAL_OFFENCES),
    ...(categories.includes('IDENTITY') && OF_INTAKE),
  };
  const missing = (Object.entries(needed) as [keyof LegalBasis, string][]).flatMap(([field, sentence]) =>
    isSaid(legalBasis[field]) ? [] : [incomplete(['legalBasis', field], sentence)],
  );
  return [...missing, ...checkReview(legalBasis.reviewOn, endsAt), ...checkCommencement(legalBasis), ...checkTexts(legalBasis)];
}

function checkReview(reviewOn: string, endsAt: Date): AgreementProblem[] {
  const path = ['legalBasis', 'reviewOn'];
  if (!isSaid(reviewOn)) return [incomplete(path, 'Give the date on which the agreement is reviewed, such as 2027-04-01.')];
  if (!isLocalDate(reviewOn))
    return [incomplete(path, `${quoted(reviewOn)} is no date: write year, month and day, such as 2027-04-01.`)];
  if (Number.isNaN(endsAt.getTime()) || reviewOn <= londonDate(endsAt)) return [];
  return [incomplete(path, 'The review is after the agreement’s end: give a date before it.')];
}

/** Added by the Children’s Wellbeing and Schools Act 2026 s.4, which is commenced by regulations; wherever it is relied on, they are cited. */
const SECTION_16LA = /(?<!\d)16\s*\(?LA(?![a-z])/i;

function checkCommencement({ commencement, ...basis }: LegalBasis): AgreementProblem[] {
  const citing = (Object.entries(basis) as [string, string | undefined][]).find(([, text]) => SECTION_16LA.test(text ?? ''));
  if (!citing || isSaid(commencement)) return [];
  const sentence =
    'Children Act 2004 s.16LA is no power before it is commenced: cite the regulations that commenced it (commencement), or another power.';
  return [incomplete(['legalBasis', citing[0]], sentence)];
}

const LONGEST_TEXT = 2_000;

function checkTexts(legalBasis: LegalBasis): AgreementProblem[] {
  return (Object.entries(legalBasis) as [string, string | undefined][]).flatMap(([field, text = '']) => [
    ...(text.length > LONGEST_TEXT
      ? [found('TEXT_TOO_LONG', ['legalBasis', field], 'This text is too long: 2,000 characters are enough.')]
      : []),
    ...(text.includes('\0') ? [incomplete(['legalBasis', field], 'This text holds a null character: write it anew.')] : []),
  ]);
}

/** What is put where the answer is still to come. */
const PLACEHOLDER =
  /^(tb[acd]|n\/?a|none|unknown|pending|todo|x+|to be (added|advised|agreed|confirmed|decided)|not (yet )?(agreed|commenced|decided|in force|known))\.?$/i;

function isSaid(text: string | undefined): text is string {
  const words = text?.trim() ?? '';
  return /[\p{L}\p{N}]/u.test(words) && !PLACEHOLDER.test(words);
}

/** Whether a text is a day of the calendar, `2026-09-01`. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** What somebody wrote, short and on one line. */
function quoted(text: string): string {
  const line = text.replaceAll(/[\p{C}\s]+/gu, ' ');
  return `“${line.length > 60 ? `${line.slice(0, 60)}…` : line}”`;
}

function listOf(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words);
}

function anyOf(words: readonly string[]): string {
  return words.length === 1 ? `${words[0]}` : `one of ${listOf(words)}`;
}
