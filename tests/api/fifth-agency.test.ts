import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Leaf } from '#access-log/leaf.ts';
import { callerId } from '#demo/callers.ts';
import { entities } from '#server/entities.ts';
import { openDatabase } from '#storage/database.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import { CAST } from '#tests/support/hub.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const AGENCY = join(PROJECT, 'tests/support/voluntary');
const LIST = 'connectors/index.ts';

/** A copy of the project, to which the agency is added as README tells. */
let copy: string;
let before: Map<string, string>;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'family-view-fifth-'));
  copy = join(directory, 'project');
  await copyProject();
  before = await manifest();
  await cp(AGENCY, join(copy, 'connectors/voluntary'), { recursive: true });
  const list = await readFile(join(copy, LIST), 'utf8');
  const listed = list.replace(/(connectors: readonly Connector\[\] = \[.*)\];/, '$1, voluntary];');
  await writeFile(join(copy, LIST), listed.replace('\n\n', `\nimport { voluntary } from './voluntary/index.ts';\n\n`));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const execute = promisify(execFile);
async function run(...[program = '', ...more]: string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, [program, ...more], { cwd: copy, maxBuffer: 1 << 24 });
  return stdout;
}

/** What git would commit, and what is installed. */
async function copyProject(): Promise<void> {
  const { stdout } = await execute('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: PROJECT, maxBuffer: 1 << 24 });
  for (const path of stdout.split('\0').filter(Boolean)) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    // One that is deleted and not committed is not there.
    await cp(join(PROJECT, path), join(copy, path)).catch(ignoreMissing);
  }
  await symlink(join(PROJECT, 'node_modules'), join(copy, 'node_modules'));
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** The checksum of each file of the copy. */
async function manifest(): Promise<Map<string, string>> {
  const entries = await readdir(copy, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const own = files.filter((path) => !path.startsWith(join(copy, 'node_modules')));
  const sums = own.map(async (path) => [relative(copy, path), sha256(await readFile(path))] as const);
  return new Map(await Promise.all(sums));
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('A fifth agency is one folder, and one line in the list', () => {
  test('from which its types are generated and fit', async () => {
    await run('node_modules/.bin/graphql-codegen', '--config', 'codegen.ts');
    expect(await readFile(join(copy, 'schema/generated/family-view.graphql'), 'utf8')).toContain(
      'familySupport: FamilySupportAnswer!',
    );
    const complaints = await run('node_modules/.bin/tsc', '-p', '.').catch((error: { stdout: string }) => error.stdout);
    expect(complaints).toBe('');
  }, 120_000);

  test('and the hub decides, asks, masks, logs and answers', async () => {
    const database = await createTestDatabase('councilTemplate');
    const owner = await openDatabase({ url: database.url, entities, as: 'owner', poolSize: 1 });
    await agree(owner.pool);
    const printed = await run('tests/support/ask-fifth-agency.ts', database.url, directory, CAST.toby, CAST.chidera, CAST.gareth);
    const { body, asked, at } = JSON.parse(printed) as { body: object; asked: string[]; at: string };
    expect(body).toEqual({
      data: {
        p0: {
          familySupport: {
            __typename: 'FamilySupport',
            detail: 'FULL',
            // He lives at a protected address.
            organisation: null,
            source: { agency: 'Home-Start', service: null },
            visits: [{ id: expect.stringMatching(/^[\w-]{22}$/) as string, occurredAt: at, minutes: 60 }],
          },
        },
        p1: { familySupport: { __typename: 'Withheld', category: 'FAMILY_SUPPORT', reason: 'NO_CONSENT' } },
        p2: { familySupport: { __typename: 'Withheld', category: 'FAMILY_SUPPORT', reason: 'NOT_LINKED' } },
      },
    });
    expect(asked).toEqual(['/visits?clients=HS-1']);
    const { rows } = await owner.pool.query<{ bytes: Buffer }>('select bytes from access_log_leaf order by index');
    const decided = rows.flatMap(({ bytes }) => (JSON.parse(bytes.toString('utf8')) as Leaf).decisions);
    expect(decided).toMatchObject([
      { category: 'FAMILY_SUPPORT', outcome: 'DISCLOSED', items: 1, basis: { agreement: 'home-start@1' } },
      { category: 'FAMILY_SUPPORT', outcome: 'WITHHELD', internalReason: 'NEVER_ASKED' },
      { category: 'FAMILY_SUPPORT', outcome: 'WITHHELD', reason: 'NOT_LINKED' },
    ]);
    await owner.close();
    await database.drop();
  }, 60_000);

  test('and nothing else has changed', async () => {
    const after = await manifest();
    const added = [...after.keys()].filter((path) => !before.has(path));
    const changed = [...before].flatMap(([path, sum]) => (after.get(path) === sum ? [] : [path]));
    const folder = await readdir(AGENCY);
    expect(added.toSorted()).toEqual(folder.map((file) => `connectors/voluntary/${file}`).toSorted());
    expect(changed.toSorted()).toEqual([LIST, 'schema/generated/family-view.graphql', 'schema/generated/types.ts']);

    const [was, is] = [PROJECT, copy].map(async (root) => (await readFile(join(root, LIST), 'utf8')).split('\n'));
    const [old, now] = [(await was) ?? [], (await is) ?? []];
    expect(now).toHaveLength(old.length + 1);
    expect(now.filter((line) => !old.includes(line))).toHaveLength(2);
  });
});

/** An agreement with the agency, one consent under it, and links of two people. */
async function agree(pool: { query(text: string, values?: unknown[]): Promise<unknown> }): Promise<void> {
  await pool.query(
    `insert into agreement (id, version, provider, recipients, categories, purposes, detail, history_months, starts_at, ends_at,
        proposed_by, legal_basis)
      select 'home-start', 1, 'voluntary', recipients, '{FAMILY_SUPPORT}', purposes, 'FULL', 24, starts_at, ends_at,
        proposed_by, legal_basis from agreement where id = 'health-early-help'`,
  );
  await pool.query(
    `insert into agreement_event (agreement, version, event, recorded_by)
      select 'home-start', 1, 'ACTIVATED', recorded_by from agreement_event where agreement = 'health-early-help'`,
  );
  for (const person of [CAST.toby, CAST.gareth]) {
    await pool.query(
      `insert into consent (id, person, category, purpose, recipient, decision, decided_at, capacity, given_by, method, recorded_by, recorded_at)
        values (gen_random_uuid(), $1, 'FAMILY_SUPPORT', 'EARLY_HELP', 'northmere-early-help', 'GIVEN', now() - interval '1 day', $2, $3,
          'IN_PERSON', $4, now())`,
      [person, person === CAST.toby ? 'PARENTAL_RESPONSIBILITY' : 'SELF', CAST.gareth, callerId('lead-worker')],
    );
  }
  await pool.query(
    `insert into agency_link (id, version, person_id, agency, agency_person_id, state, starts_at)
      values (gen_random_uuid(), 1, $1, 'voluntary', 'HS-1', 'CONFIRMED', now() - interval '1 day'),
        (gen_random_uuid(), 1, $2, 'voluntary', 'HS-2', 'CONFIRMED', now() - interval '1 day')`,
    [CAST.toby, CAST.chidera],
  );
}
