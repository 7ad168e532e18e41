import { existsSync } from 'node:fs';
import { build } from 'esbuild';

/**
 * Bundles the two processes that run beside Remix's own build: `build/start.js` serves the web,
 * `build/worker.js` runs the jobs. Packages stay outside, as in Remix's server build.
 */
const entries = { start: 'app/web/main.ts', worker: 'app/worker/main.ts' };

for (const [name, file] of Object.entries(entries)) if (!existsSync(file)) delete entries[name];

await build({
  entryPoints: entries,
  outdir: 'build',
  bundle: true,
  packages: 'external',
  // Remix writes this one; the web process loads it when the environment has been checked.
  external: ['./server/index.js'],
  platform: 'node',
  format: 'esm',
  target: 'node22',
  logLevel: 'warning',
});
