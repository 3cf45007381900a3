import { NOTHING_HAPPENED } from '#demo/world/story.ts';
import type { World, WorldPerson, WorldStory } from '#demo/world/world.ts';

/** Four made-up people: Ada, her child Ben, her partner Cal, and Dot next door, whom the agencies know but have nothing about. */
export const smallWorld: World = {
  seed: 1,
  madeOn: '2026-09-01',
  schools: [],
  households: [
    { key: 'home', line: '1 Made Up Lane', town: 'Sandmere', postcode: 'ZZ1 1ZZ', uprn: '100000000001', tenure: 'SECURE' },
    { key: 'next-door', line: '3 Made Up Lane', town: 'Sandmere', postcode: 'ZZ1 1ZZ', uprn: '100000000002', tenure: 'OWNED' },
  ],
  people: [
    person('ada', 'Ada', '1990-03-04', 'NOM00000001', 'HP0000001', {
      policeReferrals: 2,
      domesticAbuse: { count: 2, involvement: 'VICTIM' },
      tenant: 'SOLE',
      arrearsWeeks: 3,
      homelessness: 'DOMESTIC_ABUSE',
      rehousingBand: 'B',
    }),
    person('ben', 'Ben', '2016-05-06', 'NOM00000002', 'HP0000002', {
      policeReferrals: 1,
      domesticAbuse: { count: 1, involvement: 'CHILD_PRESENT' },
      missingEpisodes: 2,
      tenant: 'MEMBER',
    }),
    person('cal', 'Cal', '1988-07-08', 'NOM00000003', 'HP0000003', {
      domesticAbuse: { count: 2, involvement: 'PERPETRATOR' },
      tenant: 'MEMBER',
      arrearsWeeks: 0,
    }),
    { ...person('dot', 'Dot', '1950-09-10', 'NOM00000004', 'HP0000004', {}), householdKey: 'next-door' },
  ],
  families: [
    {
      key: 'family',
      name: 'Made-Up',
      locality: 'NORTH',
      openedOn: '2026-06-01',
      closedOn: null,
      members: [
        { personKey: 'ada', role: 'PARENT', from: null },
        { personKey: 'ben', role: 'CHILD', from: null },
        { personKey: 'cal', role: 'STEP_PARENT', from: null },
      ],
      relationships: [
        { from: 'ada', kind: 'MOTHER', to: 'ben' },
        { from: 'cal', kind: 'PARTNER', to: 'ada' },
      ],
      parentalResponsibility: [{ child: 'ben', holder: 'ada' }],
    },
  ],
};

function person(
  key: string,
  forename: string,
  dateOfBirth: string,
  nominalReference: string,
  personReference: string,
  story: Partial<WorldStory>,
): WorldPerson {
  return {
    key,
    forename,
    surname: 'Made-Up',
    dateOfBirth,
    dueDate: null,
    sex: 'UNKNOWN',
    diedOn: null,
    householdKey: 'home',
    ids: { police: { nominalReference }, housing: { personReference } },
    story: { ...NOTHING_HAPPENED, ...story },
  };
}
