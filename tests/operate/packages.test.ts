import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { projectFolder } from '../support/processes/ensure-built';

const read = (file: string): string => readFileSync(join(projectFolder, file), 'utf8');
const manifest = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    scripts: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(read('package.json')));

/** The packages that the built files and their imports load. */
async function packagesOf(...files: string[]): Promise<string[]> {
  const { metafile } = await build({
    ...{ entryPoints: files, absWorkingDir: projectFolder, outdir: 'none', write: false },
    ...{ bundle: true, packages: 'external', platform: 'node', format: 'esm', metafile: true },
    logLevel: 'silent',
  });
  const specifiers = Object.values(metafile.inputs).flatMap(({ imports }) =>
    imports.flatMap(({ path, external }) => (external && !isBuiltin(path) ? [path] : [])),
  );
  const names = specifiers.map((path) => /^(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path);
  return [...new Set(names)].sort();
}

describe('the packages of the built processes', () => {
  const bundled = [
    '@prisma/adapter-pg',
    '@prisma/client',
    '@shopify/shopify-app-session-storage-prisma',
  ];
  const installed = new Set(Object.keys(manifest.dependencies));

  it('are those of production, or part of the build', async () => {
    const used = await packagesOf(
      ...['build/start.js', 'build/worker.js', 'build/migrate.js', 'build/server/index.js'],
    );
    // the search that finds the others finds these
    expect(used).toEqual(expect.arrayContaining(['express', 'pg', 'react']));
    expect(used.filter((name) => !installed.has(name))).toEqual(bundled);
    for (const name of bundled) {
      const asks = await packagesOf(`build/node_modules/${name}/index.js`);
      const missing = asks.filter((other) => !installed.has(other) && !bundled.includes(other));
      expect({ name, missing }).toEqual({ name, missing: [] });
    }
  });

  it.each(['build/server/index.js', 'build/worker.js'])('are found there from %s', (file) => {
    const require = createRequire(join(projectFolder, file));
    for (const name of bundled)
      expect(require.resolve(name)).toBe(
        join(projectFolder, `build/node_modules/${name}/index.js`),
      );
  });
});

describe('an incomplete installation', () => {
  /** Starts the check in a project with these files, on this version of Node. */
  function check(files: string[], version = '24.21.0'): { status: number | null; said: string } {
    const folder = mkdtempSync(join(tmpdir(), 'omega-installed-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const file of files) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), '');
    }
    const script = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`;
    const pretend = `data:text/javascript,${encodeURIComponent(script)}`;
    const program = join(projectFolder, 'complete-install.mjs');
    const { status, stderr } = spawnSync(process.execPath, ['--import', pretend, program], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, said: stderr };
  }
  const TSX = 'node_modules/tsx/package.json';
  const CLIENT = 'node_modules/.prisma/client/index.js';
  const NODE = 'node_modules/.bin/node';
  const WITHOUT =
    'npm installed the packages without what their scripts make (--ignore-scripts). Run: ';
  const BRING_NODE = 'npm rebuild --ignore-scripts=false node';

  it.each([
    ['nothing', [], '24.21.0', 'The packages are not installed. Run: npm ci\n'],
    ['no generated client', [TSX, NODE], '24.21.0', `${WITHOUT}npm run generate\n`],
    ['neither it nor Node', [TSX], '20.20.2', `${WITHOUT}${BRING_NODE} && npm run generate\n`],
    ['no Node', [TSX, CLIENT], '22.11.0', `${WITHOUT}${BRING_NODE}\n`],
    [
      'another Node',
      [TSX, CLIENT, NODE],
      '20.20.2',
      'This needs Node 22.13 or newer; this is Node 20.20.2. Start it by npm, which has brought Node 24.\n',
    ],
  ])('is reported in one sentence with its remedy: %s', (_, files, version, said) => {
    expect(check(files, version)).toEqual({ status: 1, said });
  });

  it('is not reported if all packages exist, also on a machine with a new enough Node', () => {
    expect(check([TSX, CLIENT, NODE])).toEqual({ status: 0, said: '' });
    expect(check([TSX, CLIENT], '22.13.0')).toEqual({ status: 0, said: '' });
  });

  it('is checked first by every command of development', () => {
    const first =
      /^node complete-install\.mjs && |--import \.\/complete-install\.mjs --import tsx /;
    for (const [name, command] of Object.entries(manifest.scripts))
      if (/--import tsx|build:web\b/.test(command) || name === 'check')
        expect({ name, first: first.test(command) }).toEqual({ name, first: true });
    expect(read('vitest.config.ts')).toMatch(/^import '\.\/complete-install\.mjs';\n/);
  });
});
