/** The only composition of the hub: every room is handed what it needs of the others here. */
import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import type { AccessLog } from '#access-log/append.ts';
import { createProofs } from '#access-log/proofs.ts';
import type { AgencyPort, Connector } from '#connectors/contract.ts';
import type { ReferenceCache } from '#connectors/cache.ts';
import { createMakeChange } from '#disclosure/changes/change.ts';
import type { DecisionSettings } from '#disclosure/decide.ts';
import { shownVersions } from '#disclosure/agreement-versions.ts';
import { createListExceptions } from '#disclosure/exception-list.ts';
import { createReadExplained } from '#disclosure/explain-query.ts';
import { openGate } from '#disclosure/gate.ts';
import { createLoadFacts, settingOf } from '#disclosure/load-facts.ts';
import { createLoadManagedFamilies } from '#disclosure/managed-family.ts';
import { createMasks } from '#disclosure/masks.ts';
import { createReadCandidates } from '#disclosure/search-query.ts';
import { createFindCaller } from '#people/callers.ts';
import { createListFamilies } from '#people/family-list.ts';
import type { SearchLimits } from '#people/search/pace.ts';
import { createAdmitSearch, DEFAULT_SEARCH_LIMITS } from '#people/search/pace.ts';
import { createResolvers } from '#resolvers/index.ts';
import type { Indexer } from '#review/indexing.ts';
import { createDownloads } from '#review/export/downloads.ts';
import { createExporter } from '#review/export/exporter.ts';
import { createListHolds } from '#review/holds.ts';
import { createIndexer } from '#review/indexing.ts';
import { createReview } from '#review/review.ts';
import { createReadTies } from '#review/ties.ts';
import { createSchema } from '#schema/index.ts';
import type { Database } from '#storage/database.ts';
import type { Clock } from '#terms/clock.ts';
import { connectAgencies, intakeJobs } from './agencies.ts';
import type { SignInConfig } from './config.ts';
import { createFetchExport } from './downloads.ts';
import { createExecute } from './execute.ts';
import { createGraphQLServer } from './graphql.ts';
import { createHttp } from './http.ts';
import { LOCKS, startJobs } from './jobs.ts';
import type { HubLog, LogOptions } from './log.ts';
import { createHubLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { countRefusedSearches } from './metrics-search.ts';
import type { Job, Jobs } from './jobs.ts';
import { createPersonIndex } from './person-index.ts';
import type { QueueConfig } from './review-queue.ts';
import { createHubQueue } from './review-queue.ts';
import { oncePerRequest } from './search-once.ts';
import { createSignIn } from './sign-in.ts';
import type { Logger } from './telemetry.ts';

export interface AppOptions {
  readonly database: Database;
  readonly connectors: readonly Connector[];
  /** Each connector's parsed settings, by its id; one without is not connected, and reads as unavailable. */
  readonly agencySettings: ReadonlyMap<string, unknown>;
  readonly signIn: SignInConfig;
  readonly cache: ReferenceCache;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly itemIdKey: string;
  readonly log: LogOptions;
  readonly decisionSettings: DecisionSettings;
  /** Of the rules of review; left out: their defaults, and no staff file. */
  readonly review?: QueueConfig;
  /** How often one caller may search; left out: 30 times a minute, 300 an hour. */
  readonly searchLimits?: SearchLimits;
  /** How long a file of entries of the log can be fetched; left out: a day. */
  readonly exportHours?: number;
  readonly agencyDeadlineMs: number;
  readonly intakeSeconds: number;
  /** How often agencies are asked for their lists of people; left out: only where `intakeOfPeople` is called, and nothing is linked. */
  readonly peopleSeconds?: number;
  /** Agencies whose list of people is right although most are missing. */
  readonly shortLists?: readonly string[];
  /** About how many people the council's area has; left out: those of a small one. */
  readonly population?: number;
  readonly introspection: boolean;
  /** Names this process in the access log. */
  readonly hub: string;
  /** Lets a test stand between the hub and its log or agencies; the hub itself sets none. */
  readonly wrap?: {
    readonly accessLog?: (accessLog: AccessLog) => AccessLog;
    readonly agency?: (port: AgencyPort) => AgencyPort;
  };
}

export interface App {
  readonly http: FastifyInstance;
  /** Answers Prometheus, on a listener of its own where one is wanted. */
  readonly metrics: FastifyInstance;
  readonly jobs: Jobs;
  readonly log: Pick<HubLog, 'sign'>;
  /** Takes in every agency's list of people, as the job does every few minutes. */
  intakeOfPeople(stopping: AbortSignal): Promise<void>;
  /** Stops taking requests, finishes and logs those begun, then lets go of the agencies. */
  close(): Promise<void>;
}

export async function createApp(options: AppOptions): Promise<App> {
  const { database, connectors, clock, logger, wrap } = options;
  const { pool } = database;

  // Rule 10: where a hub is started with other settings, what is decided by the old ones is not released, on any hub.
  await pool.query('select sharing_set($1, $2)', ['decisions', settingOf(options.decisionSettings)]);

  const registry = new Registry();
  const log = createHubLog(database, options.log, { clock, logger, registry });
  // Nothing is served on a log that is not what was written.
  await log.check();

  const connected = connectAgencies(options);
  const agencies = connected.map(({ port }) => wrap?.agency?.(port) ?? port);
  const categories = connectors.flatMap((connector) => connector.categories);
  const schema = createSchema(connectors, createResolvers(categories));
  const gateTools = {
    loadFacts: createLoadFacts(pool, clock, options.decisionSettings),
    readExplained: createReadExplained(pool),
    loadManagedFamilies: createLoadManagedFamilies(pool, clock),
    readCandidates: createReadCandidates(pool, clock),
    agencies,
    masks: createMasks(schema),
    clock,
    settings: options.decisionSettings,
    opaqueId: createOpaqueIds(options.itemIdKey),
  };
  const listFamilies = createListFamilies(pool, clock);
  const listExceptions = createListExceptions(pool, clock);
  const indexer = createIndexer({ pool });
  const staff = options.review?.staff ?? null;
  const readTies = createReadTies(staff);
  const openReview = createReview({ pool, indexer, clock, readTies });
  const queue = createHubQueue({ pool, indexer, clock, readTies, config: options.review, masks: gateTools.masks, categories });
  const personIndex = createPersonIndex({ ...options, pool, staff, agencies: connected });
  const openProofs = createProofs(pool);
  const listHolds = createListHolds(pool, readTies);
  const downloads = createDownloads({ pool, clock, readTies });
  const exporter = createExporter({ pool, indexer, clock, readTies, hours: options.exportHours ?? 24 });
  const limits = options.searchLimits ?? DEFAULT_SEARCH_LIMITS;
  const admitSearch = oncePerRequest(createAdmitSearch({ pool, clock, limits, onRefused: countRefusedSearches(registry) }));
  const categoryFields = new Map(categories.map((category) => [category.field, category]));

  const makeChange = createMakeChange({
    record: log.record,
    clock,
    settings: options.decisionSettings,
    staff,
    agencies: connectors.map(({ id, dataKind, categories: declared }) => ({
      id,
      dataKind,
      categories: declared.map(({ name }) => name),
    })),
    hub: options.hub,
  });

  const accessLog = wrap?.accessLog?.(log.accessLog) ?? log.accessLog;
  const execute = createExecute({
    schema,
    accessLog,
    clock,
    hub: options.hub,
    openGate: (caller, purpose) => openGate(gateTools, caller, purpose),
    createContext(hubRequest, gate) {
      const { caller, id, operation, documentHash } = hubRequest;
      // However often a query asks, one statement answers.
      let families: ReturnType<typeof listFamilies> | undefined;
      const request = { caller, requestId: id, operationName: operation.name?.value.slice(0, 100) ?? null, documentHash };
      return {
        caller,
        gate,
        categoryFields,
        listFamilies: () => (families ??= listFamilies(caller)),
        listExceptions,
        admitSearch: (query) => admitSearch(hubRequest, query),
        listAgreements: () => shownVersions(pool),
        review: openReview(caller),
        listHolds,
        downloads,
        proofs: openProofs(),
        queue: queue.openQueue(caller),
        matching: personIndex.openMatching(caller),
        change: (change, input) => makeChange(request, change, input),
      };
    },
  });
  const apollo = createGraphQLServer({ schema, execute, introspection: options.introspection, logger });
  const http = await createHttp(apollo, {
    signIn: createSignIn(options.signIn, createFindCaller(pool)),
    fetchExport: createFetchExport({ downloads, accessLog, clock, hub: options.hub }),
    logger,
    ready: async () => ({ accessLog: await Promise.race([log.health(), afterSeconds(2)]) }),
  });
  const metrics = createMetrics({ registry, pool, clock, logger, webhookUrl: options.log.webhookUrl });
  const exporting: Job = { name: 'Exporting', lock: LOCKS.exports, everySeconds: 1, work: exporter.work };
  const own = [...log.jobs, indexingJob(indexer), queue.job, exporting];
  const jobs = startJobs(pool, [...intakeJobs(connected, options), ...own, ...personIndex.jobs], logger);

  return {
    http,
    metrics,
    jobs,
    log,
    intakeOfPeople: personIndex.intakeOfPeople,
    async close() {
      await jobs.stop();
      await apollo.stop();
      await http.close();
      await Promise.all(connected.map(({ agency }) => agency.close()));
      await options.cache.close();
      await metrics.close();
    },
  };
}

/** Keeps the officers' index up with the log, so that a review has little left to wait for. */
function indexingJob(indexer: Indexer): Job {
  const work = async (stopping: AbortSignal) => {
    await indexer.catchUp(stopping).catch((error: unknown) => {
      if (!stopping.aborted) throw error;
    });
  };
  return { name: 'Indexing', lock: LOCKS.reviewIndex, everySeconds: 2, work };
}

function afterSeconds(seconds: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('The database did not answer in time.')), seconds * 1000).unref();
  });
}

/** Ids of items are opaque: an HMAC over the agency and its own id, so that they stay the same and say nothing. */
function createOpaqueIds(key: string): (agency: string, id: string) => string {
  return (agency, id) => createHmac('sha256', key).update(`${agency}\n${id}`).digest('base64url').slice(0, 22);
}
