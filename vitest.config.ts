import { defineConfig } from 'vitest/config';

// One graphql for everybody: without this, tests would load its .mjs and the libraries its .js.
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        resolve,
        test: {
          name: 'hub',
          include: ['**/*.test.ts'],
          exclude: ['node_modules', '.data', 'tests/start/**', 'tests/interop/go/**'],
          globalSetup: ['tests/support/global-setup.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Needs Go and one of its libraries from Debian.
        resolve,
        test: { name: 'go', include: ['tests/interop/go/*.test.ts'], testTimeout: 120_000 },
      },
      {
        // The program as an operator starts it, after everything else: it is timed, and starts what it needs itself.
        test: {
          name: 'start',
          include: ['tests/start/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
