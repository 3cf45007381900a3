/** The log as a table (RFC 4180): a row for each decision, one for an entry without any. No cell is a formula to a spreadsheet. */
import { stringify } from 'csv-stringify/sync';
import type { LogEntry } from '#review/entries.ts';
import type { Rendering } from './rendering.ts';

type Cell = string | number | boolean | null | undefined;
type Decision = LogEntry['decisions'][number];

const list = (values: readonly string[] | undefined): string | undefined => values?.join(' ');

/** What was asked of the log, as it was read, need be no time. */
const time = (at: Date | undefined): string | undefined => (at && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined);

/** By header; values in one cell stand with spaces between them. */
const COLUMNS: Readonly<Record<string, (entry: LogEntry, decision: Decision | undefined) => Cell>> = {
  index: ({ index }) => index,
  'at (UTC)': ({ at }) => time(at),
  kind: ({ kind }) => kind,
  'worker id': ({ worker }) => worker?.id,
  'worker name': ({ worker }) => worker?.name,
  'app id': ({ app }) => app?.id,
  'app name': ({ app }) => app?.name,
  'organisation id': ({ organisation }) => organisation?.id,
  'organisation name': ({ organisation }) => organisation?.name,
  'person id': ({ person }) => person?.id,
  'person name': ({ person }) => person?.name,
  'family id': ({ family }) => family?.id,
  purpose: ({ purpose }) => purpose,
  visible: ({ visible }) => visible,
  category: (_, decision) => decision?.category,
  outcome: (_, decision) => decision?.outcome,
  reason: (_, decision) => decision?.reason,
  'internal reason': (_, decision) => decision?.internalReason,
  items: (_, decision) => decision?.items,
  named: (_, decision) => decision?.named,
  detail: (_, decision) => decision?.detail,
  since: (_, decision) => decision?.since,
  masked: (_, decision) => decision?.masked,
  fields: (_, decision) => list(decision?.fields),
  agreement: (_, decision) => decision?.basis.agreement,
  'consent id': (_, decision) => decision?.basis.consent,
  'assignment id': (_, decision) => decision?.basis.assignment,
  'episode id': (_, decision) => decision?.basis.episode,
  'restriction id': (_, decision) => decision?.basis.restriction,
  'interest id': (_, decision) => decision?.basis.interest,
  'override id': (_, decision) => decision?.basis.override,
  'safeguarding decision id': (_, decision) => decision?.basis.safeguardingDecision,
  links: (_, decision) => list(decision?.basis.links),
  'request id': ({ requestId }) => requestId,
  change: ({ change }) => change?.name,
  'change outcome': ({ change }) => change?.outcome,
  'change problems': ({ change }) => list(change?.problems),
  'change records': ({ change }) => list(change?.records),
  'change categories': ({ change }) => list(change?.categories),
  'change recipients': ({ change }) => list(change?.recipients),
  'change purposes': ({ change }) => list(change?.purposes),
  'change what': ({ change }) => list(change?.what),
  shown: ({ shown }) => list(shown),
  families: ({ families }) => list(families),
  'search query': ({ search }) => search?.query,
  'search facts': ({ search }) => list(search?.facts),
  'search people': ({ search }) => list(search?.people),
  'explained category': ({ explained }) => explained?.category,
  'explained recipient': ({ explained }) => explained?.recipient,
  'explained at (UTC)': ({ explained }) => time(explained?.at),
  erased: ({ erased }) => list(erased.map(({ from, to }) => `${from}-${to}`)),
  'review query': ({ review }) => review?.query,
  'review filter': ({ review }) => review?.filter.map(({ name, values }) => `${name}=${values.join(',')}`).join(' '),
  'review entries': ({ review }) => review?.entries,
  'review complete to': ({ review }) => review?.completeTo,
};

/** A byte order mark, without which Excel takes names for Latin-1. */
const MARK = '\ufeff';

export const csv: Rendering = {
  mediaType: 'text/csv; charset=utf-8',
  extension: 'csv',
  head: () => Buffer.from(MARK + table([Object.keys(COLUMNS)])),
  page: (entries) => Buffer.from(table(entries.flatMap(({ entry }) => rowsOf(entry)))),
  tail: () => Buffer.alloc(0),
};

function rowsOf(entry: LogEntry): Cell[][] {
  const decisions = entry.decisions.length > 0 ? entry.decisions : [undefined];
  return decisions.map((decision) => Object.values(COLUMNS).map((cell) => cell(entry, decision)));
}

function table(rows: readonly (readonly Cell[])[]): string {
  return stringify([...rows], {
    record_delimiter: 'windows',
    // Without this a line feed alone would end a row.
    quote_record_delimiter: true,
    escape_formulas: true,
    cast: { boolean: String, string: (text) => (LEADS_TO_FORMULA.test(text) ? `'${text}` : text) },
  });
}

/** What `escape_formulas` leaves: a line feed, and white space that a spreadsheet may strip. A formula by itself it does see. */
const LEADS_TO_FORMULA = /^(\n|\s+[=+\-@＝＋－＠])/u;
