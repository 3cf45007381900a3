/** A whole hub for a test: real database, real sign-in, real HTTP; fakes only at the agencies' network edge. */
import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import type { JWTPayload } from 'jose';
import { inject } from 'vitest';
import type { Leaf } from '#access-log/leaf.ts';
import { createMemoryCache } from '#connectors/cache.ts';
import type { Question } from '#connectors/contract.ts';
import { connectors } from '#connectors/index.ts';
import { madeUpId } from '#demo/ids.ts';
import type { SignInFile } from '#demo/sign-in.ts';
import { startSignIn } from '#demo/sign-in.ts';
import { startEducation } from '#demo/systems/education/index.ts';
import { startHealth } from '#demo/systems/health/index.ts';
import { startPolice } from '#demo/systems/police/index.ts';
import type { SimulatedSystem } from '#demo/systems/system.ts';
import { castKeys } from '#demo/world/cast.ts';
import { makeWorld } from '#demo/world/make-world.ts';
import type { World } from '#demo/world/world.ts';
import { DEFAULT_DECISION_SETTINGS } from '#disclosure/decide.ts';
import type { App, AppOptions } from '#server/app.ts';
import { createApp } from '#server/app.ts';
import { entities } from '#server/entities.ts';
import type { SignInConfig } from '#server/config.ts';
import type { Database } from '#storage/database.ts';
import { openDatabase } from '#storage/database.ts';
import { createLogger } from '#server/telemetry.ts';
import { systemClock } from '#terms/clock.ts';
import { COUNCIL } from './council.ts';
import { createTestDatabase } from './database.ts';
import { testLog } from './log.ts';

/** The README's family. */
export const OKAFOR_HUGHES = madeUpId('family', castKeys.family);

/** The cast's ids in the hub. */
export const CAST = Object.fromEntries(
  (['baby', 'toby', 'chidera', 'amara', 'daniel', 'gareth'] as const).map((name) => [name, madeUpId('person', castKeys[name])]),
) as Record<'baby' | 'toby' | 'chidera' | 'amara' | 'daniel' | 'gareth', string>;

/** An id of the right form that nothing has. */
export const ABSENT_ID = '11111111-1111-4111-8111-111111111111';

export interface HubResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: {
    data?: Record<string, never> & Record<string, unknown>;
    errors?: { message: string; extensions: Record<string, unknown> }[];
  };
}

export interface TestHub {
  readonly app: App;
  readonly world: World;
  readonly database: Database;
  /** The same database, as its owner. */
  readonly owner: Database;
  readonly systems: { readonly education: SimulatedSystem; readonly health: SimulatedSystem; readonly police: SimulatedSystem };
  /** What each agency was asked since the last `forget()`. */
  readonly asked: Map<string, Question[]>;
  /** What the hub logged, one object a line. */
  readonly logLines: string[];
  readonly url: string;
  /** What another hub needs that shares everything with this one. */
  readonly shared: {
    readonly databaseUrl: string;
    readonly directory: string;
    readonly agencies: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly signIn: SignInConfig;
  };
  forget(): void;
  token(who: string, claims?: JWTPayload & { expiresIn?: string; issuedAt?: number }): Promise<string>;
  /** Sends a document as somebody, or without a token where `who` is null. */
  query(who: string | null, document: string, variables?: object, headers?: Record<string, string>): Promise<HubResponse>;
  /** All leaves of the access log, oldest first. */
  leaves(): Promise<Leaf[]>;
  close(): Promise<void>;
}

export interface TestHubOptions extends Partial<
  Pick<
    AppOptions,
    'wrap' | 'clock' | 'review' | 'decisionSettings' | 'agencyDeadlineMs' | 'introspection' | 'searchLimits' | 'peopleSeconds'
  >
> {
  /** Settings of agencies that stand in for the simulated ones. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Uses this database instead of a copy of the council's. */
  readonly databaseUrl?: string;
  readonly freshMissing?: boolean;
  readonly log?: Partial<AppOptions['log']>;
}

export async function startHub(options: TestHubOptions = {}): Promise<TestHub> {
  const world = makeWorld({ ...COUNCIL, madeOn: inject('madeOn') });
  const clock = options.clock ?? systemClock;
  const directory = await mkdtemp(join(tmpdir(), 'family-view-hub-'));
  const testDatabase = options.databaseUrl
    ? { url: options.databaseUrl, drop: async () => undefined }
    : await createTestDatabase('councilTemplate');
  const database = await openDatabase({ url: testDatabase.url, entities, as: 'application' });
  const owner = await openDatabase({ url: testDatabase.url, entities, as: 'owner', poolSize: 2 });
  const [education, health, police, signIn] = await Promise.all([
    startEducation({ world, clock }),
    startHealth({ world, clock }),
    startPolice({ world, clock, folder: join(directory, 'police'), ...(options.freshMissing && { freshMissing: true }) }),
    startSignIn(directory),
  ]);
  const settings: Record<string, Readonly<Record<string, string>>> = {
    education: education.settings,
    health: health.settings,
    police: police.settings,
    housing: inject('housingSettings'),
    ...options.settings,
  };
  const asked = new Map<string, Question[]>();
  const logLines: string[] = [];
  const app = await createApp({
    database,
    connectors,
    agencySettings: new Map(
      connectors.flatMap(({ id, settings: schema }) => (settings[id] ? [[id, schema.parse(settings[id])] as const] : [])),
    ),
    signIn: signIn.settings,
    cache: createMemoryCache(),
    clock,
    logger: createLogger('debug', { write: (line) => void logLines.push(line) }),
    itemIdKey: 'a key for tests, and for tests only',
    log: { ...testLog(directory), ...options.log },
    decisionSettings: options.decisionSettings ?? DEFAULT_DECISION_SETTINGS,
    agencyDeadlineMs: options.agencyDeadlineMs ?? 2_000,
    intakeSeconds: 3_600,
    ...(options.review && { review: options.review }),
    ...(options.searchLimits && { searchLimits: options.searchLimits }),
    ...(options.peopleSeconds !== undefined && { peopleSeconds: options.peopleSeconds }),
    introspection: options.introspection ?? true,
    hub: 'test',
    wrap: {
      ...options.wrap,
      agency: (port) => {
        const wrapped = options.wrap?.agency?.(port) ?? port;
        return {
          ...wrapped,
          ask(question) {
            asked.set(port.id, [...(asked.get(port.id) ?? []), question]);
            return wrapped.ask(question);
          },
        };
      },
    },
  });
  await app.jobs.firstRound;
  const url = `${await app.http.listen({ host: '127.0.0.1', port: 0 })}/graphql`;
  const file = JSON.parse(readFileSync(join(directory, 'sign-in.json'), 'utf8')) as SignInFile;

  const token: TestHub['token'] = async (who, { expiresIn = '10 minutes', issuedAt, ...claims } = {}) =>
    new SignJWT({ roles: file.callers[who]?.roles ?? ['PRACTITIONER'], ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'made-up-1' })
      .setIssuer(claims.iss ?? file.issuer)
      .setAudience(claims.aud ?? file.audience)
      .setSubject(claims.sub ?? who)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresIn)
      .sign(await importJWK(file.privateKey, 'ES256'));

  return {
    app,
    world,
    database,
    owner,
    systems: { education, health, police },
    asked,
    logLines,
    url,
    shared: { databaseUrl: testDatabase.url, directory, agencies: settings, signIn: signIn.settings },
    forget() {
      asked.clear();
      for (const { requests } of [education, health, police]) requests.length = 0;
    },
    token,
    async query(who, document, variables = {}, headers = {}) {
      const authorization = who === null ? {} : { authorization: `Bearer ${await token(who)}` };
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization, ...headers },
        body: JSON.stringify({ query: document, variables }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as HubResponse['body'] };
    },
    async leaves() {
      const { rows } = await owner.pool.query<{ bytes: Buffer }>('select bytes from access_log_leaf order by index');
      return rows.map(({ bytes }) => JSON.parse(bytes.toString('utf8')) as Leaf);
    },
    async close() {
      await app.close();
      await Promise.all([education.close(), health.close(), police.close(), signIn.close()]);
      await database.close().catch(() => undefined);
      await owner.close().catch(() => undefined);
      await testDatabase.drop().catch(() => undefined);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
