/** Checks that the inputs of several changes share. Each answers the problems that it finds, with their place. */
import type { Category } from '#terms/category.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import type { Scope } from './change.ts';

type Path = readonly (string | number)[];

/** One or more, each once. */
export function listProblems(values: readonly string[], ...path: Path): Problem[] {
  if (values.length === 0) return [problem('NOTHING_NAMED', ...path)];
  return new Set(values).size < values.length ? [problem('NAMED_TWICE', ...path)] : [];
}

/** Categories of agencies, each once: the hub's own need no consent and no agreement. */
export function categoryProblems(scope: Scope, categories: readonly Category[], ...path: Path): Problem[] {
  const known = new Set(scope.agencies.flatMap((agency) => agency.categories));
  const unknown = categories.flatMap((category, place) =>
    known.has(category) ? [] : [problem('UNKNOWN_CATEGORY', ...path, place)],
  );
  return [...listProblems(categories, ...path), ...unknown];
}

/** Organisations that may receive; where `workers` is set, workers and apps too. */
export async function recipientProblems(
  scope: Scope,
  recipients: readonly string[],
  { workers = false }: { readonly workers?: boolean },
  ...path: Path
): Promise<Problem[]> {
  const { rows } = await scope.reference.query<{ id: string }>({
    text: `select id from organisation where id = any($1::text[])
      union select id::text from worker where $3 and id = any($2::uuid[])`,
    values: [recipients, recipients.filter(isUuid), workers],
  });
  const known = new Set(rows.map(({ id }) => id));
  const unknown = recipients.flatMap((id, place) => (known.has(id) ? [] : [problem('UNKNOWN_RECIPIENT', ...path, place)]));
  return [...listProblems(recipients, ...path), ...unknown];
}

const LONGEST_TEXT = 2_000;

/** Words that somebody has to read later. */
export function textProblems(text: string, ...path: Path): Problem[] {
  if (text.trim() === '') return [problem('TEXT_NEEDED', ...path)];
  return text.length > LONGEST_TEXT ? [problem('TEXT_TOO_LONG', ...path)] : [];
}

/** What somebody did is past; a minute is allowed for clocks that differ. */
export function pastProblems({ now }: Scope, at: Date, ...path: Path): Problem[] {
  return at.getTime() > now.getTime() + 60_000 ? [problem('IN_THE_FUTURE', ...path)] : [];
}

/** A day that is over or today. */
export function pastDayProblems({ today }: Scope, day: string, ...path: Path): Problem[] {
  return day > today ? [problem('IN_THE_FUTURE', ...path)] : [];
}
