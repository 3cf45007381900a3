import { CALLERS } from './callers.ts';
import { madeUpId } from './ids.ts';
import { castKeys } from './world/cast.ts';

/** The id of the family that the README shows. */
export const README_FAMILY_ID = madeUpId('family', castKeys.family);

const QUERY = `query OneFamily($id: ID!) { family(id: $id, purpose: EARLY_HELP) { name members { role person {
  identity { ... on Identity { name age } }
  attendance { __typename ... on Attendance { attendanceRate persistentlyAbsent } ... on Withheld { reason } }
  suspensions { __typename } missingEpisodes { __typename ... on Unavailable { since } } } } } }`;

export interface Introduction {
  /** Of the hub, `http://127.0.0.1:4000`. */
  readonly address: string;
  /** As it was configured. */
  readonly dataDirectory: string;
  say(line: string): void;
}

/** Says who can sign in, and how to see one family. */
export function introduce({ address, dataDirectory, say }: Introduction): void {
  const token = `${dataDirectory === '.data' ? '' : `DATA_DIRECTORY=${quoted(dataDirectory)} `}npm run -s token -- lead-worker`;
  const width = Math.max(...CALLERS.map(({ key }) => key.length));
  const body = JSON.stringify({ query: QUERY.replaceAll(/\s+/g, ' '), variables: { id: README_FAMILY_ID } });
  say('');
  say(`Everybody below is made up. A token for one of them, good for ten minutes: ${token}`);
  for (const { key, name, what } of CALLERS) say(`  ${key.padEnd(width)}  ${name}, ${what}`);
  say('');
  say('One family, as its lead worker sees it:');
  say(`curl -s ${address}/graphql -H "authorization: Bearer $(${token})" \\`);
  say(`  -H 'content-type: application/json' -d '${body}'`);
  say('');
  say('Ctrl-C stops everything.');
}

function quoted(path: string): string {
  return /^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
