/** The rows of a CSV file (RFC 4180), read as it goes: a large file is never in memory at once. */
import { createReadStream } from 'node:fs';
import { StartError } from '#server/start-error.ts';

/** A quoted value does not span more lines than this: an open quote costs no more rows than its own. */
const LONGEST_ROW = 20;
const BYTES_AT_ONCE = 1_048_576;

export interface Row {
  readonly line: number;
  /** Null: its quotes are not closed, or stand where none may. */
  readonly values: readonly string[] | null;
}

/** Rows, some at once. @throws StartError where the file is not text */
export async function* rowsOf(path: string): AsyncGenerator<readonly Row[]> {
  let waiting: string[] = [];
  let line = 1;
  for await (const lines of linesOf(path)) {
    waiting = waiting.concat(lines);
    const { rows, used } = takeRows(waiting, line, false);
    yield rows;
    waiting = waiting.slice(used);
    line += used;
  }
  yield takeRows(waiting, line, true).rows;
}

/** Lines, some at once, without their ends. */
async function* linesOf(path: string): AsyncGenerator<string[]> {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let rest = '';
  for await (const bytes of createReadStream(path, { highWaterMark: BYTES_AT_ONCE })) {
    decoder ??= new TextDecoder(encodingOf(bytes as Buffer));
    rest += decoder.decode(bytes as Buffer, { stream: true });
    if (rest.includes('\0')) throw new StartError(`${path} is not text: save it as CSV in UTF-8.`);
    // A line may end with two characters, and they may come apart.
    const whole = rest.endsWith('\r') ? rest.slice(0, -1) : rest;
    const lines = whole.split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '') + rest.slice(whole.length);
    yield lines;
  }
  yield (rest + (decoder?.decode() ?? '')).split(/\r\n|\n|\r/);
}

/** What spreadsheets write: UTF-8, or UTF-16 with a mark at its beginning. */
function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** The rows of these lines; while more lines come, those whose end is certainly among them. */
function takeRows(lines: readonly string[], first: number, all: boolean): { rows: Row[]; used: number } {
  const rows: Row[] = [];
  let index = 0;
  for (; index < lines.length && (all || lines.length - index >= LONGEST_ROW); index++) {
    const line = lines[index] as string;
    if (line.trim() === '') continue;
    const number = first + index;
    if (!line.includes('"')) {
      rows.push({ line: number, values: line.split(',') });
      continue;
    }
    const end = endOfRow(lines, index);
    rows.push({ line: number, values: end === null ? null : quoted(lines.slice(index, end + 1).join('\n')) });
    index = end ?? index;
  }
  return { rows, used: index };
}

/** The last line of the row that begins here: the first with which its quotes come in pairs. */
function endOfRow(lines: readonly string[], start: number): number | null {
  let open = false;
  for (let index = start; index < Math.min(lines.length, start + LONGEST_ROW); index++) {
    if (((lines[index]?.split('"').length ?? 1) - 1) % 2 === 1) open = !open;
    if (!open) return index;
  }
  return null;
}

/** The values of a row that has quotes (RFC 4180); null where something stands behind a closing quote. */
function quoted(row: string): readonly string[] | null {
  const values: string[] = [];
  for (let at = 0; at <= row.length;) {
    while (row.charAt(at) === ' ') at++;
    if (row.charAt(at) !== '"') {
      const comma = row.indexOf(',', at);
      const end = comma < 0 ? row.length : comma;
      values.push(row.slice(at, end));
      at = end + 1;
      continue;
    }
    let end = row.indexOf('"', at + 1);
    while (end >= 0 && row.charAt(end + 1) === '"') end = row.indexOf('"', end + 2);
    if (end < 0 || !/^ *(,|$)/.test(row.slice(end + 1, end + 4))) return null;
    values.push(row.slice(at + 1, end).replaceAll('""', '"'));
    const comma = row.indexOf(',', end);
    at = comma < 0 ? row.length + 1 : comma + 1;
  }
  return values;
}
