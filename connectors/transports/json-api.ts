import { z } from 'zod';
import { bearer, createHttp, MEBIBYTE, readAs, TransportError } from './http.ts';
import type { Authoriser } from './http.ts';

const MAXIMUM_PAGES = 200;

const pageSchema = z.object({
  data: z.array(z.unknown()),
  meta: z.object({ pagination: z.object({ next: z.string().nullish(), more: z.boolean() }) }),
});

export type Query = Readonly<Record<string, string | number>>;
export interface Asking {
  readonly signal: AbortSignal;
}

/** A JSON API with a bearer token, and lists in pages by cursor in the manner of Wonde. Throws TransportError only. */
export interface JsonApi {
  get(path: string, query: Query, asking: Asking): Promise<unknown>;
  /** The entries of all pages of a list. All of them or an error: never a part. */
  getPages(path: string, query: Query, asking: Asking): Promise<unknown[]>;
  close(): Promise<void>;
}

export type JsonApiOptions = { readonly url: string; readonly maximumBytes?: number } & (
  { readonly token: string } | { readonly authorise: Authoriser }
);

/** `path` is relative to `url`; its parts must be encoded by the caller. `maximumBytes` bounds one answer, 8 MiB unless told. */
export function createJsonApi({ url, maximumBytes = 8 * MEBIBYTE, ...options }: JsonApiOptions): JsonApi {
  const authorise = 'token' in options ? bearer(options.token) : options.authorise;
  const http = createHttp({ url, authorise, mediaTypes: ['application/json'], maximumBytes });

  function target(path: string, query: Query): URL {
    const url = http.resolve(path);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    return url;
  }

  return {
    get: (path, query, { signal }) => http.exchange({ method: 'GET', url: target(path, query), signal }),
    async getPages(path, query, { signal }) {
      const entries: unknown[] = [];
      const asked = new Set<string>();
      for (let url: URL | null = target(path, query); url;) {
        if (asked.has(url.href) || asked.size >= MAXIMUM_PAGES) throw new TransportError('MALFORMED');
        asked.add(url.href);
        const page = readAs(pageSchema, await http.exchange({ method: 'GET', url, signal }));
        for (const entry of page.data) entries.push(entry);
        url = nextPage(page.meta.pagination, url);
      }
      return entries;
    },
    close: http.close,
  };

  function nextPage({ next, more }: { next?: string | null | undefined; more: boolean }, current: URL): URL | null {
    if (!more) return null;
    if (!next) throw new TransportError('MALFORMED');
    const url = http.resolve(next, current);
    if (url.pathname !== current.pathname) throw new TransportError('MALFORMED');
    return url;
  }
}
