import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { health } from '#connectors/health/index.ts';
import { startHealth } from '#demo/systems/health/index.ts';
import type { SimulatedSystem } from '#demo/systems/system.ts';
import { castKeys } from '#demo/world/cast.ts';
import { makeWorld } from '#demo/world/make-world.ts';
import { closeAll, closeLater, connect, idsOf, NINE, readList, saidOf, serveAnswers } from './reading-lists.ts';

const world = makeWorld({ seed: 1, families: 60, madeOn: '2026-09-01' });
const HOUR = 3_600_000;

afterAll(closeAll);

describe('the health system’s list of people', () => {
  let system: SimulatedSystem;
  beforeAll(async () => {
    system = await startHealth({ world, clock: { now: () => NINE } });
    closeLater(system.close);
  });

  it('holds every patient by NHS number, over all its pages', async () => {
    const list = await readList(connect(health, system.settings));

    const patients = world.people.flatMap(({ ids }) => ids.health?.nhsNumber ?? []);
    expect(patients.length).toBeGreaterThan(200);
    expect(list).toMatchObject({ covers: 'EVERYBODY', complete: true, rejected: {} });
    expect(idsOf(list)).toEqual(patients.toSorted());
    expect(list.pages.length).toBeGreaterThan(2);

    const amara = world.people.find(({ key }) => key === castKeys.amara)!;
    expect(saidOf(list, amara.ids.health!.nhsNumber)).toEqual({
      forename: 'Amara',
      surname: 'Okafor',
      otherNames: [],
      dateOfBirth: amara.dateOfBirth,
      sex: 'female',
      addresses: [{ line: '27 Lapwing Drive', town: 'Oldmere', postcode: 'ZX2 4LD', uprn: null }],
      phones: [expect.stringMatching(/^07700 9000\d\d$/)],
      emails: [],
      identifiers: { 'nhs-number': amara.ids.health!.nhsNumber },
      relatedTo: [],
    });
  });

  it('is read again as a whole once a day, and in between only for who was updated', async () => {
    const connected = connect(health, system.settings);
    const first = await readList(connected);
    connected.now = new Date(NINE.getTime() + 24 * HOUR - 1);
    const second = await readList(connected, first.cursor);
    connected.now = new Date(NINE.getTime() + 24 * HOUR);
    const third = await readList(connected, second.cursor);

    expect(second.covers).toBe('CHANGES');
    expect(third.covers).toBe('EVERYBODY');
  });
});

describe('a list of patients that is not as simple', () => {
  const VERIFIED = {
    url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus',
    valueCodeableConcept: { coding: [{ code: '01' }] },
  };
  const nhs = (value: string, extension: unknown[] = [VERIFIED]) => [
    { system: 'https://fhir.nhs.uk/Id/nhs-number', value, extension },
  ];
  const patient = (id: string, number: string, more: object = {}) => ({
    resourceType: 'Patient',
    id,
    identifier: nhs(number),
    ...more,
  });
  const bundle = (resources: readonly unknown[], next?: string) => ({
    resourceType: 'Bundle',
    type: 'searchset',
    link: next === undefined ? [] : [{ relation: 'next', url: next }],
    entry: resources.map((resource) => ({ resource })),
  });
  const serve = (answer: (url: URL, form: URLSearchParams) => unknown) => serveAnswers(answer, 'application/fhir+json');
  const connectTo = (origin: string) =>
    connect(health, { URL: `${origin}/fhir`, TOKEN_URL: `${origin}/token`, CLIENT_ID: 'c', CLIENT_SECRET: 's' });
  const [ONE, TWO, THREE, FOUR] = ['9990000018', '9990000026', '9990000034', '9990000042'] as const;

  it('tells what somebody is called and where they live now first, and was before', async () => {
    const uprn = {
      url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AddressKey',
      extension: [
        { url: 'type', valueCoding: { code: 'UPRN' } },
        { url: 'value', valueString: '999000000001' },
      ],
    };
    const { origin } = await serve(() =>
      bundle([
        patient('p1', '999 000 0018', {
          name: [
            { use: 'old', family: 'Reed', given: ['Ada'], period: { end: '2015' } },
            { use: 'nickname', given: ['Addie'] },
            { use: 'official', family: 'Made-Up', given: ['Ada', 'Jane'] },
          ],
          address: [
            { use: 'old', line: ['9 Old Road'], postalCode: 'ZX1 1AA' },
            { use: 'home', line: ['Flat 1', '2 New Road'], city: 'Northmere', postalCode: 'ZX1 1AB', extension: [uprn] },
          ],
          telecom: [
            { system: 'phone', value: '07700 900001' },
            { system: 'email', value: 'ada@example.org' },
            { system: 'fax', value: '1' },
          ],
          birthDate: '1990',
        }),
      ]),
    );
    const list = await readList(connectTo(origin));

    expect(saidOf(list, ONE)).toMatchObject({
      forename: 'Ada Jane',
      surname: 'Made-Up',
      otherNames: [
        { forename: 'Addie', surname: null },
        { forename: 'Ada', surname: 'Reed' },
      ],
      dateOfBirth: '1990',
      addresses: [
        { line: 'Flat 1, 2 New Road', town: 'Northmere', postcode: 'ZX1 1AB', uprn: '999000000001' },
        { line: '9 Old Road', town: null, postcode: 'ZX1 1AA', uprn: null },
      ],
      phones: ['07700 900001'],
      emails: ['ada@example.org'],
    });
  });

  it('tells who was replaced by whom, wherever the other one is', async () => {
    const replacedBy = (other: object) => ({ active: false, link: [{ type: 'replaced-by', other }] });
    const { origin, asked } = await serve((_, form) =>
      form.has('_id')
        ? bundle([patient('elsewhere', FOUR)])
        : bundle([
            patient('p1', ONE, replacedBy({ identifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: TWO } })),
            patient('p2', TWO, { link: [{ type: 'replaces', other: { reference: 'Patient/p1' } }] }),
            patient('p3', THREE, replacedBy({ reference: 'Patient/elsewhere' })),
            patient('p5', TWO, replacedBy({ reference: 'Patient/p2' })),
          ]),
    );
    const list = await readList(connectTo(origin));

    expect(list.changes).toEqual([
      { change: 'MERGED', id: ONE, into: TWO },
      expect.objectContaining({ change: 'RECORD', id: TWO }),
      { change: 'MERGED', id: THREE, into: FOUR },
    ]);
    expect(list.rejected).toEqual({});
    expect(asked).toContain('/fhir/Patient/_search _id=elsewhere');
  });

  it('seals whom the health system restricts', async () => {
    const security = (code: string) => ({ meta: { security: [{ code }] } });
    const { origin } = await serve(() =>
      bundle([patient('p1', ONE, security('U')), patient('p2', TWO, security('R')), patient('p3', THREE, security('V'))]),
    );

    expect((await readList(connectTo(origin))).changes.map((change) => 'sealed' in change && change.sealed)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('leaves out whose number nobody verified, and counts what it cannot read', async () => {
    const { origin } = await serve(() =>
      bundle([
        { resourceType: 'Patient', id: 'p1', identifier: nhs(ONE, []) },
        { resourceType: 'Patient', id: 'p2' },
        { resourceType: 'Patient', id: 'p 3', identifier: nhs(THREE) },
        patient('p4', FOUR, { name: 'Ada' }),
        { resourceType: 'Organization', id: 'o1' },
        patient('p5', TWO),
      ]),
    );
    const list = await readList(connectTo(origin));

    expect(idsOf(list)).toEqual([TWO]);
    expect(list.rejected).toEqual({ NO_IDENTIFIER: 2, UNREADABLE: 2 });
  });

  it.each([
    ['the next page is refused', 500],
    ['the next page is no bundle', { resourceType: 'Patient' }],
    ['the server says that something is missing', bundle([{ resourceType: 'OperationOutcome' }])],
  ])('is no list where %s', async (_, second) => {
    const { origin } = await serve((url) =>
      url.search === '' ? bundle([patient('p1', ONE)], `${url.origin}/fhir?page=2`) : second,
    );

    await expect(readList(connectTo(origin))).rejects.toThrow(/^The agency answered /);
  });

  it('keeps numbers out of the addresses that it asks', async () => {
    const { origin, asked } = await serve((_, form) =>
      form.has('_id')
        ? bundle([])
        : bundle([patient('p1', ONE, { link: [{ type: 'replaced-by', other: { reference: 'Patient/p9' } }] })]),
    );
    const connected = connectTo(origin);
    const list = await readList(connected);

    // Whoever replaces them is not to be found: they stay.
    expect(idsOf(list)).toEqual([ONE]);
    expect(asked.join('\n')).not.toContain(ONE);
    expect(connected.events).toEqual([]);
  });
});
