/** What the made-up police know: matters with the people in them, each told once for everybody it is about. */
import { ageOn, londonDate } from '#terms/clock.ts';
import { createRandom } from '#demo/world/random.ts';
import type { Random } from '#demo/world/random.ts';
import type { World, WorldFamily, WorldPerson } from '#demo/world/world.ts';

export interface Matter {
  readonly reference: string;
  readonly at: Date;
  readonly parts: readonly Part[];
  /** The columns of the matter itself. */
  readonly columns: Readonly<Record<string, string>>;
}

/** One person's part in a matter. */
export interface Part {
  readonly nominal: string;
  readonly role: string;
  readonly age: number | null;
}

export interface Matters {
  readonly referrals: readonly Matter[];
  readonly incidents: readonly Matter[];
  readonly episodes: readonly Matter[];
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Telling {
  readonly family: WorldFamily;
  readonly people: readonly WorldPerson[];
  readonly random: Random;
  readonly now: Date;
}

/** Tells every family's matters of the two years before an instant. A person in two families has theirs with the first. */
export function tellMatters(world: World, now: Date): Matters {
  const people = new Map(world.people.filter(({ ids }) => ids.police).map((person) => [person.key, person]));
  const matters = { referrals: [] as Matter[], incidents: [] as Matter[], episodes: [] as Matter[] };
  for (const family of world.families) {
    const members = family.members.flatMap(({ personKey }) => people.get(personKey) ?? []);
    for (const { key } of members) people.delete(key);
    if (members.length === 0) continue;
    const telling = { family, people: members, random: createRandom(world.seed, 'police', family.key), now };
    matters.incidents.push(...tellIncidents(telling));
    matters.referrals.push(...tellReferrals(telling));
    matters.episodes.push(...tellEpisodes(telling));
  }
  return matters;
}

const ROLES = { VICTIM: 'VICTIM', PERPETRATOR: 'SUSPECT', CHILD_PRESENT: 'CHILD PRESENT' } as const;

/** The newest incident is the one that everybody in the family's abuse was there for. */
function tellIncidents({ family, people, random, now }: Telling): Matter[] {
  const counts = people.map(({ story }) => story.domesticAbuse?.count ?? 0);
  const accused = people.some(({ story }) => story.domesticAbuse?.involvement === 'PERPETRATOR');
  // Nobody of the family: a person whom only the police know.
  const stranger: Part = { nominal: `NOX${random.int(10_000_000, 99_999_999)}`, role: 'SUSPECT', age: random.int(20, 55) };
  return times(Math.max(0, ...counts), random, now).map((at, index) => ({
    reference: referenceOf('OE', family, index, random),
    at,
    parts: [
      ...people
        .filter(({ story }) => (story.domesticAbuse?.count ?? 0) > index)
        .map((person) => partOf(person, ROLES[person.story.domesticAbuse?.involvement ?? 'VICTIM'], at)),
      ...(accused ? [] : [stranger]),
    ],
    columns: { ...gradeOf(random), school_informed: random.pick(['Y', 'Y', 'Y', 'N', '']) },
  }));
}

function tellReferrals({ family, people, random, now }: Telling): Matter[] {
  const counts = people.map(({ story }) => story.policeReferrals);
  const abused = people.some(({ story }) => story.domesticAbuse !== null);
  return times(Math.max(0, ...counts), random, now).map((at, index) => {
    const named = people.filter(({ story }) => story.policeReferrals > index);
    const children = named.filter((person) => isChild(person, at));
    const ofAbuse = abused && (index > 0 || (random.chance(0.5) && family.key.startsWith('f-')));
    const ofChild = random.pick(['CHILD WELFARE', 'CHILD WELFARE', 'CCE', 'OTHER MATTER']);
    const ofAdult = random.pick(['VULNERABLE ADULT', 'ASB', 'OTHER MATTER']);
    const concern = ofAbuse ? 'DOMESTIC ABUSE' : children.length > 0 ? (index === 0 ? 'CHILD WELFARE' : ofChild) : ofAdult;
    const subjects = children.length > 0 ? children : named.slice(0, 1);
    const roleOf = (person: WorldPerson): string => {
      if (ofAbuse) return person.story.domesticAbuse ? ROLES[person.story.domesticAbuse.involvement] : 'NAMED';
      return subjects.includes(person) ? 'SUBJECT' : 'NAMED';
    };
    return {
      reference: referenceOf('VP', family, index, random),
      at,
      parts: named.map((person) => partOf(person, roleOf(person), at)),
      columns: { ...gradeOf(random), concern },
    };
  });
}

function tellEpisodes({ family, people, random, now }: Telling): Matter[] {
  return people.flatMap((person, personIndex) =>
    times(person.story.missingEpisodes, random, now).map((at, index) => ({
      reference: referenceOf('MP', family, personIndex * 10 + index, random),
      at,
      parts: [partOf(person, '', at)],
      columns: {
        risk: random.pick(['LOW', 'MEDIUM', 'MEDIUM', 'HIGH', 'NO APPARENT RISK']),
        found_at: new Date(at.getTime() + random.int(3, 40) * HOUR).toISOString(),
        return_interview: random.pick(['HELD', 'HELD', 'REFUSED', 'NOT HELD', '']),
      },
    })),
  );
}

/** So many instants within the two years before now, newest first. */
function times(count: number, random: Random, now: Date): Date[] {
  const midnight = Math.floor(now.getTime() / DAY) * DAY;
  let days = random.int(5, 40);
  return Array.from({ length: count }, () => {
    const at = new Date(midnight - days * DAY + random.int(6 * 60, 23 * 60) * 60_000);
    days += random.int(20, 120);
    return at;
  });
}

function referenceOf(kind: string, family: WorldFamily, index: number, random: Random): string {
  const digits = createRandom(kind, family.key, index).int(0, 99_999).toString().padStart(5, '0');
  return `${kind}-${random.int(1000, 9999)}-${digits}`;
}

function partOf(person: WorldPerson, role: string, at: Date): Part {
  // The newest children may have been born after a matter that their story gives them a part in.
  const age = person.dateOfBirth === null ? null : Math.max(0, ageOn(person.dateOfBirth, londonDate(at)));
  return { nominal: person.ids.police?.nominalReference ?? '', role, age };
}

function isChild({ dateOfBirth }: WorldPerson, at: Date): boolean {
  return dateOfBirth !== null && ageOn(dateOfBirth, londonDate(at)) < 18;
}

/** MeRIT: Gold from 72 points. */
function gradeOf(random: Random): { merit_score: string; risk_grade: string } {
  const score = random.int(8, 90);
  if (random.chance(0.05)) return { merit_score: '', risk_grade: '' };
  return { merit_score: String(score), risk_grade: score >= 72 ? 'GOLD' : score >= 40 ? 'SILVER' : 'BRONZE' };
}
