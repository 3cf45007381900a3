/** Rule 11: one person's record was shown as another's. The officer finds by whom, and both people's accounts tell of it. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CALLERS } from '#demo/callers.ts';
import { personId } from '#demo/council/families.ts';
import { madeUpId } from '#demo/ids.ts';
import { castKeys } from '#demo/world/cast.ts';
import type { WorldPerson } from '#demo/world/world.ts';
import { londonDate } from '#terms/clock.ts';
import { change } from '#tests/support/change.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { actingAs, madeOnce } from '#tests/support/made-once.ts';
import { leavesAdded, personQuery } from '#tests/support/queries.ts';
import type { Accounted } from '#tests/support/reviewing.ts';
import { askForAccount, askForLink, DPO, readAccount, readLog, readThroughLink } from '#tests/support/reviewing.ts';

const DOCUMENT = readFileSync(new URL('../../docs/queries/officer-link.graphql', import.meta.url), 'utf8');
/** An adult in whose household nobody is protected: whose housing record is taken for his is a stranger. */
const { gareth: GARETH } = CAST;
const OWN_LINK = madeUpId('link', 'housing', castKeys.gareth);
const SELECTION = 'identity { __typename } tenancy { __typename } homelessness { __typename }';

let hub: TestHub;
let stranger: string;
let another: string;
/** The stranger's, at housing. */
let record: string;
/** The wrong link, by which the stranger's record was taken for Gareth's. */
let wrong: string;
beforeAll(async () => {
  hub = await startHub();
  const [one, two] = strangers() as [WorldPerson, WorldPerson];
  [stranger, another] = [personId(one.key), personId(two.key)];
  record = one.ids.housing!.personReference;
  await end(madeUpId('link', 'housing', one.key));
  // One that a steward rejected long ago.
  await sql(LINK, randomUUID(), 1, CAST.daniel, record, 'REJECTED', null);
  await sql('create table kept_link as select * from agency_link');
});
beforeEach(async () => {
  wrong = randomUUID();
  await hub.owner.pool.query(`delete from worker_interest; delete from account_release; delete from "override";
    delete from restriction where reason = 'Made up by a test'; delete from agency_link; insert into agency_link select * from kept_link`);
});
afterAll(() => hub.close());

const sql = (text: string, ...values: unknown[]) => hub.owner.pool.query(text, values);
const LINK = `insert into agency_link (id, version, person_id, agency, agency_person_id, state, starts_at, ends_at)
  values ($1, $2, $3, 'housing', $4, $5, now() - interval '1 day', $6)`;
const end = (id: string) => sql('update agency_link set ends_at = now() where id = $1 and ends_at is null', id);
const view = (id = GARETH, selection = SELECTION, { who = 'lead-worker', purpose = 'EARLY_HELP' } = {}) =>
  hub.query(who, personQuery(selection).replace('EARLY_HELP', purpose), { id });
const tie = (person: string) => change(hub, 'dpo', 'declareInterest', { personId: person, kind: 'FAMILY', silent: false });
const restrict = (person: string) =>
  change(hub, 'information-governance', 'placeRestriction', {
    personId: person,
    kind: 'COURT_ORDER',
    categories: ['REHOUSING'],
    silent: false,
    absolute: true,
    reason: 'Made up by a test',
  });
const subjects = async (id: string) => (await readAccount(hub, id, 'SUBJECT')).nodes;
const throughLink = (accounted: readonly Accounted[]) => accounted.filter((one) => one.throughLink);

/** Adults of different families with whom nobody works, who have a record at housing. */
function strangers(): (WorldPerson | undefined)[] {
  return hub.world.families
    .slice(-20)
    .map(({ members }) =>
      hub.world.people.find(
        ({ key, ids }) => ids.housing && members.some((member) => member.personKey === key && member.role === 'PARENT'),
      ),
    )
    .filter((one) => one !== undefined);
}

/** The stranger's record is linked to Gareth, and shown as his; then a steward finds out, and moves the link to the stranger. */
async function mistake(work: () => Promise<unknown>, moveTo = stranger): Promise<void> {
  await end(OWN_LINK);
  await sql(LINK, wrong, 1, GARETH, record, 'AUTOMATIC', null);
  await work();
  await end(wrong);
  await sql(LINK, wrong, 2, moveTo, record, 'CONFIRMED', null);
  await sql('update agency_link set ends_at = null where id = $1', OWN_LINK);
}

describe('What was shown through a link', () => {
  test('is found with who saw it, whose record it is now said to be, and for whom else it was taken', async () => {
    await sql(LINK, randomUUID(), 1, another, record, 'AUTOMATIC', new Date());
    await mistake(async () => {
      await view();
      await view(GARETH, 'identity { __typename }');
      await view(GARETH, SELECTION, { who: 'team-member' });
    });
    await view();
    const { agency, versions, others, entries } = await readThroughLink(hub, wrong);
    expect(agency).toBe('housing');
    const [own, moved] = versions;
    expect(versions).toMatchObject([
      { version: 1, person: { id: GARETH, name: 'Gareth Hughes' }, state: 'AUTOMATIC' },
      { version: 2, person: { id: stranger }, state: 'CONFIRMED', endsAt: null },
    ]);
    expect(Date.parse(own!.startsAt)).toBeLessThan(Date.parse(own!.endsAt!));
    expect(moved!.person.name).toMatch(/^\w+ \w/);
    // Whose link to the record was never used, or long ago; not the one that was rejected.
    const ids = others.map(({ id }) => id);
    expect(ids).toEqual([another]);
    expect(entries.nodes).toMatchObject([
      { kind: 'VIEW', person: { id: GARETH }, worker: { name: 'Priya Nair' }, organisation: { id: 'northmere-early-help' } },
    ]);
    const outcomes = entries.nodes[0]!.decisions.map(({ category, outcome, basis }) => [category, outcome, basis.links]);
    expect(outcomes).toContainEqual(['TENANCY', 'DISCLOSED', [`${wrong}@1`]]);
    expect(JSON.stringify({ versions, others, entries })).not.toContain(record);
    const { body } = await hub.query('dpo', DOCUMENT, { link: wrong });
    expect(body.data?.['shownThroughLink']).toMatchObject({ agency, entries: { nodes: [{ worker: { name: 'Priya Nair' } }] } });
  });

  test('tells too that the agency had nothing', async () => {
    await mistake(() => view(GARETH, 'homelessness { __typename }'));
    const { entries } = await readThroughLink(hub, wrong);
    expect(entries.nodes.map(({ decisions }) => decisions.map(({ outcome }) => outcome))).toEqual([['NOTHING_HELD']]);
  });

  test('tells whom it named in somebody else’s record; not what an agency could not answer', async () => {
    // Of Amara nothing is asked: she is named in what her son's record says.
    const amaras = madeUpId('link', 'police', castKeys.amara);
    const before = (await readThroughLink(hub, amaras)).entries.nodes;
    const family = `family(id: "${OKAFOR_HUGHES}", purpose: EARLY_HELP) { members { person { id } } }`;
    const asking = (selection: string) =>
      hub.query(
        'lead-worker',
        `{ ${family} person(id: "${CAST.toby}", purpose: EARLY_HELP) { domesticAbuse { ... on DomesticAbuse { incidents { ${selection} } } } } }`,
      );
    await asking('occurredAt');
    expect((await readThroughLink(hub, amaras)).entries.nodes).toEqual(before);
    await asking('others { person { id } }');
    const [named, ...rest] = (await readThroughLink(hub, amaras)).entries.nodes;
    expect(rest).toEqual(before);
    const namedBy = named!.decisions.find(({ outcome }) => outcome === 'NAMED')?.basis.links;
    expect([named!.person?.id, namedBy]).toEqual([CAST.amara, [`${amaras}@1`]]);
    // The police had no answer.
    await view(CAST.amara, 'missingEpisodes { __typename }');
    const unavailable = (await readLog(hub, { first: 1, filter: { personIds: [CAST.amara] } })).nodes[0];
    expect(unavailable!.decisions).toMatchObject([{ outcome: 'UNAVAILABLE', basis: { links: [`${amaras}@1`] } }]);
    expect((await readThroughLink(hub, amaras)).entries.nodes).toHaveLength(before.length + 1);
  });

  test('is paged, newest first, so that nothing moves while more is shown', async () => {
    await mistake(async () => {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (let count = 0; count < 5; count++) await view();
    });
    const whole = (await readThroughLink(hub, wrong)).entries;
    const places = whole.nodes.map(({ index }) => index);
    expect(places).toEqual(places.toSorted((a, b) => b - a));
    expect(places).toHaveLength(5);
    const first = (await readThroughLink(hub, wrong, { first: 2 })).entries;
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false, endCursor: first.edges[1]?.cursor });
    // Asked with the next version too: it is one link.
    await sql(LINK, wrong, 3, GARETH, record, 'CONFIRMED', new Date());
    const rest = (await readThroughLink(hub, wrong, { first: 3, after: first.pageInfo.endCursor })).entries;
    expect([...first.nodes, ...rest.nodes].map(({ index }) => index)).toEqual(places);
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const { body } = await askForLink(hub, wrong, 'dpo', { first: 201 });
    expect(body.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'BAD_ARGUMENT', argument: 'first' }]);
  });

  test('is nothing where there is no such link; each reading is in the log, and counts', async () => {
    await mistake(() => view());
    let found = 0;
    const leaves = await leavesAdded(hub, async () => {
      found = (await readThroughLink(hub, wrong)).entries.nodes.length;
      expect((await askForLink(hub, ABSENT_ID)).body).toEqual({ data: { shownThroughLink: null } });
      expect((await askForLink(hub, 'no id, but a sentence')).body).toEqual({ data: { shownThroughLink: null } });
    });
    const review = { query: 'shownThroughLink', filter: { linkIds: [wrong] }, entries: found };
    expect(leaves).toMatchObject([
      { kind: 'REVIEW', caller: { id: DPO }, visible: true, person: null, decisions: [], review },
      { kind: 'REVIEW', visible: false, review: { filter: { linkIds: [ABSENT_ID] }, entries: 0 } },
      { kind: 'REVIEW', visible: false, review: { filter: { linkIds: [] }, entries: 0 } },
    ]);
    expect(found).toBe(1);
    const fields = Array.from({ length: 21 }, (_, n) => `l${n}: shownThroughLink(linkId: "${wrong}") { agency }`);
    const { body } = await hub.query('dpo', `{ ${fields.join(' ')} }`);
    expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['QUERY_TOO_LARGE']);
  });

  test.each(CALLERS.map(({ key }) => key).filter((key) => key !== 'dpo'))('is nothing for %s, and leaves a leaf', async (who) => {
    const leaves = await leavesAdded(hub, async () => {
      expect((await askForLink(hub, OWN_LINK, who)).body).toEqual({ data: { shownThroughLink: null } });
    });
    expect(leaves).toMatchObject([{ kind: 'REVIEW', visible: false, review: { entries: 0, completeTo: 0 } }]);
  });

  test('is nothing for the officer through an app', async () => {
    const throughApp = actingAs(hub, { act: { sub: 'council-app' } });
    expect((await askForLink(throughApp, OWN_LINK)).body).toEqual({ data: { shownThroughLink: null } });
  });

  test.each<[string, () => string]>([
    ['of whom it once was', () => GARETH],
    ['whose it is now', () => stranger],
    ['for whom the same record was taken besides', () => another],
  ])('is as if there were no such link where the officer is tied to the person %s', async (_, whose) => {
    await sql(LINK, randomUUID(), 1, another, record, 'CONFIRMED', new Date());
    await mistake(() => view());
    expect((await readThroughLink(hub, wrong)).entries.nodes).toHaveLength(1);
    await tie(whose());
    const [absent, hidden] = [randomUUID(), wrong];
    const texts: string[] = [];
    const leaves = await leavesAdded(hub, async () => {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (const id of [absent, hidden]) texts.push((await askForLink(hub, id)).text);
    });
    expect(texts[1]).toBe(texts[0]);
    expect(texts[0]).toBe('{"data":{"shownThroughLink":null}}\n');
    const [one, other] = leaves.map(({ kind, visible, person, family, review }) => ({
      kind,
      visible,
      person,
      family,
      ids: review!.filter['linkIds']!.map((id) => [absent, hidden].indexOf(id)),
      entries: review!.entries,
    }));
    expect([one, other]).toEqual([
      { kind: 'REVIEW', visible: false, person: null, family: null, ids: [0], entries: 0 },
      { kind: 'REVIEW', visible: false, person: null, family: null, ids: [1], entries: 0 },
    ]);
  });
});

describe('The account of whose record it was', () => {
  test('has what was shown as somebody else’s, which the subject reads without learning whose', async () => {
    await mistake(() => view());
    const entry = (await readLog(hub, { first: 1, filter: { personIds: [GARETH], kinds: ['VIEW'] } })).nodes[0]!;
    const told = {
      date: londonDate(new Date()),
      purpose: 'EARLY_HELP',
      // Of what was decided for the other, only what is of this record.
      categories: ['TENANCY'],
      throughLink: true,
      waits: null,
      organisation: { id: 'northmere-early-help', name: 'Northmere Council Early Help' },
    };
    expect(await subjects(stranger)).toEqual([{ ...told, entry: null }]);
    const account = await askForAccount(hub, { personId: stranger, rendering: 'SUBJECT' });
    expect(['Gareth', GARETH, OKAFOR_HUGHES, wrong].filter((secret) => account.text.includes(secret))).toEqual([]);
    const { nodes } = await readAccount(hub, stranger, 'DPO');
    expect(throughLink(nodes)).toEqual([{ ...told, waits: false, entry }]);
    // For whom it was taken has it too, as their own.
    expect((await subjects(GARETH))[0]).toMatchObject({ categories: ['IDENTITY', 'TENANCY'], throughLink: false });
    expect(throughLink((await readAccount(hub, GARETH, 'DPO')).nodes)).toEqual([]);
  });

  test('tells the officer besides what the agency had nothing of', async () => {
    await mistake(() => view(GARETH, 'identity { __typename } homelessness { __typename }'));
    const decisions = [
      { category: 'IDENTITY', outcome: 'DISCLOSED' },
      { category: 'HOMELESSNESS', outcome: 'NOTHING_HELD' },
    ];
    expect(throughLink((await readAccount(hub, stranger, 'DPO')).nodes)).toMatchObject([
      { categories: [], entry: { person: { id: GARETH }, decisions } },
    ]);
    expect(await subjects(stranger)).toEqual([]);
  });

  test('has it as long as the record is linked to them, and not while it only may be', async () => {
    await mistake(() => view());
    const state = (to: string) => sql('update agency_link set state = $2 where id = $1 and version = 2', wrong, to);
    const lengths = async () => [
      (await subjects(stranger)).length,
      throughLink((await readAccount(hub, stranger, 'DPO')).nodes).length,
    ];
    await state('CANDIDATE');
    expect(await lengths()).toEqual([0, 0]);
    await state('REJECTED');
    expect(await lengths()).toEqual([0, 0]);
    await state('AUTOMATIC');
    expect(await lengths()).toEqual([1, 1]);
    const starts = (when: string) => sql(`update agency_link set starts_at = ${when} where id = $1 and version = 2`, wrong);
    await starts(`now() + interval '1 hour'`);
    expect(await lengths()).toEqual([0, 0]);
    await starts(`now() - interval '1 hour'`);
    await end(wrong);
    expect(await lengths()).toEqual([0, 0]);
    // By a link of its own: the wrong one is not moved, but ended.
    await sql(LINK, randomUUID(), 1, stranger, record, 'CONFIRMED', null);
    expect(await lengths()).toEqual([1, 1]);
  });

  test('has nothing of it where the record is another’s still, nor where their own link was used', async () => {
    await mistake(() => view(), another);
    expect(await subjects(stranger)).toEqual([]);
    expect(throughLink((await readAccount(hub, another, 'DPO')).nodes)).toHaveLength(1);
    await view();
    expect(throughLink((await readAccount(hub, GARETH, 'DPO')).nodes)).toEqual([]);
  });

  test('is paged with the rest of it, in one order of time', async () => {
    await mistake(async () => {
      await view();
      await view(stranger, 'identity { __typename }', { who: 'operator' });
      await view();
    });
    await view(stranger, 'identity { __typename }', { who: 'operator' });
    const whole = await readAccount(hub, stranger, 'DPO');
    expect(whole.nodes.filter(({ entry }) => entry?.kind === 'VIEW').map((one) => one.throughLink)).toEqual([
      false,
      true,
      false,
      true,
    ]);
    const places = whole.nodes.map(({ entry }) => entry!.index);
    const pages: (number | undefined)[] = [];
    for (let after: string | null = null, more = true; more;) {
      const asked = { personId: stranger, rendering: 'DPO', first: 1, after };
      // oxlint-disable-next-line no-await-in-loop -- page after page
      const { body } = await askForAccount(hub, asked);
      const page = body.data?.['accountOfDisclosures'] as unknown as typeof whole;
      pages.push(...page.nodes.map(({ entry }) => entry?.index));
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
    }
    expect(pages).toEqual(places);
  });

  test('has none of it where the officer is tied to either of the two', async () => {
    await mistake(() => view());
    const account = async (id: string, rendering: string) =>
      (await askForAccount(hub, { personId: id, rendering })).text.replace(/"completeTo":\d+/, '');
    await tie(stranger);
    expect(await account(stranger, 'DPO')).toBe(await account(ABSENT_ID, 'DPO'));
    expect(await account(stranger, 'SUBJECT')).toBe(await account(ABSENT_ID, 'SUBJECT'));
    await sql('delete from worker_interest');
    await tie(GARETH);
    expect(throughLink((await readAccount(hub, stranger, 'DPO')).nodes)).toEqual([]);
    expect(await subjects(stranger)).toEqual([]);
    await sql('delete from worker_interest');
    expect(await subjects(stranger)).toHaveLength(1);
  });
});

describe('The subject’s account leaves out what was shown as somebody else’s', () => {
  const release = (personId_: string, more: object = {}) =>
    madeOnce(
      hub,
      'information-governance',
      'releaseAccount',
      { personId: personId_, until: new Date().toISOString(), ...more },
      '... on AccountReleased { releaseId }',
    );

  test('where it waits, until it is released to them: a release to the other is not theirs', async () => {
    const named = { personIds: [GARETH], categories: ['TENANCY'], reasonCode: 'RISK_TO_LIFE', narrative: 'Made up by a test' };
    await change(hub, 'other-worker', 'recordOverride', named);
    await mistake(() => view(GARETH, SELECTION, { who: 'other-worker', purpose: 'SAFEGUARDING' }));
    const [told] = throughLink((await readAccount(hub, stranger, 'DPO')).nodes);
    expect(told).toMatchObject({ purpose: 'SAFEGUARDING', categories: ['TENANCY'] });
    expect(await subjects(stranger)).toEqual([]);
    await release(GARETH);
    expect((await subjects(GARETH))[0]).toMatchObject({ purpose: 'SAFEGUARDING', throughLink: false });
    expect(await subjects(stranger)).toEqual([]);
    await release(stranger, { indexes: [told!.entry!.index] });
    expect(await subjects(stranger)).toMatchObject([{ purpose: 'SAFEGUARDING', categories: ['TENANCY'], throughLink: true }]);
  });

  test('while they may be a child, whoever it was shown as', async () => {
    await mistake(() => view());
    const born = async (when: string | null) => {
      const { rows } = await sql('select date_of_birth::text as born from person where id = $1', stranger);
      await sql('update person set date_of_birth = $2::date where id = $1', stranger, when);
      return (rows as { born: string }[])[0]!.born;
    };
    const kept = await born(londonDate(new Date(Date.now() - 17 * 365 * 86_400_000)));
    expect(await subjects(stranger)).toEqual([]);
    await born(null);
    expect(await subjects(stranger)).toEqual([]);
    await release(stranger);
    expect(await subjects(stranger)).toHaveLength(1);
    await sql('delete from account_release');
    await born(kept);
    // The other's age is nothing to it.
    const { rows } = await sql('select date_of_birth::text as born from person where id = $1', GARETH);
    await sql('update person set date_of_birth = null where id = $1', GARETH);
    expect(await subjects(stranger)).toHaveLength(1);
    await sql('update person set date_of_birth = $2::date where id = $1', GARETH, (rows as { born: string }[])[0]!.born);
  });

  test('where anything restricts what is known of either, or of whom they live with', async () => {
    await mistake(() => view());
    const home = async (id: string) =>
      (await sql('select household_id as home from person where id = $1', id)).rows[0] as { home: string };
    const { home: kept } = await home(another);
    for (const [one, moved] of [
      [stranger, null],
      [GARETH, null],
      [another, stranger],
      [another, GARETH],
    ] as const) {
      // oxlint-disable no-await-in-loop -- one after the other
      expect(await subjects(stranger)).toHaveLength(1);
      if (moved) await sql('update person set household_id = $2 where id = $1', another, (await home(moved)).home);
      await restrict(one);
      expect(await subjects(stranger)).toEqual([]);
      expect(throughLink((await readAccount(hub, stranger, 'DPO')).nodes)).toHaveLength(1);
      await release(stranger);
      expect(await subjects(stranger)).toHaveLength(1);
      await sql('update person set household_id = $2 where id = $1', another, kept);
      await sql(`delete from restriction where reason = 'Made up by a test'`);
      await sql('delete from account_release');
      // oxlint-enable no-await-in-loop
    }
  });
});
