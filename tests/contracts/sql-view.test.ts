import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSqlView } from '#connectors/transports/sql-view.ts';
import type { SqlView } from '#connectors/transports/sql-view.ts';
import { startEmbeddedPostgres } from '#storage/embedded-postgres.ts';
import type { EmbeddedPostgres } from '#storage/embedded-postgres.ts';

let top: string;
let server: EmbeddedPostgres;
let view: SqlView;
const anything = z.looseObject({});
const signal = (): AbortSignal => AbortSignal.timeout(5_000);

beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'family-view-sql-'));
  await chmod(top, 0o755);
  server = await startEmbeddedPostgres({ directory: join(top, 'database'), databases: ['agency'] });
}, 30_000);
afterAll(async () => {
  await server.stop();
  await rm(top, { recursive: true });
});
beforeEach(() => {
  view = createSqlView({ url: server.url('agency'), statementTimeoutMs: 300, poolSize: 1 });
});
afterEach(() => view.close());

describe('a question to an agency’s reporting views', () => {
  it('reads dates as text, whatever the time zone of the hub, and times as instants', async () => {
    const row = z.object({ day: z.string(), at: z.date() });
    const text = `SELECT date '2026-09-01' AS day, timestamptz '2026-09-01 10:00+01' AS at WHERE 'a' = ANY($1)`;

    expect(await view.query(row, text, [['a', 'b']], { signal: signal() })).toEqual([
      { day: '2026-09-01', at: new Date('2026-09-01T09:00:00Z') },
    ]);
  });

  it('cannot write', async () => {
    await expect(view.query(anything, 'CREATE TABLE made (id int)', [], { signal: signal() })).rejects.toMatchObject({
      kind: 'FAILED',
    });
  });

  it('says nothing of the values in a row that does not fit', async () => {
    const asked = view.query(z.object({ name: z.number() }), `SELECT 'Ada' AS name`, [], { signal: signal() });

    await expect(asked).rejects.toMatchObject({ kind: 'MALFORMED', message: expect.not.stringContaining('Ada') });
    await expect(view.query(anything, `SELECT 'Ada'::int`, [], { signal: signal() })).rejects.toThrow(
      /^The agency answered with an error\.$/,
    );
  });

  it('is ended by the agency’s database after the statement timeout', async () => {
    const began = Date.now();

    await expect(view.query(anything, 'SELECT pg_sleep(20)', [], { signal: signal() })).rejects.toMatchObject({ kind: 'FAILED' });
    expect(Date.now() - began).toBeLessThan(2_000);
  });

  it('is given up at once when the caller gives up, and the only connection is there for the next question', async () => {
    const patient = createSqlView({ url: server.url('agency'), statementTimeoutMs: 20_000, poolSize: 1 });
    const began = Date.now();

    const given = patient.query(anything, 'SELECT pg_sleep(3)', [], { signal: AbortSignal.timeout(50) });
    await expect(given).rejects.toMatchObject({ kind: 'ABORTED' });
    expect(await patient.query(anything, 'SELECT 1 AS one', [], { signal: signal() })).toEqual([{ one: 1 }]);

    expect(Date.now() - began).toBeLessThan(1_500);
    await patient.close();
  });

  it('does not take the hub with it when its connection breaks', async () => {
    const sockets: Socket[] = [];
    const line = createServer((socket) => {
      const onward = connect(server.port, '127.0.0.1');
      sockets.push(
        socket.on('error', () => {}),
        onward.on('error', () => {}),
      );
      socket.pipe(onward).pipe(socket);
    });
    await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
    const throughLine = new URL(server.url('agency'));
    throughLine.port = String((line.address() as AddressInfo).port);
    const broken = createSqlView({ url: throughLine.href, poolSize: 1 });
    const asked = broken.query(anything, 'SELECT pg_sleep(20)', [], { signal: signal() });
    setTimeout(() => sockets.splice(0).forEach((socket) => socket.resetAndDestroy()), 200);

    await expect(asked).rejects.toMatchObject({ kind: 'REFUSED' });
    expect(await broken.query(anything, 'SELECT 1 AS one', [], { signal: signal() })).toEqual([{ one: 1 }]);
    await broken.close();
    line.close();
  });

  it('is refused without a word of the address when nobody listens', async () => {
    const nobody = createSqlView({ url: 'postgresql://someone:secret@127.0.0.1:1/agency' });

    await expect(nobody.query(anything, 'SELECT 1', [], { signal: signal() })).rejects.toThrow(
      /^The agency could not be reached\.$/,
    );
    await nobody.close();
  });
});
