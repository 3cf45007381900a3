/** From a bearer token to a Caller: an OAuth 2.0 access token as a JWT, checked against the sign-in service's key set. */
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { FindCaller } from '#people/callers.ts';
import type { Caller, Role } from '#terms/caller.ts';
import { ROLES } from '#terms/caller.ts';
import { HubError } from '#terms/errors.ts';
import type { SignInConfig } from './config.ts';

/** @throws HubError UNAUTHENTICATED, TOKEN_EXPIRED, UNKNOWN_CALLER or TEMPORARILY_UNAVAILABLE. */
export type SignIn = (authorization: string | undefined) => Promise<Caller>;

/** Roles hold until the token ends, and no token is accepted for longer than this (rule 1). */
export const LONGEST_TOKEN_SECONDS = 600;

export function createSignIn(config: SignInConfig, findCaller: FindCaller): SignIn {
  const keys = createRemoteJWKSet(new URL(config.keySetUrl), { timeoutDuration: 2_000, cooldownDuration: 10_000 });
  return async (authorization) => {
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw new HubError('UNAUTHENTICATED');
    const claims = await verify(token);
    const roles = Array.isArray(claims.roles) ? claims.roles.filter(isRole) : [];
    const caller = await findCaller(claims.sub, roles).catch((cause: unknown) => {
      throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
    });
    if (!caller) throw new HubError('UNKNOWN_CALLER');
    return caller;
  };

  async function verify(token: string): Promise<{ sub: string; roles: unknown }> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: config.issuer,
        audience: config.audience,
        algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
        requiredClaims: ['sub', 'iat', 'exp'],
        maxTokenAge: LONGEST_TOKEN_SECONDS,
        clockTolerance: 5,
      });
      return { sub: String(payload.sub), roles: payload['roles'] };
    } catch (cause) {
      if (cause instanceof errors.JWTExpired) throw new HubError('TOKEN_EXPIRED', { cause });
      if (isKeySetFailure(cause)) throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
      throw new HubError('UNAUTHENTICATED', { cause });
    }
  }
}

/** A key set that times out, is no key set, or is answered with an error (jose's plain error). */
const KEY_SET_FAILURES = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);

/** The key set could not be fetched: not the caller's fault. */
function isKeySetFailure(cause: unknown): boolean {
  if (!(cause instanceof errors.JOSEError)) return true;
  return KEY_SET_FAILURES.has(cause.code);
}

function isRole(value: unknown): value is Role {
  return (ROLES as readonly unknown[]).includes(value);
}
