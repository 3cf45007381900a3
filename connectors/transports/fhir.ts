/**
 * Searches a FHIR R4 server. Always by POST and form: search parameters hold NHS numbers, and URLs end up in logs
 * (https://hl7.org/fhir/R4/http.html#search).
 */
import { z } from 'zod';
import { createHttp, MEBIBYTE, readAs, TransportError } from './http.ts';
import type { Authoriser } from './http.ts';

/** Of a search that is held in memory as a whole. */
const MAXIMUM_PAGES = 200;
/** Of a search that is read page by page. */
const MAXIMUM_PAGES_READ = 20_000;

/** A resource as it came; each resource type is read by its own schema. */
export interface FhirResource {
  readonly resourceType: string;
  readonly [element: string]: unknown;
}

const resourceSchema = z.looseObject({ resourceType: z.string() });
const bundleSchema = z.object({
  resourceType: z.literal('Bundle'),
  type: z.literal('searchset'),
  link: z.array(z.object({ relation: z.string(), url: z.string() })).default([]),
  entry: z
    .array(z.object({ resource: resourceSchema, search: z.object({ mode: z.string().optional() }).optional() }))
    .default([]),
});

export interface FhirClient {
  /**
   * All resources that a search finds, matches and those they include, over all pages: all of them or an error. An
   * OperationOutcome, alone or among the entries, is an error: it may say that the answer is not complete.
   */
  search(
    resourceType: string,
    params: Readonly<Record<string, string>>,
    asking: { signal: AbortSignal },
  ): Promise<FhirResource[]>;
  /** What a search finds, page by page: for searches that find too much to hold. */
  pages(
    resourceType: string,
    params: Readonly<Record<string, string>>,
    asking: { signal: AbortSignal },
  ): AsyncGenerator<readonly FhirResource[]>;
  close(): Promise<void>;
}

export interface FhirOptions {
  /** The server's base: `https://…/fhir`. */
  readonly url: string;
  readonly authorise: Authoriser;
  /** Bounds one page, 8 MiB unless told. */
  readonly maximumBytes?: number;
}

export function createFhirClient({ url, authorise, maximumBytes = 8 * MEBIBYTE }: FhirOptions): FhirClient {
  const http = createHttp({ url, authorise, mediaTypes: ['application/fhir+json', 'application/json'], maximumBytes });

  async function* pages(
    resourceType: string,
    params: Readonly<Record<string, string>>,
    signal: AbortSignal,
    most: number,
  ): AsyncGenerator<readonly FhirResource[]> {
    const first = {
      method: 'POST' as const,
      url: http.resolve(`${resourceType}/_search`),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(params).toString(),
      signal,
    };
    const followed = new Set<string>();
    let bundle = readAs(bundleSchema, await http.exchange(first));
    for (;;) {
      yield bundle.entry.map(({ resource }) => checked(resource));
      const link = bundle.link.find(({ relation }) => relation === 'next');
      if (!link) return;
      const next = http.resolve(link.url, first.url);
      if (followed.has(next.href) || followed.size >= most - 1) throw new TransportError('MALFORMED');
      followed.add(next.href);
      // oxlint-disable-next-line no-await-in-loop -- each page says where the next one is
      bundle = readAs(bundleSchema, await http.exchange({ method: 'GET', url: next, signal }));
    }
  }

  return {
    async search(resourceType, params, { signal }) {
      const resources: FhirResource[] = [];
      for await (const page of pages(resourceType, params, signal, MAXIMUM_PAGES)) resources.push(...page);
      return resources;
    },
    pages: (resourceType, params, { signal }) => pages(resourceType, params, signal, MAXIMUM_PAGES_READ),
    close: http.close,
  };
}

function checked(resource: FhirResource): FhirResource {
  if (resource.resourceType === 'OperationOutcome') throw new TransportError('MALFORMED');
  return resource;
}
