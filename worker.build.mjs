import { existsSync } from 'node:fs';
import { build } from 'esbuild';

/**
 * Bundles the two processes that run beside Remix's own build: `build/start.js` serves the web,
 * `build/worker.js` runs the jobs. Packages stay outside, as in Remix's server build.
 */
const entries = Object.entries({ start: 'app/web/main.ts', worker: 'app/worker/main.ts' });

await build({
  entryPoints: Object.fromEntries(entries.filter(([, file]) => existsSync(file))),
  outdir: 'build',
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node22',
  logLevel: 'warning',
});
