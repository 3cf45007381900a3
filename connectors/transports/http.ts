/**
 * Asks one origin over HTTP and reads JSON, within bounds. Nothing of the upstream (URL, header, body) ever leaves in an error:
 * an error has one of a closed list of kinds, and a fixed sentence.
 */
import { Pool } from 'undici';
import type { ZodType } from 'zod';

const SENTENCES = {
  REFUSED: 'The agency could not be reached.',
  STATUS: 'The agency answered with an error.',
  TOO_LARGE: 'The agency answered with more than the hub accepts.',
  MALFORMED: 'The agency answered in a form that the hub does not know.',
  WRONG_PERSON: 'The agency answered about somebody who was not asked about.',
  ABORTED: 'The question was given up before the agency answered.',
} as const;
export type TransportErrorKind = keyof typeof SENTENCES;

export class TransportError extends Error {
  readonly kind: TransportErrorKind;
  /** The HTTP status, where the kind is STATUS. */
  readonly status: number | null;

  constructor(kind: TransportErrorKind, status: number | null = null) {
    super(SENTENCES[kind]);
    this.name = 'TransportError';
    this.kind = kind;
    this.status = status;
  }
}

/** Reads a value by a schema; what does not fit is MALFORMED, and the schema's own complaint (it quotes values) goes no further. */
export function readAs<T>(schema: ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new TransportError('MALFORMED');
  return result.data;
}

/** Gives the `Authorization` header of requests. */
export interface Authoriser {
  header(signal: AbortSignal): Promise<string>;
  /** Says that the agency did not accept a header. True where asking for another one is worth while. */
  refused(header: string): boolean;
  close(): Promise<void>;
}

/** A bearer token that never changes (RFC 6750). */
export function bearer(token: string): Authoriser {
  const header = `Bearer ${token}`;
  return { header: async () => header, refused: () => false, close: async () => {} };
}

export const MEBIBYTE = 1024 * 1024;

export interface HttpOptions {
  /** The base: every request goes to it or below it. */
  readonly url: string;
  readonly authorise: Authoriser;
  /** Media types of an answer that are read; the first one is asked for. */
  readonly mediaTypes: readonly string[];
  /** The largest answer that is read, in bytes. */
  readonly maximumBytes: number;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

export interface Http {
  /** A URL at or below the base. Throws MALFORMED for any other: an agency's link cannot send a token elsewhere. */
  resolve(reference: string, from?: URL): URL;
  /** Sends a request and reads the JSON of a 2xx answer; renews the authorisation once on 401. Throws TransportError only. */
  exchange(request: HttpRequest): Promise<unknown>;
  close(): Promise<void>;
}

export function createHttp({ url, authorise, mediaTypes, maximumBytes }: HttpOptions): Http {
  const base = new URL(url.endsWith('/') ? url : `${url}/`);
  const pool = new Pool(base.origin, {
    connections: 16,
    keepAliveTimeout: 10_000,
    connect: { timeout: 2_000 },
    headersTimeout: 30_000,
    bodyTimeout: 30_000,
    maxResponseSize: maximumBytes,
  });

  async function send(request: HttpRequest, authorization: string) {
    const { statusCode, headers, body } = await pool.request({
      method: request.method,
      path: request.url.pathname + request.url.search,
      headers: { accept: mediaTypes[0] ?? '*/*', authorization, ...request.headers },
      body: request.body ?? null,
      signal: request.signal,
    });
    if (statusCode >= 200 && statusCode < 300 && mediaTypes.includes(mediaTypeOf(headers['content-type'])))
      return { status: statusCode, text: await body.text() };
    await body.dump();
    return { status: statusCode, text: null };
  }

  return {
    resolve(reference, from = base) {
      const target = URL.parse(reference, from.href);
      const below = target && `${target.pathname}/`.startsWith(base.pathname);
      if (!target || target.origin !== base.origin || !below) throw new TransportError('MALFORMED');
      return target;
    },
    async exchange(request) {
      try {
        const header = await authorise.header(request.signal);
        let answer = await send(request, header);
        if (answer.status === 401 && authorise.refused(header))
          answer = await send(request, await authorise.header(request.signal));
        return parse(answer);
      } catch (error) {
        throw asTransportError(error, request.signal);
      }
    },
    async close() {
      await Promise.all([pool.destroy(), authorise.close()]);
    },
  };
}

function parse({ status, text }: { status: number; text: string | null }): unknown {
  if (status < 200 || status >= 300) throw new TransportError('STATUS', status);
  if (text === null) throw new TransportError('MALFORMED');
  try {
    return JSON.parse(text);
  } catch {
    throw new TransportError('MALFORMED');
  }
}

function mediaTypeOf(contentType: string | string[] | undefined): string {
  const text = Array.isArray(contentType) ? contentType[0] : contentType;
  return (text ?? '').replace(/;.*/s, '').trim().toLowerCase();
}

function asTransportError(error: unknown, signal: AbortSignal): TransportError {
  if (signal.aborted) return new TransportError('ABORTED');
  if (error instanceof TransportError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return new TransportError(code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' ? 'TOO_LARGE' : 'REFUSED');
}
