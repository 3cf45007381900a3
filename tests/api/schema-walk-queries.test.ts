/**
 * Queries made by chance over the whole schema, for everybody who may ask and every state of a family. Whatever is answered, and
 * whatever an agency was asked, has its permit in the log of that request; whoever is hidden is nowhere.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccessLog } from '#access-log/append.ts';
import { callerId, CALLERS, ORGANISATIONS } from '#demo/callers.ts';
import { familyId, personId } from '#demo/council/families.ts';
import { madeUpId } from '#demo/ids.ts';
import { castKeys } from '#demo/world/cast.ts';
import type { Purpose } from '#terms/purpose.ts';
import { change } from '#tests/support/change.ts';
import { ask as askForFile } from '#tests/support/exporting.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { madeUpLeaf } from '#tests/support/leaves.ts';
import { HUB_KEY } from '#tests/support/log.ts';
import { CATEGORY_NAMES, pairsAsked, pairsPermitted, personQuery } from '#tests/support/queries.ts';
import type { Ask, Asked, Asker, FamilyState } from '#tests/support/walk-council.ts';
import { decisionOf, isPermit, unaccounted } from '#tests/support/walk-accounts.ts';
import { asking, ASKERS, bring, FAMILY_STATES, keepFacts, secretsIn, secretsOf } from '#tests/support/walk-council.ts';
import { TO_REVIEW } from '#tests/support/walk-hidden.ts';
import { addRecord, openReview } from '#tests/support/stewarding.ts';
import { chanceOf, CONDITIONS, makeQuery, ROOT_NAMES, wholeQuery } from '#tests/support/walk-queries.ts';
import type { Suggest } from '#tests/support/walk-queries.ts';
import type { Met } from '#tests/support/walk.ts';
import { objectTypes, reachable, readAnswer } from '#tests/support/walk.ts';

/** What queries made by chance ask for in any case; those who see nobody send the first only. */
const BY_CHANCE = [['family', 'managedFamily'], ['person', 'myExceptions'], ['family'], ['family', 'person', 'explain']];

/** What fits into one query besides the family; and what does not. */
const QUEUE = ['reviewQueue', 'reviewItem', 'explanationsDue', 'accessLogExport', 'accessLogExports', 'accessLogHolds', 'person'];
const THROUGH_LINK = ['shownThroughLink', 'accountOfDisclosures', 'person'];
const SEARCHES = ['findPeople', 'personByIdentifier'];
const MATCHING = ['matchReviews', 'matchReview', 'person'];
const OTHERS = ROOT_NAMES.filter(
  (name) => name === 'person' || !['family', ...QUEUE, ...THROUGH_LINK, ...SEARCHES, ...MATCHING].includes(name),
);

let hub: TestHub;
let ask: Ask;
let restore: () => Promise<void>;
let breaking = false;
let secrets: readonly string[];
/** That the officer asked for. */
let file: string;
/** That the steward is asked about: Gareth, and somebody at the health trust. */
let pair: string;
/** Which types answers had, and which fields. */
const metTypes = new Set<string>();
const metFields = new Set<string>();

beforeAll(async () => {
  hub = await startHub({
    freshMissing: true,
    searchLimits: { perMinute: 10_000, perHour: 10_000 },
    wrap: {
      agency: (port) => ({
        ...port,
        ask: (question) => (breaking ? Promise.reject(new Error(`Toby Hughes at ${port.id}`)) : port.ask(question)),
      }),
    },
  });
  ask = asking(hub);
  pair = await openReview(
    hub,
    await addRecord(hub, 'hub', CAST.gareth, { forename: 'Gareth', surname: 'Hughes' }),
    await addRecord(hub, 'health', 'made up for a pair', {
      forename: 'Garreth',
      otherNames: [{ forename: 'Gaz', surname: null }],
      addresses: [{ line: '1 Made-up Road', town: 'Elsewhere', postcode: 'ZZ1 1ZZ', uprn: null }],
      identifiers: { 'nhs-number': '9434765919' },
    }),
  );
  restore = await keepFacts(hub);
  secrets = secretsOf(hub.world);
  // The first entry, which the items are of.
  await hub.query('other-worker', personQuery('attendance { __typename }'), { id: CAST.toby });
  for (const item of ITEMS) await hub.owner.pool.query(TO_REVIEW, [item, callerId('other-worker'), CAST.toby]);
  await hub.owner.pool.query(EXPLAINED, [ITEMS[1], callerId('manager')]);
  file = await askForFile(hub);
  await change(hub, 'information-governance', 'placeHold', { personId: CAST.toby, reason: 'Made up by a test' });
  await change(hub, 'information-governance', 'placeHold', { familyId: OKAFOR_HUGHES, reason: 'Made up by a test' });
  await change(hub, 'information-governance', 'placeHold', { workerId: callerId('operator'), reason: 'Made up by a test' });
});
afterAll(() => hub.close());

/** What the manager is asked to explain, and what they have explained. */
const ITEMS = [randomUUID(), randomUUID()] as const;
const EXPLAINED = `insert into review_step (item, version, step, by, at, note) values ($1, 1, 'EXPLAINED', $2, now(), 'In words')`;

/** Of Toby's record at his school. */
const LINK = madeUpId('link', 'education', castKeys.toby);

type CastName = keyof typeof CAST;
const EVERYBODY = Object.keys(CAST) as CastName[];

const isUnapproved = ({ subject, through }: Asker, state: FamilyState): boolean =>
  state === 'while the app is approved for nothing' && (through ?? subject) === 'council-app';

/** Who works with the cast's family; through an app that is approved for nothing, nobody does. */
const isAtWork = (asker: Asker, state: FamilyState): boolean =>
  ['lead-worker', 'team-member', 'council-app'].includes(asker.subject ?? '') &&
  state !== 'whose assignments have ended' &&
  !(asker.through && isUnapproved(asker, state));

/** The app is approved for early help alone. */
const maySafeguard = ({ subject, through }: Asker): boolean =>
  !through && ['PRACTITIONER', 'MASH'].includes(CALLERS.find(({ key }) => key === subject)?.role ?? '');

/** The child not yet born follows PREGNANCY, which is not a manager's. */
const isSealed = (person: string | null, state: FamilyState): boolean =>
  person === CAST.baby || (state === 'with a member silently sealed' && person === CAST.amara);

/** A lead worker of their own family, and information governance; nobody through an app. */
const mayExplain = (asker: Asker, state: FamilyState, person: unknown): boolean =>
  asker.subject?.startsWith('information-governance') === true ||
  (asker.name === 'lead-worker' &&
    !(isProposal(state) && person === CAST.daniel) &&
    visibleTo(asker, state, 'EARLY_HELP').some((name) => CAST[name] === person));

const isProposal = (state: FamilyState): boolean => state === 'with a member and kinship whom the lead worker proposed';

/** Rule 2, for this family: whom of it somebody may know of. */
function visibleTo(asker: Asker, state: FamilyState, purpose: Purpose): CastName[] {
  const sealed = state === 'with a member silently sealed';
  const hidden = new Set<CastName>([
    ...(sealed ? (['amara', 'baby'] as const) : []),
    ...(state === 'with a member whom only an agency asserts' ? (['gareth'] as const) : []),
    ...(isProposal(state) && asker.subject !== 'lead-worker' ? (['daniel'] as const) : []),
    // Follows the mother's PREGNANCY.
    ...(state === 'whose episode is closed' || purpose === 'SAFEGUARDING' || isUnapproved(asker, state)
      ? (['baby'] as const)
      : []),
  ]);
  const isNamed =
    state === 'of whom a safeguarding decision names the children' &&
    purpose === 'SAFEGUARDING' &&
    ['northmere-early-help', 'northmere-mash'].includes(asker.organisation ?? '') &&
    maySafeguard(asker);
  const named = isNamed ? (['toby', 'chidera'] as const) : [];
  return EVERYBODY.filter((name) => (isAtWork(asker, state) && !hidden.has(name)) || named.some((one) => one === name));
}

/** What arguments may be, by chance. */
function suggesting(seed: string, purpose: Purpose, isWhole: boolean): Suggest {
  const random = chanceOf(seed, 'arguments');
  const strangers = hub.world.families.slice(30).map(({ members }) => personId(members[0]?.personKey ?? ''));
  const people = [...Object.values(CAST), ...Object.values(CAST), ABSENT_ID, 'nobody', random.pick(strangers)];
  const families = [...Array.from({ length: 5 }, () => OKAFOR_HUGHES), familyId('f-000030'), ABSENT_ID];
  const recipients = [...Object.keys(ORGANISATIONS), ...CALLERS.map(({ key }) => callerId(key)), 'nobody'];
  const lookedFor = castKeys[random.pick(['toby', 'amara', 'gareth', 'chidera'] as const)];
  const looked = hub.world.people.find(({ key }) => key === lookedFor);
  const known: Readonly<Record<string, unknown>> = {
    'Query.findPeople.name': `${looked?.forename} ${looked?.surname}`,
    'Query.findPeople.dateOfBirth': looked?.dateOfBirth,
    'Query.findPeople.postcode': hub.world.households.find(({ key }) => key === looked?.householdKey)?.postcode,
    'Query.findPeople.identifier.kind': 'nhs-number',
    'Query.findPeople.identifier.value': looked?.ids.health?.nhsNumber,
    'Query.personByIdentifier.kind': 'nhs-number',
    'Query.personByIdentifier.value': looked?.ids.health?.nhsNumber,
  };
  return (path, type) => {
    if (path in known) return known[path];
    if (type === 'Purpose') return purpose;
    if (isWhole && /[fF]amily(\.i|I)d$/.test(path)) return OKAFOR_HUGHES;
    if (/person(\.i|I)d$/.test(path)) return random.pick(people);
    if (/[fF]amily(\.i|I)d$/.test(path)) return random.pick(families);
    if (path.endsWith('.recipient')) return random.pick(recipients);
    if (path.endsWith('.category')) return random.pick([...CATEGORY_NAMES, 'IDENTITY', 'RELATIONSHIPS']);
    // Now and then one that the field refuses: an error has no more to say than an answer.
    if (path.endsWith('.first')) return isWhole ? 200 : random.chance(0.03) ? 0 : random.int(1, 60);
    if (['AccessLogOrder', 'AccountRendering', 'ReviewState', 'ReviewRule'].includes(type)) return undefined;
    if (path === 'Query.accessLogContinuation.older') return 1;
    if (path === 'Query.accessLogExport.id') return isWhole ? file : random.pick([file, ABSENT_ID]);
    if (path === 'Query.shownThroughLink.linkId') return isWhole ? LINK : random.pick([LINK, ABSENT_ID]);
    if (path === 'Query.matchReview.id') return isWhole ? pair : random.pick([pair, ABSENT_ID]);
    if (path === 'Query.reviewItem.id') return random.pick([...ITEMS, ABSENT_ID]);
    if (path.endsWith('.last')) return random.chance(0.03) ? 0 : random.int(1, 30);
    throw new Error(`Say what ${path} may be.`);
  };
}

const EDUCATION = ['ATTENDANCE', 'SUSPENSIONS', 'SPECIAL_EDUCATIONAL_NEEDS'];

/** What of the council's secrets this caller may read in an answer: of whom the gate showed it, and who they work with. */
function mayRead(asker: Asker, state: FamilyState, purpose: Purpose, { leaves }: Asked): string[] {
  const visible = visibleTo(asker, state, purpose);
  const people = new Map(hub.world.people.map((person) => [personId(person.key), person]));
  const homes = new Map(hub.world.households.map((home) => [home.key, home]));
  const schools = new Map(hub.world.schools.map((school) => [school.id, school]));
  const shown = visible.flatMap((name) => {
    const person = people.get(CAST[name]);
    const isIn = (category: string) => decisionOf(leaves, { personId: CAST[name], category })?.outcome === 'DISCLOSED';
    // Everybody else's home is protected, and so is everything that would tell where it is.
    const isPlaceShown = name === 'gareth' || state === 'whose home is no longer protected';
    const isPermitted = (category: string) => isPermit(decisionOf(leaves, { personId: CAST[name], category }));
    // Who proposed somebody reads what they entered.
    const isEntered = leaves.some(
      ({ kind, person: of, shown: what }) => kind === 'VIEW' && of === CAST[name] && what?.includes('PROPOSAL'),
    );
    const home = isPlaceShown && isIn('ADDRESS') ? homes.get(person?.householdKey ?? '') : undefined;
    const school = isPlaceShown && EDUCATION.some(isPermitted) ? schools.get(person?.ids.education?.schoolId ?? '') : undefined;
    return [
      CAST[name],
      ...(isIn('IDENTITY') || isEntered ? [`${person?.forename} ${person?.surname}`] : []),
      ...(home ? [home.line, home.postcode, home.uprn] : []),
      ...(school ? [school.name, school.urn] : []),
    ];
  });
  const listed = leaves.flatMap((leaf) => [
    ...(leaf.families ?? []),
    ...(leaf.visible && leaf.family !== null ? [leaf.family] : []),
  ]);
  const families = hub.world.families.filter(({ key }) => listed.includes(familyId(key)));
  // A manager acts for members whose consents they see, by id, and reads the name of whom they are to confirm.
  const managed = leaves
    .filter(({ kind, person, visible: isShown }) => kind === 'MANAGEMENT_VIEW' && isShown && !isSealed(person, state))
    .flatMap((leaf) => {
      const person = people.get(leaf.person ?? '');
      return [
        ...(leaf.shown?.includes('CONSENTS') ? [leaf.person ?? ''] : []),
        ...(leaf.shown?.includes('NAME') ? [`${person?.forename} ${person?.surname}`] : []),
      ];
    });
  // Information governance is told on whose decisions an explanation rests.
  const explained = leaves.flatMap(({ kind, visible: isShown, person, caller }) => {
    if (kind !== 'EXPLANATION' || !isShown || !caller.roles.includes('INFORMATION_GOVERNANCE')) return [];
    return person !== null && Object.values(CAST).includes(person) ? Object.values(CAST) : [person ?? ''];
  });
  // The officer reads of everybody who is in the log, by name; nothing of where they are, or what an agency has.
  const isReviewed = asker.subject === 'dpo' && leaves.some(({ kind, visible: isShown }) => kind === 'REVIEW' && isShown);
  const reviewed = isReviewed
    ? [
        ...[...people].flatMap(([id, { forename, surname }]) => [id, `${forename} ${surname}`]),
        ...hub.world.families.map(({ key }) => familyId(key)),
      ]
    : [];
  // A manager reads who of their own families was named by what their service is asked to explain.
  const toExplain = leaves.some(({ review, visible: isShown }) => review?.query === 'explanationsDue' && isShown);
  const asked = toExplain ? [CAST.toby, 'Toby Hughes'] : [];
  // A steward reads who somebody is, to tell them from another.
  const isMatched = leaves.some(({ kind, visible: isShown }) => kind === 'MATCH_REVIEW' && isShown);
  const matched = isMatched ? [CAST.gareth, 'Gareth Hughes'] : [];
  // What is held is named by id.
  const isHeld = leaves.some(({ review, visible: isShown }) => review?.query === 'accessLogHolds' && isShown);
  const held = isHeld ? [CAST.toby, OKAFOR_HUGHES] : [];
  const workers = CALLERS.map(({ name }) => name);
  const named = families.flatMap(({ key, name }) => [familyId(key), name]);
  return [...workers, ...shown, ...named, ...managed, ...explained, ...reviewed, ...asked, ...held, ...matched];
}

/** Where an answer has other people, or more or fewer, than the caller may know of. */
function miscounted(met: readonly Met[], asker: Asker, state: FamilyState, purpose: Purpose): string[] {
  const visible = visibleTo(asker, state, purpose);
  const count = (value: unknown): number => (Array.isArray(value) ? value.length : Number(value !== null));
  return met.flatMap(({ type, personId: person, fields }) => {
    const stranger = person !== null && !visible.some((name) => CAST[name] === person) ? [`${person} is hidden`] : [];
    const wrong = fields.filter(({ name, arguments: { id, linkId, personId: explained }, value }) => {
      const found = count(value);
      switch (`${type}.${name}`) {
        case 'Query.person':
          return found !== Number(visible.some((one) => CAST[one] === id));
        case 'Query.family':
          return found !== Number(id === OKAFOR_HUGHES && isAtWork(asker, state));
        case 'Query.managedFamily':
          return found !== Number(id !== ABSENT_ID && asker.subject === 'manager');
        case 'Query.accessLog':
        case 'Query.accountOfDisclosures':
        case 'Query.reviewQueue':
          return found !== Number(asker.subject === 'dpo');
        case 'Query.reviewItem':
          return found !== Number(asker.subject === 'dpo' && id !== ABSENT_ID);
        case 'Query.accessLogHolds':
          return found > 0 !== /^dpo$|^information-governance/.test(asker.name);
        case 'Query.accessLogExports':
          return found !== Number(asker.subject === 'dpo');
        case 'Query.accessLogExport':
          return found !== Number(asker.subject === 'dpo' && id === file);
        case 'Query.shownThroughLink':
          return found !== Number(asker.subject === 'dpo' && linkId === LINK);
        case 'Query.matchReviews':
          return found !== Number(asker.subject === 'steward');
        case 'Query.matchReview':
          return found !== Number(asker.subject === 'steward' && id === pair);
        case 'Query.explanationsDue':
          return found !== Number(asker.subject === 'manager');
        case 'Query.explain':
          return found > 0 && !mayExplain(asker, state, explained);
        case 'Family.members':
          return found !== visible.length;
        case 'Exception.people':
          return found !== visible.filter((one) => one === 'toby' || one === 'chidera').length;
        default:
          return false;
      }
    });
    return [
      ...stranger,
      ...wrong.map(({ name, arguments: { id }, value }) => `${type}.${name} ${String(id)} has ${count(value)}`),
    ];
  });
}

interface Walk {
  readonly asker: Asker;
  readonly state: FamilyState;
  readonly purpose: Purpose;
  readonly document: string;
}

/** Sends one query, and looks at everything that it shows and leaves. */
async function walk({ asker, state, purpose, document }: Walk): Promise<void> {
  hub.forget();
  const asked = await ask(asker, document, CONDITIONS);
  const { response, leaves } = asked;
  const pairs = pairsAsked([...hub.asked.values()].flat());
  const codes = response.body.errors?.map(({ extensions }) => String(extensions['code'])) ?? [];
  const nothing = (found: readonly unknown[]) =>
    expect(found.map((one) => `${JSON.stringify(one)} by ${asker.name} with ${document}`)).toEqual([]);

  nothing(secretsIn(response, secrets, mayRead(asker, state, purpose, asked)));
  const permitted = new Set(pairsPermitted(leaves.filter(({ visible }) => visible)));
  // Of what broke there is no answer, and so no leaf.
  nothing(pairs.filter((pair) => !permitted.has(pair) && !breaking));
  nothing(leaves.filter(({ caller, purpose: logged }) => caller.id !== callerId(asker.subject ?? '') || logged !== purpose));
  const refusal = asker.subject === null ? 'UNAUTHENTICATED' : asker.subject === 'unheard-of' ? 'UNKNOWN_CALLER' : null;
  if (refusal) {
    expect([codes, leaves, pairs]).toEqual([[refusal], [], []]);
    return;
  }
  nothing(codes.filter((code) => code !== 'BAD_ARGUMENT' && !(breaking && code === 'INTERNAL_SERVER_ERROR')));
  // Where an error took part of the answer away, the rest cannot be read along the document.
  if (codes.length > 0) return;
  const met = readAnswer(document, CONDITIONS, response.body.data ?? {});
  nothing(met.flatMap((one) => unaccounted(one, leaves)));
  nothing(miscounted(met, asker, state, purpose));
  const answered = met.flatMap(({ of }) => (of ? [`${of.personId} ${of.category}`] : []));
  nothing(pairs.filter((pair) => !answered.includes(pair)));
  for (const { type, fields } of met) {
    metTypes.add(type);
    for (const { name } of fields) metFields.add(`${type}.${name}`);
  }
}

/** The whole of everything, in a few queries; and some made by chance. */
function walks(asker: Asker, state: FamilyState): Walk[] {
  const made = (place: number, make: typeof makeQuery, roots: readonly string[]): Walk => {
    const seed = [asker.name, state, place].join(' ');
    const isException = state === 'of whom a safeguarding decision names the children';
    const purpose = (isException ? place % 2 === 1 : place === 4) ? 'SAFEGUARDING' : 'EARLY_HELP';
    return { asker, state, purpose, document: make(roots, chanceOf(seed), suggesting(seed, purpose, make === wholeQuery)) };
  };
  const seesSomebody = [...visibleTo(asker, state, 'EARLY_HELP'), ...visibleTo(asker, state, 'SAFEGUARDING')].length > 0;
  return [
    made(0, wholeQuery, ['family']),
    made(1, wholeQuery, OTHERS),
    made(7, wholeQuery, QUEUE),
    made(8, wholeQuery, THROUGH_LINK),
    made(9, wholeQuery, SEARCHES),
    made(10, wholeQuery, MATCHING),
    ...BY_CHANCE.slice(0, seesSomebody ? BY_CHANCE.length : 1).map((roots, place) => made(place + 2, makeQuery, roots)),
  ];
}

describe.each(Object.keys(FAMILY_STATES) as FamilyState[])('A family %s', (state) => {
  beforeAll(async () => {
    await bring(hub, state);
    breaking = state === 'while every agency breaks';
  });
  afterAll(async () => {
    breaking = false;
    await restore();
  });

  test.each(ASKERS)('shows $name nothing but what is in the log', async (asker) => {
    // oxlint-disable-next-line no-await-in-loop -- the leaves of each are its own
    for (const one of walks(asker, state)) await walk(one);
  });
});

test('The officer reads of whatever can be in the log', { timeout: 60_000 }, async () => {
  const [lead, officer] = [ASKERS.find(({ name }) => name === 'lead-worker')!, ASKERS.find(({ name }) => name === 'dpo')!];
  await ask(lead, wholeQuery(OTHERS, chanceOf('log'), suggesting('log', 'EARLY_HELP', true)), CONDITIONS);
  await change(hub, 'lead-worker', 'declareInterest', { personId: ABSENT_ID, kind: 'FRIEND', silent: false });
  const throughApp = ASKERS.find(({ through }) => through !== undefined)!;
  await ask(
    throughApp,
    `{ family(id: "${OKAFOR_HUGHES}", purpose: EARLY_HELP) { name members { person { attendance { __typename } } } } }`,
  );
  await ask(lead, '{ accessLog(filter: { kinds: [OVERRIDE] }) { completeTo } }');
  await createAccessLog({ pool: hub.database.pool, hubKey: HUB_KEY }).append(
    [madeUpLeaf({ kind: 'ERASURE', person: null, purpose: null, erased: [{ from: 0, to: 0 }] })],
    new Map(),
  );
  // Entries are proven once a checkpoint is signed.
  await hub.app.log.sign();
  const reading = wholeQuery(['accessLog', 'person'], chanceOf('officer'), suggesting('officer', 'EARLY_HELP', true));
  await walk({ asker: officer, state: 'as it was made', purpose: 'EARLY_HELP', document: reading });
});

test('Every type that a query can reach was met, and every field of it', () => {
  const reached = objectTypes.filter(({ name }) => reachable('Query').has(name));
  expect(reached.map(({ name }) => name).filter((name) => !metTypes.has(name))).toEqual([]);
  const fields = reached.flatMap((type) => Object.keys(type.getFields()).map((name) => `${type.name}.${name}`));
  expect(fields.filter((name) => !metFields.has(name))).toEqual([]);
});
