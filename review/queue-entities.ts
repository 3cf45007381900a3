/** What is to be reviewed and what became of it. Facts are added, never changed; what an officer or manager wrote is here and in no log. */
import { defineEntity } from '@mikro-orm/core';
import { CLOSED_BY_REASON, DISPOSITIONS, PLAIN_REASONS, REVIEW_RULES, REVIEW_STEPS } from '#terms/review.ts';
import type { Explanation } from './explanations.ts';

const p = defineEntity.properties;
const instant = () => p.datetime().columnType('timestamptz(3)');

/** Something that a rule raised, or that an officer put there. Its state is told by its steps (`queue-items.ts`). */
const ReviewItemSchema = defineEntity({
  name: 'ReviewItem',
  comment: 'What is to be reviewed of the access log: raised once by a rule, never changed',
  properties: {
    id: p.uuid().primary(),
    rule: p.enum(REVIEW_RULES).comment('What raised it'),
    key: p.text().comment('What the rule tells its cases apart by, so that nothing doubles'),
    openedAt: instant(),
    entry: p.bigint('number').comment('The entry of the log that raised it, or the first of several'),
    worker: p.uuid().nullable().comment('The worker or app whose access it is'),
    organisation: p.text().nullable().comment('The organisation that the worker answers to'),
    person: p.uuid().nullable().comment('The person whom it is about, where it is one'),
    family: p.uuid().nullable().comment('The family that it is about'),
    asked: p.text().nullable().comment('The service whose manager is asked for an explanation; null: none'),
    explainBy: instant().nullable().comment('Until when the explanation is waited for'),
    explanation: p.json<Explanation>().comment('What explains it, and which entries it is of: codes, ids and numbers'),
    autoClosedReason: p.enum(PLAIN_REASONS).nullable().comment('The plain reason that closed it as it was raised'),
  },
  uniques: [{ properties: ['rule', 'key'] }],
  indexes: [
    {
      name: 'review_item_not_closed_at_once',
      expression: `create index "review_item_not_closed_at_once" on "review_item" ("opened_at", "id") where auto_closed_reason is null`,
    },
  ],
  checks: [
    {
      name: 'review_item_closed_by_reason',
      expression: `((auto_closed_reason IS NULL) OR (rule = ANY (ARRAY[${CLOSED_BY_REASON.map((rule) => `'${rule}'::text`).join(', ')}])))`,
    },
  ],
});
export class ReviewItem extends ReviewItemSchema.class {}
ReviewItemSchema.setClass(ReviewItem);

const ReviewStepSchema = defineEntity({
  name: 'ReviewStep',
  comment: 'What officers and managers did about an item, in order; never changed',
  properties: {
    item: p.uuid().primary(),
    version: p.integer().primary().comment('The step’s place among those of its item, from 1'),
    step: p.enum(REVIEW_STEPS),
    by: p.uuid().comment('The worker who did it'),
    at: instant(),
    disposition: p.enum(DISPOSITIONS).nullable().comment('Of closing: the finding'),
    note: p.text().nullable().comment('What they wrote; it is nowhere else'),
  },
});
export class ReviewStep extends ReviewStepSchema.class {}
ReviewStepSchema.setClass(ReviewStep);

/** Whose rows’ locks say who applies the rules. */
const ReviewRuleCursorSchema = defineEntity({
  name: 'ReviewRuleCursor',
  comment: 'How far the rules of review have been applied to the access log: 0 the rules, 1 the weekly sample',
  properties: {
    id: p.integer().primary().autoincrement(false),
    next: p.bigint('number').comment('The first entry that is still to be looked at'),
  },
});
export class ReviewRuleCursor extends ReviewRuleCursorSchema.class {}
ReviewRuleCursorSchema.setClass(ReviewRuleCursor);

export const queueEntities = [ReviewItem, ReviewStep, ReviewRuleCursor];
