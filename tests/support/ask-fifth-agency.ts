/**
 * Runs in a copy of the project that has a fifth agency: starts the hub on a database (first argument) with a folder (second) for
 * its sign-in, and prints what the lead worker reads of these people (further arguments), one JSON object.
 */
import { DEFAULT_DECISION_SETTINGS } from '#disclosure/decide.ts';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import { createMemoryCache } from '#connectors/cache.ts';
import { connectors } from '#connectors/index.ts';
import type { SignInFile } from '#demo/sign-in.ts';
import { startSignIn } from '#demo/sign-in.ts';
import { createApp } from '#server/app.ts';
import { entities } from '#server/entities.ts';
import { createLogger } from '#server/telemetry.ts';
import { openDatabase } from '#storage/database.ts';
import { systemClock } from '#terms/clock.ts';
import { testLog } from '#tests/support/log.ts';

const [databaseUrl = '', directory = '', ...people] = process.argv.slice(2);

const asked: string[] = [];
const at = new Date(Date.now() - 86_400_000).toISOString();
const upstream = createServer((request, response) => {
  asked.push(request.url ?? '');
  const data = [
    { client: 'HS-1', visit: 'upstream-visit-2', at, minutes: 60, branch: 'Oldmere' },
    { client: 'HS-1', visit: 'upstream-visit-1', at: '2001-01-01T09:00:00Z', minutes: 30, branch: 'Oldmere' },
  ];
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ data, meta: { pagination: { more: false } } }));
});
await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));

// The other agencies are not asked here.
const nowhere = 'http://127.0.0.1:9/';
const settings: Record<string, Record<string, string>> = {
  education: { URL: nowhere, TOKEN: 'none' },
  health: { URL: nowhere, TOKEN_URL: nowhere, CLIENT_ID: 'none', CLIENT_SECRET: 'none' },
  police: { FOLDER: directory },
  housing: { DATABASE_URL: 'postgresql://127.0.0.1:9/housing' },
  voluntary: { URL: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/`, TOKEN: 'token' },
};
const signIn = await startSignIn(directory);
const database = await openDatabase({ url: databaseUrl, entities, as: 'application' });
const app = await createApp({
  database,
  connectors,
  agencySettings: new Map(connectors.map(({ id, settings: schema }) => [id, schema.parse(settings[id])])),
  signIn: signIn.settings,
  cache: createMemoryCache(),
  clock: systemClock,
  logger: createLogger('silent'),
  itemIdKey: 'a key for tests, and for tests only',
  log: testLog(directory),
  decisionSettings: DEFAULT_DECISION_SETTINGS,
  agencyDeadlineMs: 2_000,
  intakeSeconds: 3_600,
  introspection: false,
  hub: 'test',
});
const url = `${await app.http.listen({ host: '127.0.0.1', port: 0 })}/graphql`;

const { issuer, audience, privateKey } = JSON.parse(await readFile(join(directory, 'sign-in.json'), 'utf8')) as SignInFile;
const token = await new SignJWT({ roles: ['PRACTITIONER'] })
  .setProtectedHeader({ alg: 'ES256', kid: 'made-up-1' })
  .setIssuer(issuer)
  .setAudience(audience)
  .setSubject('lead-worker')
  .setIssuedAt()
  .setExpirationTime('5 minutes')
  .sign(await importJWK(privateKey, 'ES256'));

const fields = `__typename ... on FamilySupport { detail organisation visits { id occurredAt minutes } source { agency service } }
  ... on Withheld { category reason }`;
const query = `{ ${people.map((id, place) => `p${place}: person(id: "${id}", purpose: EARLY_HELP) { familySupport { ${fields} } }`).join(' ')} }`;
const response = await fetch(url, {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  body: JSON.stringify({ query }),
});
console.log(JSON.stringify({ body: await response.json(), asked, at }));

await app.close();
await Promise.all([signIn.close(), database.close()]);
upstream.close();
