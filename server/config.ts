/** The only reader of the environment. Everything else is told what it needs. */
import { z } from 'zod';
import type { SigningKey } from '#access-log/keys.ts';
import { parseSigningKey } from '#access-log/keys.ts';
import type { Schedule } from '#access-log/retention.ts';
import type { Connector } from '#connectors/contract.ts';
import type { DecisionSettings } from '#disclosure/decide.ts';
import { DEFAULT_POPULATION } from '#people/linking/linking.ts';
import type { ReviewSettings } from '#review/queue-settings.ts';
import type { SearchLimits } from '#people/search/pace.ts';
import { DEFAULT_SEARCH_LIMITS } from '#people/search/pace.ts';
import { bareWebAddress, databaseAddress, redisAddress, webAddress } from '#terms/addresses.ts';
import { reviewSettings, reviewShape } from './review-config.ts';

export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Where metrics are served; null: nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** Where a hub without a database or agencies of its own keeps everything. */
  readonly dataDirectory: string;
  /** Null: the hub starts its own PostgreSQL. */
  readonly databaseUrl: string | null;
  /** The login that migrates; the database's own where it is not set. */
  readonly databaseOwnerUrl: string | null;
  /** Null: caches live in the process. */
  readonly redisUrl: string | null;
  /** Null: the made-up council's. */
  readonly signIn: SignInConfig | null;
  /** By connector id; null: the made-up council's. */
  readonly agencies: ReadonlyMap<string, unknown> | null;
  readonly agencyDeadlineMs: number;
  /** Secret that item ids are made with; null: made once and kept in the data directory. */
  readonly itemIdKey: string | null;
  readonly log: LogConfig;
  /** What a council may set differently of the rules. */
  readonly decisionSettings: DecisionSettings;
  /** Of the rules of review, and where the file of the staff is; null: there is none. */
  readonly review: { readonly settings: ReviewSettings; readonly staffFile: string | null };
  /** How often one caller may search. */
  readonly searchLimits: SearchLimits;
  /** How long a file of entries of the log can be fetched. */
  readonly exportHours: number;
  readonly intakeSeconds: number;
  /** How often agencies are asked for their lists of people. */
  readonly peopleSeconds: number;
  /** Agencies whose list of people is right although most are missing. */
  readonly shortLists: readonly string[];
  /** About how many people the council's area has: what two records that agree are weighed by. */
  readonly population: number;
  readonly introspection: boolean;
  readonly logLevel: string;
  readonly demo: { readonly families: number; readonly seed: number };
}

/** How the access log is vouched for, signed and exported; null: with secrets of the data directory. */
export interface LogConfig {
  readonly hubKey: string | null;
  readonly signingKeys: readonly SigningKey[] | null;
  readonly checkpointFolder: string | null;
  readonly checkpointWebhookUrl: string | null;
  readonly checkpointSeconds: number;
  /** The login that erases; null: of a database of the hub's own its owner, otherwise nobody. */
  readonly retentionDatabaseUrl: string | null;
  readonly schedule: Schedule;
}

export interface SignInConfig {
  readonly issuer: string;
  readonly audience: string;
  readonly keySetUrl: string;
}

/** Says in one sentence each what is wrong with the configuration. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

// Each says itself what it is not: the words stand after “… cannot be used:”.
const oneOf = <const Values extends readonly string[]>(...values: Values) =>
  z.enum(values, { error: `it is none of ${values.join(', ')}` });
const flag = z.enum(['true', 'false'], { error: 'it is neither true nor false' }).transform((value) => value === 'true');
const whole = (minimum: number, maximum: number) => {
  const error = `it is not a whole number from ${minimum} to ${maximum}`;
  return z.coerce.number({ error }).refine((value) => Number.isInteger(value) && value >= minimum && value <= maximum, { error });
};

/** As many as the made-up council has numbers for (`demo/world/make-world.ts`). */
const MOST_FAMILIES = 56_250;

const secret = z.string().min(32, { error: 'it has fewer than 32 characters' });

/** One key, or while keys change two, with a space between. */
const signingKeys = z.string().transform((text, context) => {
  try {
    const keys = text.trim().split(/\s+/).map(parseSigningKey);
    if (keys.length > 2 || new Set(keys.map(({ name }) => name)).size > 1) throw new Error('it may hold two keys, of one name');
    return keys;
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});

const settings = z.object({
  // A misspelt `production` would be a made-up council.
  NODE_ENV: oneOf('production', 'development', 'test').optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: whole(0, 65_535).default(4000),
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: whole(0, 65_535).optional(),
  DATA_DIRECTORY: z.string().default('.data'),
  DATABASE_URL: databaseAddress.optional(),
  DATABASE_OWNER_URL: databaseAddress.optional(),
  REDIS_URL: redisAddress.optional(),
  SIGN_IN_ISSUER: z.string().optional(),
  SIGN_IN_AUDIENCE: z.string().optional(),
  SIGN_IN_KEY_SET_URL: webAddress.optional(),
  ITEM_ID_KEY: secret.optional(),
  LOG_HUB_KEY: secret.optional(),
  LOG_SIGNING_KEY: signingKeys.optional(),
  CHECKPOINT_FOLDER: z.string().optional(),
  CHECKPOINT_WEBHOOK_URL: bareWebAddress.optional(),
  CHECKPOINT_SECONDS: whole(1, 3_600).default(5),
  RETENTION_DATABASE_URL: databaseAddress.optional(),
  LOG_RETENTION_DAYS: whole(366, 36_525).default(2_192),
  LOG_CHANGE_RETENTION_DAYS: whole(366, 36_525).default(9_131),
  AGENCY_DEADLINE_MS: whole(50, 5_000).default(2_000),
  CLOSURE_DAYS: whole(0, 90).default(28),
  ...reviewShape(whole),
  STAFF_FILE: z.string().optional(),
  EXPORT_HOURS: whole(1, 720).default(24),
  SEARCHES_A_MINUTE: whole(1, 1_000).default(DEFAULT_SEARCH_LIMITS.perMinute),
  SEARCHES_AN_HOUR: whole(1, 10_000).default(DEFAULT_SEARCH_LIMITS.perHour),
  INTAKE_SECONDS: whole(1, 3_600).default(10),
  PEOPLE_SECONDS: whole(1, 86_400).default(300),
  PEOPLE_SHORT_LISTS: z.string().default(''),
  POPULATION: whole(1_000, 20_000_000).default(DEFAULT_POPULATION),
  INTROSPECTION: flag.optional(),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'silent').default('warn'),
  DEMO_FAMILIES: whole(1, MOST_FAMILIES).default(200),
  DEMO_SEED: whole(0, 2 ** 31).default(1),
});

const shortListsOf = (text: string): string[] => text.split(/[\s,]+/).filter((id) => id !== '');

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings. @throws ConfigError that names everything wrong or missing at once. */
export function readConfig(environment: Environment, connectors: readonly Connector[]): Config {
  const problems: string[] = [];
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    // What is wrong does not hide what is missing: the rest is read as if the wrong ones were not set.
    const wrong = parsed.error.issues.map((issue) => ({
      name: issue.path.join('.'),
      sentence: `${issue.path.join('.')} cannot be used: ${issue.message}.`,
    }));
    const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.some((problem) => problem.name === name)));
    const missing = problemsOf(() => readConfig(rest, connectors)).filter(
      (problem) => !wrong.some(({ name }) => problem.startsWith(`${name} `)),
    );
    throw new ConfigError([...wrong.map(({ sentence }) => sentence), ...missing]);
  }
  const values = parsed.data;
  const production = values.NODE_ENV === 'production';
  const agencies = readAgencies(given, connectors);
  const real = production || agencies.anyGiven;

  const signIn = [values.SIGN_IN_ISSUER, values.SIGN_IN_AUDIENCE, values.SIGN_IN_KEY_SET_URL];
  const needsSignIn = real || signIn.some((value) => value !== undefined);
  const require = (name: keyof typeof values, needed: boolean) => {
    if (needed && values[name] === undefined) problems.push(`${name} is not set.`);
  };
  require('DATABASE_URL', production);
  require('REDIS_URL', production);
  require('SIGN_IN_ISSUER', needsSignIn);
  require('SIGN_IN_AUDIENCE', needsSignIn);
  require('SIGN_IN_KEY_SET_URL', needsSignIn);
  require('ITEM_ID_KEY', production);
  require('LOG_HUB_KEY', production);
  require('LOG_SIGNING_KEY', production);
  require('CHECKPOINT_FOLDER', production);
  for (const id of shortListsOf(values.PEOPLE_SHORT_LISTS).filter((id) => !connectors.some((connector) => connector.id === id)))
    problems.push(`PEOPLE_SHORT_LISTS cannot be used: there is no agency ${id}.`);
  if (values.METRICS_PORT === values.PORT && values.PORT !== 0) problems.push('METRICS_PORT cannot be used: it is PORT.');
  if (real) problems.push(...agencies.problems);
  if (problems.length > 0) throw new ConfigError(problems);

  const [issuer, audience, keySetUrl] = signIn;
  return {
    production,
    host: values.HOST,
    port: values.PORT,
    metrics: values.METRICS_PORT === undefined ? null : { host: values.METRICS_HOST, port: values.METRICS_PORT },
    dataDirectory: values.DATA_DIRECTORY,
    databaseUrl: values.DATABASE_URL ?? null,
    databaseOwnerUrl: values.DATABASE_OWNER_URL ?? (production ? null : (values.DATABASE_URL ?? null)),
    redisUrl: values.REDIS_URL ?? null,
    signIn: issuer && audience && keySetUrl ? { issuer, audience, keySetUrl } : null,
    agencies: agencies.anyGiven ? agencies.settings : null,
    agencyDeadlineMs: values.AGENCY_DEADLINE_MS,
    itemIdKey: values.ITEM_ID_KEY ?? null,
    log: {
      hubKey: values.LOG_HUB_KEY ?? null,
      signingKeys: values.LOG_SIGNING_KEY ?? null,
      checkpointFolder: values.CHECKPOINT_FOLDER ?? null,
      checkpointWebhookUrl: values.CHECKPOINT_WEBHOOK_URL ?? null,
      checkpointSeconds: values.CHECKPOINT_SECONDS,
      retentionDatabaseUrl: values.RETENTION_DATABASE_URL ?? null,
      schedule: { accessDays: values.LOG_RETENTION_DAYS, changeDays: values.LOG_CHANGE_RETENTION_DAYS },
    },
    decisionSettings: { closureDays: values.CLOSURE_DAYS },
    review: { settings: reviewSettings(values, values.CLOSURE_DAYS), staffFile: values.STAFF_FILE ?? null },
    searchLimits: { perMinute: values.SEARCHES_A_MINUTE, perHour: values.SEARCHES_AN_HOUR },
    exportHours: values.EXPORT_HOURS,
    intakeSeconds: values.INTAKE_SECONDS,
    peopleSeconds: values.PEOPLE_SECONDS,
    shortLists: shortListsOf(values.PEOPLE_SHORT_LISTS),
    population: values.POPULATION,
    introspection: values.INTROSPECTION ?? !production,
    logLevel: values.LOG_LEVEL,
    demo: { families: values.DEMO_FAMILIES, seed: values.DEMO_SEED },
  };
}

/** Where the hub keeps what it keeps itself, for commands that need nothing else. */
export function readDataDirectory(environment: Environment): string {
  return environment['DATA_DIRECTORY'] || '.data';
}

/** The login that migrates, and the setting that names it. @throws ConfigError where there is none, or it is no address. */
export function readOwnerUrl(environment: Environment): { setting: string; url: string } {
  const setting = environment['DATABASE_OWNER_URL'] ? 'DATABASE_OWNER_URL' : 'DATABASE_URL';
  const url = environment[setting];
  if (!url) throw new ConfigError(['DATABASE_OWNER_URL (or DATABASE_URL) is not set: npm start migrates a database of its own.']);
  if (!/^postgres(ql)?:\/\//.test(url)) throw new ConfigError([`${setting} cannot be used: it is not a postgresql:// address.`]);
  return { setting, url };
}

/** Each setting of a connector is an environment variable with its id in capitals before it. */
function readAgencies(environment: Environment, connectors: readonly Connector[]) {
  const problems: string[] = [];
  const read = new Map<string, unknown>();
  let anyGiven = false;
  for (const connector of connectors) {
    const prefix = `${connector.id.toUpperCase().replaceAll('-', '_')}_`;
    const names = Object.keys(z.toJSONSchema(connector.settings, { io: 'input', unrepresentable: 'any' }).properties ?? {});
    const own = names
      .filter((name) => environment[prefix + name] !== undefined)
      .map((name) => [name, environment[prefix + name]]);
    anyGiven ||= own.length > 0;
    const result = connector.settings.safeParse(Object.fromEntries(own));
    if (result.success) read.set(connector.id, result.data);
    else {
      for (const issue of result.error.issues) {
        const name = prefix + issue.path.join('_');
        problems.push(environment[name] === undefined ? `${name} is not set.` : `${name} cannot be used: ${issue.message}.`);
      }
    }
  }
  return { settings: read, problems, anyGiven };
}
