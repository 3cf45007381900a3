import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { LEAD_WORKER } from './family.ts';

export const ISSUER = 'https://sign-in.bench.example';
export const AUDIENCE = 'family-view';

export interface BenchSignIn {
  readonly keySet: object;
  /** A token of the family's lead worker, good for ten minutes. */
  token(): Promise<string>;
}

/** The sign-in service of the bench: a key of this run, and tokens made with it. */
export async function createBenchSignIn(): Promise<BenchSignIn> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  return {
    keySet: { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: 'bench' }] },
    token: () =>
      new SignJWT({ roles: ['PRACTITIONER'] })
        .setProtectedHeader({ alg: 'ES256', kid: 'bench', typ: 'at+jwt' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(LEAD_WORKER.subject)
        .setIssuedAt()
        .setExpirationTime('10 minutes')
        .sign(privateKey),
  };
}
