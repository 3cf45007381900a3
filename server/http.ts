/** The hub over HTTP: sign-in before anything else, GraphQL at /graphql, health at /health. */
import { Readable } from 'node:stream';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '#terms/caller.ts';
import { ERRORS, HubError } from '#terms/errors.ts';
import type { ErrorCode } from '#terms/errors.ts';
import type { ExportFile } from '#review/export/downloads.ts';
import type { FetchExport } from './downloads.ts';
import type { RequestContext } from './graphql.ts';
import type { SignIn } from './sign-in.ts';
import type { Logger } from './telemetry.ts';
import { describeError } from './telemetry.ts';

export interface HttpOptions {
  readonly signIn: SignIn;
  readonly fetchExport: FetchExport;
  readonly logger: Logger;
  /** How it is, in a word each. Rejects while the hub cannot serve. */
  ready(): Promise<Readonly<Record<string, string>>>;
}

/** Every answer is one caller's own: no proxy or browser may keep it. */
const PRIVATE_HEADERS = { 'cache-control': 'private, no-store', vary: 'Authorization' } as const;

const MAXIMUM_BODY_BYTES = 256 * 1024;

/** Builds the server around an Apollo Server that has not been started; `listen` on it starts everything. */
export async function createHttp(apollo: ApolloServer<RequestContext>, options: HttpOptions): Promise<FastifyInstance> {
  const { signIn, fetchExport, logger, ready } = options;
  const security = logger.child({ log: 'security' });
  const server = fastify({
    logger: false,
    bodyLimit: MAXIMUM_BODY_BYTES,
    genReqId: () => crypto.randomUUID(),
    forceCloseConnections: 'idle',
  });
  const callers = new WeakMap<FastifyRequest, Caller>();

  apollo.addPlugin(fastifyApolloDrainPlugin(server));
  await apollo.start();

  server.addHook('onSend', async (_request, reply) => void reply.headers(PRIVATE_HEADERS));
  server.get('/health/live', async () => ({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    try {
      return { status: 'ready', ...(await ready()) };
    } catch (error) {
      logger.error(describeError(error), 'The hub is not ready.');
      return reply.code(503).send({ status: 'not ready' });
    }
  });

  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
    try {
      callers.set(request, await signIn(request.headers.authorization));
    } catch (error) {
      const code = error instanceof HubError ? error.code : 'INTERNAL_SERVER_ERROR';
      if (ERRORS[code].status >= 500) logger.error(describeError(error), 'Sign-in failed.');
      // Whoever is not signed in leaves no leaf: floods of refusals belong to the security log.
      security.warn({ event: code, requestId: request.id, address: request.ip }, 'Sign-in was refused.');
      return refuse(reply, code);
    }
    return undefined;
  };

  server.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest,
    handler: fastifyApolloHandler<RequestContext>(apollo, {
      context: async (request) => {
        const caller = callers.get(request as FastifyRequest);
        if (!caller) throw new HubError('UNAUTHENTICATED');
        return { caller, requestId: request.id };
      },
    }) as never,
  });

  server.route<{ Params: { id: string } }>({
    method: 'GET',
    url: '/exports/:id',
    exposeHeadRoute: false,
    onRequest,
    async handler(request, reply) {
      const caller = callers.get(request);
      if (!caller) throw new HubError('UNAUTHENTICATED');
      try {
        return sendFile(request, reply, await fetchExport(caller, request.params.id, request.id));
      } catch (error) {
        if (!(error instanceof HubError)) throw error;
        if (error.status >= 500) logger.error(describeError(error), 'A file could not be given.');
        return refuse(reply, error.code);
      }
    },
  });

  server.setNotFoundHandler((_request, reply) => refuse(reply, 'NOT_FOUND'));
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return reply.code(error.statusCode).send(body('BAD_REQUEST', 'The request cannot be read: send JSON of at most 256 kB.'));
    }
    logger.error(describeError(error), 'An unexpected error was masked.');
    return refuse(reply, 'INTERNAL_SERVER_ERROR');
  });
  return server;
}

/** The whole file, or the part that was asked for (RFC 9110 section 14), so that a broken fetching goes on. */
function sendFile(request: FastifyRequest, reply: FastifyReply, { id, bytes, name, read }: ExportFile): FastifyReply {
  const tag = `"${id}"`;
  const { range, 'if-range': ifRange } = request.headers;
  const part = ifRange === undefined || ifRange === tag ? partOf(range, bytes) : 'WHOLE';
  void reply.headers({
    'content-type': 'application/gzip',
    'content-disposition': `attachment; filename="${name}"`,
    'accept-ranges': 'bytes',
    etag: tag,
  });
  if (part === 'BEYOND') return reply.code(416).header('content-range', `bytes */${bytes}`).send();
  const { start, end } = part === 'WHOLE' ? { start: 0, end: bytes - 1 } : part;
  if (part !== 'WHOLE') void reply.code(206).header('content-range', `bytes ${start}-${end}/${bytes}`);
  return reply.header('content-length', end - start + 1).send(Readable.from(read(start, end + 1)));
}

/** One range of bytes, first and last; several at once, and what is none, are the whole. */
function partOf(range: string | undefined, size: number): { readonly start: number; readonly end: number } | 'WHOLE' | 'BEYOND' {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range ?? '') ?? [];
  if (first === '') {
    if (last === '') return 'WHOLE';
    return Number(last) === 0 ? 'BEYOND' : { start: Math.max(0, size - Number(last)), end: size - 1 };
  }
  const [start, end] = [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)];
  if (last !== '' && Number(last) < start) return 'WHOLE';
  return start < size ? { start, end } : 'BEYOND';
}

function refuse(reply: FastifyReply, code: ErrorCode): FastifyReply {
  const { status, message } = ERRORS[code];
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply.code(status).send(body(code, message));
}

function body(code: string, message: string): object {
  return { errors: [{ message, extensions: { code } }] };
}
