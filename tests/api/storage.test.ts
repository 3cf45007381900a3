import { MikroORM } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { entities } from '#server/entities.ts';
import type { Database } from '#storage/database.ts';
import { openDatabase } from '#storage/database.ts';
import { createLandedStore } from '#storage/landed-store.ts';
import { migrationOptions, pendingMigrations } from '#storage/migrate.ts';
import { systemClock } from '#terms/clock.ts';
import type { LandedFile, LandedRow } from '#terms/landed.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { createTestDatabase } from '#tests/support/database.ts';

let testDatabase: TestDatabase;
let owner: Database;
let application: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase('emptyTemplate');
  owner = await openDatabase({ url: testDatabase.url, entities, as: 'owner' });
  application = await openDatabase({ url: testDatabase.url, entities, as: 'application' });
});
afterAll(async () => {
  await application.close();
  await owner.close();
  await testDatabase.drop();
});

/** What the tables lack to be what the entities say. Triggers and functions are the migrations' own. */
async function differences(orm: MikroORM): Promise<string[]> {
  const statements = (await orm.schema.getUpdateSchemaSQL({ wrap: false })).split('\n');
  return statements.filter(
    (line) => line.trim() !== '' && !/^drop (trigger|function) |^drop table if exists "migration"/.test(line),
  );
}

describe('The database', () => {
  test('is what the entities say, once all migrations have run', async () => {
    expect(await pendingMigrations(testDatabase.url, entities)).toBe(0);
    expect(await differences(owner.orm)).toEqual([]);
  });

  test('goes back through every migration and forward again', async () => {
    const other = await createTestDatabase('emptyTemplate');
    const orm = await MikroORM.init({
      clientUrl: other.url,
      entities,
      extensions: [Migrator],
      migrations: migrationOptions,
      logger: () => undefined,
    });
    await orm.migrator.down({ to: 0 });
    const left = await orm.em
      .getConnection()
      .execute<{ count: number }[]>(
        `select count(*)::int from pg_tables where schemaname = 'public' and tablename <> 'migration'`,
      );
    expect(left[0]?.count).toBe(0);
    await orm.migrator.up();
    expect(await differences(orm)).toEqual([]);
    await orm.close();
    await other.drop();
  });

  test('lets the hub’s role add facts, and change nothing but what agencies sent and what is derived from it, how far a receiver was told, the index of the log and files made of it', async () => {
    const { rows } = await application.pool.query<{ grants: string }>(`
      select table_name || ' ' || string_agg(privilege_type, ', ' order by privilege_type) as grants
      from information_schema.role_table_grants
      where grantee = 'family_view_application' and privilege_type <> 'SELECT' group by table_name order by 1`);
    expect(rows.map((row) => row.grants)).toEqual([
      'access_log_checkpoint INSERT',
      'access_log_delivery INSERT, UPDATE',
      'access_log_hold INSERT',
      'account_release INSERT',
      'agency_feed INSERT, UPDATE',
      'agency_link INSERT',
      'agency_record INSERT',
      'agency_record_change INSERT',
      'agreement INSERT',
      'agreement_event INSERT',
      'assignment INSERT',
      'competence_assessment INSERT',
      'consent INSERT',
      'episode INSERT',
      'family INSERT',
      'family_agreement_form INSERT',
      'family_member INSERT',
      'household INSERT',
      'landed_file INSERT',
      'landed_row INSERT, UPDATE',
      'linking_due DELETE',
      'linking_progress INSERT, UPDATE',
      'match_decision INSERT',
      'match_edge DELETE, INSERT',
      'match_review INSERT',
      'override INSERT',
      'parental_responsibility INSERT',
      'person INSERT',
      'person_identifier INSERT',
      'person_merge INSERT',
      'recorded_change INSERT',
      'relationship INSERT',
      'restriction INSERT',
      'review_cursor UPDATE',
      'review_entry DELETE, INSERT',
      'review_export DELETE, INSERT, UPDATE',
      'review_export_part DELETE, INSERT',
      'review_item INSERT',
      'review_rule_cursor UPDATE',
      'review_step INSERT',
      'safeguarding_decision INSERT',
      'search_pace INSERT, UPDATE',
      'worker_interest INSERT',
    ]);
    const { rows: columns } = await application.pool.query<{ changed: string }>(`
      select table_name || ' ' || string_agg(column_name, ', ' order by column_name) as changed from information_schema.role_column_grants g
      where grantee = 'family_view_application' and privilege_type = 'UPDATE' and not exists (select from information_schema.role_table_grants t
        where t.grantee = g.grantee and t.table_name = g.table_name and t.privilege_type = 'UPDATE') group by table_name order by 1`);
    // Which record it is, and which two, is never changed.
    expect(columns.map(({ changed }) => changed)).toEqual([
      'agency_record as_of, delivery, digest, first_known_at, keys, merged_into, placed, received, received_at, sealed, state',
      'match_review closed_at, kind, model, opened_at, weight',
    ]);
    for (const change of ['update consent set decision = $1', 'delete from restriction', 'update sharing_epoch set epoch = 0']) {
      await expect(application.pool.query(change.replace('$1', `'GIVEN'`))).rejects.toThrow('permission denied');
    }
    await expect(application.pool.query('create table mine (id int)')).rejects.toThrow('permission denied');
    await expect(application.pool.query('select sharing_moved(array[gen_random_uuid()])')).rejects.toThrow('permission denied');
  });

  test('runs on the version that was given', async () => {
    const { rows } = await application.pool.query<{ major: number }>(
      `select current_setting('server_version_num')::int / 10000 as major`,
    );
    expect(rows[0]?.major).toBeGreaterThanOrEqual(15);
    expect(inject('postgresUrl')).toMatch(/^postgres/);
  });
});

describe('Landed files', () => {
  const file = (asOf: string, more: Partial<LandedFile> = {}): LandedFile => ({
    agency: 'police',
    feed: 'referrals',
    name: `vprf1-${asOf}.csv`,
    checksum: asOf,
    asOf: new Date(asOf),
    coversFrom: '2024-11-01',
    ...more,
  });
  const row = (key: string, risk: string, more: Partial<LandedRow> = {}): LandedRow => ({
    category: 'POLICE_REFERRALS',
    agencyPersonId: 'NOM1',
    key,
    occurredAt: new Date('2026-11-01T10:00:00Z'),
    content: { risk },
    ...more,
  });

  test('are kept once, replaced by newer files, and never by older ones that come late', async () => {
    const store = createLandedStore(application.pool, systemClock);
    const second = file('2026-11-02T00:00:00Z');
    await store.land(second, [row('A', 'GOLD'), row('B', 'BRONZE'), row('B', 'SILVER')]);
    await store.land(file('2026-11-01T00:00:00Z'), [row('A', 'BRONZE'), row('C', 'BRONZE')]);
    expect(await store.hasLanded('police', second.checksum, second.asOf)).toBe(true);
    expect(await store.hasLanded('police', second.checksum, new Date('2026-11-03T00:00:00Z'))).toBe(false);
    expect(await store.hasLanded('housing', second.checksum, second.asOf)).toBe(false);

    const rows = await store.rowsOf('police', ['NOM1', 'NOM2'], ['POLICE_REFERRALS']);
    expect(rows.map(({ key, content }) => `${key} ${String(content['risk'])}`).toSorted()).toEqual([
      'A GOLD',
      'B SILVER',
      'C BRONZE',
    ]);
    expect(rows[0]?.occurredAt).toEqual(new Date('2026-11-01T10:00:00Z'));
    expect((await store.newestFiles('police')).get('referrals')).toMatchObject({
      name: second.name,
      asOf: second.asOf,
      coversFrom: '2024-11-01',
    });
  });

  test('land whole or not at all', async () => {
    const store = createLandedStore(application.pool, systemClock);
    const broken = file('2026-11-05T00:00:00Z');
    await expect(store.land(broken, [row('D', 'GOLD'), row('E', 'GOLD', { occurredAt: new Date(NaN) })])).rejects.toThrow();
    expect(await store.hasLanded('police', broken.checksum, broken.asOf)).toBe(false);
    expect((await store.rowsOf('police', ['NOM1'], ['POLICE_REFERRALS'])).map(({ key }) => key)).not.toContain('D');
  });
});
