/** An agency's HTTP server that fails in one way or another, and says as much as it can while it does. */
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { SimulatedSystem } from '#demo/systems/system.ts';

/** Whatever the failing server says holds this, and nothing of the hub's may. */
export const SENTINEL = 'upstream-secret-7f3a91';

/** How it fails: what it writes when it is asked, and whether it then hangs up. */
export type Failure = (socket: Socket) => void;

const answer =
  (status: string, type: string, body: string): Failure =>
  (socket) =>
    socket.end(
      `HTTP/1.1 ${status}\r\nx-upstream: ${SENTINEL}\r\nwww-authenticate: Bearer realm="${SENTINEL}"\r\nlocation: /${SENTINEL}\r\n` +
        `content-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
const JSON_TYPE = 'application/json';

export const FAILURES: Readonly<Record<string, Failure>> = {
  'an error of its own': answer(`500 ${SENTINEL}`, JSON_TYPE, `{"error":"${SENTINEL}","url":"/${SENTINEL}"}`),
  'a page of HTML': answer('200 OK', 'text/html', `<h1>${SENTINEL}</h1>`),
  'JSON that breaks off': answer('200 OK', JSON_TYPE, `{"data":[{"id":"${SENTINEL}"`),
  'JSON of another form': answer('200 OK', JSON_TYPE, `{"data":"${SENTINEL}","resourceType":"${SENTINEL}"}`),
  'an outcome in place of a bundle': answer(
    '200 OK',
    'application/fhir+json',
    `{"resourceType":"OperationOutcome","issue":[{"diagnostics":"${SENTINEL}"}]}`,
  ),
  'a refusal of the token': answer('401 Unauthorized', JSON_TYPE, `{"error":"${SENTINEL}"}`),
  'a way to somewhere else': answer('302 Found', 'text/plain', SENTINEL),
  'too many requests': answer('429 Too Many Requests', JSON_TYPE, `{"error":"${SENTINEL}"}`),
  'something that is not HTTP': (socket) => socket.end(`${SENTINEL}\r\n${SENTINEL}\r\n\r\n`),
  'a connection that breaks': (socket) => socket.destroy(),
  'headers, and never a body': (socket) =>
    socket.write(
      `HTTP/1.1 200 OK\r\nx-upstream: ${SENTINEL}\r\ncontent-type: ${JSON_TYPE}\r\ncontent-length: 900\r\n\r\n{"data":`,
    ),
};

/** Accepts, and never says anything. */
export const SILENCE: Failure = () => {};

export interface FailingServer {
  readonly port: number;
  readonly settings: {
    readonly education: Record<string, string>;
    readonly health: Record<string, string>;
    readonly housing: Record<string, string>;
  };
  /** How it fails from now on. */
  failWith(failure: Failure): void;
  /** How often it has been asked. */
  times(): number;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1. While it does not keep silent it gives tokens, so that health's FHIR server is asked at all. */
export async function startFailingServer(): Promise<FailingServer> {
  const sockets = new Set<Socket>();
  let failure = SILENCE;
  let times = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', (data) => {
      times += 1;
      const token = failure !== SILENCE && data.toString('latin1').startsWith('POST /oauth2/token');
      (token ? giveToken : failure)(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    port,
    settings: {
      education: { URL: `${origin}/v1.0/`, TOKEN: SENTINEL },
      health: { URL: `${origin}/fhir`, TOKEN_URL: `${origin}/oauth2/token`, CLIENT_ID: SENTINEL, CLIENT_SECRET: SENTINEL },
      housing: { DATABASE_URL: `postgresql://${SENTINEL}:${SENTINEL}@127.0.0.1:${port}/housing` },
    },
    failWith: (next) => void (failure = next),
    times: () => times,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

const giveToken = answer('200 OK', JSON_TYPE, `{"access_token":"${SENTINEL}","token_type":"Bearer","expires_in":1}`);

/** Hands every request on to another server, but for those to paths that fail. */
export async function startPartlyFailingServer(upstream: string, fails: (path: string) => boolean): Promise<SimulatedSystem> {
  const { origin, pathname } = new URL(upstream);
  const server = createHttpServer((request, response) => {
    const path = request.url ?? '';
    if (fails(path)) return void response.writeHead(503, { 'content-type': JSON_TYPE }).end(`{"error":"${SENTINEL}"}`);
    const { authorization = '' } = request.headers;
    void fetch(`${origin}${path}`, { headers: { authorization } }).then(async (answered) =>
      response.writeHead(answered.status, { 'content-type': JSON_TYPE }).end(await answered.text()),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    settings: { URL: `http://127.0.0.1:${port}${pathname}` },
    requests: [],
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
