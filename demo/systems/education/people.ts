/** Who somebody is, as schools hold it: pupils and the contacts of pupils, in Wonde's shapes. */
import type { Write } from '#demo/systems/as-written.ts';
import { createRandom } from '#demo/world/random.ts';
import type { World, WorldPerson } from '#demo/world/world.ts';
import { midnight } from './wonde.ts';

/** Whom a school calls about a pupil, by the pupil's key: who is responsible for them, and the grown-ups at home. */
export function contactsOfPupils(world: World): ReadonlyMap<string, readonly WorldPerson[]> {
  const people = new Map(world.people.map((person) => [person.key, person]));
  const contacts = new Map<string, readonly WorldPerson[]>();
  for (const family of world.families) {
    const grownUps = family.members.filter(({ role }) => role !== 'CHILD' && role !== 'UNBORN_CHILD');
    for (const { personKey: key } of family.members.filter(({ role }) => role === 'CHILD')) {
      const responsible = family.parentalResponsibility.filter(({ child }) => child === key).map(({ holder }) => holder);
      const home = people.get(key)?.householdKey;
      const atHome = grownUps.map(({ personKey }) => personKey).filter((other) => people.get(other)?.householdKey === home);
      const called = [...new Set([...responsible, ...atHome])].flatMap((other) => people.get(other) ?? []);
      contacts.set(key, called.filter(({ diedOn }) => diedOn === null).slice(0, 4));
    }
  }
  return contacts;
}

/** A school's own id of a contact: the same person has others at other schools. */
export function contactIdOf(seed: number, schoolId: string, person: WorldPerson): string {
  return `A${createRandom(seed, schoolId, 'contact', person.key).int(1_000_000_000, 9_999_999_999)}`;
}

/** A pupil's names and numbers, besides what else the school holds of them. */
export function pupilPart(pupil: WorldPerson, write: Write) {
  const { dateOfBirth } = write('education', pupil);
  return {
    ...namesOf(pupil, write),
    date_of_birth: dateOfBirth === null ? null : midnight(dateOfBirth),
    education_details: { data: { upn: pupil.ids.education?.upn ?? null } },
  };
}

/** Where a pupil lives, and whom the school calls. */
export function contactsPart(seed: number, schoolId: string, pupil: WorldPerson, contacts: readonly WorldPerson[], write: Write) {
  return {
    contact_details: detailsOf(pupil, write),
    contacts: { data: contacts.map((contact) => ({ id: contactIdOf(seed, schoolId, contact) })) },
  };
}

/** Schools do not ask when a contact was born. */
export function contactRecord(seed: number, schoolId: string, person: WorldPerson, write: Write): unknown {
  return {
    id: contactIdOf(seed, schoolId, person),
    ...namesOf(person, write),
    contact_details: detailsOf(person, write),
    date_of_birth: null,
    notes: 'Prefers to be called after three.',
  };
}

function namesOf(person: WorldPerson, write: Write) {
  const { forename, surname, sex } = write('education', person);
  const gender = sex === 'UNKNOWN' ? null : sex;
  return { forename, surname, legal_forename: person.forename, legal_surname: surname, gender };
}

function detailsOf(person: WorldPerson, write: Write) {
  const { line, town, postcode, phone, email } = write('education', person);
  const [, apartment, house_number, street] = /^(?:(.+), )?(\d+) (.+)$/.exec(line ?? '') ?? [];
  const home = {
    apartment: apartment ?? null,
    house_name: null,
    house_number: house_number ?? null,
    street: street ?? line,
    town,
    postcode,
  };
  return {
    data: {
      phones: { phone: null, mobile: phone, home: null, work: null },
      emails: { email, home: null, work: null },
      addresses: { home },
    },
  };
}
