/** Apollo Server around `execute`: it parses, validates and speaks GraphQL over HTTP; the hub's law runs in its executor. */
import { ApolloServer, HeaderMap } from '@apollo/server';
import type { BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Caller } from '#terms/caller.ts';
import { ERRORS, HubError } from '#terms/errors.ts';
import type { Execute } from './execute.ts';
import { PURPOSE_HEADER } from './one-purpose.ts';
import { LARGEST, limitSize } from './limits.ts';
import type { Logger } from './telemetry.ts';
import { describeError } from './telemetry.ts';

export interface RequestContext extends BaseContext {
  readonly caller: Caller;
  readonly requestId: string;
}

export interface GraphQLServerOptions {
  readonly schema: GraphQLSchema;
  readonly execute: Execute;
  readonly introspection: boolean;
  readonly logger: Logger;
}

/** Errors of the client's own making, whose text speaks of the query only. */
const CLIENT_ERRORS = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'QUERY_TOO_LARGE',
]);

export function createGraphQLServer({
  schema,
  execute,
  introspection,
  logger,
}: GraphQLServerOptions): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    gateway: {
      onSchemaLoadOrUpdate(callback) {
        callback({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => undefined;
      },
      async load() {
        return {
          async executor({ request, document, operation, queryHash, context }) {
            const { caller, requestId } = context as RequestContext;
            try {
              const { data, errors } = await execute({
                id: requestId,
                caller,
                document,
                operation,
                documentHash: queryHash,
                variables: request.variables ?? {},
                purposeHeader: request.http?.headers.get(PURPOSE_HEADER) ?? undefined,
                method: request.http?.method ?? 'POST',
              });
              return { ...(data !== undefined && { data }), ...(errors && { errors }) };
            } catch (error) {
              return { errors: [toGraphQLError(error)] };
            }
          },
        };
      },
      stop: async () => undefined,
    },
    introspection,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    parseOptions: { maxTokens: LARGEST.tokens },
    validationRules: [limitSize],
    formatError: (formatted, error) => formatError(formatted, error, logger),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    stopOnTerminationSignals: false,
  });
}

function toGraphQLError(error: unknown): GraphQLError {
  const status = error instanceof HubError ? error.status : 500;
  const code = error instanceof HubError ? error.code : 'INTERNAL_SERVER_ERROR';
  const retryAfter = error instanceof HubError ? error.retryAfter : undefined;
  const headers = new HeaderMap();
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter));
  if (status === 405) headers.set('allow', 'POST');
  return new GraphQLError(ERRORS[code].message, {
    originalError: error instanceof Error ? error : null,
    extensions: { code, http: { status, headers } },
  });
}

const OWN_CODES = new Map([
  // Apollo gives everything that validation finds one code,
  [ERRORS.QUERY_TOO_LARGE.message, 'QUERY_TOO_LARGE'],
  // and none to what stands after the fiftieth wrong value of the variables.
  ['Too many errors processing variables, error limit reached. Execution aborted.', 'BAD_USER_INPUT'],
]);

/** One catalogue of errors; everything else is masked with a reference that the log knows. */
function formatError(formatted: GraphQLFormattedError, error: unknown, logger: Logger): GraphQLFormattedError {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  const { locations, path } = formatted;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  if (cause instanceof HubError) {
    if (cause.status >= 500) logger.error({ ...describeError(cause.cause), event: cause.code }, 'A request was refused.');
    const { code, argument, retryAfter } = cause;
    const more = { ...(argument !== undefined && { argument }), ...(retryAfter !== undefined && { retryAfter }) };
    return { message: cause.message, ...place, extensions: { code, ...more } };
  }
  const code = OWN_CODES.get(formatted.message) ?? formatted.extensions?.['code'];
  if (typeof code === 'string' && CLIENT_ERRORS.has(code)) return { message: formatted.message, ...place, extensions: { code } };
  const reference = crypto.randomUUID();
  logger.error({ ...describeError(cause), reference }, 'An unexpected error was masked.');
  return { message: ERRORS.INTERNAL_SERVER_ERROR.message, extensions: { code: 'INTERNAL_SERVER_ERROR', reference } };
}
