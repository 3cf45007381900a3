import { z } from 'zod';
import { bearer, createHttp, MEBIBYTE, readAs, TransportError } from './http.ts';
import type { Authoriser } from './http.ts';

/** Of a list that is held in memory as a whole. */
const MAXIMUM_PAGES = 200;
/** Of a list that is read page by page. */
const MAXIMUM_PAGES_READ = 20_000;

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
  /** The entries of a list, page by page: for lists that are too long to hold. */
  pages(path: string, query: Query, asking: Asking): AsyncGenerator<readonly unknown[]>;
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
      for await (const page of pages(path, query, signal, MAXIMUM_PAGES)) for (const entry of page) entries.push(entry);
      return entries;
    },
    pages: (path, query, { signal }) => pages(path, query, signal, MAXIMUM_PAGES_READ),
    close: http.close,
  };

  async function* pages(path: string, query: Query, signal: AbortSignal, most: number): AsyncGenerator<readonly unknown[]> {
    const asked = new Set<string>();
    for (let url: URL | null = target(path, query); url;) {
      if (asked.has(url.href) || asked.size >= most) throw new TransportError('MALFORMED');
      asked.add(url.href);
      // oxlint-disable-next-line no-await-in-loop -- each page says where the next one is
      const page = readAs(pageSchema, await http.exchange({ method: 'GET', url, signal }));
      yield page.data;
      url = nextPage(page.meta.pagination, url);
    }
  }

  function nextPage({ next, more }: { next?: string | null | undefined; more: boolean }, current: URL): URL | null {
    if (!more) return null;
    if (!next) throw new TransportError('MALFORMED');
    const url = http.resolve(next, current);
    if (url.pathname !== current.pathname) throw new TransportError('MALFORMED');
    return url;
  }
}
