import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createFhirClient } from './fhir.ts';
import { bearer, TransportError } from './http.ts';
import { createJsonApi } from './json-api.ts';
import { createClientCredentials } from './oauth.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => void (await Promise.all(closing.splice(0).map((close) => close()))));

async function serve(handler: Handler): Promise<{ url: string; paths: string[] }> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    handler(request, response, paths.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`, paths };
}

function send(response: ServerResponse, body: unknown, status = 200, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type }).end(typeof body === 'string' ? body : JSON.stringify(body));
}

const page = (data: unknown[], next: string | null, more = next !== null) => ({ data, meta: { pagination: { next, more } } });
const signal = AbortSignal.timeout(10_000);
const kind = (expected: string) => expect.objectContaining({ name: 'TransportError', kind: expected });

async function jsonApi(handler: Handler, maximumBytes = 10_000) {
  const { url, paths } = await serve(handler);
  const api = createJsonApi({ url, token: 'secret-token', maximumBytes });
  closing.push(api.close);
  return { api, paths, url };
}

describe('a JSON API', () => {
  it('reads all pages of a list, with the token on each', async () => {
    const tokens: unknown[] = [];
    const { api, paths } = await jsonApi((request, response, count) => {
      tokens.push(request.headers.authorization);
      send(response, page([count], count < 3 ? `/api/list?cursor=${count}` : null));
    });
    expect(await api.getPages('list', { students: 'A1,A2' }, { signal })).toEqual([1, 2, 3]);
    expect(paths).toEqual(['/api/list?students=A1%2CA2', '/api/list?cursor=1', '/api/list?cursor=2']);
    expect(new Set(tokens)).toEqual(new Set(['Bearer secret-token']));
  });

  it.each([
    ['that repeats itself', () => page([1], '/api/list?cursor=same')],
    ['that never ends', (count: number) => page([1], `/api/list?cursor=${count}`)],
    ['on another origin', () => page([1], 'http://127.0.0.1:9/api/list')],
    ['at another path', () => page([1], '/api/other')],
    ['above the base', () => page([1], '/elsewhere')],
    ['that is announced and not given', () => page([1], null, true)],
    ['nobody speaks of', () => ({ data: [1] })],
  ])('gives no part of a list for a next page %s', async (_what, answer) => {
    const { api } = await jsonApi((_request, response, count) => send(response, answer(count)));
    await expect(api.getPages('list', {}, { signal })).rejects.toEqual(kind('MALFORMED'));
  });

  it('gives no part of a list where a later page fails', async () => {
    const { api } = await jsonApi((_request, response, count) =>
      count === 1 ? send(response, page([1], '/api/list?cursor=2')) : send(response, 'oops', 500),
    );
    await expect(api.getPages('list', {}, { signal })).rejects.toEqual(expect.objectContaining({ kind: 'STATUS', status: 500 }));
  });

  it.each([
    ['an answer that is too large', 'TOO_LARGE', (r: ServerResponse) => send(r, ['x'.repeat(20_000)])],
    [
      'an answer that is too large and does not say so',
      'TOO_LARGE',
      (r: ServerResponse) => {
        r.writeHead(200, { 'content-type': 'application/json' });
        for (let index = 0; index < 20; index++) r.write('x'.repeat(1000));
        r.end();
      },
    ],
    ['a page of HTML', 'MALFORMED', (r: ServerResponse) => send(r, '<html>', 200, 'text/html')],
    ['broken JSON', 'MALFORMED', (r: ServerResponse) => send(r, '{"a":')],
    ['a redirect', 'STATUS', (r: ServerResponse) => r.writeHead(302, { location: '/api/other' }).end()],
    ['a broken connection', 'REFUSED', (r: ServerResponse) => r.destroy()],
  ])('refuses %s', async (_what, expected, answer) => {
    const { api } = await jsonApi((_request, response) => void answer(response));
    await expect(api.get('one', {}, { signal })).rejects.toEqual(kind(expected));
  });

  it('stops when it is told to', async () => {
    const { api } = await jsonApi(() => {});
    await expect(api.get('one', {}, { signal: AbortSignal.timeout(50) })).rejects.toEqual(kind('ABORTED'));
  });

  it('says nothing of the upstream in its errors', async () => {
    const { api, url } = await jsonApi((_request, response) => send(response, { error: 'pupil A1 of Elm Park' }, 500));
    const error: unknown = await api.get('students/A1', { name: 'Amara' }, { signal }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TransportError);
    const said = JSON.stringify([
      error,
      (error as Error).message,
      (error as Error).cause,
      (error as Error).stack?.split('\n')[0],
    ]);
    for (const secret of ['A1', 'Amara', 'Elm Park', 'secret-token', new URL(url).port]) expect(said).not.toContain(secret);
  });
});

describe('client credentials', () => {
  const clock = { time: 0, now: () => new Date(clock.time) };

  async function tokens(handler: Handler) {
    const { url, paths } = await serve(handler);
    const authorise = createClientCredentials({
      tokenUrl: `${url}/token`,
      clientId: 'a b',
      clientSecret: 'c:d',
      scope: 's',
      clock,
    });
    closing.push(authorise.close);
    return { authorise, paths };
  }

  it('asks once for concurrent callers, and again shortly before the token ends', async () => {
    const { authorise, paths } = await tokens((_request, response, count) =>
      send(response, { access_token: `t${count}`, token_type: 'bearer', expires_in: 300 }),
    );
    expect(await Promise.all([authorise.header(signal), authorise.header(signal)])).toEqual(['Bearer t1', 'Bearer t1']);
    clock.time += 269_000;
    expect(await authorise.header(signal)).toBe('Bearer t1');
    clock.time += 2_000;
    expect(await authorise.header(signal)).toBe('Bearer t2');
    expect(paths).toHaveLength(2);
  });

  it('authenticates with an encoded name and secret', async () => {
    const seen: unknown[] = [];
    const { authorise } = await tokens((request, response) => {
      seen.push(request.headers.authorization);
      send(response, { access_token: 't', token_type: 'Bearer' });
    });
    await authorise.header(signal);
    expect(seen).toEqual([`Basic ${Buffer.from('a+b:c%3Ad').toString('base64')}`]);
  });

  it('lets one caller give up without the others', async () => {
    const { authorise } = await tokens(
      (_request, response) => void setTimeout(() => send(response, { access_token: 't', token_type: 'Bearer' }), 80),
    );
    const [early, late] = await Promise.allSettled([authorise.header(AbortSignal.timeout(20)), authorise.header(signal)]);
    expect(early).toEqual({ status: 'rejected', reason: kind('ABORTED') });
    expect(late).toEqual({ status: 'fulfilled', value: 'Bearer t' });
  });

  it('renews a token once when it is not accepted', async () => {
    const { authorise, paths } = await tokens((_request, response, count) =>
      send(response, { access_token: `t${count}`, token_type: 'Bearer', expires_in: 300 }),
    );
    const { url } = await serve((request, response) =>
      send(response, { ok: true }, request.headers.authorization === 'Bearer t2' ? 200 : 401),
    );
    const api = createJsonApi({ url, authorise });
    closing.push(api.close);
    expect(await api.get('one', {}, { signal })).toEqual({ ok: true });
    authorise.refused('Bearer t2');
    await expect(api.get('one', {}, { signal })).rejects.toEqual(expect.objectContaining({ kind: 'STATUS', status: 401 }));
    expect(paths).toHaveLength(4);
  });
});

describe('a FHIR search', () => {
  const bundle = (ids: string[], next?: string) => ({
    resourceType: 'Bundle',
    type: 'searchset',
    link: next ? [{ relation: 'next', url: next }] : [],
    entry: ids.map((id) => ({ resource: { resourceType: 'Patient', id } })),
  });

  async function search(handler: Handler) {
    const { url, paths } = await serve(handler);
    const fhir = createFhirClient({ url, authorise: bearer('t') });
    closing.push(fhir.close);
    const found = fhir.search('Patient', { identifier: 'system|9000000009' }, { signal });
    return { found, paths };
  }

  it('sends its parameters in the body, never in a URL, and follows the links', async () => {
    let body = '';
    const { found, paths } = await search((request, response, count) => {
      request
        .on('data', (chunk) => (body += chunk))
        .on('end', () => {
          send(
            response,
            count === 1 ? bundle(['a', 'b'], '/api?page=2') : bundle(['c']),
            200,
            'application/fhir+json; charset=utf-8',
          );
        });
    });
    expect((await found).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(paths).toEqual(['/api/Patient/_search', '/api?page=2']);
    expect(body).toBe('identifier=system%7C9000000009');
  });

  it.each([
    ['an OperationOutcome', () => ({ resourceType: 'OperationOutcome', issue: [] })],
    [
      'an OperationOutcome among the entries',
      () => ({ ...bundle([]), entry: [{ resource: { resourceType: 'OperationOutcome' } }] }),
    ],
    ['a bundle of another type', () => ({ ...bundle(['a']), type: 'batch-response' })],
    ['links in a circle', () => bundle(['a'], '/api?page=1')],
    ['links without end', (count: number) => bundle(['a'], `/api?page=${count}`)],
    ['a link to another origin', () => bundle(['a'], 'http://127.0.0.1:9/api?page=2')],
  ])('refuses %s', async (_what, answer) => {
    const { found } = await search((_request, response, count) => send(response, answer(count), 200, 'application/fhir+json'));
    await expect(found).rejects.toEqual(kind('MALFORMED'));
  });
});
