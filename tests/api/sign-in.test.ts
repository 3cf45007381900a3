import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import type { TestHub } from '#tests/support/hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());

const ME = '{ me { name kind roles organisation } }';

/** Status and code of asking with this Authorization header. */
async function read(authorization: string | undefined): Promise<string> {
  const response = await fetch(hub.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
    body: JSON.stringify({ query: ME }),
  });
  const body = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return `${response.status} ${body.errors?.[0]?.extensions.code ?? 'OK'}`;
}

const CLAIMS = { roles: ['PRACTITIONER'] };
const issued = () =>
  new UnsecuredJWT(CLAIMS)
    .setSubject('lead-worker')
    .setIssuer('https://sign-in.northmere.example')
    .setAudience('family-view')
    .setIssuedAt()
    .setExpirationTime('5 minutes');

describe('Sign-in', () => {
  test('tells the caller who the hub takes them for', async () => {
    const { body } = await hub.query('lead-worker', ME);
    expect(body.data).toEqual({
      me: { name: 'Priya Nair', kind: 'WORKER', roles: ['PRACTITIONER'], organisation: 'Northmere Council Early Help' },
    });
  });

  test('is asked for where there is no token, or no bearer token', async () => {
    for (const header of [
      undefined,
      '',
      'Bearer',
      'Bearer ',
      'Basic cHJpeWE6c2VjcmV0',
      'Bearer not.a.token',
      `Bearer ${'a'.repeat(7_000)}`,
    ]) {
      expect(await read(header)).toBe('401 UNAUTHENTICATED');
    }
    const { headers, text } = await hub.query(null, ME);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(text).not.toContain('data');
  });

  test('refuses a token that nobody signed, and one signed by somebody else', async () => {
    expect(await read(`Bearer ${issued().encode()}`)).toBe('401 UNAUTHENTICATED');
    const { privateKey } = await generateKeyPair('ES256');
    const forged = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'ES256', kid: 'made-up-1' })
      .setSubject('lead-worker')
      .setIssuer('https://sign-in.northmere.example')
      .setAudience('family-view')
      .setIssuedAt()
      .setExpirationTime('5 minutes')
      .sign(privateKey);
    expect(await read(`Bearer ${forged}`)).toBe('401 UNAUTHENTICATED');
    const confused = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('lead-worker')
      .setIssuedAt()
      .sign(new Uint8Array(32));
    expect(await read(`Bearer ${confused}`)).toBe('401 UNAUTHENTICATED');
  });

  test('refuses another issuer, another audience, and a token without an end', async () => {
    expect(await read(`Bearer ${await hub.token('lead-worker', { iss: 'https://elsewhere.example' })}`)).toBe(
      '401 UNAUTHENTICATED',
    );
    expect(await read(`Bearer ${await hub.token('lead-worker', { aud: 'another-service' })}`)).toBe('401 UNAUTHENTICATED');
  });

  test('refuses a token that has ended, or that is older than ten minutes whatever it says', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect(await read(`Bearer ${await hub.token('lead-worker', { issuedAt: now - 300, expiresIn: '-10 seconds' })}`)).toBe(
      '401 TOKEN_EXPIRED',
    );
    expect(await read(`Bearer ${await hub.token('lead-worker', { issuedAt: now - 660, expiresIn: '8 hours' })}`)).toBe(
      '401 TOKEN_EXPIRED',
    );
    expect(await read(`Bearer ${await hub.token('lead-worker', { issuedAt: now - 540 })}`)).toBe('200 OK');
  });

  test('does not let in somebody whom the hub does not know', async () => {
    expect(await read(`Bearer ${await hub.token('nobody')}`)).toBe('403 UNKNOWN_CALLER');
  });

  test('gives no app a worker’s role, and no worker an app’s', async () => {
    const roles = async (who: string, claimed: string[]) => {
      const response = await fetch(hub.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await hub.token(who, { roles: claimed })}` },
        body: JSON.stringify({ query: ME }),
      });
      return ((await response.json()) as { data: { me: { roles: string[] } } }).data.me.roles;
    };
    expect(await roles('council-app', ['APP', 'PRACTITIONER', 'DPO'])).toEqual(['APP']);
    expect(await roles('lead-worker', ['PRACTITIONER', 'APP', 'EMPEROR'])).toEqual(['PRACTITIONER']);
  });

  test('lets no proxy or browser keep an answer', async () => {
    for (const who of ['lead-worker', null]) {
      const { headers } = await hub.query(who, ME);
      expect(headers.get('cache-control')).toBe('private, no-store');
      expect(headers.get('vary')).toContain('Authorization');
    }
  });
});

describe('A purpose', () => {
  const OUTCOMES = `query($id: ID!, $purpose: Purpose!) { person(id: $id, purpose: $purpose) {
    identity { __typename ... on Withheld { reason } } attendance { __typename ... on Withheld { reason } } } }`;

  test('is an entitlement: nobody here holds SAFEGUARDING', async () => {
    for (const who of ['lead-worker', 'council-app']) {
      hub.forget();
      const { body } = await hub.query(who, OUTCOMES, { id: CAST.toby, purpose: 'SAFEGUARDING' });
      const withheld = { __typename: 'Withheld', reason: 'PURPOSE_NOT_OPEN' };
      expect(body.data?.['person']).toEqual({ identity: withheld, attendance: withheld });
      expect(hub.asked.size).toBe(0);
    }
  });

  test('is one for the whole request, before anything runs', async () => {
    const before = (await hub.leaves()).length;
    const two = `{ a: person(id: "${CAST.toby}", purpose: EARLY_HELP) { id } b: family(id: "${OKAFOR_HUGHES}", purpose: SAFEGUARDING) { id } }`;
    const conflict = await hub.query('lead-worker', two);
    expect(conflict.status).toBe(400);
    expect(conflict.body).toEqual({
      errors: [{ message: expect.stringContaining('one purpose') as string, extensions: { code: 'PURPOSE_CONFLICT' } }],
    });
    const header = await hub.query(
      'lead-worker',
      OUTCOMES,
      { id: CAST.toby, purpose: 'EARLY_HELP' },
      { 'x-purpose-of-use': 'SAFEGUARDING' },
    );
    expect(header.body.errors?.[0]?.extensions['code']).toBe('PURPOSE_CONFLICT');
    expect((await hub.leaves()).length).toBe(before);
  });
});

describe('A council app that acts for a worker', () => {
  const ask = async (who: string, act: unknown) => read(`Bearer ${await hub.token(who, { act } as never)}`);

  test('is named beside the worker by the token’s act claim (RFC 8693)', async () => {
    const token = await hub.token('lead-worker', { act: { sub: 'council-app' } } as never);
    const { body } = await hub.query(null, '{ me { name kind through } }', {}, { authorization: `Bearer ${token}` });
    expect(body.data).toEqual({ me: { name: 'Priya Nair', kind: 'WORKER', through: 'Family Support App' } });
  });

  test('has to be an app that the hub knows, and act for a worker', async () => {
    expect(await ask('lead-worker', { sub: 'council-app' })).toBe('200 OK');
    expect(await ask('lead-worker', { sub: 'nobody' })).toBe('403 UNKNOWN_CALLER');
    expect(await ask('lead-worker', { sub: 'other-worker' })).toBe('403 UNKNOWN_CALLER');
    expect(await ask('council-app', { sub: 'council-app' })).toBe('403 UNKNOWN_CALLER');
  });

  test('is not taken from a claim that is not understood', async () => {
    for (const act of ['council-app', {}, { sub: 7 }, { sub: 'council-app', act: { sub: 'council-app' } }, null]) {
      expect(await ask('lead-worker', act)).toBe('401 UNAUTHENTICATED');
    }
  });
});
