/** OAuth 2.0 client credentials (RFC 6749, 4.4), the server's side. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '#terms/clock.ts';

const LIFE_SECONDS = 300;

export interface TokenServer {
  /** The token answer, or null where client or grant are not accepted. */
  grant(authorization: string | undefined, form: URLSearchParams): unknown;
  accepts(authorization: string | undefined): boolean;
}

export function createTokenServer(client: { readonly id: string; readonly secret: string }, clock: Clock): TokenServer {
  const ends = new Map<string, number>();
  const expected = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`;
  return {
    grant(authorization, form) {
      if (authorization !== expected || form.get('grant_type') !== 'client_credentials') return null;
      const now = clock.now().getTime();
      for (const [token, end] of ends) if (end < now) ends.delete(token);
      const token = randomUUID();
      ends.set(`Bearer ${token}`, now + LIFE_SECONDS * 1000);
      return { access_token: token, token_type: 'Bearer', expires_in: LIFE_SECONDS, scope: form.get('scope') ?? '' };
    },
    accepts: (authorization) => (ends.get(authorization ?? '') ?? 0) > clock.now().getTime(),
  };
}
