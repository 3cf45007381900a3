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
    return claims.actor === undefined ? caller : actFor(caller, claims.actor);
  };

  /** An app that acts for a worker (RFC 8693 section 4.1): the token is the worker's, and `act` names the app. */
  async function actFor(worker: Caller, actor: string): Promise<Caller> {
    const app = await findCaller(actor, ['APP']).catch((cause: unknown) => {
      throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
    });
    if (app?.kind !== 'APP' || worker.kind !== 'WORKER') throw new HubError('UNKNOWN_CALLER');
    const { id, name, organisationId, approvedPurposes } = app;
    return {
      ...worker,
      through: { id, name, organisationId, approvedPurposes },
      epoch: Math.min(worker.epoch, app.epoch),
    };
  }

  async function verify(token: string): Promise<{ sub: string; roles: unknown; actor: string | undefined }> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: config.issuer,
        audience: config.audience,
        algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
        requiredClaims: ['sub', 'iat', 'exp'],
        maxTokenAge: LONGEST_TOKEN_SECONDS,
        clockTolerance: 5,
      });
      return { sub: String(payload.sub), roles: payload['roles'], actor: actorOf(payload['act']) };
    } catch (cause) {
      if (cause instanceof HubError) throw cause;
      if (cause instanceof errors.JWTExpired) throw new HubError('TOKEN_EXPIRED', { cause });
      if (isKeySetFailure(cause)) throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
      throw new HubError('UNAUTHENTICATED', { cause });
    }
  }
}

/** The `sub` of an `act` claim; undefined without one. @throws where the claim is none, or names a chain of actors. */
function actorOf(act: unknown): string | undefined {
  if (act === undefined) return undefined;
  const claim = Object(act) as { sub?: unknown; act?: unknown };
  if (typeof claim.sub !== 'string' || claim.act !== undefined) throw new HubError('UNAUTHENTICATED');
  return claim.sub;
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
