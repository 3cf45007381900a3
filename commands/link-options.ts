/** What `npm run -s link` is told: its options, and which column of the files is what. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { StartError } from '#server/start-error.ts';

export interface LinkCommand {
  readonly left: string;
  readonly right: string | null;
  readonly columns: string;
  readonly out: string | null;
  readonly clusters: string | null;
  /** Where to write the model that was trained on these files. */
  readonly train: string | null;
  /** A model to use instead of training one. */
  readonly model: string | null;
}

const USAGE =
  'Say: npm run -s link -- --left A.csv [--right B.csv] --columns MAP.json --out PAIRS.csv [--clusters CLUSTERS.csv] [--model MODEL.json] [--train MODEL.json].';

export function readLinkCommand(args: readonly string[]): LinkCommand {
  const values = parsed(args);
  const { left, columns, out, train } = values;
  if (left === undefined || columns === undefined || (out ?? train) === undefined) throw new StartError(USAGE);
  if (train !== undefined && values.model !== undefined) throw new StartError('A model is either given or trained.');
  return {
    left,
    columns,
    right: values.right ?? null,
    out: out ?? null,
    clusters: values.clusters ?? null,
    train: train ?? null,
    model: values.model ?? null,
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { left: text, right: text, columns: text, out: text, clusters: text, train: text, model: text },
    }).values;
  } catch (error) {
    throw new StartError(`${(error as Error).message.split('. ', 1)[0]}. ${USAGE}`);
  }
}

const column = z.string().min(1);
const columns = z.union([column.transform((name) => [name]), z.array(column).min(1)]).optional();

const columnMap = z.strictObject({
  id: column,
  forename: columns,
  surname: columns,
  fullName: columns,
  dateOfBirth: columns,
  sex: columns,
  postcode: columns,
  street: columns,
  locality: columns,
  email: columns,
  phone: columns,
  identifier: z.record(z.string().min(1), column).default({}),
  other: z.union([column.transform((name) => [name]), z.array(column)]).default([]),
  clusterTruth: column.optional(),
});

export type ColumnMap = z.infer<typeof columnMap>;

export async function readColumnMap(path: string): Promise<ColumnMap> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new StartError(`${path} is not JSON.`);
    throw error;
  }
  const { success, data, error } = columnMap.safeParse(content);
  if (success) {
    const { id: _id, clusterTruth: _truth, identifier, other, ...fields } = data;
    const isNothing =
      Object.keys(identifier).length + other.length === 0 && Object.values(fields).every((value) => value === undefined);
    if (isNothing)
      throw new StartError(`${path} names nothing to compare: say which columns are the names and the date of birth.`);
    return data;
  }
  const [{ path: at, message } = { path: [], message: '' }] = error.issues;
  const keys = message.startsWith('Unrecognized') ? ` It takes ${Object.keys(columnMap.shape).join(', ')}.` : '';
  throw new StartError(`${path}${at.length > 0 ? `, ${at.join('.')}` : ''}: ${message}.${keys}`);
}
