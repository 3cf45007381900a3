/** Who in the made-up council has agreed to what. */
import type { RequiredEntityData } from '@mikro-orm/core';
import type { Consent } from '#disclosure/entities.ts';
import { ageOn } from '#terms/clock.ts';
import type { LocalDate } from '#terms/clock.ts';
import { callerId } from '#demo/callers.ts';
import { madeUpId } from '#demo/ids.ts';
import { castKeys } from '#demo/world/cast.ts';
import { createRandom } from '#demo/world/random.ts';
import type { World, WorldFamily, WorldPerson } from '#demo/world/world.ts';

type Row = RequiredEntityData<Consent>;

const EDUCATION = ['ATTENDANCE', 'SUSPENSIONS', 'SPECIAL_EDUCATIONAL_NEEDS'];
const HEALTH = ['HEALTH_CONTACTS', 'MENTAL_HEALTH', 'SUBSTANCE_MISUSE'];
const POLICE = ['POLICE_REFERRALS', 'DOMESTIC_ABUSE', 'MISSING_EPISODES'];
const HOUSING = ['TENANCY', 'HOMELESSNESS', 'REHOUSING'];
const ALL = [...EDUCATION, ...HEALTH, ...POLICE, ...HOUSING];

interface Form {
  readonly person: string;
  readonly giver: string;
  readonly capacity: Row['capacity'];
  readonly decision: Row['decision'];
  readonly categories: readonly string[];
  readonly recipient?: string;
  readonly competenceAssessedBy?: string;
}

/** Every decision of a family, entered the day after its episode was opened. */
export function consentsOf(world: World, family: WorldFamily, people: ReadonlyMap<string, WorldPerson>): Row[] {
  const forms = family.key === castKeys.family ? castForms() : madeUpForms(world, family, people);
  return forms.flatMap((form, place) => rows(form, family, place));
}

function rows(form: Form, { key, openedOn }: WorldFamily, place: number): Row[] {
  const recipient = form.recipient ?? 'northmere-early-help';
  // Decided by noon of the day after the family agreed to the service.
  const decidedAt = new Date(Date.parse(`${openedOn}T12:00:00Z`) + 86_400_000);
  return form.categories.map((category) => ({
    id: madeUpId('consent', key, place, category, recipient),
    person: madeUpId('person', form.person),
    category,
    purpose: 'EARLY_HELP',
    recipient,
    decision: form.decision,
    decidedAt,
    capacity: form.capacity,
    givenBy: madeUpId('person', form.giver),
    competenceAssessedBy: form.competenceAssessedBy ?? null,
    competenceAssessedOn: form.competenceAssessedBy === undefined ? null : openedOn,
    method: 'IN_PERSON',
    validUntil: null,
    recordedBy: callerId('lead-worker'),
    recordedAt: decidedAt,
  }));
}

/** The README's family: parents who disagree, a competent 15-year-old, a step-parent who was never asked. */
function castForms(): Form[] {
  const { amara, toby, chidera, gareth } = castKeys;
  const own = (person: string, categories: readonly string[], more: Partial<Form> = {}): Form => ({
    person,
    giver: person,
    capacity: 'SELF',
    decision: 'GIVEN',
    categories,
    ...more,
  });
  const parent = (giver: string, person: string, categories: readonly string[], more: Partial<Form> = {}): Form => ({
    ...own(person, categories, more),
    giver,
    capacity: 'PARENTAL_RESPONSIBILITY',
  });
  const competent = { competenceAssessedBy: 'Priya Nair' };
  return [
    own(amara, [...HEALTH.slice(0, 2), ...POLICE, ...HOUSING]),
    own(amara, ['HEALTH_CONTACTS'], { recipient: 'northmere-community-health' }),
    parent(amara, toby, [...EDUCATION, 'HEALTH_CONTACTS', 'MENTAL_HEALTH', ...POLICE]),
    parent(amara, toby, ['ATTENDANCE', 'HEALTH_CONTACTS'], { recipient: 'northmere-community-health' }),
    parent(gareth, toby, ['ATTENDANCE']),
    parent(gareth, toby, ['MENTAL_HEALTH'], { decision: 'REFUSED' }),
    own(chidera, ['ATTENDANCE', 'SUSPENSIONS', 'HEALTH_CONTACTS', 'POLICE_REFERRALS', 'MISSING_EPISODES'], competent),
    own(chidera, ['MENTAL_HEALTH'], { ...competent, decision: 'REFUSED' }),
    parent(amara, chidera, ['MENTAL_HEALTH', 'SPECIAL_EDUCATIONAL_NEEDS']),
    own(gareth, ['POLICE_REFERRALS', ...HOUSING]),
  ];
}

/** Most agree to everything; some refuse, some withdraw, some were never asked about some things. */
function madeUpForms(world: World, family: WorldFamily, people: ReadonlyMap<string, WorldPerson>): Form[] {
  const random = createRandom(world.seed, 'consent', family.key);
  return family.members.flatMap(({ personKey }) => {
    const person = people.get(personKey);
    const giver = person && deciderOf(world.madeOn, family, person);
    if (!person || !giver) return [];
    const asked = ALL.filter(() => random.chance(0.94));
    const refused = random.chance(0.06) ? asked.filter(() => random.chance(0.4)) : [];
    const withdrawn = random.chance(0.03) ? asked.filter((category) => !refused.includes(category)).slice(0, 3) : [];
    if (random.chance(0.08)) return [];
    const form = { person: person.key, ...giver };
    return [
      { ...form, decision: 'GIVEN' as const, categories: asked.filter((category) => !refused.includes(category)) },
      { ...form, decision: 'REFUSED' as const, categories: refused },
      { ...form, decision: 'WITHDRAWN' as const, categories: withdrawn },
    ];
  });
}

function deciderOf(today: LocalDate, family: WorldFamily, person: WorldPerson): Pick<Form, 'giver' | 'capacity'> | null {
  if (person.dateOfBirth === null) return null;
  if (ageOn(person.dateOfBirth, today) >= 16) return { giver: person.key, capacity: 'SELF' };
  const holder = family.parentalResponsibility.find((entry) => entry.child === person.key)?.holder;
  return holder ? { giver: holder, capacity: 'PARENTAL_RESPONSIBILITY' } : null;
}
