import { currentVersion } from '#people/current-version.ts';

/**
 * SQL: that a person is sealed. A seal holds from when it is entered, whenever it is to begin: nobody is joined in between.
 * @param person, now expressions
 */
export const isSealedPerson = (person: string, now: string): string => `exists (select from restriction s
  where s.person = ${person} and s.kind = 'SEALED' and s.state = 'LIVE' and (s.ends_at is null or s.ends_at > ${now})
    and ${currentVersion('restriction', 's')})`;

/** The same of one of the hub's own records: whoever is merged into somebody sealed is sealed with them. */
export const isSealedRecord = (person: string, now: string): string =>
  `(${isSealedPerson(person, now)} or ${isSealedPerson(`person_stands_for(${person})`, now)})`;
