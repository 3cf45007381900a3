import { defineEntity } from '@mikro-orm/core';

const p = defineEntity.properties;

/** When a caller searched, over the last hour: how often they still may is told from it, on every hub alike. */
const SearchPaceSchema = defineEntity({
  name: 'SearchPace',
  comment: 'When callers searched, for as long as it counts against how often they may; never for whom',
  properties: {
    caller: p.uuid().primary().comment('The worker or app'),
    times: p
      .array()
      .columnType('bigint[]')
      .comment('Of the searches that were let through, oldest first, in milliseconds since 1970'),
  },
});
export class SearchPace extends SearchPaceSchema.class {}
SearchPaceSchema.setClass(SearchPace);

export const searchEntities = [SearchPace];
