/** The settings of the rules of review, as the environment has them. */
import type { z } from 'zod';
import type { ReviewSettings } from '#review/queue-settings.ts';
import { DEFAULT_REVIEW_SETTINGS as usual } from '#review/queue-settings.ts';

type Whole = (minimum: number, maximum: number) => z.ZodCoercedNumber;

export const reviewShape = (whole: Whole) => ({
  REVIEW_NEW_MEMBER_DAYS: whole(1, 90).default(usual.newMemberDays),
  REVIEW_RARE_SURNAME_PEOPLE: whole(0, 10_000).default(usual.rareSurnamePeople),
  REVIEW_VOLUME_PEOPLE: whole(1, 10_000).default(usual.volumePeople),
  REVIEW_VOLUME_TIMES: whole(1, 100).default(usual.volumeTimes),
  REVIEW_VOLUME_DAYS: whole(7, 366).default(usual.volumeDays),
  REVIEW_OUT_OF_HOURS_VIEWS: whole(0, 1_000).default(usual.outOfHoursViews),
  REVIEW_HOURS_FROM: whole(0, 23).default(usual.hoursFrom),
  REVIEW_HOURS_UNTIL: whole(1, 24).default(usual.hoursUntil),
  REVIEW_REFUSALS: whole(1, 1_000).default(usual.refusals),
  REVIEW_SAMPLE: whole(0, 1_000).default(usual.sample),
  REVIEW_EXPLANATION_WORKING_DAYS: whole(1, 30).default(usual.explanationWorkingDays),
});

type Values = { readonly [Name in keyof ReturnType<typeof reviewShape>]: number };

export function reviewSettings(values: Values, closureDays: number): ReviewSettings {
  return {
    newMemberDays: values.REVIEW_NEW_MEMBER_DAYS,
    closureDays,
    rareSurnamePeople: values.REVIEW_RARE_SURNAME_PEOPLE,
    volumePeople: values.REVIEW_VOLUME_PEOPLE,
    volumeTimes: values.REVIEW_VOLUME_TIMES,
    volumeDays: values.REVIEW_VOLUME_DAYS,
    outOfHoursViews: values.REVIEW_OUT_OF_HOURS_VIEWS,
    hoursFrom: values.REVIEW_HOURS_FROM,
    hoursUntil: values.REVIEW_HOURS_UNTIL,
    refusals: values.REVIEW_REFUSALS,
    sample: values.REVIEW_SAMPLE,
    explanationWorkingDays: values.REVIEW_EXPLANATION_WORKING_DAYS,
  };
}
