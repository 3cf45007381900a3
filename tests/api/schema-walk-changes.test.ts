/**
 * Every change that the schema has, asked for by everybody with inputs made from its type. What is answered tells of nobody; and an
 * id of somebody or something hidden reads, byte for byte, like one that nothing has.
 */
import { randomUUID } from 'node:crypto';
import { getNamedType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import type { GraphQLInputType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callerId, CALLERS } from '#demo/callers.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { CATEGORY_NAMES } from '#tests/support/queries.ts';
import type { Ask, Asked, Asker } from '#tests/support/walk-council.ts';
import { asking, ASKERS, keepAdded, secretsIn, secretsOf } from '#tests/support/walk-council.ts';
import type { Hidden } from '#tests/support/walk-hidden.ts';
import { hideSome } from '#tests/support/walk-hidden.ts';
import type { Suggest } from '#tests/support/walk-queries.ts';
import { chanceOf, valueOf } from '#tests/support/walk-queries.ts';
import { schema } from '#tests/support/walk.ts';

/** Inputs for each change and asker, and more until somebody has made it; of who may not ask for it at all, one. */
const INPUTS = 6;
const MOST_INPUTS = 40;
/** Changes that are about no person and no family. */
const OF_NOBODY = ['proposeAgreement', 'activateAgreement', 'endAgreement'];
const DAY_MS = 86_400_000;
/** What somebody wrote in words. Nothing answers with it. */
const WORDS = 'As she told us over tea';

const CHANGES = Object.values(schema.getMutationType()?.getFields() ?? {});
const inputOf = (name: string): GraphQLInputType => CHANGES.find((change) => change.name === name)!.args[0]!.type;

let hub: TestHub;
let council: Hidden;
let ask: Ask;
let restore: () => Promise<void>;
let secrets: readonly string[];
/** Which changes somebody made. */
const made = new Set<string>();
/** Why some were refused. */
const refused = new Map<string, Set<string>>();

beforeAll(async () => {
  hub = await startHub();
  ask = asking(hub);
  council = await hideSome(hub);
  restore = await keepAdded(hub);
  const births = hub.world.people.flatMap(({ dateOfBirth }) => dateOfBirth ?? []);
  secrets = [...secretsOf(hub.world), ...births, WORDS];
});
afterAll(() => hub.close());

/** What may stand where, most of it visible and in order, so that many changes are made. */
function suggesting(seed: string): Suggest {
  const random = chanceOf(seed, 'values');
  const soon = (days: number) => new Date(Date.now() + days * DAY_MS);
  const words: readonly (readonly [RegExp, () => unknown])[] = [
    [/clientKey$/, () => randomUUID()],
    [/Agreement\.input\.id$/, () => random.pick(['education-early-help', 'made-by-chance'])],
    [/\.provider$/, () => 'education'],
    [/capacity$/, () => random.pick(['SELF', 'PARENTAL_RESPONSIBILITY', 'PARENTAL_RESPONSIBILITY', undefined])],
    [/Agreement\.input\.categories$/, () => random.pick(CATEGORY_NAMES.slice(0, 3))],
    [/(categories|courtLimits)$/, () => random.pick(['ATTENDANCE', 'ATTENDANCE', ...CATEGORY_NAMES])],
    [/(recipients|binds|exempt)$/, () => random.pick(['northmere-early-help', 'northmere-community-health'])],
    [/imumAge$/, () => 10],
    // A hold names exactly one.
    [/placeHold\.input\.(familyId|workerId)$/, () => undefined],
    [/filter\.organisationIds$/, () => 'northmere-early-help'],
    [/filter\.(worker|app)Ids$/, () => callerId(random.pick(['other-worker', 'council-app']))],
    [/filter\.(consentId|safeguardingDecisionId)$/, () => ABSENT_ID],
    [/workerId$/, () => callerId(random.pick(['other-worker', 'team-member', 'operator']))],
    [/(givenBy|withdrawnBy)\.personId$|holderId$/, () => random.pick([CAST.amara, CAST.amara, CAST.toby])],
    [/keepPersonId$/, () => random.pick([CAST.toby, CAST.chidera])],
    [/mergePersonId$/, () => council.ids['second']],
    [/recordBirth\.input\.personId$/, () => CAST.baby],
    [/motherPersonId$/, () => CAST.amara],
    [/(from|to|With)PersonId$/, () => random.pick([CAST.toby, CAST.chidera, CAST.amara])],
    [/identifiers?\.value$/, () => random.pick(['943 476 5919', 'B801200005001'])],
    [/uprn$/, () => '100023336956'],
    [/dueDate$/, () => soon(60).toISOString()],
    [/(person|child)Ids?$/, () => random.pick([CAST.toby, CAST.toby, CAST.chidera, CAST.amara])],
    [/familyIds?$/, () => OKAFOR_HUGHES],
    [/assignmentId$/, () => council.ids['assignment']],
    [/membershipId$/, () => council.ids['membership']],
    [/relationshipId$/, () => council.ids[random.pick(['relationship', 'proposed relationship'])]],
    [/restrictionId$/, () => council.ids['lock']],
    [/interestId$/, () => council.ids['interest']],
    [/overrideId$/, () => council.ids['override']],
    [/itemId$/, () => council.ids['item']],
    [/reviewId$/, () => council.ids['review']],
    [/linkId$/, () => council.ids['link']],
    [/mergeId$/, () => council.ids['merge']],
    [/holdId$/, () => council.ids['hold']],
    [/decisionId$/, () => council.ids['decision']],
    [/ParentalResponsibility\.input\.id$/, () => council.ids['responsibility']],
    [/\.(decidedAt|from|startsAt)$/, () => soon(-1 / 24).toISOString()],
    [/releaseAccount\.input\.until$/, () => soon(-1 / 24).toISOString()],
    [/\.(until|endsAt)$/, () => soon(2).toISOString()],
    [/reviewOn$/, () => soon(1).toISOString().slice(0, 10)],
    [/validUntil$/, () => soon(60).toISOString().slice(0, 10)],
    [/version$/, () => random.pick([1, 2])],

    [/hours$/i, () => 2],
  ];
  return (path, type) => {
    const found = words.find(([pattern]) => pattern.test(path));
    if (found) return type === 'Date' ? String(found[1]()).slice(0, 10) : found[1]();
    if (type === 'Boolean') return random.chance(0.5);
    if (type === 'Int') return random.int(1, 20);
    if (type === 'String') return WORDS;
    if (type === 'Date') return soon(-1).toISOString().slice(0, 10);
    if (type === 'DateTime') return soon(-1 / 24).toISOString();
    if (type === 'ID') throw new Error(`Say what ${path} is the id of.`);
    return undefined;
  };
}

type Input = Readonly<Record<string, unknown>>;

async function send(asker: Asker, name: string, input: Input): Promise<Asked & { readonly recorded: boolean }> {
  const type = getNamedType(inputOf(name)).name;
  const below = (result: string) =>
    `... on ${result} { ${Object.keys((schema.getType(result) as { getFields?(): object }).getFields?.() ?? {})
      .map((field) => (result === 'Problems' ? 'problems { code message path }' : field))
      .join(' ')} }`;
  const results = schema.getPossibleTypes(getNamedType(CHANGES.find((change) => change.name === name)!.type) as never);
  const document = `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ${results.map((result) => below(result.name)).join(' ')} } }`;
  hub.forget();
  const asked = await ask(asker, document, { input: { ...input, clientKey: randomUUID() } });
  const answer = asked.response.body.data?.[name] as { __typename?: string } | undefined;
  const recorded = answer?.__typename !== undefined && answer.__typename !== 'Problems';
  const codes = [...asked.response.text.matchAll(/"code":"(\w+)"/g)].map(([, code]) => code ?? '');
  refused.set(name, new Set([...(refused.get(name) ?? []), ...codes]));
  if (recorded) {
    made.add(name);
    await restore();
  }
  return { ...asked, recorded };
}

/** The places of ids of people, families and what was recorded about them: `rows.0.personId`. */
function idsIn(type: GraphQLInputType, value: unknown, path: readonly string[] = []): string[][] {
  if (value === undefined || value === null) return [];
  if (isNonNullType(type)) return idsIn(type.ofType as GraphQLInputType, value, path);
  if (isListType(type))
    return (value as unknown[]).flatMap((one, index) => idsIn(type.ofType as GraphQLInputType, one, [...path, String(index)]));
  if (isInputObjectType(type))
    return Object.entries(type.getFields()).flatMap(([name, field]) =>
      idsIn(field.type, (value as Input)[name], [...path, name]),
    );
  return type === schema.getType('ID') && !/clientKey|recipients|binds|exempt|workerId|provider/.test(path.join('.'))
    ? [[...path]]
    : [];
}

function withId(value: unknown, [first, ...rest]: readonly string[], id: string): unknown {
  if (first === undefined) return id;
  if (Array.isArray(value)) return value.map((one: unknown, index) => (String(index) === first ? withId(one, rest, id) : one));
  return { ...(value as object), [first]: withId((value as Input)[first], rest, id) };
}

/** Ids that must read like absent ones to this asker, by what stands in the place. */
function hiddenFrom({ subject }: Asker, name: string, where: string): string[] {
  // Whoever may end a decision may end any: a silent tie to whom it names is not to be noticed.
  if (name === 'endSafeguardingDecision') return [];
  const role = CALLERS.find(({ key }) => key === subject)?.role;
  // A manager makes families of people, information governance restricts them, and a steward tells them apart, whoever works with them.
  const knowsStrangers = role === 'MANAGER' || role === 'INFORMATION_GOVERNANCE' || role === 'STEWARD';
  const strangers = knowsStrangers ? [] : [council.stranger];
  if (/(person|child|holder)Ids?(\.\d+)?$/i.test(where)) return [CAST.gareth, council.tied, ...strangers];
  if (where.endsWith('familyId')) return [council.family];
  const records: Readonly<Record<string, readonly string[]>> = {
    assignmentId: ['hidden assignment'],
    membershipId: ['hidden membership', 'sealed membership'],
    relationshipId: ['hidden relationship', 'sealed relationship'],
    restrictionId: ['seal'],
    // Information governance oversees everybody's overrides.
    overrideId: role === 'INFORMATION_GOVERNANCE' || role === 'MASH' ? ['seal'] : ['hidden override'],
    decisionId: ['tied decision'],
    interestId: [`interest of ${subject}`],
    itemId: ['tied item'],
    holdId: ['tied hold'],
    reviewId: ['hidden review', 'tied review'],
    linkId: ['hidden link'],
    mergeId: ['hidden merge'],
  };
  return (records[where] ?? ['hidden responsibility', 'hidden assignment', 'seal', 'tied decision']).map(
    (kind) => council.ids[kind]!,
  );
}

/** An answer less what differs between two answers to the same change: new ids, and when. */
function likeness({ response: { status, text, headers } }: Asked): string {
  const same = text.replaceAll(/"[0-9a-f]{8}-[0-9a-f-]{27}"/g, '"id"').replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"time"');
  return [status, [...headers].filter(([header]) => header !== 'date').join(), same].join(' ');
}

const isUnknown = ({ subject }: Asker): boolean => subject === null || subject === 'unheard-of';
const whoIs = (id: string | undefined): string =>
  Object.entries({ ...council.ids, ...CAST, ...council }).find(([, one]) => one === id)?.[0] ?? 'somebody';

/** Asks for a change, and says what of the answer tells of somebody. The family's own id may come back. */
async function tryOut(asker: Asker, name: string, input: Input): Promise<{ asked: Asked; wrong: string[] }> {
  const asked = await send(asker, name, input);
  const { response, leaves } = asked;
  const told = secretsIn(response, secrets, input['familyId'] === OKAFOR_HUGHES ? [OKAFOR_HUGHES] : []);
  const wrong = [
    ...told.map((secret) => `tells ${secret}`),
    ...((response.body.errors !== undefined) === isUnknown(asker) ? [] : ['has errors']),
    ...(hub.asked.size > 0 ? ['asks an agency'] : []),
    ...(leaves.length > 0 === isUnknown(asker) ? [`leaves ${leaves.length} leaves`] : []),
    ...leaves.filter(({ decisions, change }) => decisions.length > 0 || change?.name !== name).map(() => 'decides'),
  ];
  return { asked, wrong: wrong.map((what) => `${name} by ${asker.name} ${what}, asked with ${JSON.stringify(input)}`) };
}

/** Where an id of somebody or something hidden reads otherwise than one that nothing has, in whatever place of the input. */
async function compare(asker: Asker, name: string, input: Input): Promise<string[]> {
  const found: string[] = [];
  for (const where of OF_NOBODY.includes(name) ? [] : idsIn(inputOf(name), input)) {
    const what = `${name} by ${asker.name}: ${where.join('.')}`;
    let absent: string | undefined;
    for (const id of [randomUUID(), ...hiddenFrom(asker, name, where.join('.'))]) {
      // oxlint-disable-next-line no-await-in-loop -- each finds the council as it was
      const { asked, wrong } = await tryOut(asker, name, withId(input, where, id) as Input);
      const answer = likeness(asked);
      absent ??= answer;
      found.push(...wrong, ...(asked.response.text.includes(id) ? [`${what} comes back`] : []));
      if (answer !== absent)
        found.push(`${what} of ${whoIs(id)} reads\n${answer}\nand not\n${absent}\nwith ${JSON.stringify(input)}`);
    }
  }
  return found;
}

test.each(CHANGES.map(({ name }) => name))('%s tells nobody of anybody', { timeout: 60_000 }, async (name) => {
  const found: string[] = [];
  for (const asker of ASKERS) {
    for (let count = 0; count < INPUTS || (count < MOST_INPUTS && !made.has(name)); count++) {
      const seed = `${name} ${asker.name} ${count}`;
      const input = valueOf(inputOf(name), `${name}.input`, chanceOf(seed), suggesting(seed)) as Input;
      // oxlint-disable-next-line no-await-in-loop -- each finds the council as it was
      const { asked, wrong } = await tryOut(asker, name, input);
      // oxlint-disable-next-line no-await-in-loop
      found.push(...wrong, ...(await compare(asker, name, input)));
      if (isUnknown(asker) || asked.response.text.includes('NOT_ENTITLED')) break;
    }
  }
  expect(found).toEqual([]);
});

test('Each change was made by somebody', () => {
  const never = CHANGES.map(({ name }) => name).filter((name) => !made.has(name));
  expect(never.map((name) => [name, ...(refused.get(name) ?? [])])).toEqual([]);
});
