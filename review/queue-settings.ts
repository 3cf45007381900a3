/** The thresholds of the rules of review: each council may set them differently. */
export interface ReviewSettings {
  /** A view within so many days after somebody became a member of a family that was there before. */
  readonly newMemberDays: number;
  /** For how long the lead worker of a closed family finishes (rule 3). */
  readonly closureDays: number;
  /** A surname that no more people than this have is rare. */
  readonly rareSurnamePeople: number;
  /** More people than this on one day, */
  readonly volumePeople: number;
  /** and so many times the median of the worker's own days, */
  readonly volumeTimes: number;
  /** of those on which they saw anybody, so many days back. */
  readonly volumeDays: number;
  /** More views than this in one week, */
  readonly outOfHoursViews: number;
  /** on Saturday or Sunday, or before this hour, */
  readonly hoursFrom: number;
  /** or from this one on. */
  readonly hoursUntil: number;
  /** So many refusals within an hour. */
  readonly refusals: number;
  /** So many entries drawn of each week. */
  readonly sample: number;
  /** For so many working days an explanation is waited for. */
  readonly explanationWorkingDays: number;
}

export const DEFAULT_REVIEW_SETTINGS: ReviewSettings = {
  newMemberDays: 7,
  closureDays: 28,
  rareSurnamePeople: 20,
  volumePeople: 20,
  volumeTimes: 3,
  volumeDays: 28,
  outOfHoursViews: 5,
  hoursFrom: 7,
  hoursUntil: 19,
  refusals: 5,
  sample: 30,
  explanationWorkingDays: 2,
};
