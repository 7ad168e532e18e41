import './complete-install.mjs';
import { defineConfig } from 'vitest/config';

/** The setup of every test file; the browser's and the commands' tests only have more time. */
const setupFiles = ['tests/setup/environment.ts', 'tests/setup/console.ts'];

/** Tests of the checkout extension: Shopify's own tester, with a page instead of a server. */
const ofTheExtension = ['tests/extensions/checkout/**/*.test.ts'];

/** Tests of the built app, which is built once before the first of them. */
const ofTheBuild = [
  'tests/{e2e,commands,operate,security,outages,soak,fuzz}/**/*.test.ts',
  'tests/tenancy/doors.test.ts',
  'tests/ui/last-release/*.test.ts',
];

/**
 * Tests that need no process, no database and no replaced module: files share a worker and what it has imported, which
 * saves each of them about half a second. `database()` refuses to work there.
 */
const ofModules = [
  'app/**/*.test.{ts,tsx}',
  'tests/{deploy,vendored}/**/*.test.ts',
  'tests/metrics/oracle/*.test.ts',
  'tests/sandbox/!(http|postgres)/**/*.test.ts',
  'tests/ui/**/!(files).test.{ts,tsx}',
];

export default defineConfig({
  test: {
    globalSetup: ['tests/setup/template.ts'],
    pool: 'forks',
    // Each test file also runs a database, the local Shopify and sometimes a browser, and waits for them: with four workers
    // two processors were busy for 81 % of the time.
    maxWorkers: 6,
    // A busy machine reaches a state late.
    expect: { poll: { timeout: 120_000 } },
    testTimeout: 240_000,
    hookTimeout: 300_000,
    projects: [
      {
        extends: true,
        test: {
          setupFiles,
          name: 'modules',
          isolate: false,
          env: { SHARED_MODULES: 'yes' },
          include: ofModules,
          exclude: ofTheBuild,
        },
      },
      {
        extends: true,
        test: {
          setupFiles,
          name: 'unit and integration',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...ofTheBuild, ...ofTheExtension, ...ofModules],
        },
      },
      {
        test: {
          name: 'checkout extension',
          testTimeout: 240_000,
          include: ofTheExtension,
          setupFiles: ['tests/setup/console.ts'],
          environment: 'jsdom',
          pool: 'forks',
          // Its entry imports files of its own that only a bundler can read.
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
          testTimeout: 400_000,
        },
      },
    ],
  },
});
