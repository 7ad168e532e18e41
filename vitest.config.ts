import './complete-install.mjs';
import { defineConfig } from 'vitest/config';

/** What every test file runs with; the browser's and the commands' tests only have more time. */
const setupFiles = ['tests/setup/environment.ts', 'tests/setup/console.ts'];

/** Tests of the checkout extension: a page instead of a server, in Shopify's own tester. */
const ofTheExtension = ['tests/extensions/checkout/**/*.test.ts'];

/** Tests of the built app, which is built once before the first of them. */
const ofTheBuild = [
  'tests/{e2e,commands,operate,security,outages,soak,fuzz}/**/*.test.ts',
  'tests/tenancy/doors.test.ts',
  'tests/ui/last-release/*.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: ['tests/setup/template.ts'],
    pool: 'forks',
    // A database, the local Shopify and sometimes a browser work beside each file, which then waits for them.
    maxWorkers: 3,
    // A state that a busy machine reaches late is reached all the same.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          setupFiles,
          name: 'unit and integration',
          include: ['app/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'],
          exclude: [...ofTheBuild, ...ofTheExtension],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'checkout extension',
          include: ofTheExtension,
          setupFiles: ['tests/setup/console.ts'],
          environment: 'jsdom',
          pool: 'forks',
          // Its entry asks Node for files of its own that only a bundler can read.
          server: { deps: { inline: [/@shopify\/ui-extensions-tester/] } },
        },
        esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
      },
      {
        extends: true,
        test: {
          setupFiles,
          name: 'browser and commands',
          globalSetup: ['tests/setup/build.ts'],
          include: ofTheBuild,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
