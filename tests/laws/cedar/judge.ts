/** Cedar as a second judge: asks its policies about each row of the facts, then about the person's category. */
import { readFileSync } from 'node:fs';
import { policySetTextToParts, policyToJson, preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import type { ActionConstraint, EntityUidJson, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { ConsentFacts } from '#disclosure/facts.ts';
import type { Case } from '#tests/support/arbitrary-facts.ts';
import type { Entity, Value } from './context.ts';
import {
  age,
  agreement,
  answer,
  askers,
  birth,
  competence,
  day,
  exception,
  giver,
  isAfter,
  known,
  latest,
  latestOfEachGiver,
  latestVersions,
  NO_STANDING,
  party,
  responsibilities,
  restriction,
  statement,
  ways,
} from './context.ts';

/** Whether the policies allow it. */
type Ask = (principal: Entity, action: string, resource: Entity, context: Record<string, Value>) => boolean;
export type Judge = (example: Case) => boolean;
/** Policies by the id that they are annotated with. */
export type Policies = ReadonlyMap<string, string>;

/** Throws where the text is not Cedar's, or where two policies have one id. */
export function readPolicies(): Policies {
  const parts = policySetTextToParts(readFileSync(new URL('policies.cedar', import.meta.url), 'utf8'));
  if (parts.type === 'failure') throw new Error(told(parts.errors));
  const policies = new Map(parts.policies.map((policy) => [parse(policy).annotations?.['id'] ?? '', policy]));
  if (policies.has('') || policies.size !== parts.policies.length) throw new Error('Give each policy an @id of its own.');
  return policies;
}

const told = (errors: readonly { readonly message: string }[]): string => errors.map(({ message }) => message).join('; ');

function parse(policy: string): PolicyJson {
  const parsed = policyToJson(policy);
  if (parsed.type === 'failure') throw new Error(told(parsed.errors));
  return parsed.json;
}

let judges = 0;

/**
 * A judge by these policies, which are parsed once. Throws where a policy cannot be evaluated: Cedar itself would pass it over.
 * Each action's policies are a set of their own, since Cedar copies the whole set for each question. `used` is told the id of each
 * policy on which an answer rests.
 */
export function createJudge(policies: Policies, used: (id: string) => void = () => undefined): Judge {
  const judge = (judges += 1);
  const actions = byAction(policies);
  for (const [action, policiesOfAction] of actions) {
    const parsed = preparsePolicySet(`${judge} ${action}`, { staticPolicies: Object.fromEntries(policiesOfAction) });
    if (parsed.type === 'failure') throw new Error(told(parsed.errors));
  }
  const ask: Ask = (principal, action, resource, context) => {
    if (!actions.has(action)) return false;
    const given = statefulIsAuthorized({
      principal: principal.uid,
      action: { type: 'Action', id: action },
      resource: resource.uid,
      context,
      preparsedPolicySetId: `${judge} ${action}`,
      entities: [principal, resource],
    });
    if (given.type === 'failure') throw new Error(told(given.errors));
    const { decision, diagnostics } = given.response;
    if (diagnostics.errors.length > 0) throw new Error(told(diagnostics.errors.map(({ error }) => error)));
    diagnostics.reason.forEach(used);
    return decision === 'allow';
  };
  return (example) => allows(ask, example);
}

function byAction(policies: Policies): Map<string, Policies> {
  const actions = new Map([...policies].map(([id, policy]) => [id, actionsOf(parse(policy).action)]));
  const named = new Set([...actions.values()].flat());
  return new Map(
    [...named].map((action) => [action, new Map([...policies].filter(([id]) => actions.get(id)?.includes(action)))]),
  );
}

/** A policy of every action would be missed: each must name its own. */
function actionsOf(constraint: ActionConstraint): string[] {
  if ('entity' in constraint) return [idOf(constraint.entity)];
  if ('entities' in constraint) return constraint.entities.map(idOf);
  throw new Error('Name the action of each policy.');
}
const idOf = (uid: EntityUidJson): string => ('__entity' in uid ? uid.__entity.id : uid.id);

function allows(ask: Ask, { facts, request }: Case): boolean {
  const { caller, person, category, purpose } = request;
  const callers = askers(caller);
  const now = facts.at;
  const restrictions = [...person.restrictions, ...person.householdProtections].map(restriction);
  const exceptions = facts.exceptions.map(exception);
  const paths = ways(facts, person);
  const reaching = { today: day(facts.today), closureDays: request.settings.closureDays };
  const sharing = known({ now, provider: request.provider ?? undefined, category, purpose, age: age(person, facts.today) });

  return callers.every((principal) => {
    const agreements = latestVersions(facts.agreements.filter((row) => ask(principal, 'takeEffect', agreement(row), { now })));
    return ask(principal, purpose, answer(person.id, category), {
      organisation: { __entity: party(caller.organisationId) },
      excepted: exceptions.some((row) => ask(principal, 'open', row, { person: person.id, category, now })),
      interested: person.interest !== null,
      restricted: callers.some((bound) => restrictions.some((row) => ask(bound, 'bind', row, { category }))),
      deceased: person.diedOn !== null,
      reached: paths.some((path) => ask(principal, 'reach', path, reaching)),
      agreed: agreements.some((row) => ask(principal, 'shareUnder', agreement(row), sharing)),
      ...consentTo(ask, { facts, request }),
    });
  });
}

/** Whether a consent stands, and whether a refusal does (rule 5). */
function consentTo(ask: Ask, { facts, request }: Case): { consented: boolean; refused: boolean } {
  const { person, category } = request;
  const entered = person.consents
    .filter((row) => row.category === category)
    .filter((row) => ask(giver(row), 'enter', statement(row, NO_STANDING), birth(facts, person)));
  const able = entered.filter((row) => ask(giver(row), 'decideAlone', statement(row, NO_STANDING), competence(row, person)));
  // A person's last word, and whatever they withdrew.
  const word = latest(able.filter(({ decision }) => decision !== 'WITHDRAWN'));
  const own = latest(
    able
      .filter((row) => row === word || row.decision === 'WITHDRAWN')
      .filter((row) => ask(giver(row), 'keepTo', statement(row, NO_STANDING), competence(row, person))),
  );
  const standing = (row: ConsentFacts): Entity =>
    statement(row, {
      own: row === own,
      afterOwn: own !== undefined && isAfter(row, own),
      withdrawnSince: entered.some((other) => other.decision === 'WITHDRAWN' && isAfter(other, row)),
    });
  // Who decides alone may be contradicted by any later refusal; of those who decide for another the latest decision stands.
  const heard = (own === undefined ? latestOfEachGiver(entered) : entered).filter((row) =>
    responsibilities(row, facts, person).some((each) =>
      ask(giver(row), 'speak', standing(row), { ...each, decidedAlone: own !== undefined }),
    ),
  );
  return {
    consented: heard.some((row) => ask(giver(row), 'stand', standing(row), { today: day(facts.today) })),
    refused: heard.some(({ decision }) => decision === 'REFUSED'),
  };
}
