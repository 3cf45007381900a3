/**
 * The made-up council as it "really" is, before any agency writes it down in its own way. Nobody in it exists. The simulated
 * systems and the hub's own data are both derived from it, so that they agree without knowing of each other.
 */
import type { LocalDate } from '#terms/clock.ts';

export interface World {
  readonly seed: number;
  /** The day on which the world was made: ages and due dates are relative to it. */
  readonly madeOn: LocalDate;
  readonly schools: readonly WorldSchool[];
  readonly households: readonly WorldHousehold[];
  readonly people: readonly WorldPerson[];
  readonly families: readonly WorldFamily[];
}

export interface WorldSchool {
  /** The id that the education system uses, in Wonde's manner: `A1930499544`. */
  readonly id: string;
  readonly name: string;
  /** Unique Reference Number, 6 digits. */
  readonly urn: string;
  readonly phase: 'PRIMARY' | 'SECONDARY';
}

export interface WorldHousehold {
  readonly key: string;
  readonly line: string;
  readonly town: string;
  readonly postcode: string;
  /** Unique Property Reference Number, 12 digits at most. */
  readonly uprn: string;
  readonly tenure: 'SECURE' | 'INTRODUCTORY' | 'ASSURED' | 'ASSURED_SHORTHOLD' | 'LICENCE' | 'OWNED';
}

export interface WorldPerson {
  /** `p-00001`; the cast of the README has names instead: `amara-okafor`. */
  readonly key: string;
  /** Null for a child not yet born. */
  readonly forename: string | null;
  readonly surname: string;
  readonly dateOfBirth: LocalDate | null;
  readonly dueDate: LocalDate | null;
  readonly sex: 'FEMALE' | 'MALE' | 'UNKNOWN';
  readonly diedOn: LocalDate | null;
  readonly householdKey: string;
  readonly ids: WorldIds;
  readonly story: WorldStory;
}

/** The id under which each agency holds the person; absent where it does not hold them. */
export interface WorldIds {
  readonly education?: { readonly schoolId: string; readonly studentId: string; readonly upn: string };
  readonly health?: { readonly nhsNumber: string; readonly patientId: string };
  readonly police?: { readonly nominalReference: string };
  readonly housing?: { readonly personReference: string };
}

/** What has happened to a person, in numbers; each system turns it into dated entries of its own. */
export interface WorldStory {
  readonly absence: 'TYPICAL' | 'PERSISTENT' | 'SEVERE';
  readonly suspensions: number;
  readonly specialEducationalNeeds: 'NONE' | 'SUPPORT' | 'PLAN';
  readonly healthContacts: number;
  readonly mentalHealthContacts: number;
  readonly substanceMisuseContacts: number;
  readonly policeReferrals: number;
  /** Domestic abuse incidents, and what the person had to do with them. */
  readonly domesticAbuse: { readonly count: number; readonly involvement: 'VICTIM' | 'PERPETRATOR' | 'CHILD_PRESENT' } | null;
  readonly missingEpisodes: number;
  readonly tenant: 'SOLE' | 'JOINT' | 'MEMBER' | null;
  readonly arrearsWeeks: number;
  readonly homelessness: 'NONE' | 'PREVENTION' | 'RELIEF' | 'DOMESTIC_ABUSE';
  readonly rehousingBand: 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | null;
}

export type WorldRole =
  'PARENT' | 'STEP_PARENT' | 'CARER' | 'CHILD' | 'UNBORN_CHILD' | 'GRANDPARENT' | 'OTHER_RELATIVE' | 'OTHER';

export interface WorldFamily {
  readonly key: string;
  readonly name: string;
  readonly locality: 'NORTH' | 'CENTRAL' | 'SOUTH';
  readonly openedOn: LocalDate;
  readonly closedOn: LocalDate | null;
  readonly members: readonly { readonly personKey: string; readonly role: WorldRole; readonly from: LocalDate | null }[];
  /** `from` is the `kind` of `to`. */
  readonly relationships: readonly {
    readonly from: string;
    readonly kind: 'MOTHER' | 'FATHER' | 'STEP_PARENT' | 'GRANDPARENT' | 'SIBLING' | 'SPOUSE' | 'PARTNER' | 'FORMER_PARTNER';
    readonly to: string;
  }[];
  /** Who holds parental responsibility for which child. */
  readonly parentalResponsibility: readonly { readonly child: string; readonly holder: string }[];
}
