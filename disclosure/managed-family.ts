/**
 * Rules 1 and 2: what a manager sees of a family of their own service: its episodes and team, whose membership waits for a decision,
 * and what was decided about sharing. No agency data, and no trace of whoever is hidden from them.
 */
import DataLoader from 'dataloader';
import type { Queryable } from '#access-log/change.ts';
import type { Caller } from '#terms/caller.ts';
import { hasRole } from '#terms/caller.ts';
import type { Category } from '#terms/category.ts';
import type { Clock, LocalDate } from '#terms/clock.ts';
import { londonDate } from '#terms/clock.ts';
import { HubError } from '#terms/errors.ts';
import type { AssignmentKind, ClosingReason, FamilyRole, RelationshipKind } from '#terms/family.ts';
import { isUuid } from '#terms/ids.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { Capacity } from '#terms/sharing.ts';
import type { Instant, PersonFacts, TeamMemberFacts } from './facts.ts';
import type { Ledger } from './ledger.ts';
import { MANAGED_FAMILY_QUERY } from './managed-family-query.ts';
import { findRestriction, isHiddenByRestriction } from './restrictions.ts';
import { isUnborn } from './visibility.ts';

/** A family of the manager's own service. Only a gate makes one. */
export interface ManagedFamily {
  readonly id: string;
  readonly name: string;
  readonly episodes: readonly ManagedEpisode[];
  readonly assignments: readonly ManagedAssignment[];
  /** Records whom it shows. */
  proposals(): Proposal[];
  /** Ties of kinship that wait for a manager, between people of the family. Records whom it shows. */
  relationshipProposals(): TieProposal[];
  /** Records whose it shows. */
  consents(): StandingConsent[];
}

export interface ManagedEpisode {
  readonly id: string;
  readonly agreedOn: LocalDate | null;
  readonly openedOn: LocalDate;
  readonly closedOn: LocalDate | null;
  readonly closingReason: ClosingReason | null;
}

export interface ManagedAssignment extends TeamMemberFacts {
  readonly id: string;
  readonly kind: AssignmentKind;
  readonly live: boolean;
}

/** A membership that waits for a manager: name and kind of evidence, and nothing else of the person (rule 2). */
export interface Proposal {
  readonly membershipId: string;
  readonly role: FamilyRole;
  readonly assertedBy: 'WORKER' | 'AGENCY';
  readonly evidence: string | null;
  readonly proposedBy: TeamMemberFacts['worker'] | null;
  /** Null where it is unknown or restricted. Records that it was shown. */
  name(): string | null;
}

/** A tie of kinship that waits for a manager: `from` is the `kind` of `to`. */
export interface TieProposal {
  readonly relationshipId: string;
  readonly kind: RelationshipKind;
  readonly proposedBy: TeamMemberFacts['worker'] | null;
  /** Names, each null where it is unknown or restricted. Records that it was shown. */
  from(): string | null;
  to(): string | null;
}

/** The latest decision of one giver (rule 5), who is not named. */
export interface StandingConsent {
  readonly personId: string;
  readonly category: Category;
  readonly purpose: Purpose;
  readonly recipient: string;
  readonly decision: 'GIVEN' | 'REFUSED';
  readonly capacity: Capacity;
  readonly decidedAt: Instant;
  readonly recordedAt: Instant;
  readonly validUntil: LocalDate | null;
  /** Ended by a later withdrawal, whoever's. */
  readonly withdrawn: boolean;
}

export interface ManagedFacts {
  readonly at: Instant;
  readonly families: ReadonlyMap<string, FamilyRow>;
  readonly people: ReadonlyMap<string, PersonRow>;
  /** Of the families, of their people, of the caller and of whom the caller has an interest in. */
  readonly epochs: ReadonlyMap<string, number>;
}

interface FamilyRow extends Omit<ManagedFamily, 'proposals' | 'relationshipProposals' | 'consents'> {
  readonly members: readonly MemberRow[];
  readonly kinship: readonly KinshipRow[];
  /** Who the caller has an interest in, and the member who is the same, lives with them or belongs to one family with them. */
  readonly ties: readonly { readonly own: string; readonly other: string }[];
}

interface MemberRow extends Omit<Proposal, 'name'> {
  readonly personId: string;
  readonly state: 'PROPOSED' | 'CONFIRMED';
  /** Confirmed, and a member today. */
  readonly current: boolean;
}

interface KinshipRow extends Omit<TieProposal, 'from' | 'to'> {
  readonly from: string;
  readonly to: string;
}

type Indexed = Pick<PersonFacts, 'id' | 'forename' | 'surname' | 'dateOfBirth' | 'dueDate' | 'unbornChildOf'>;
interface PersonRow extends Indexed, Pick<PersonFacts, 'restrictions' | 'householdProtections' | 'memberships'> {
  readonly consents: readonly (Omit<StandingConsent, 'personId'> & { readonly givenBy: string | null })[];
  /** A silent interest of the manager's hides the person from them (rule 2). */
  readonly silentlyTied: boolean;
}

export type LoadManagedFamilies = (caller: Caller, ids: readonly string[]) => Promise<ManagedFacts>;

/** Reads families in one round trip, whoever asks: of those that are not the caller's to manage it finds nothing. Rejects with HubError where the database does not answer. */
export function createLoadManagedFamilies(database: Queryable, clock: Clock): LoadManagedFamilies {
  return async (caller, ids) => {
    const now = clock.now();
    const reading = database.query<FactsRow>({
      name: 'disclosure-managed-families',
      text: MANAGED_FAMILY_QUERY,
      values: [ids, caller.organisationId, caller.id, mayManage(caller), now, londonDate(now)],
    });
    const { rows } = await reading.catch((cause: unknown) => {
      throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
    });
    const row = rows[0];
    if (!row) throw new Error('The query for managed families answered no row.');
    return {
      at: now.getTime(),
      families: new Map(row.families.map((family) => [family.id, family])),
      people: new Map(row.people.map((person) => [person.id, person])),
      epochs: new Map(row.epochs.map(({ subject, epoch }) => [subject, epoch])),
    };
  };
}

interface FactsRow {
  readonly families: FamilyRow[];
  readonly people: PersonRow[];
  readonly epochs: { readonly subject: string; readonly epoch: number }[];
}

/** An app manages nothing, and so nobody does through one: the narrower of both (rule 1). */
function mayManage(caller: Caller): boolean {
  return caller.kind === 'WORKER' && caller.through === null && hasRole(caller, 'MANAGER');
}

export interface ManagingTools {
  readonly caller: Caller;
  readonly load: LoadManagedFamilies;
  readonly ledger: Ledger;
  /** Hears what answers rest on. */
  read(facts: Pick<ManagedFacts, 'at' | 'epochs'>): void;
}

/** Stands for whatever cannot be an id, so that asking for it costs what asking for an absent id costs. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** @returns a function that finds a family; null where it is absent, another service's or not the caller's to manage: the same. */
export function createManaging({ caller, load, ledger, read }: ManagingTools): (id: string) => Promise<ManagedFamily | null> {
  const facts = new DataLoader<string, ManagedFacts>(async (ids) => {
    const loaded = await load(caller, ids);
    read(loaded);
    return ids.map(() => loaded);
  });
  return async (id) => {
    const asked = isUuid(id) ? id : NOBODY;
    const loaded = await facts.load(asked);
    const family = loaded.families.get(asked);
    const found = family && !isOwn(family, loaded, caller) ? family : null;
    ledger.managed({ familyId: isUuid(id) ? id : null, personId: null, visible: found !== null });
    return found && managedFamily(found, loaded, caller, ledger);
  };
}

function managedFamily(row: FamilyRow, { people, epochs }: ManagedFacts, caller: Caller, ledger: Ledger): ManagedFamily {
  const { id, name, episodes, assignments } = row;
  const log = (personId: string, shown: 'PROPOSAL' | 'RELATIONSHIP' | 'NAME' | 'CONSENTS' | null): void => {
    const epoch = { person: epochs.get(personId) ?? 0, global: caller.epoch };
    ledger.managed({ familyId: id, personId, visible: shown !== null, epoch, ...(shown && { shown: [shown] }) });
  };
  /** Those in view; whoever is hidden leaves a leaf that says so, and nothing else. */
  const inView = (members: readonly MemberRow[]) =>
    members.flatMap((member) => {
      const person = people.get(member.personId);
      if (person && !isHidden(person, caller)) return { ...member, person };
      log(member.personId, null);
      return [];
    });

  const shownName = (person: PersonRow): string | null => {
    const known = nameOf(person, caller);
    if (known !== null) log(person.id, 'NAME');
    return known;
  };

  return {
    id,
    name,
    episodes,
    assignments,
    proposals: () =>
      inView(row.members.filter(({ state }) => state === 'PROPOSED')).map((member) => {
        const { membershipId, role, assertedBy, evidence, proposedBy, person } = member;
        log(person.id, 'PROPOSAL');
        return { membershipId, role, assertedBy, evidence, proposedBy, name: () => shownName(person) };
      }),
    relationshipProposals: () =>
      row.kinship.flatMap(({ from, to, ...tie }) => {
        const shown = [from, to].flatMap((id) => {
          const end = people.get(id);
          if (end && !isKinHidden(end, caller)) return end;
          log(id, null);
          return [];
        });
        // Where one end is hidden there is no tie, and nothing tells of the other.
        const [one, other] = shown;
        if (!one || !other) return [];
        for (const end of shown) log(end.id, 'RELATIONSHIP');
        return { ...tie, from: () => shownName(one), to: () => shownName(other) };
      }),
    consents() {
      const asked = row.members.filter(({ current, personId }) => current && (people.get(personId)?.consents.length ?? 0) > 0);
      const persons = new Map(inView(asked).map(({ person }) => [person.id, person]));
      return [...persons.values()].flatMap((person) => {
        const shown = person.consents.filter(
          ({ category, givenBy }) => !isRestricted(person, category, caller) && !isByHidden(givenBy, people, caller),
        );
        log(person.id, shown.length > 0 ? 'CONSENTS' : null);
        return shown.map(({ givenBy: _givenBy, ...consent }) => ({ personId: person.id, ...consent }));
      });
    },
  };
}

/** What the rules of restriction and birth read of a person is all there. */
function factsOf(person: PersonRow): PersonFacts {
  return person as PersonRow & PersonFacts;
}

/** A silent restriction on the whole person hides, and a child not yet born follows PREGNANCY, which is not a manager's. */
function isHidden(person: PersonRow, caller: Caller): boolean {
  return isUnborn(factsOf(person)) || person.silentlyTied || isHiddenByRestriction(factsOf(person), caller);
}

/** Nor is a tie told of whom a restriction that may be noticed keeps RELATIONSHIPS from the manager. */
function isKinHidden(person: PersonRow, caller: Caller): boolean {
  return isHidden(person, caller) || isRestricted(person, 'RELATIONSHIPS', caller);
}

/** What somebody hidden decided would tell that there is somebody who decides. */
function isByHidden(giver: string | null, people: ManagedFacts['people'], caller: Caller): boolean {
  const person = giver === null ? undefined : people.get(giver);
  return person !== undefined && isHidden(person, caller);
}

/** Nobody acts for themselves, their household or their family. A tie through somebody hidden counts for nothing: it would tell of them. */
function isOwn({ ties }: FamilyRow, { people }: ManagedFacts, caller: Caller): boolean {
  const isInView = (id: string): boolean => {
    const person = people.get(id);
    return person !== undefined && !isHidden(person, caller);
  };
  return ties.some(({ own, other }) => isInView(own) && isInView(other));
}

/** A silent restriction on some categories changes nothing here: it would be noticed. */
function isRestricted(person: PersonRow, category: Category, caller: Caller): boolean {
  return findRestriction(factsOf(person), category, caller, 'VISIBLE') !== undefined;
}

function nameOf(person: PersonRow, caller: Caller): string | null {
  const restricted = (['VISIBLE', 'SILENT'] as const).some((which) =>
    findRestriction(factsOf(person), 'IDENTITY', caller, which),
  );
  if (restricted) return null;
  return [person.forename, person.surname].filter((part) => part !== null).join(' ') || null;
}
