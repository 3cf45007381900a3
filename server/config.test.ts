import { describe, expect, test } from 'vitest';
import { makeSigningKey } from '#access-log/keys.ts';
import { connectors as all } from '#connectors/index.ts';
import { MOST_FAMILIES } from '#demo/world/make-world.ts';
import { DEFAULT_REVIEW_SETTINGS } from '#review/queue-settings.ts';
import { ConfigError, readConfig } from './config.ts';

/** The four agencies whose settings are listed here; one that a council adds has its own. */
const connectors = all.filter(({ id }) => ['education', 'health', 'police', 'housing'].includes(id));

const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgresql://hub@db.example/family_view',
  REDIS_URL: 'redis://cache.example',
  SIGN_IN_ISSUER: 'https://sign-in.example',
  SIGN_IN_AUDIENCE: 'family-view',
  SIGN_IN_KEY_SET_URL: 'https://sign-in.example/keys',
  ITEM_ID_KEY: 'a secret of at least thirty-two characters',
  LOG_HUB_KEY: 'another secret of at least thirty-two characters',
  LOG_SIGNING_KEY: makeSigningKey('hub.example/access-log'),
  CHECKPOINT_FOLDER: '/checkpoints',
  EDUCATION_URL: 'https://education.example/v1.0/',
  EDUCATION_TOKEN: 'secret',
  HEALTH_URL: 'https://health.example/fhir',
  HEALTH_TOKEN_URL: 'https://health.example/token',
  HEALTH_CLIENT_ID: 'hub',
  HEALTH_CLIENT_SECRET: 'secret',
  POLICE_FOLDER: '/drop/police',
  HOUSING_DATABASE_URL: 'postgresql://reader@housing.example/reporting',
};

const problems = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment, connectors);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('The settings', () => {
  test('let a council say for how long a lead worker may finish, from none to 90 days', () => {
    expect(readConfig({}, connectors).decisionSettings).toEqual({ closureDays: 28 });
    expect(readConfig({ CLOSURE_DAYS: '0' }, connectors).decisionSettings).toEqual({ closureDays: 0 });
    expect(readConfig({ CLOSURE_DAYS: '7', REVIEW_SAMPLE: '9' }, connectors).review).toEqual({
      settings: { ...DEFAULT_REVIEW_SETTINGS, closureDays: 7, sample: 9 },
      staffFile: null,
    });
    expect(problems({ CLOSURE_DAYS: '91' })[0]).toMatch(/^CLOSURE_DAYS cannot be used/);
  });

  test('are all optional outside production', () => {
    const config = readConfig({}, connectors);
    expect(config).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 4000,
      metrics: null,
      databaseUrl: null,
      agencies: null,
      signIn: null,
    });
    expect(config.agencyDeadlineMs).toBe(2_000);
  });

  test('have metrics served where they are wanted, and to this machine alone unless they say otherwise', () => {
    const metrics = (environment: Record<string, string>) => readConfig(environment, connectors).metrics;
    expect(metrics(PRODUCTION)).toBeNull();
    expect(metrics({ METRICS_HOST: '0.0.0.0' })).toBeNull();
    expect(metrics({ METRICS_PORT: '9464' })).toEqual({ host: '127.0.0.1', port: 9464 });
    expect(metrics({ METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0' })).toEqual({ host: '0.0.0.0', port: 9464 });
    expect(metrics({ METRICS_PORT: '0', PORT: '0' })).toEqual({ host: '127.0.0.1', port: 0 });
    expect(problems({ METRICS_PORT: '4000' })).toEqual(['METRICS_PORT cannot be used: it is PORT.']);
  });

  test('have no name or password in the address that is told of checkpoints: nobody would be sent them', () => {
    const told = (address: string) => problems({ CHECKPOINT_WEBHOOK_URL: address });
    expect(told('https://council.example/checkpoints/secret@1')).toEqual([]);
    for (const address of [
      'https://name:secret@council.example/',
      'https://name@council.example',
      'https://:secret@council.example/',
    ]) {
      expect(told(address)).toEqual([
        'CHECKPOINT_WEBHOOK_URL cannot be used: it holds a name or a password, which cannot be sent so: put a secret into its path.',
      ]);
    }
  });

  test('have no defaults in production: everything missing is named at once', () => {
    const required = Object.keys(PRODUCTION).filter((name) => name !== 'NODE_ENV');
    expect(problems({ NODE_ENV: 'production' }).toSorted()).toEqual(required.map((name) => `${name} is not set.`).toSorted());
  });

  test.each(Object.keys(PRODUCTION).filter((name) => name !== 'NODE_ENV'))('in production need %s', (name) => {
    expect(problems({ ...PRODUCTION, [name]: '' })).toEqual([`${name} is not set.`]);
  });

  test('are complete with all of them, and then hide the schema', () => {
    const config = readConfig(PRODUCTION, connectors);
    expect(config.introspection).toBe(false);
    expect(config.agencies?.get('police')).toEqual({ FOLDER: '/drop/police' });
    // The hub's own login never migrates in production.
    expect(config.databaseOwnerUrl).toBeNull();
  });

  test('of one agency call for those of all, and for sign-in: a real agency is never asked for a made-up caller', () => {
    const missing = problems({ EDUCATION_URL: 'https://education.example/' });
    expect(missing).toContain('EDUCATION_TOKEN is not set.');
    expect(missing).toContain('SIGN_IN_ISSUER is not set.');
    expect(missing).toContain('POLICE_FOLDER is not set.');
  });

  test('that only look like an agency’s are nobody’s', () => {
    expect(problems({ HEALTH_CHECK_PATH: '/health', POLICE_X: '1' })).toEqual([]);
  });

  test('that cannot be used are named with the reason, never with a secret', () => {
    const said = problems({ ...PRODUCTION, HOUSING_DATABASE_URL: 'housing password=hunter2' }).join(' ');
    expect(said).toMatch(/^HOUSING_DATABASE_URL cannot be used: /);
    expect(said).not.toContain('hunter2');
    const both = problems({ NODE_ENV: 'production', PORT: 'four thousand' });
    expect(both).toContain('DATABASE_URL is not set.');
    expect(both[0]).toMatch(/^PORT cannot be used: /);
  });

  const WEB = 'it is not an http:// or https:// address';
  const DATABASE = 'it is not a postgresql:// address';
  test.each([
    ['PORT', 'abc', 'it is not a whole number from 0 to 65535'],
    ['PORT', '70000.5', 'it is not a whole number from 0 to 65535'],
    ['METRICS_PORT', '65536', 'it is not a whole number from 0 to 65535'],
    ['AGENCY_DEADLINE_MS', '5001', 'it is not a whole number from 50 to 5000'],
    ['DATABASE_URL', 'db.example', DATABASE],
    ['DATABASE_URL', 'mysql://db.example/family_view', DATABASE],
    ['DATABASE_OWNER_URL', 'owner', DATABASE],
    ['REDIS_URL', 'https://cache.example', 'it is not a redis:// or rediss:// address'],
    ['SIGN_IN_KEY_SET_URL', 'sign-in.example/keys', WEB],
    ['EDUCATION_URL', 'ftp://education.example', WEB],
    ['HEALTH_TOKEN_URL', 'token', WEB],
    ['HOUSING_DATABASE_URL', 'housing', DATABASE],
    ['ITEM_ID_KEY', 'short', 'it has fewer than 32 characters'],
    ['INTROSPECTION', 'yes', 'it is neither true nor false'],
    ['LOG_LEVEL', 'loud', 'it is none of fatal, error, warn, info, debug, silent'],
  ])('say in one plain sentence why %s=%s cannot be used', (name, value, why) => {
    expect(problems({ ...PRODUCTION, [name]: value })).toEqual([`${name} cannot be used: ${why}.`]);
  });

  test('know production, development and test: a hub of another kind would not know whether its council is made up', () => {
    for (const kind of ['development', 'test', '']) expect(problems({ NODE_ENV: kind })).toEqual([]);
    for (const kind of ['prod', 'Production', 'staging'])
      expect(problems({ NODE_ENV: kind })).toEqual(['NODE_ENV cannot be used: it is none of production, development, test.']);
  });

  test('allow a made-up council as large as demo:data makes', () => {
    expect(readConfig({ DEMO_FAMILIES: String(MOST_FAMILIES) }, connectors).demo.families).toBe(MOST_FAMILIES);
    expect(problems({ DEMO_FAMILIES: String(MOST_FAMILIES + 1) })).toEqual([
      'DEMO_FAMILIES cannot be used: it is not a whole number from 1 to 56250.',
    ]);
  });

  test('name the agencies whose short list of people is right, and no other', () => {
    expect(readConfig({}, connectors)).toMatchObject({ peopleSeconds: 300, shortLists: [] });
    expect(readConfig({ PEOPLE_SHORT_LISTS: 'housing, health' }, connectors).shortLists).toEqual(['housing', 'health']);
    expect(problems({ PEOPLE_SHORT_LISTS: 'houses' })).toEqual(['PEOPLE_SHORT_LISTS cannot be used: there is no agency houses.']);
  });
});
