/**
 * Sets made after the manner of public ones, none of their rows: a field book with many small errors (FEBRL), accounts of a website with
 * much missing, and biographies with years for dates and many entries for each person. Seeded.
 */
import { createRandom } from '#demo/world/random.ts';
import type { Random } from '#demo/world/random.ts';
import type { ReceivedRecord } from '#people/matching/record.ts';
import { slip, slipInDigits, typed } from './errors.ts';
import { FORENAMES, NICKNAMES, surnamePool } from './population-names.ts';

export interface MadeSet {
  readonly records: readonly ReceivedRecord[];
  readonly personOf: readonly string[];
}

type Fields = Omit<ReceivedRecord, 'id' | 'source'>;
const SURNAMES = surnamePool();
const ALL_FORENAMES = [...FORENAMES.F, ...FORENAMES.M];
const uneven = <T>(random: Random, list: readonly T[], by: number): T => list[Math.floor(list.length * random.next() ** by)] as T;
const date = (random: Random, from: number, to: number): string =>
  `${random.int(from, to)}${two(random.int(1, 12))}${two(random.int(1, 28))}`;
const two = (number: number): string => String(number).padStart(2, '0');

/** One original each, and up to `most` copies with up to `errors` errors each. */
export function makeFieldBook(
  seed: number,
  people: number,
  most: number,
  errors: number,
  linked: boolean,
  ids: boolean,
): MadeSet {
  const random = createRandom('field-book', seed);
  return gather(random, people, (number) => {
    const original: Fields = {
      forename: random.chance(0.02) ? null : uneven(random, ALL_FORENAMES, 1.6),
      surname: random.chance(0.01) ? null : uneven(random, SURNAMES, 2),
      street: `${random.chance(0.03) ? '' : random.int(1, 200)} ${uneven(random, SURNAMES, 1)} ${random.pick(['street', 'place', 'crescent', 'circuit', 'avenue', 'close'])}`,
      locality: uneven(random, SURNAMES, 1.5) + random.pick([' park', ' vale', '', '', ' hill']),
      postcode: String(random.int(2000, 2999 + random.int(0, 2000))),
      dateOfBirth: random.chance(0.06) ? null : date(random, 1900, 1999),
      identifiers: ids ? { social: String(1_000_000 + number * 37 + random.int(0, 36)) } : {},
      other: { state: uneven(random, ['nsw', 'vic', 'qld', 'wa', 'sa', 'tas'], 1.8) },
    };
    const copies = linked ? 1 : random.chance(0.4) ? random.int(1, most) : random.int(0, 1);
    const list = Array.from({ length: copies }, () => withErrors(random, original, random.int(1, errors)));
    return [{ ...original, source: 'left' }, ...list.map((copy) => ({ ...copy, source: linked ? 'right' : 'left' }))];
  });
}

function withErrors(random: Random, original: Fields, errors: number): Fields {
  const copy: { -readonly [field in keyof Fields]: Fields[field] } = { ...original };
  for (let error = 0; error < errors; error++) {
    const field = random.pick([
      'forename',
      'surname',
      'street',
      'street',
      'locality',
      'postcode',
      'dateOfBirth',
      'state',
      'social',
    ] as const);
    const kind = random.next();
    if (field === 'state' || field === 'social') {
      const [group, key] = field === 'state' ? (['other', 'state'] as const) : (['identifiers', 'social'] as const);
      const before = copy[group]?.[key];
      if (before) copy[group] = { [key]: field === 'social' ? slipInDigits(random, before) : typed(random, before) };
      continue;
    }
    const text = copy[field];
    if (!text) continue;
    if (kind < 0.08) copy[field] = null;
    else if (kind < 0.14 && field !== 'dateOfBirth' && field !== 'postcode')
      copy[field] = field === 'forename' ? uneven(random, ALL_FORENAMES, 1.6) : uneven(random, SURNAMES, 2);
    else if (kind < 0.2 && (field === 'forename' || field === 'surname'))
      [copy.forename, copy.surname] = [copy.surname, copy.forename];
    else copy[field] = field === 'dateOfBirth' || field === 'postcode' ? slipInDigits(random, text) : slip(random, text);
  }
  return copy;
}

/** Accounts: a person has one to seven, with a fifth of everything missing, names in the wrong columns and dates that are near. */
export function makeAccounts(seed: number, people: number, most = 7): MadeSet {
  const random = createRandom('accounts', seed);
  return gather(random, people, () => {
    const forename = uneven(random, ALL_FORENAMES, 1.4);
    const surname = uneven(random, SURNAMES, 2.5);
    const born = date(random, 1940, 2015);
    const city = uneven(
      random,
      ['London', 'Birmingham', 'Leeds', 'Sheffield', 'Bristol', 'Hull', 'Derby', 'Luton', 'Poole', 'Bolton'],
      2,
    );
    const mailbox = random.pick([
      `${forename}${surname}`,
      `${forename}.${surname}`,
      `${forename.charAt(0)}.${surname}`,
      `${forename}${surname.charAt(0)}`,
    ]);
    const email =
      `${mailbox}${random.chance(0.7) ? random.int(1, 99) : ''}@${uneven(random, SURNAMES, 1)}.${random.pick(['com', 'org', 'net', 'info', 'biz'])}`
        .toLowerCase()
        .replace(/[^a-z0-9.@]/g, '');
    return Array.from({ length: random.int(1, most) }, () => {
      const dirty = random.next() * 0.4;
      const spoilt = (text: string): string => (random.chance(dirty) ? slip(random, text) : text);
      const absent = (): boolean => random.chance(0.18);
      let [first, last] = [spoilt(forename), spoilt(surname)];
      if (random.chance(dirty / 3)) [first, last] = [last, first];
      if (random.chance(0.05)) first = NICKNAMES[forename] ?? first;
      return {
        forename: absent() ? null : first,
        surname: absent() ? null : last,
        dateOfBirth: random.chance(dirty)
          ? slipInDigits(random, born)
          : random.chance(dirty / 4)
            ? date(random, 1940, 2015)
            : born,
        locality: absent() ? null : spoilt(city),
        email: random.chance(0.2) ? null : spoilt(email),
        source: 'left',
      };
    });
  });
}

/** Biographies: ten entries for each, some of one family and of one place, most dates only a year. */
export function makeBiographies(seed: number, people: number): MadeSet {
  const random = createRandom('biographies', seed);
  const towns = SURNAMES.filter((_, index) => index % 9 === 0).map((name) => `${name} town`);
  const trades = [
    'farmer',
    'politician',
    'writer',
    'painter',
    'soldier',
    'priest',
    'lawyer',
    'actor',
    'engineer',
    'merchant',
    'physician',
  ];
  let family = { surname: '', town: '' };
  return gather(random, people, () => {
    if (!random.chance(0.15)) family = { surname: uneven(random, SURNAMES, 1.6), town: uneven(random, towns, 1.5) };
    const { surname, town } = family;
    const sex = random.chance(0.85) ? 'M' : 'F';
    const forename = uneven(random, FORENAMES[sex], 2);
    const middle = random.chance(0.3) ? ` ${uneven(random, FORENAMES[sex], 2)}` : '';
    const born = random.int(1600, 1900);
    const exact = date(random, born, born);
    const postcode = `ZX${random.int(1, 60)} ${random.int(1, 9)}${random.pick([...'ABDEF'])}${random.pick([...'ABDEF'])}`;
    const trade = uneven(random, trades, 1.5);
    return Array.from({ length: random.int(2, 18) }, () => {
      const spoilt = (share: number, text: string): string => (random.chance(share) ? slip(random, text) : text);
      return {
        forename: random.chance(0.04)
          ? null
          : spoilt(
              0.08,
              (random.chance(0.15) ? (NICKNAMES[forename] ?? forename) : forename) + (random.chance(0.5) ? middle : ''),
            ),
        surname: random.chance(0.03) ? null : random.chance(0.04) ? uneven(random, SURNAMES, 1.6) : spoilt(0.1, surname),
        dateOfBirth: random.chance(0.1)
          ? null
          : random.chance(0.7)
            ? `${random.chance(0.08) ? born + random.int(-2, 2) : born}0101`
            : spoiltDate(random, exact),
        postcode: random.chance(0.25) ? null : random.chance(0.15) ? slip(random, postcode) : postcode,
        sex: random.chance(0.1) ? null : sex,
        other: {
          birthplace: random.chance(0.2) ? null : spoilt(0.08, town),
          occupation: random.chance(0.3) ? null : random.chance(0.2) ? random.pick(trades) : trade,
        },
        source: 'left',
      };
    });
  });
}

const spoiltDate = (random: Random, text: string): string => (random.chance(0.1) ? slipInDigits(random, text) : text);

function gather(random: Random, people: number, make: (number: number) => readonly (Fields & { source: string })[]): MadeSet {
  const all = Array.from({ length: people }, (_, number) =>
    make(number).map((fields) => ({ fields, person: `p${number}` })),
  ).flat();
  const shuffled = random.shuffle(all);
  return {
    records: shuffled.map(({ fields }, index) => ({ ...fields, id: `r${String(index).padStart(6, '0')}` })),
    personOf: shuffled.map(({ person }) => person),
  };
}
