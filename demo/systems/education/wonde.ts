/** The shapes of Wonde's answers: times, lists in pages by cursor, errors. */
import type { LocalDate } from '#terms/clock.ts';

export interface Page {
  readonly data: readonly unknown[];
  readonly meta: {
    readonly pagination: {
      readonly next: string | null;
      readonly previous: string | null;
      readonly more: boolean;
      readonly per_page: number;
      readonly current_page: number;
    };
  };
}

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 500;

/** One page of a list; `url` is what was asked, with the cursor of the page in it. */
export function pageOf(list: readonly unknown[], url: URL): Page {
  const size = Math.min(Number(url.searchParams.get('per_page')) || DEFAULT_PAGE, LARGEST_PAGE);
  const number = cursorPage(url.searchParams.get('cursor'));
  const last = Math.max(1, Math.ceil(list.length / size));
  const at = (page: number) => {
    const other = new URL(url);
    other.searchParams.set('cursor', Buffer.from(`page:${page}`).toString('base64url'));
    return other.href;
  };
  return {
    data: list.slice((number - 1) * size, number * size),
    meta: {
      pagination: {
        next: number < last ? at(number + 1) : null,
        previous: number > 1 ? at(number - 1) : null,
        more: number < last,
        per_page: size,
        current_page: number,
      },
    },
  };
}

function cursorPage(cursor: string | null): number {
  const text = cursor === null ? '' : Buffer.from(cursor, 'base64url').toString();
  return Number(/^page:([1-9]\d*)$/.exec(text)?.[1] ?? 1);
}

export interface WondeTime {
  readonly date: string;
  readonly timezone_type: 3;
  readonly timezone: string;
}

export function midnight(day: LocalDate): WondeTime {
  return { date: `${day} 00:00:00.000000`, timezone_type: 3, timezone: 'Europe/London' };
}

/** When the registers of a day were last sent on. */
export function afternoonOf(day: LocalDate): WondeTime {
  return { date: `${day} 15:45:00.000000`, timezone_type: 3, timezone: 'UTC' };
}
