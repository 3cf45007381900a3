/** Hidden people and things beside those of the cast: what nobody may learn of by naming it. */
import { randomUUID } from 'node:crypto';
import { callerId, CALLERS } from '#demo/callers.ts';
import { familyId, personId } from '#demo/council/families.ts';
import type { WorldFamily } from '#demo/world/world.ts';
import type { TestHub } from './hub.ts';
import { CAST, OKAFOR_HUGHES } from './hub.ts';
import { addRecord, openReview, ownRecord } from './stewarding.ts';

export interface Hidden {
  /** A family of another service, with which none of the made-up callers works, and a child of it. */
  readonly family: string;
  readonly stranger: string;
  /** Somebody in whom every made-up caller has a silent interest. */
  readonly tied: string;
  /** Ids of what is recorded, by what it is; of what is hidden, and of what is not. */
  readonly ids: Readonly<Record<string, string>>;
}

const OFFICER = callerId('information-governance');
const RESTRICT = `insert into restriction (id, person, kind, binds, exempt, silent, placed_by, reason)
  values ($1, $2, $3, $4, '{}', $5, '${OFFICER}', 'test')`;
const PROPOSE = `insert into family_member (id, family_id, person_id, role, state, asserted_by, evidence)
  values ($1, $2, $3, 'OTHER_RELATIVE', 'PROPOSED', 'AGENCY', 'SAME_UPRN')`;
const PROPOSE_KIN = `insert into relationship (id, from_person_id, kind, to_person_id, state, proposed_by_id)
  values ($1, $2, 'OTHER_KIN', $3, 'PROPOSED', $4)`;
const TIE = `insert into worker_interest (id, worker_id, person, kind, silent) values ($1, $2, $3, 'OTHER', $4)`;
const BREAK_GLASS = `insert into override (id, worker, organisation, people, categories, reason_code, narrative, starts_at, ends_at)
  values ($1, $2, $3, $4, '{ATTENDANCE}', 'RISK_TO_LIFE', 'test', now() - interval '1 hour', now() + interval '2 hours')`;
const DECIDE = `insert into safeguarding_decision (id, ground, people, categories, recipients, reason, state, decided_by, ends_at)
  values ($1, 'MASH', $2, '{ATTENDANCE}', '{northmere-mash}', 'test', 'PROPOSED', $3, now() + interval '2 days')`;
/** Of broken glass, which the early help service is asked to explain, and whose time for that is over. */
export const TO_REVIEW = `insert into review_item (id, rule, key, opened_at, entry, worker, organisation, person, asked, explain_by, explanation)
  values ($1::uuid, 'BREAK_GLASS', $1::uuid::text, now() - interval '5 days', 0, $2, 'northmere-early-help', $3, 'northmere-early-help', now() - interval '1 day',
    '{"facts": [{"code": "OVERRIDE", "reason": "OTHER", "people": 1}], "entries": {"indexes": [0]}}')`;
const HOLD = `insert into access_log_hold (id, version, person, worker, reason, state, recorded_by, recorded_at)
  values ($1, 1, $2, $3, 'Made up by a test', 'LIVE', $4, now() - interval '1 day')`;
const NEXT_AGREEMENT = `insert into agreement
    (id, version, provider, recipients, categories, purposes, detail, starts_at, ends_at, legal_basis, proposed_by)
  select id, 2, provider, recipients, categories, purposes, 'SUMMARY', starts_at, ends_at, legal_basis, proposed_by
  from agreement where id = 'education-early-help'`;
const KNOWN = `select 'assignment' as kind, id from assignment where family_id = $1 and kind = 'TEAM_MEMBER'
  union select 'hidden assignment', id from assignment where family_id = $2
  union select 'responsibility', id from parental_responsibility where child_id = $3
  union select 'hidden responsibility', id from parental_responsibility where child_id = $4
  union select 'relationship', id from relationship where from_person_id = $5 and to_person_id = $3
  union select 'sealed relationship', id from relationship where from_person_id = $6 and to_person_id = $3`;

const PERSON = `insert into person (id, forename, surname, date_of_birth, sex) values ($1, $2, 'Quillfeather', '2015-03-04', 'MALE')`;
const MERGED = `insert into person_merge (id, kept_id, merged_id, state, moved) values ($1, $2, $3, 'MERGED', '[]')`;
const LINKED = `insert into agency_link (id, version, person_id, agency, agency_person_id, state, starts_at)
  values ($1, 1, $2, 'housing', $3, 'AUTOMATIC', now() - interval '1 day')`;

/** Seals the father of the cast from every made-up caller by name, and puts strangers' records beside the cast's. */
export async function hideSome({ owner: { pool }, world }: TestHub): Promise<Hidden> {
  const ids: Record<string, string> = {};
  const add = async (name: string, statement: string, ...values: unknown[]): Promise<void> => {
    ids[name] = randomUUID();
    await pool.query(statement, [ids[name], ...values]);
  };
  // Families with which nobody works who can sign in.
  const [hidden, other] = world.families.slice(30).filter((family) => memberOf(family, 'CHILD') && memberOf(family, 'PARENT'));
  if (!hidden || !other) throw new Error('The made-up council has too few families.');
  const [stranger, tied] = [memberOf(hidden, 'CHILD')!, memberOf(hidden, 'PARENT')!];
  const [proposed, sealed] = [memberOf(other, 'PARENT')!, memberOf(other, 'CHILD')!];
  const family = familyId(hidden.key);
  const everybody = CALLERS.map(({ key }) => callerId(key));

  await pool.query(`update family set organisation_id = 'northmere-community-health' where id = $1`, [family]);
  await pool.query(NEXT_AGREEMENT);
  await add('seal', RESTRICT, CAST.gareth, 'SEALED', everybody, true);
  await add('other seal', RESTRICT, sealed, 'SEALED', everybody, true);
  await add('lock', RESTRICT, CAST.daniel, 'SUBJECT_LOCK', [callerId('team-member')], false);
  await add('membership', PROPOSE, OKAFOR_HUGHES, proposed);
  await add('sealed membership', PROPOSE, OKAFOR_HUGHES, sealed);
  await add('hidden membership', PROPOSE, family, proposed);
  await add('proposed relationship', PROPOSE_KIN, CAST.amara, CAST.chidera, callerId('lead-worker'));
  await add('hidden relationship', PROPOSE_KIN, tied, stranger, null);
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  for (const { key } of CALLERS) await add(`interest of ${key}`, TIE, callerId(key), tied, true);
  await add('interest', TIE, callerId('other-worker'), proposed, false);
  await add('override', BREAK_GLASS, callerId('lead-worker'), 'northmere-early-help', [CAST.toby]);
  await add('hidden override', BREAK_GLASS, callerId('mash'), 'northmere-mash', [proposed]);
  await add('decision', DECIDE, [CAST.toby], callerId('mash'));
  await add('tied decision', DECIDE, [tied], callerId('other-worker'));
  // Toby's father is sealed from everybody, so that nobody reviews what is about Toby.
  await add('item', TO_REVIEW, callerId('lead-worker'), null);
  await add('tied item', TO_REVIEW, callerId('lead-worker'), tied);

  await add('hold', HOLD, null, callerId('team-member'), callerId('information-governance'));
  await add('tied hold', HOLD, tied, null, callerId('information-governance-2'));

  await add('second', PERSON, 'Tobias');
  await add('third', PERSON, 'Dan');
  await add('fourth', PERSON, 'Nobody');
  await add('merge', MERGED, CAST.daniel, ids['third']);
  await add('hidden merge', MERGED, tied, ids['fourth']);
  await add('link', LINKED, CAST.chidera, 'made up for a link');
  await add('hidden link', LINKED, CAST.gareth, 'made up for a hidden link');
  const hub = { owner: { pool } } as TestHub;
  const reviewOf = async (person: string, name: string) =>
    openReview(
      hub,
      await ownRecord(hub, person),
      await addRecord(hub, 'health', name, { forename: 'Tobias', surname: 'Quillfeather' }),
    );
  ids['review'] = await reviewOf(CAST.toby, 'made up for a review');
  ids['hidden review'] = await reviewOf(CAST.gareth, 'made up for a hidden review');
  ids['tied review'] = await reviewOf(tied, 'made up for a tied review');

  const { rows } = await pool.query<{ kind: string; id: string }>(KNOWN, [
    OKAFOR_HUGHES,
    family,
    CAST.toby,
    stranger,
    CAST.amara,
    CAST.gareth,
  ]);
  for (const { kind, id } of rows) ids[kind] = id;
  return { family, stranger, tied, ids };
}

function memberOf({ members }: WorldFamily, role: string): string | undefined {
  const member = members.find((one) => one.role === role);
  return member && personId(member.personKey);
}
