import { defineConfig } from 'oxlint';
import type { OxlintOverride } from 'oxlint';

/**
 * The import table: what each room may import besides itself and `terms`. Imports of another room are written from the root
 * (`#people/…`); a path that climbs (`../`) would get round the table. What is listed under `types` may be imported as types only.
 */
interface Room {
  readonly files: string[];
  readonly may: readonly string[];
  readonly types?: readonly string[];
}

const AGENCY = ['connectors/contract.ts', 'connectors/resilience.ts', 'connectors/cache.ts', 'connectors/transports/**'];
const MADE_UP = ['demo/**', 'storage/**'];
const HUB = [
  'access-log/**',
  'commands/**',
  'connectors/**',
  'disclosure/**',
  'people/**',
  'resolvers/**',
  'review/**',
  'schema/**',
  'server/**',
  'storage/**',
];

const TABLE: readonly Room[] = [
  { files: ['terms/**'], may: [] },
  { files: ['storage/**'], may: ['storage/**'] },
  { files: ['access-log/**'], may: ['access-log/**', 'storage/**'] },
  { files: ['people/**'], may: ['people/**', 'access-log/**', 'storage/**'] },
  { files: ['review/**'], may: ['review/**', 'access-log/**', 'people/**', 'storage/**'] },
  {
    files: ['disclosure/**'],
    may: ['disclosure/**', 'people/**', 'access-log/**', 'storage/**'],
    types: ['connectors/contract.ts'],
  },
  {
    // What is reviewed is the review's; who may do what, and its place in the log, is a change's.
    files: ['disclosure/changes/reviews.ts', 'disclosure/changes/exports.ts'],
    may: ['disclosure/**', 'people/**', 'access-log/**', 'storage/**', 'review/**'],
  },
  {
    files: ['resolvers/**'],
    may: ['resolvers/**', 'disclosure/**', 'review/**', 'people/**', 'access-log/**', 'schema/generated/**'],
    types: ['connectors/contract.ts'],
  },
  { files: ['schema/*.ts'], may: ['schema/**', 'connectors/index.ts'], types: ['connectors/contract.ts'] },
  { files: ['connectors/**'], may: AGENCY },
  { files: ['server/**', 'commands/**'], may: HUB },
  // Whoever starts or makes the made-up council.
  { files: ['server/main.ts', 'commands/demo-*.ts'], may: [...HUB, 'demo/**'] },
  // The simulated systems speak their agencies' wire formats and know nothing of the hub; only the council fills its tables.
  { files: ['demo/**'], may: MADE_UP },
  {
    files: ['demo/council/**', 'demo/start.ts'],
    may: [...MADE_UP, 'people/entities.ts', 'people/family-entities.ts', 'disclosure/entities.ts'],
  },
];

/** `#` opens a comment in these patterns, so it is written as a set of one. */
const room = (path: string): string => `[#]${path}`;

function importsOf({ files, may, types = [] }: Room): OxlintOverride {
  const group = [room('*/**'), ...['terms/**', ...may, ...types].map((path) => `!${room(path)}`)];
  const patterns = [
    { group, message: 'This room may not import that one: see the import table in oxlint.config.ts.' },
    { group: ['../**'], message: 'Import another folder from the root: #people/….' },
  ];
  const paths = types.map((path) => ({
    name: `#${path}`,
    allowTypeImports: true,
    message: 'Only its types may be imported here.',
  }));
  return { files, rules: { 'no-restricted-imports': ['error', { patterns, paths }] } };
}

const TESTS = {
  'no-restricted-imports': 'off',
  'max-lines': ['error', { max: 600 }] as ['error', { max: number }],
  'max-lines-per-function': 'off',
  'typescript/no-non-null-assertion': 'off',
  'typescript/restrict-template-expressions': 'off',
  'vitest/no-conditional-expect': 'off',
  'vitest/no-standalone-expect': 'off',
  'typescript/require-array-sort-compare': 'off',
  'typescript/no-meaningless-void-operator': 'off',
  'vitest/expect-expect': 'off',
  'vitest/require-to-throw-message': 'off',
} as const;

export default defineConfig({
  plugins: ['typescript', 'import', 'unicorn', 'oxc', 'promise', 'vitest'],
  categories: { correctness: 'error' },
  options: { typeAware: true },
  ignorePatterns: ['schema/generated', 'migrations', 'node_modules', '.data'],
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': ['error', { checksVoidReturn: false }],
    // Our factories return objects of closures, which have no `this` to lose.
    'typescript/unbound-method': 'off',
    'typescript/await-thenable': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-non-null-assertion': 'error',
    'import/no-cycle': 'error',
    'typescript/no-misused-spread': 'off',
    'import/no-default-export': 'error',
    'max-lines': ['error', { max: 300 }],
    'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }],
    'vitest/no-focused-tests': 'error',
    'vitest/no-disabled-tests': 'error',
  },
  overrides: [
    ...TABLE.map(importsOf),
    { files: ['**/*.test.ts', 'tests/**', 'bench/**'], rules: TESTS },
    // One file that needs nothing of the hub, so that whoever checks the log can run it alone.
    { files: ['access-log/verify.ts'], rules: { 'max-lines': ['error', { max: 640 }] } },
    {
      files: ['*.config.ts', 'codegen.ts', 'tests/**/*.config.ts', 'tests/support/global-setup.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
  ],
});
