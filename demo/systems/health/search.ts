/** Searches of a FHIR server, and the bundles it answers with. */
import { randomUUID } from 'node:crypto';
import type { Resource } from './resources.ts';

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 200;
const MOST_SEARCHES_KEPT = 1000;

export interface Bundle {
  readonly resourceType: 'Bundle';
  readonly type: 'searchset';
  readonly total: number;
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry: readonly unknown[];
}

export interface Pages {
  /** The first page of what a search found. */
  first(found: readonly Resource[], count: string | null): Bundle;
  /** The page that a token stands for; null where it is not known any more. */
  next(token: string): Bundle | null;
}

interface Rest {
  readonly found: readonly Resource[];
  readonly offset: number;
  readonly size: number;
}

/** `baseOf` gives the server's base once it listens. Links to next pages hold a token and nothing else, least of all an NHS number. */
export function createPages(baseOf: () => string): Pages {
  const rests = new Map<string, Rest>();

  function page(token: string, { found, offset, size }: Rest): Bundle {
    const base = baseOf();
    const link = [{ relation: 'self', url: `${base}?_page=${token}` }];
    if (offset + size < found.length) {
      const next = randomUUID();
      rests.set(next, { found, offset: offset + size, size });
      const oldest = rests.keys().next().value;
      if (rests.size > MOST_SEARCHES_KEPT && oldest !== undefined) rests.delete(oldest);
      link.push({ relation: 'next', url: `${base}?_page=${next}` });
    }
    const entry = found.slice(offset, offset + size).map((resource) => ({
      fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
      resource,
      search: { mode: 'match' },
    }));
    return { resourceType: 'Bundle', type: 'searchset', total: found.length, link, entry };
  }

  return {
    first(found, count) {
      const size = Math.min(Number(count) || DEFAULT_PAGE, LARGEST_PAGE);
      return page(randomUUID(), { found, offset: 0, size });
    },
    next(token) {
      const rest = rests.get(token);
      return rest ? page(token, rest) : null;
    },
  };
}

/** Whether a time meets a `date` parameter: `ge2025-09-01` or without a limit. Null for a parameter that is not understood. */
export function dateFilter(parameter: string | null): ((time: string) => boolean) | null {
  if (parameter === null) return () => true;
  const [, prefix, text] = /^(ge|le)(.+)$/.exec(parameter) ?? [];
  const limit = Date.parse(text ?? '');
  if (Number.isNaN(limit)) return null;
  return prefix === 'ge' ? (time) => Date.parse(time) >= limit : (time) => Date.parse(time) <= limit;
}

/** The patients' ids in `Patient/a,Patient/b`. */
export function patientIds(parameter: string | null): string[] {
  return (parameter ?? '').split(',').flatMap((reference) => /^(?:Patient\/)?([\w.-]+)$/.exec(reference)?.[1] ?? []);
}

export function operationOutcome(code: string, diagnostics: string): unknown {
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] };
}
