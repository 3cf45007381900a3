/** Everybody who may ask, and the states that a family can be in: for tests that go everywhere. */
import type { Leaf } from '#access-log/leaf.ts';
import { CALLERS, callerId } from '#demo/callers.ts';
import { familyId, personId } from '#demo/council/families.ts';
import type { World } from '#demo/world/world.ts';
import type { HubResponse, TestHub } from './hub.ts';
import { CAST, OKAFOR_HUGHES } from './hub.ts';
import { agencyIds, namesAndPlaces, textsIn } from './personal.ts';
import { CATEGORY_NAMES } from './queries.ts';

/** A made-up caller; somebody through an app; a subject that the hub does not know; nobody. */
export interface Asker {
  readonly name: string;
  /** Whom the token says; null: there is none. */
  readonly subject: string | null;
  readonly through?: string;
  readonly organisation: string | null;
}

export const ASKERS: readonly Asker[] = [
  ...CALLERS.map(({ key, organisation }) => ({ name: key, subject: key, organisation })),
  {
    name: 'lead-worker through council-app',
    subject: 'lead-worker',
    through: 'council-app',
    organisation: 'northmere-early-help',
  },
  { name: 'somebody unknown', subject: 'unheard-of', organisation: null },
  { name: 'nobody', subject: null, organisation: null },
];

/** What a request shows, and what it leaves. */
export interface Asked {
  readonly response: HubResponse;
  readonly leaves: readonly Leaf[];
}

export type Ask = (asker: Asker, document: string, variables?: object) => Promise<Asked>;

/** Asks with tokens that are made once, and reads only the leaves that are new. */
export function asking(hub: TestHub): Ask {
  const tokens = new Map<string, Promise<string>>();
  let next = 0;
  const added = async (): Promise<Leaf[]> => {
    const { rows } = await hub.owner.pool.query<{ bytes: Buffer }>(
      'select bytes from access_log_leaf where index >= $1 order by index',
      [next],
    );
    next += rows.length;
    return rows.map(({ bytes }) => JSON.parse(bytes.toString('utf8')) as Leaf);
  };
  return async ({ name, subject, through }, document, variables) => {
    await added();
    const claims = { sub: subject ?? '', ...(through !== undefined && { act: { sub: through } }) };
    const made = subject === null ? undefined : (tokens.get(name) ?? hub.token(subject, claims));
    if (made) tokens.set(name, made);
    const response = await hub.query(null, document, variables, made && { authorization: `Bearer ${await made}` });
    return { response, leaves: await added() };
  };
}

/** The tables that decisions rest on, as they are now. @returns a function that makes them so again. */
export async function keepFacts({ owner: { pool } }: TestHub): Promise<() => Promise<void>> {
  const { rows } = await pool.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'
      and tablename !~ '^(access_log|mikro_orm|review|sharing)'`,
  );
  const tables = rows.map(({ name }) => name);
  await pool.query(`create schema kept; ${tables.map((name) => `create table kept.${name} as table ${name};`).join(' ')}`);
  const again = tables.map((name) => `delete from ${name}; insert into ${name} overriding system value table kept.${name};`);
  // Whole tables at once: neither keys between them nor epochs matter, for nobody asks meanwhile.
  const text = `begin; set local session_replication_role = replica; ${again.join(' ')} commit;`;
  return async () => void (await pool.query(text));
}

/** @returns a function that takes back whatever changes have added since: rows are only ever added. */
export async function keepAdded({ owner: { pool } }: TestHub): Promise<() => Promise<void>> {
  const { rows } = await pool.query<{ name: string; column: string; now: Date }>(
    `select quote_ident(table_name) as name, column_name as "column", clock_timestamp() as now from information_schema.columns
      where table_schema = 'public' and column_name in ('recorded_at', 'proposed_at') and table_name !~ '^access_log'`,
  );
  await pool.query('create schema kept; create table kept.family as table family');
  const since = new Date(rows[0]?.now ?? 0).toISOString();
  const added = rows.map(({ name, column }) => `delete from ${name} where ${column} >= '${since}';`).join(' ');
  const text = `begin; set local session_replication_role = replica; ${added}
    delete from agency_link where starts_at >= '${since}'; update agency_link set ends_at = null where ends_at >= '${since}';
    delete from match_review where opened_at >= '${since}'; update match_review set closed_at = null where closed_at >= '${since}';
    delete from agency_record where received_at >= '${since}'; delete from access_log_hold where recorded_at >= '${since}'; delete from review_export where requested_at >= '${since}';
    delete from review_step where at >= '${since}'; delete from review_item where opened_at >= '${since}';
    delete from family where id not in (select id from kept.family); commit;`;
  return async () => void (await pool.query(text));
}

const FAMILY = `'${OKAFOR_HUGHES}'`;

/** What is wrong, or right, with the cast's family, and the statements that make it so. */
export const FAMILY_STATES = {
  'as it was made': [],
  'where all agreed to everything': [
    `delete from consent where person in (select person_id from family_member where family_id = ${FAMILY})`,
    consentsOf('GIVEN'),
  ],
  'where everything is refused': [
    `delete from consent where person in (select person_id from family_member where family_id = ${FAMILY})`,
    consentsOf('REFUSED'),
  ],
  'with a member silently sealed': [
    `insert into restriction (id, person, kind, categories, exempt, silent, placed_by, reason)
      values (gen_random_uuid(), '${CAST.amara}', 'SEALED', null, '{}', true, '${callerId('information-governance')}', 'test')`,
  ],
  'with a member whom only an agency asserts': [
    `update family_member set state = 'PROPOSED', asserted_by = 'AGENCY', proposed_by_id = null, confirmed_by_id = null, evidence = 'SAME_UPRN'
      where family_id = ${FAMILY} and person_id = '${CAST.gareth}'`,
  ],
  'with a member and kinship whom the lead worker proposed': [
    `update family_member set state = 'PROPOSED', asserted_by = 'WORKER', proposed_by_id = '${callerId('lead-worker')}', confirmed_by_id = null
      where family_id = ${FAMILY} and person_id = '${CAST.daniel}'`,
    `update person set recorded_by = '${callerId('lead-worker')}' where id = '${CAST.daniel}'`,
    `insert into relationship (id, from_person_id, kind, to_person_id, state, proposed_by_id)
      values (gen_random_uuid(), '${CAST.gareth}', 'OTHER_KIN', '${CAST.chidera}', 'PROPOSED', '${callerId('lead-worker')}')`,
  ],
  'whose home is no longer protected': [`delete from restriction where person = '${CAST.amara}'`],
  'with a child who is almost 16': [
    `update person set date_of_birth = (current_date - interval '16 years' + interval '30 days')::date where id = '${CAST.chidera}'`,
  ],
  'whose assignments have ended': [`update assignment set ends_at = now() where family_id = ${FAMILY}`],
  'whose episode is closed': [
    `update episode set closed_on = (now() at time zone 'Europe/London')::date, closing_reason = 'STEPPED_UP' where family_id = ${FAMILY}`,
  ],
  'whose agreements have ended': [
    `insert into agreement_event (agreement, version, event, recorded_by) select id, version, 'ENDED', proposed_by from agreement`,
  ],
  'of whom a safeguarding decision names the children': [
    `insert into safeguarding_decision (id, ground, people, categories, recipients, reason, state, decided_by, approved_by, ends_at)
      values (gen_random_uuid(), 'MASH', '{${CAST.toby},${CAST.chidera}}', '{${[...CATEGORY_NAMES, 'ADDRESS'].join()}}',
        '{northmere-early-help,northmere-mash}', 'test', 'APPROVED', '${callerId('mash')}', '${callerId('manager')}', now() + interval '1 day')`,
  ],
  'of whom the police have sent nothing of late': [`update landed_file set as_of = as_of - interval '9 days'`],
  'while the app is approved for nothing': [`update worker set approved_purposes = '{}' where subject = 'council-app'`],
  'while every agency breaks': [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type FamilyState = keyof typeof FAMILY_STATES;

/** Every member about every category and to every recipient: adults and the competent for themselves, a child by both parents. */
function consentsOf(decision: 'GIVEN' | 'REFUSED'): string {
  return `insert into consent (id, person, category, purpose, recipient, decision, decided_at, capacity, given_by, competence_assessed_by,
      competence_assessed_on, method, recorded_by)
    select gen_random_uuid(), d.person, c.name, 'EARLY_HELP', r.name, '${decision}', now() - interval '1 day', d.capacity, d.giver,
      'A doctor', current_date - 2, 'IN_PERSON', '${callerId('lead-worker')}'
    from unnest('{${CATEGORY_NAMES.join()}}'::text[]) c(name),
      unnest('{northmere-early-help,northmere-community-health}'::text[]) r(name),
      (select person_id as person, person_id as giver, 'SELF' as capacity from family_member
        where family_id = ${FAMILY} and person_id not in ('${CAST.toby}', '${CAST.baby}')
       union select '${CAST.toby}'::uuid, g::uuid, 'PARENTAL_RESPONSIBILITY' from unnest('{${CAST.amara},${CAST.gareth}}'::text[]) g) d`;
}

/** Brings the cast's family into a state. */
export async function bring({ owner: { pool } }: TestHub, state: FamilyState): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  for (const statement of FAMILY_STATES[state]) await pool.query(statement);
}

/** Everything of the made-up council that may only be read by whom it is shown to: ids, names, homes, schools, agencies' own ids. */
export function secretsOf(world: World): string[] {
  const ids = [...world.people.map(({ key }) => personId(key)), ...world.families.map(({ key }) => familyId(key))];
  return [...new Set([...ids, ...agencyIds(world), ...namesAndPlaces(world)])];
}

/** What of these secrets a response has anywhere, less what may be shown. Ids of items are opaque, and may by chance spell a name. */
export function secretsIn({ body, headers }: HubResponse, secrets: readonly string[], shown: readonly string[]): string[] {
  const texts = textsIn([body, ...headers.values()]).filter((text) => !/^[\w-]{22}$/.test(text));
  const all = texts.join('\n');
  return secrets.filter((secret) => all.includes(secret) && !shown.some((text) => text.includes(secret)));
}
