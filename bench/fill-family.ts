/** The bench's family in the hub's own tables. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { Agreement, AgreementEvent, Consent } from '#disclosure/entities.ts';
import { AgencyFeed, AgencyLink, Household, Organisation, Person, Worker } from '#people/entities.ts';
import { Assignment, Episode, Family, FamilyMember, ParentalResponsibility } from '#people/family-entities.ts';
import { madeUpId } from '#demo/ids.ts';
import { addDays, londonDate } from '#terms/clock.ts';
import { AGENCIES } from './agencies.ts';
import { agencyPersonId, BASIS, FAMILY, HISTORY_MONTHS, LEAD_WORKER, ORGANISATION } from './family.ts';

const MANAGER = madeUpId('bench', 'worker', 'manager');
const INFORMATION_GOVERNANCE = [madeUpId('bench', 'worker', 'first'), madeUpId('bench', 'worker', 'second')] as const;
const TODAY = londonDate(new Date());
const at = (days: number): Date => new Date(`${addDays(TODAY, days)}T09:00:00Z`);

/** Fills an empty database with everything that decisions about the family rest on. */
export async function fillFamily(em: EntityManager): Promise<void> {
  const household = madeUpId('bench', 'household');
  const worker = (id: string, subject: string) => ({ id, subject, kind: 'WORKER' as const, name: subject });
  await em.insert(Organisation, ORGANISATION);
  await em.insertMany(
    Worker,
    [worker(LEAD_WORKER.id, LEAD_WORKER.subject), worker(MANAGER, 'bench-manager')].map((row) => ({
      ...row,
      organisation: ORGANISATION.id,
      approvedPurposes: [],
    })),
  );
  await em.insert(Household, {
    id: household,
    line: '1 Bench Lane',
    town: 'Northmere',
    postcode: 'ZZ1 1ZZ',
    uprn: '100000000001',
  });
  await em.insertMany(
    Person,
    FAMILY.members.map(({ id, forename, dateOfBirth }) => ({
      id,
      forename,
      surname: FAMILY.name,
      dateOfBirth,
      sex: 'UNKNOWN' as const,
      diedOn: null,
      dueDate: null,
      unbornChildOf: null,
      household,
    })),
  );
  await em.insert(Family, { id: FAMILY.id, name: FAMILY.name });
  await fillTies(em);
  await fillSharing(em);
}

async function fillTies(em: EntityManager): Promise<void> {
  const family = FAMILY.id;
  await em.insertMany(
    FamilyMember,
    FAMILY.members.map(({ id, key, role }) => ({
      id: madeUpId('bench', 'member', key),
      family,
      person: id,
      role,
      state: 'CONFIRMED' as const,
      assertedBy: 'WORKER' as const,
      proposedBy: LEAD_WORKER.id,
      confirmedBy: MANAGER,
      fromDate: null,
      untilDate: null,
    })),
  );
  const dates = { agreedOn: addDays(TODAY, -60), openedOn: addDays(TODAY, -60), closedOn: null, closingReason: null };
  await em.insert(Episode, { id: BASIS.episode, family, ...dates });
  const assigned = { worker: LEAD_WORKER.id, kind: 'LEAD_WORKER' as const, startsAt: at(-60), endsAt: null, madeBy: MANAGER };
  await em.insert(Assignment, { id: BASIS.assignment, family, ...assigned });
  await em.insertMany(
    ParentalResponsibility,
    FAMILY.members
      .filter(({ role }) => role === 'CHILD')
      .map(({ id, key }) => ({
        id: madeUpId('bench', 'responsibility', key),
        child: id,
        holderKind: 'PERSON' as const,
        holder: PARENT,
        source: 'Birth certificate',
        evidence: 'Seen by the lead worker',
        fromDate: null,
        untilDate: null,
      })),
  );
}

/** Decides for the children. */
const PARENT = FAMILY.members.find(({ role }) => role === 'PARENT')?.id ?? '';

async function fillSharing(em: EntityManager): Promise<void> {
  await em.insertMany(
    AgencyFeed,
    AGENCIES.map(({ id }) => ({ agency: id, complete: true, asOf: at(-1) })),
  );
  await em.insertMany(
    Agreement,
    AGENCIES.map((agency) => ({
      id: BASIS.agreement(agency),
      version: 1,
      provider: agency.id,
      recipients: [ORGANISATION.id],
      categories: [agency.category],
      purposes: ['EARLY_HELP'],
      detail: 'FULL' as const,
      minimumAge: null,
      maximumAge: null,
      historyMonths: HISTORY_MONTHS,
      stalenessHours: null,
      startsAt: at(-365),
      endsAt: at(365),
      proposedBy: INFORMATION_GOVERNANCE[0],
      legalBasis: {
        statutoryPower: 'Children Act 2004 s.10',
        article6: '6(1)(e) public task',
        controller: 'Northmere Council',
        dataProtectionImpactAssessment: 'DPIA-BENCH',
        reviewOn: addDays(TODAY, 365),
        retention: 'Not kept by the hub',
      },
    })),
  );
  await em.insertMany(
    AgreementEvent,
    AGENCIES.map((agency) => ({
      agreement: BASIS.agreement(agency),
      version: 1,
      event: 'ACTIVATED' as const,
      recordedBy: INFORMATION_GOVERNANCE[1],
      recordedAt: at(-365),
    })),
  );
  await em.insertMany(Consent, consents());
  await em.insertMany(
    AgencyLink,
    pairs().map(({ person, agency }) => ({
      id: BASIS.link(person, agency),
      version: 1,
      person: person.id,
      agency: agency.id,
      agencyPersonId: agencyPersonId(person, agency),
      state: 'AUTOMATIC' as const,
      startsAt: at(-60),
      endsAt: null,
    })),
  );
}

function consents() {
  return pairs().map(({ person, agency }) => ({
    id: BASIS.consent(person, agency),
    person: person.id,
    category: agency.category,
    purpose: 'EARLY_HELP',
    recipient: ORGANISATION.id,
    decision: 'GIVEN' as const,
    decidedAt: at(-59),
    capacity: person.role === 'CHILD' ? ('PARENTAL_RESPONSIBILITY' as const) : ('SELF' as const),
    givenBy: person.role === 'CHILD' ? PARENT : person.id,
    competenceAssessedBy: null,
    competenceAssessedOn: null,
    method: 'IN_PERSON' as const,
    validUntil: null,
    recordedBy: LEAD_WORKER.id,
    recordedAt: at(-59),
  }));
}

function pairs() {
  return FAMILY.members.flatMap((person) => AGENCIES.map((agency) => ({ person, agency })));
}
