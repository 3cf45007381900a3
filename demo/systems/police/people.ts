/** The police's list of people: those named in what they share, as CSV. */
import { createWriting } from '#demo/systems/as-written.ts';
import type { Written } from '#demo/systems/as-written.ts';
import { castKeys } from '#demo/world/cast.ts';
import type { World } from '#demo/world/world.ts';
import { quote } from './files.ts';

const COLUMNS = [
  'nominal_reference',
  'status',
  'merged_into',
  'restricted',
  'forename',
  'surname',
  'aliases',
  'date_of_birth',
  'sex',
  'address',
  'town',
  'postcode',
  'phones',
  'warning_markers',
] as const;

/** Somebody of the cast once more, with a wrong year of birth and no address: whether it is her, a steward is asked. */
const TWICE = { key: castKeys.chidera, reference: 'NOM90000001' };

export function renderPeople(world: World): string {
  const write = createWriting(world);
  const rowOf = (reference: string, as: Written): string => {
    const row: Record<(typeof COLUMNS)[number], string> = {
      nominal_reference: reference,
      status: 'LIVE',
      merged_into: '',
      restricted: 'N',
      forename: (as.forename ?? '').toUpperCase(),
      surname: as.surname.toUpperCase(),
      aliases: '',
      date_of_birth: (as.dateOfBirth ?? '').split('-').toReversed().join('/'),
      sex: as.sex.charAt(0),
      address: as.line ?? '',
      town: as.town ?? '',
      postcode: as.postcode ?? '',
      phones: as.phone ?? '',
      warning_markers: 'Nobody should keep this.',
    };
    return COLUMNS.map((column) => quote(row[column])).join(',');
  };
  const rows = world.people.flatMap((person) => {
    const reference = person.ids.police?.nominalReference;
    const as = write('police', person);
    return [
      ...(reference === undefined ? [] : [rowOf(reference, as)]),
      ...(person.key === TWICE.key ? [rowOf(TWICE.reference, doubtful(as))] : []),
    ];
  });
  return `${[COLUMNS.join(','), ...rows].join('\r\n')}\r\n`;
}

function doubtful(as: Written): Written {
  const [year = '', ...day] = (as.dateOfBirth ?? '').split('-');
  return { ...as, dateOfBirth: [Number(year) + 1, ...day].join('-'), line: null, town: null, postcode: null, phone: null };
}
