import { afterEach, expect, test, vi } from 'vitest';
import { removeFolders, temporaryFolder } from '#tests/start/program.ts';
import { readGivenHubKey, readHubKey } from './hub-database.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  removeFolders();
});

test('Whether a hub wrote an entry is checked with the key that was given, or that of the hub’s own database; none is made for it', async () => {
  vi.stubEnv('DATA_DIRECTORY', temporaryFolder());
  for (const name of ['DATABASE_URL', 'LOG_HUB_KEY']) vi.stubEnv(name, '');
  expect(readGivenHubKey()).toBeNull();
  expect(readGivenHubKey()).toBeNull();
  const made = await readHubKey();
  expect(readGivenHubKey()).toEqual(made);
  vi.stubEnv('DATABASE_URL', 'postgresql://hub@db.example/family_view');
  expect(readGivenHubKey()).toBeNull();
  const given = 'a key for tests, and for tests only';
  vi.stubEnv('LOG_HUB_KEY', given);
  expect(readGivenHubKey()).toEqual(Buffer.from(given));
});

test('A command in production needs the database’s address, the hubs’ secret where it writes, and nothing else', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  vi.stubEnv('DATA_DIRECTORY', temporaryFolder());
  for (const name of ['DATABASE_URL', 'LOG_HUB_KEY']) vi.stubEnv(name, '');
  expect(() => readGivenHubKey()).toThrow('DATABASE_URL is not set.');
  vi.stubEnv('DATABASE_URL', 'postgresql://hub@db.example/family_view');
  expect(readGivenHubKey()).toBeNull();
  await expect(readHubKey()).rejects.toThrow('LOG_HUB_KEY is not set.');
});
