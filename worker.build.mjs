import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const common = { bundle: true, platform: 'node', target: 'node22', logLevel: 'warning' };

/**
 * Bundles the processes beside Remix's own build: `build/start.js` serves the web, `build/worker.js` runs
 * the jobs, `build/migrate.js` updates the database. Packages stay outside, as in Remix's server
 * build. The processes load `build/chunks` once they know that this Node is new enough.
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
 * Development packages that the processes need at run time, and the used parts of each: one file each where
 * Node looks for a package, so that web, worker and Remix's server share it. Prisma's client is generated; its
 * package would add 160 MB of what generates it.
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
// files that the client reads beside its code
for (const file of ['query_compiler_bg.wasm', 'schema.prisma'])
  copyFileSync(`node_modules/.prisma/client/${file}`, `build/node_modules/@prisma/client/${file}`);
