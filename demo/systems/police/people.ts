/** The police's list of people: those named in what they share, as CSV. */
import { createWriting } from '#demo/systems/as-written.ts';
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

export function renderPeople(world: World): string {
  const write = createWriting(world);
  const rows = world.people.flatMap((person) => {
    const reference = person.ids.police?.nominalReference;
    if (reference === undefined) return [];
    const as = write('police', person);
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
    return [COLUMNS.map((column) => quote(row[column])).join(',')];
  });
  return `${[COLUMNS.join(','), ...rows].join('\r\n')}\r\n`;
}
