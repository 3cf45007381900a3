import { describe, expect, it } from 'vitest';
import { ageOn } from '#terms/clock.ts';
import { isNhsNumber, isUpn, isUprn, isUrn } from '#terms/identifiers.ts';
import { castKeys } from './cast.ts';
import { makeWorld, MOST_FAMILIES } from './make-world.ts';
import { SOCIAL_TENURES } from './places.ts';
import { createRandom, scatter } from './random.ts';
import type { WorldFamily, WorldPerson } from './world.ts';

const madeOn = '2026-10-15';
const world = makeWorld({ seed: 7, families: 3000, madeOn });
const people = new Map(world.people.map((person) => [person.key, person]));
const born = world.people.filter(({ dateOfBirth }) => dateOfBirth !== null);
const households = new Map(world.households.map((household) => [household.key, household]));

const membersOf = (family: WorldFamily): WorldPerson[] => family.members.flatMap(({ personKey }) => people.get(personKey) ?? []);
const ageOf = (person: WorldPerson, day = madeOn): number => (person.dateOfBirth === null ? -1 : ageOn(person.dateOfBirth, day));
const share = <T>(list: readonly T[], holds: (one: T) => boolean): number => list.filter(holds).length / list.length;
const familiesWith = (holds: (person: WorldPerson) => boolean): number =>
  share(world.families, (family) => membersOf(family).some(holds));

describe('the made-up council', () => {
  it('is the same for the same seed', () => {
    expect(makeWorld({ seed: 7, families: 200, madeOn })).toEqual(makeWorld({ seed: 7, families: 200, madeOn }));
  });

  it('is another for another seed', () => {
    const other = makeWorld({ seed: 8, families: 200, madeOn });
    expect(other.people.slice(6)).not.toEqual(world.people.slice(6, other.people.length));
  });

  it('has the same first families however many follow', () => {
    const fewer = makeWorld({ seed: 7, families: 400, madeOn });
    expect(world.families.slice(0, 400)).toEqual(fewer.families);
    expect(world.people.slice(0, fewer.people.length)).toEqual(fewer.people);
    expect(world.households.slice(0, fewer.households.length)).toEqual(fewer.households);
  });

  it('refuses to be empty, or larger than it has ids for', () => {
    expect(() => makeWorld({ seed: 7, families: 0, madeOn })).toThrow(RangeError);
    expect(() => makeWorld({ seed: 7, families: MOST_FAMILIES + 1, madeOn })).toThrow(RangeError);
  });
});

describe('its ids', () => {
  const ids = world.people.map((person) => person.ids);

  it.each([
    ['UPN', ids.map(({ education }) => education?.upn), isUpn],
    ['student id', ids.map(({ education }) => education?.studentId), (id: string) => /^A[0-9]{10}$/.test(id)],
    ['NHS number', ids.map(({ health }) => health?.nhsNumber), (id: string) => id.startsWith('999') && isNhsNumber(id)],
    ['patient id', ids.map(({ health }) => health?.patientId), (id: string) => /^[A-Za-z0-9.-]{1,64}$/.test(id)],
    ['nominal reference', ids.map(({ police }) => police?.nominalReference), (id: string) => /^NOM[0-9]{8}$/.test(id)],
    ['housing reference', ids.map(({ housing }) => housing?.personReference), (id: string) => /^HP[0-9]{7}$/.test(id)],
    ['UPRN', world.households.map(({ uprn }) => uprn), isUprn],
    ['URN', world.schools.map(({ urn }) => urn), isUrn],
    ['school id', world.schools.map(({ id }) => id), (id: string) => /^A[0-9]{10}$/.test(id)],
    ['person key', world.people.map(({ key }) => key), () => true],
    ['household key', world.households.map(({ key }) => key), () => true],
    ['family key', world.families.map(({ key }) => key), () => true],
  ])('give each %s once, and in its form', (_name, all, isValid) => {
    const given = all.filter((id) => id !== undefined);
    expect(given.length).toBeGreaterThan(10);
    expect(new Set(given).size).toBe(given.length);
    expect(given.filter((id) => !isValid(id))).toEqual([]);
  });

  it('stay apart up to the last family there is room for', () => {
    const all = 900_000;
    for (const kind of ['nhsNumber', 'pupil', 'property'] as const) {
      const seen = new Uint8Array(all);
      for (let number = 0; number < all; number++) seen[scatter(kind, number, all)] = 1;
      expect(seen.includes(0)).toBe(false);
    }
    expect(() => scatter('pupil', all, all)).toThrow(RangeError);
  });

  it('are given by schools to children of 4 to 17 only, by phase, mostly to siblings at the same school', () => {
    const pupils = world.people.filter(({ ids: { education } }) => education !== undefined);
    expect(pupils.every((pupil) => ageOf(pupil) >= 4 && ageOf(pupil) <= 17)).toBe(true);
    const phases = new Map(world.schools.map(({ id, phase }) => [id, phase]));
    const phaseOf = (pupil: WorldPerson) => phases.get(pupil.ids.education?.schoolId ?? '');
    expect(pupils.every((pupil) => phaseOf(pupil) === (ageOf(pupil, '2026-08-31') >= 11 ? 'SECONDARY' : 'PRIMARY'))).toBe(true);
    const pairs = world.families.flatMap((family) => {
      const [first, second] = membersOf(family).filter((one) => phaseOf(one) === 'PRIMARY');
      return first && second ? [[first, second] as const] : [];
    });
    expect(share(pairs, ([first, second]) => first.ids.education?.schoolId === second.ids.education?.schoolId)).toBeGreaterThan(
      0.75,
    );
  });

  it('are given by housing to everyone born who lives in a social home', () => {
    const social = world.people.filter(
      ({ householdKey, dateOfBirth }) => dateOfBirth && SOCIAL_TENURES.includes(households.get(householdKey)?.tenure ?? 'OWNED'),
    );
    expect(social.length).toBeGreaterThan(1000);
    expect(social.every((person) => person.ids.housing !== undefined)).toBe(true);
    expect(share(world.people, (person) => person.ids.housing === undefined)).toBeGreaterThan(0.3);
  });
});

describe('its families', () => {
  it('have one to eight members who all exist and live somewhere', () => {
    const sizes = new Set(world.families.map((family) => family.members.length));
    expect([...sizes].toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(world.families.every((family) => membersOf(family).length === family.members.length)).toBe(true);
    expect(world.people.every((person) => households.has(person.householdKey))).toBe(true);
  });

  it('relate and entrust only their own members, children to parents who are old enough', () => {
    for (const { members, relationships, parentalResponsibility } of world.families) {
      const keys = new Set(members.map(({ personKey }) => personKey));
      expect(keys.size).toBe(members.length);
      const ties = [
        ...relationships.flatMap(({ from, to }) => [from, to]),
        ...parentalResponsibility.flatMap((one) => [one.child, one.holder]),
      ];
      expect(ties.filter((key) => !keys.has(key))).toEqual([]);
      expect(new Set(relationships.map(({ from, to }) => [from, to].toSorted().join())).size).toBe(relationships.length);
      for (const { from, kind, to } of relationships) {
        const [parent, child] = [people.get(from), people.get(to)];
        if ((kind !== 'MOTHER' && kind !== 'FATHER') || !parent?.dateOfBirth || !child?.dateOfBirth) continue;
        expect(ageOn(parent.dateOfBirth, child.dateOfBirth)).toBeGreaterThanOrEqual(16);
      }
    }
  });

  it('give parental responsibility to living mothers always, to fathers mostly, to step-parents never, and for born minors only', () => {
    const ofKind = (kind: string) =>
      world.families.flatMap((family) =>
        family.relationships
          .filter((tie) => tie.kind === kind)
          .map(({ from, to }) => ({ parent: people.get(from), child: people.get(to), holders: family.parentalResponsibility })),
      );
    const held = (kind: string) => {
      const ties = ofKind(kind).filter(
        ({ parent, child }) => parent?.diedOn === null && child && ageOf(child) >= 0 && ageOf(child) < 18,
      );
      return share(ties, ({ parent, child, holders }) =>
        holders.some((one) => one.child === child?.key && one.holder === parent?.key),
      );
    };
    expect(held('MOTHER')).toBe(1);
    expect(held('FATHER')).toBeGreaterThan(0.8);
    expect(held('FATHER')).toBeLessThan(1);
    expect(held('STEP_PARENT')).toBe(0);
    const wards = world.families.flatMap(({ parentalResponsibility }) =>
      parentalResponsibility.flatMap(({ child }) => people.get(child) ?? []),
    );
    expect(wards.every((ward) => ageOf(ward) >= 0 && ageOf(ward) < 18)).toBe(true);
  });

  it('include unborn children, twins, adult siblings, the dead, the closed, and a few people in two families', () => {
    const unborn = world.people.filter(({ dueDate }) => dueDate !== null);
    expect(unborn.length).toBeGreaterThan(30);
    expect(unborn.every((one) => one.forename === null && one.dateOfBirth === null && Object.keys(one.ids).length === 0)).toBe(
      true,
    );
    const births = born.map(({ householdKey, dateOfBirth }) => `${householdKey} ${dateOfBirth}`);
    expect(births.length - new Set(births).size).toBeGreaterThan(30);
    const roles = world.families.flatMap(({ members }) => members.map(({ role }) => role));
    for (const role of ['STEP_PARENT', 'CARER', 'GRANDPARENT', 'OTHER_RELATIVE'] as const) {
      expect(roles.filter((one) => one === role).length).toBeGreaterThan(30);
    }
    expect(world.people.filter(({ diedOn }) => diedOn !== null).length).toBeGreaterThan(10);
    expect(share(world.families, ({ closedOn }) => closedOn !== null)).toBeGreaterThan(0.02);
    const memberships = world.families.flatMap(({ members }) => members.map(({ personKey }) => personKey));
    const inTwo = memberships.length - new Set(memberships).size;
    expect(inTwo).toBeGreaterThan(5);
    expect(inTwo).toBeLessThan(150);
  });
});

describe('its stories', () => {
  const pupils = world.people.filter(({ ids }) => ids.education !== undefined);
  const seniors = new Set(world.schools.filter(({ phase }) => phase === 'SECONDARY').map(({ id }) => id));
  const children8 = world.people.filter((one) => one.ids.health && ageOf(one) >= 8 && ageOf(one) < 18);
  const adults = world.people.filter((one) => one.ids.health && ageOf(one) >= 18);
  const secondary = pupils.filter(({ ids }) => seniors.has(ids.education?.schoolId ?? ''));

  it.each([
    ['persistent absence', 0.05, 0.012, share(pupils, ({ story }) => story.absence === 'PERSISTENT')],
    ['severe absence', 0.01, 0.006, share(pupils, ({ story }) => story.absence === 'SEVERE')],
    ['SEN support', 0.13, 0.02, share(pupils, ({ story }) => story.specialEducationalNeeds === 'SUPPORT')],
    ['a plan', 0.04, 0.012, share(pupils, ({ story }) => story.specialEducationalNeeds === 'PLAN')],
    ['suspensions', 0.04, 0.015, share(secondary, ({ story }) => story.suspensions > 0)],
    ['mental health contacts', 0.08, 0.018, share(children8, ({ story }) => story.mentalHealthContacts > 0)],
    ['substance misuse', 0.03, 0.01, share(adults, ({ story }) => story.substanceMisuseContacts > 0)],
    ['a health id', 0.98, 0.01, share(born, ({ ids }) => ids.health !== undefined)],
    ['families with police referrals', 0.1, 0.02, familiesWith(({ story }) => story.policeReferrals > 0)],
    ['families with domestic abuse', 1 / 15, 0.015, familiesWith(({ story }) => story.domesticAbuse !== null)],
    ['families with homelessness', 0.04, 0.012, familiesWith(({ story }) => story.homelessness !== 'NONE')],
    ['families who want another home', 0.12, 0.02, familiesWith(({ story }) => story.rehousingBand !== null)],
  ])('tell of %s in a share of about %f (± %f)', (_name, expected, tolerance, actual) => {
    expect(Math.abs(actual - expected)).toBeLessThan(tolerance);
  });

  it('have one adult victim of domestic abuse, at most one perpetrator, and children who live with the victim', () => {
    const told = world.people.filter(({ story }) => story.domesticAbuse !== null);
    const kept = new Set<string>();
    for (const family of world.families) {
      // A man who belongs to two families has brought his story from the first.
      const own = membersOf(family).filter(({ key }) => !kept.has(key));
      for (const { key } of own) kept.add(key);
      const as = (involvement: string) => own.filter(({ story }) => story.domesticAbuse?.involvement === involvement);
      const [victims, perpetrators, present] = [as('VICTIM'), as('PERPETRATOR'), as('CHILD_PRESENT')];
      expect(victims.length).toBe(own.some((one) => told.includes(one)) ? 1 : 0);
      expect(perpetrators.length).toBeLessThanOrEqual(victims.length);
      expect(perpetrators.every((one) => ageOf(one) >= 16)).toBe(true);
      expect(present.every((one) => one.householdKey === victims[0]?.householdKey && ageOf(one) < 18)).toBe(true);
    }
    expect(told.filter(({ story }) => story.domesticAbuse?.involvement === 'PERPETRATOR').length).toBeGreaterThan(50);
  });

  it('never tell of anything that an agency without the person would have to tell', () => {
    for (const { ids, story } of world.people.filter(({ key }) => key !== castKeys.gareth)) {
      if (!ids.education)
        expect([story.absence, story.suspensions, story.specialEducationalNeeds]).toEqual(['TYPICAL', 0, 'NONE']);
      if (!ids.health) expect(story.healthContacts + story.mentalHealthContacts + story.substanceMisuseContacts).toBe(0);
      if (!ids.police) expect([story.policeReferrals, story.domesticAbuse, story.missingEpisodes]).toEqual([0, null, 0]);
      if (!ids.housing) expect([story.tenant, story.homelessness, story.rehousingBand]).toEqual([null, 'NONE', null]);
    }
  });
});

describe('the cast', () => {
  it.each(['2026-10-15', '2028-02-29', '2027-08-31', '2027-09-01', '2026-12-31'])('has the same ages when made on %s', (day) => {
    const cast = makeWorld({ seed: 1, families: 1, madeOn: day });
    const ages = cast.people.map((person) => [person.key, ageOf(person, day)]);
    expect(ages).toEqual([
      [castKeys.baby, -1],
      [castKeys.toby, 8],
      [castKeys.chidera, 15],
      [castKeys.amara, 37],
      [castKeys.daniel, 34],
      [castKeys.gareth, 41],
    ]);
    expect((cast.people[0]?.dueDate ?? '') > day).toBe(true);
  });

  it('is the first family of every world, whatever its seed', () => {
    const other = makeWorld({ seed: 99, families: 2, madeOn });
    expect(world.families[0]).toMatchObject({ key: castKeys.family, name: 'Okafor-Hughes', locality: 'NORTH', closedOn: null });
    expect(other.families[0]).toEqual(world.families[0]);
    expect(other.people.slice(0, 6)).toEqual(world.people.slice(0, 6));
  });

  it('is held by the agencies as the README says', () => {
    const heldBy = Object.fromEntries(world.people.slice(0, 6).map(({ key, ids }) => [key, Object.keys(ids)]));
    expect(heldBy).toEqual({
      [castKeys.baby]: [],
      [castKeys.toby]: ['education', 'health', 'police', 'housing'],
      [castKeys.chidera]: ['education', 'health', 'police', 'housing'],
      [castKeys.amara]: ['health', 'police', 'housing'],
      [castKeys.daniel]: ['health', 'police', 'housing'],
      [castKeys.gareth]: ['health', 'housing'],
    });
  });

  it('is entrusted to Amara and Gareth, never to Daniel', () => {
    const holders = world.families[0]?.parentalResponsibility.map(({ child, holder }) => `${holder} of ${child}`);
    expect(holders?.toSorted()).toEqual(
      [castKeys.amara, castKeys.gareth].flatMap((holder) =>
        [castKeys.chidera, castKeys.toby].map((child) => `${holder} of ${child}`),
      ),
    );
  });
});

describe('chance', () => {
  it('gives the same sequence on every machine', () => {
    const random = createRandom('northmere', 1);
    expect(Array.from({ length: 6 }, () => random.int(1, 1000))).toEqual([970, 773, 911, 953, 56, 328]);
  });

  it('gives another sequence for other seed parts', () => {
    const first = (...parts: (string | number)[]) => createRandom(...parts).next();
    expect(new Set([first('ab', 1), first('a', 'b1'), first('ab1'), first('ab', 2)]).size).toBe(4);
  });

  it('chooses evenly, by weight, and shuffles without loss', () => {
    const random = createRandom('even');
    const counts = { a: 0, b: 0 };
    for (let turn = 0; turn < 10_000; turn++) counts[random.pickWeighted([['a', 3] as const, ['b', 1] as const])] += 1;
    expect(counts.a / 10_000).toBeCloseTo(0.75, 1);
    const numbers = Array.from({ length: 50 }, (_, index) => index);
    const shuffled = random.shuffle(numbers);
    expect(shuffled).not.toEqual(numbers);
    expect(shuffled.toSorted((one, other) => one - other)).toEqual(numbers);
    expect(() => random.pick([])).toThrow(RangeError);
  });
});
