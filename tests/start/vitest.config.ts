import { defineConfig } from 'vitest/config';

/** The program as an operator starts it: no database is prepared, so these tests need no global set-up. */
export default defineConfig({
  test: { include: ['tests/start/*.test.ts'], pool: 'forks', maxWorkers: 2, testTimeout: 60_000, hookTimeout: 60_000 },
});
