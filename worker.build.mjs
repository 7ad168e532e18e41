import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const common = { bundle: true, platform: 'node', target: 'node22', logLevel: 'warning' };

/**
 * Bundles what runs beside Remix's own build: `build/start.js` serves the web, `build/worker.js` runs
 * the jobs, `build/migrate.js` brings the database up to date. Packages stay outside, as in Remix's server
 * build. What they load once they know that this Node is new enough lies in `build/chunks`.
 */
rmSync('build/chunks', { recursive: true, force: true });
await build({
  ...common,
  entryPoints: {
    start: 'app/web/main.ts',
    worker: 'app/worker/main.ts',
    migrate: 'app/migrate/main.ts',
  },
  outdir: 'build',
  chunkNames: 'chunks/[name]-[hash]',
  splitting: true,
  packages: 'external',
  format: 'esm',
});

/**
 * Packages of development that the processes run with, and what they use of each: one file each where Node
 * looks for a package, so that web, worker and Remix's server share it. Prisma's client is generated, and its
 * package alone would bring 160 MB of what it is generated with.
 */
const PACKAGES = {
  '@prisma/client': ['Prisma', 'PrismaClient'],
  '@prisma/adapter-pg': ['PrismaPg'],
  '@shopify/shopify-app-session-storage-prisma': ['PrismaSessionStorage'],
};

rmSync('build/node_modules', { recursive: true, force: true });
for (const [name, used] of Object.entries(PACKAGES)) {
  const others = Object.keys(PACKAGES).filter((other) => other !== name);
  await build({
    ...common,
    stdin: { contents: `export { ${used.join(', ')} } from '${name}'`, resolveDir: process.cwd() },
    outfile: `build/node_modules/${name}/index.js`,
    external: [...others, 'pg', '@shopify/shopify-api'],
    format: 'cjs',
  });
  const manifest = { name, type: 'commonjs', main: 'index.js' };
  writeFileSync(`build/node_modules/${name}/package.json`, JSON.stringify(manifest));
}
// what the client reads beside itself
for (const file of ['query_compiler_bg.wasm', 'schema.prisma'])
  copyFileSync(`node_modules/.prisma/client/${file}`, `build/node_modules/@prisma/client/${file}`);
