import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { getFileInfo } from 'prettier';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../support/processes/ensure-built';

const CHECKOUT = 'extensions/survey-checkout';

/** Files that the set-up and `shopify app build`, `dev` and `deploy` (command line 4.8.2) leave in a project. */
const LEFT = [
  ...['js', 'js.map', 'metafile.json'].map((end) => `${CHECKOUT}/dist/survey-checkout.${end}`),
  `${CHECKOUT}/manifest.json`,
  '.shopify/.gitignore',
  '.shopify/project.json',
  '.shopify/logs/app.json',
  '.shopify/dev-bundle/manifest.json',
  'shopify.app.local.toml',
  '.env.local',
  'omega.env',
];

describe('the output of Shopify’s command line', () => {
  it.each(LEFT)('is ignored by git, ESLint and Prettier: %s', async (file) => {
    const path = join(projectFolder, file);
    // not every machine has git, and Prettier reads its patterns as well
    const { ignored } = await getFileInfo(path, { ignorePath: join(projectFolder, '.gitignore') });
    expect(ignored).toBe(true);
    const info = await getFileInfo(path, { ignorePath: join(projectFolder, '.prettierignore') });
    expect(info.ignored || info.inferredParser === null).toBe(true);
    const lint = new ESLint({ cwd: projectFolder });
    if (/\.js$/.test(file)) expect(await lint.isPathIgnored(path)).toBe(true);
  });

  it('includes types that the project holds in the same form, so that no file changes', () => {
    const types = readFileSync(join(projectFolder, CHECKOUT, 'shopify.d.ts'), 'utf8');
    const declared = [...types.matchAll(/^declare module '\.\/(.+)'/gm)].map(([, file]) => file);
    const sources = readdirSync(join(projectFolder, CHECKOUT, 'src'), {
      recursive: true,
      encoding: 'utf8',
    }).filter((file) => /\.tsx?$/.test(file));
    expect(declared.toSorted()).toEqual(sources.map((file) => `src/${file}`).toSorted());
    expect(types).toMatch(/^import '@shopify\/ui-extensions';\n\n\/\/@ts-ignore\ndeclare module /);
  });
});
