import { accessLogEntities } from '#access-log/entities.ts';
import { disclosureEntities } from '#disclosure/entities.ts';
import { peopleEntities } from '#people/entities.ts';
import { familyEntities } from '#people/family-entities.ts';
import { linkingEntities } from '#people/linking/entities.ts';
import { searchEntities } from '#people/search/entities.ts';
import { reviewEntities } from '#review/entities.ts';
import { exportEntities } from '#review/export/entities.ts';
import { queueEntities } from '#review/queue-entities.ts';
import { storageEntities } from '#storage/entities.ts';

/** Every table of the hub. */
export const entities = [
  ...peopleEntities,
  ...familyEntities,
  ...linkingEntities,
  ...searchEntities,
  ...disclosureEntities,
  ...accessLogEntities,
  ...reviewEntities,
  ...queueEntities,
  ...exportEntities,
  ...storageEntities,
];
