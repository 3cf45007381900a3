/** How much of the queue is not closed, however much is: what is left is found first, and only its state is worked out. */
import { STEP, stateAt } from './queue-items.ts';

/** One row for each state with anything in it. @param now the moment, in SQL */
export const queueLength = (now: string) => `
select ${stateAt(now)} as state, count(*)::int, min(i.opened_at) as oldest from review_item i
where i.id = any(array(select i.id from review_item i where i.auto_closed_reason is null and not ${STEP('CLOSED')})) group by 1`;
