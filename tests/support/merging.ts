/** Compares two people of the index before they were merged and after they were split. */
import type { TestHub } from './hub.ts';
import { EVERYTHING } from './managing.ts';
import { EVERY_CATEGORY, familyQuery, OUTCOME, personQuery } from './queries.ts';

/** Everything that anybody reads about the two, and every fact about them as it stands, less its version and who entered it. */
export async function everythingAbout(hub: TestHub, people: readonly string[], families: readonly string[]): Promise<unknown> {
  const views: unknown[] = [];
  const selection = `identity { __typename ... on Identity { name age } } address ${OUTCOME} ${EVERY_CATEGORY}`;
  for (const who of ['lead-worker', 'team-member', 'mash', 'manager'])
    for (const [document, ids] of [
      [personQuery(selection), people],
      [familyQuery(selection), families],
      [EVERYTHING, families],
    ] as const)
      for (const id of ids)
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        views.push([who, id, (await hub.query(who, document, { id })).body]);
  for (const id of people)
    // oxlint-disable-next-line no-await-in-loop
    views.push((await hub.query('mash', personQuery(selection).replace('EARLY_HELP', 'SAFEGUARDING'), { id })).body);
  const current = async (table: string, columns: string) => {
    const { rows } = await hub.owner.pool.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) - 'version' - 'recorded_at' - 'recorded_by' - 'starts_at' as row from "${table}" t
        where not exists (select from "${table}" later where later.id = t.id and later.version > t.version) and (${columns}) order by t.id`,
      [people],
    );
    return [table, rows];
  };
  const facts = [
    await current('family_member', 'person_id = any($1)'),
    await current('parental_responsibility', 'child_id = any($1) or holder_id = any($1)'),
    await current('restriction', `person = any($1) and state = 'LIVE'`),
    await current('worker_interest', 'person = any($1)'),
    await current('relationship', 'from_person_id = any($1) or to_person_id = any($1)'),
    await current('safeguarding_decision', 'people && $1'),
    await current('override', 'people && $1'),
    await current('access_log_hold', `person = any($1) and state = 'LIVE'`),
    await current('agency_link', 'person_id = any($1)'),
    (
      await hub.owner.pool.query(
        'select person_id, kind, value from person_identifier where person_id = any($1) order by 1, 2, 3',
        [people],
      )
    ).rows,
  ];
  return { views, facts };
}
