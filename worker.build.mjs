import { rmSync } from 'node:fs';
import { build } from 'esbuild';

/**
 * Bundles what runs beside Remix's own build: `build/start.js` serves the web, `build/worker.js` runs
 * the jobs, `build/migrate.js` brings the database up to date. Packages stay outside, as in Remix's server build. What they load
 * once they know that this Node is new enough lies in `build/chunks`.
 */
rmSync('build/chunks', { recursive: true, force: true });

await build({
  entryPoints: {
    start: 'app/web/main.ts',
    worker: 'app/worker/main.ts',
    migrate: 'app/migrate/main.ts',
  },
  outdir: 'build',
  chunkNames: 'chunks/[name]-[hash]',
  splitting: true,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node22',
  logLevel: 'warning',
});
