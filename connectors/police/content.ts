/** What the hub keeps of a police row, and the item that a worker sees of it. */
import { z } from 'zod';
import type { LandedRow } from '#terms/landed.ts';
import { MENTIONS, REVEALS } from '#connectors/contract.ts';
import type { AgencyItem } from '#connectors/contract.ts';

const risk = z.enum(['GOLD', 'SILVER', 'BRONZE', 'NOT_GRADED']);
export type Risk = z.infer<typeof risk>;
const involvement = z.enum(['SUBJECT', 'VICTIM', 'ALLEGED_PERPETRATOR', 'CHILD_PRESENT', 'OTHER']);
export type Involvement = z.infer<typeof involvement>;

/** What the person had to do with a matter. */
const part = z.object({
  risk,
  involvement,
  /** Whether the police say that the person was under 18 at the time. */
  minor: z.boolean(),
  /** The police's own ids of the others in the matter. */
  others: z.array(z.string()),
});
const referral = part.extend({
  concern: z.enum([
    'CHILD_WELFARE',
    'VULNERABLE_ADULT',
    'DOMESTIC_ABUSE',
    'ANTI_SOCIAL_BEHAVIOUR',
    'EXPLOITATION',
    'MISSING',
    'OTHER',
  ]),
});
export type ReferralContent = z.infer<typeof referral>;
const incident = part.extend({ schoolInformed: z.boolean().nullable() });
export type IncidentContent = z.infer<typeof incident>;
const episode = z.object({
  foundAt: z.iso.datetime().nullable(),
  risk: z.enum(['NO_APPARENT_RISK', 'LOW', 'MEDIUM', 'HIGH', 'NOT_GRADED']),
  returnInterview: z.enum(['HELD', 'REFUSED', 'NOT_HELD', 'UNKNOWN']),
});
export type EpisodeContent = z.infer<typeof episode>;

/** The item of a kept row. Throws where the row is not as the hub keeps them. */
export type ToItem = (row: LandedRow) => AgencyItem;

export const toReferral: ToItem = (row) => {
  const { concern, risk, involvement, others } = read(referral, row);
  const subjectIsVictim = isVictim(row);
  const revealed = concern === 'DOMESTIC_ABUSE' ? 'DOMESTIC_ABUSE' : concern === 'MISSING' ? 'MISSING_EPISODES' : null;
  return {
    ...dated(row),
    concern,
    risk,
    involvement,
    [MENTIONS]: others,
    ...(revealed && {
      [REVEALS]: {
        categories: [revealed],
        subjectIsVictim,
        ...(revealed === 'DOMESTIC_ABUSE' && !subjectIsVictim && { needsOthers: others }),
      },
    }),
  };
};

export const toIncident: ToItem = (row) => {
  const { risk, involvement, schoolInformed, others } = read(incident, row);
  // What somebody did is shown only where whom they did it to has permitted it too.
  const reveals = { categories: ['DOMESTIC_ABUSE'], subjectIsVictim: false, needsOthers: others };
  return {
    ...dated(row),
    risk,
    involvement,
    schoolInformed,
    [MENTIONS]: others,
    ...(!isVictim(row) && { [REVEALS]: reveals }),
  };
};

export const toEpisode: ToItem = (row) => {
  const { foundAt, risk, returnInterview } = read(episode, row);
  return { ...dated(row), foundAt: foundAt === null ? null : new Date(foundAt), risk, returnInterview };
};

/** A child who was present is a victim in their own right (Domestic Abuse Act 2021, s.3). */
export function isVictim(row: LandedRow): boolean {
  const known = part.safeParse(row.content);
  if (!known.success) return false;
  const { involvement, minor } = known.data;
  return involvement === 'VICTIM' || (involvement === 'CHILD_PRESENT' && minor);
}

function dated(row: LandedRow): { id: string; occurredAt: Date } {
  return { id: row.key, occurredAt: row.occurredAt };
}

function read<Content>(schema: z.ZodType<Content>, row: LandedRow): Content {
  const result = schema.safeParse(row.content);
  if (!result.success) throw new Error('A landed row is not in the form that the hub keeps.');
  return result.data;
}
