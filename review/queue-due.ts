/** What the manager of a service is asked to explain. Names as the manager's own families show them; of anybody else there is none. */
import type { Caller } from '#terms/caller.ts';
import type { ReviewRule } from '#terms/review.ts';
import { currentVersion } from '#people/current-version.ts';
import type { Party } from './entries.ts';
import { sentencesOf } from './explanations.ts';
import type { Reviewing, StoredItem } from './queue-items.ts';
import { readItems } from './queue-items.ts';
import type { Read } from './read.ts';

export interface ExplanationDue {
  readonly id: string;
  readonly rule: ReviewRule;
  readonly openedAt: Date;
  readonly explainBy: Date;
  readonly overdue: boolean;
  readonly worker: Party | null;
  readonly people: readonly Party[];
  readonly sentence: string;
}

/** The oldest first; those that are overdue may be explained until an officer has closed them. */
export async function readDue(
  read: Read,
  caller: Caller,
  reviewing: Reviewing,
  first: number,
): Promise<{ readonly items: readonly ExplanationDue[]; readonly epochs: ReadonlyMap<string, number> }> {
  const states = ['AWAITING_EXPLANATION', 'OPEN', 'INVESTIGATING'] as const;
  const wanted = { ids: null, states, rules: null, askedOf: caller.organisationId, after: null, first, unexplained: true };
  const items = await readItems(read, { ...reviewing, ...wanted });
  const people = items.flatMap(peopleOf);
  const named = await read<{ id: string; name: string | null; epoch: number | null }>('review-due-names', NAMES, [
    items.flatMap(({ worker }) => worker ?? []),
    people,
    caller.organisationId,
    [caller.id, caller.organisationId],
    reviewing.now,
  ]);
  const names = new Map(named.map(({ id, name }) => [id, name]));
  const party = (id: string): Party => ({ id, name: names.get(id) ?? null });
  const epochs = named.flatMap(({ id, epoch }) => (epoch === null ? [] : [[id, epoch] as const]));
  return {
    items: items.map((item) => ({
      id: item.id,
      rule: item.rule,
      openedAt: item.openedAt,
      explainBy: item.explainBy ?? item.openedAt,
      overdue: item.explainBy === null || item.explainBy <= reviewing.now,
      worker: item.worker === null ? null : party(item.worker),
      people: peopleOf(item).map(party),
      sentence: sentencesOf(item.explanation.facts),
    })),
    epochs: new Map([...reviewing.ties.epochs, ...epochs]),
  };
}

function peopleOf({ person, explanation }: StoredItem): readonly string[] {
  return explanation.people ?? (person === null ? [] : [person]);
}

/**
 * $1 workers, $2 people, $3 the manager's service, $4 what restrictions name the manager by, $5 now. People who are confirmed members of
 * a family of that service, born, and whose identity nothing keeps from the manager; each person named with their epoch, shown or not.
 */
const NAMES = `
select id::text, name, null::int as epoch from worker where id = any($1::uuid[])
union all
select asked.id::text, (
    select concat_ws(' ', p.forename, p.surname) from person p
    where p.id = asked.id and p.date_of_birth is not null and coalesce(p.forename, p.surname) is not null
      and exists (select from family_member m join family f on f.id = m.family_id
        where m.person_id = p.id and f.organisation_id = $3 and m.state = 'CONFIRMED' and ${currentVersion('family_member', 'm')})
      and not exists (select from restriction r
        where r.person = p.id and r.kind <> 'PROTECTED_ADDRESS' and (r.categories is null or 'IDENTITY' = any(r.categories))
          and (r.binds is null or r.binds && $4::text[]) and not (r.exempt && $4::text[]) and r.state = 'LIVE'
          and (r.starts_at is null or r.starts_at <= $5::timestamptz) and (r.ends_at is null or r.ends_at > $5::timestamptz)
          and ${currentVersion('restriction', 'r')})
  ), coalesce((select e.epoch::int from sharing_epoch e where e.subject = asked.id), 0)
from unnest($2::uuid[]) as asked(id)
`;
