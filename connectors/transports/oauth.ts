/** OAuth 2.0 client credentials (RFC 6749, 4.4): one token for all requests, asked for once by concurrent callers. */
import { z } from 'zod';
import type { Clock } from '#terms/clock.ts';
import { systemClock } from '#terms/clock.ts';
import { createHttp, readAs, TransportError } from './http.ts';
import type { Authoriser } from './http.ts';

const MAXIMUM_ANSWER_BYTES = 64 * 1024;
const TIMEOUT_MILLISECONDS = 5_000;
/** Used where the server does not say how long a token lasts (RFC 6749, 5.1 only recommends it). */
const DEFAULT_LIFE_SECONDS = 60;

const tokenSchema = z.object({
  access_token: z.string().min(1),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().optional(),
});

export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
  readonly clock?: Clock;
}

interface Token {
  readonly header: string;
  /** Milliseconds since 1970, some time before the token ends. */
  readonly usableUntil: number;
}

export function createClientCredentials(options: ClientCredentials): Authoriser {
  const { tokenUrl, clientId, clientSecret, scope, clock = systemClock } = options;
  // RFC 6749, 2.3.1: both are form-encoded before they are put into Basic authentication.
  const basic = Buffer.from(`${formEncode(clientId)}:${formEncode(clientSecret)}`).toString('base64');
  const http = createHttp({
    url: tokenUrl,
    authorise: { header: async () => `Basic ${basic}`, refused: () => false, close: async () => {} },
    mediaTypes: ['application/json'],
    maximumBytes: MAXIMUM_ANSWER_BYTES,
  });
  let token: Token | null = null;
  let asking: Promise<Token> | null = null;

  async function renew(): Promise<Token> {
    try {
      token = await ask();
      return token;
    } catch (error) {
      // The time limit is ours: to the callers the agency could not be reached.
      throw error instanceof TransportError && error.kind === 'ABORTED' ? new TransportError('REFUSED') : error;
    } finally {
      asking = null;
    }
  }

  async function ask(): Promise<Token> {
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) });
    const askedAt = clock.now().getTime();
    const answer = await http.exchange({
      method: 'POST',
      url: new URL(tokenUrl),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      // Not a caller's signal: the others wait for the same token.
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    const { access_token, expires_in = DEFAULT_LIFE_SECONDS } = readAs(tokenSchema, answer);
    const usableSeconds = expires_in - Math.min(60, expires_in / 10);
    return { header: `Bearer ${access_token}`, usableUntil: askedAt + usableSeconds * 1000 };
  }

  return {
    async header(signal) {
      if (token && clock.now().getTime() < token.usableUntil) return token.header;
      asking ??= renew();
      return (await unlessAborted(asking, signal)).header;
    },
    refused(header) {
      // Another caller may have renewed it in the meantime: then the new one is tried as it is.
      if (token?.header === header) token = null;
      return true;
    },
    close: http.close,
  };
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(new TransportError('ABORTED'));
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', abort));
}

function formEncode(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}
