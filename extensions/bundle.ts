import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { parse } from 'smol-toml';
import { z } from 'zod';

const ROOT = resolve(import.meta.dirname, '..');

const uiExtension = z.object({
  extensions: z.tuple([
    z.object({
      type: z.literal('ui_extension'),
      targeting: z.array(z.object({ module: z.string(), target: z.string() })).min(1),
    }),
  ]),
});

export interface Bundle {
  /** path of the script */
  file: string;
  /** compressed size, which Shopify limits */
  gzipBytes: number;
}

/**
 * Bundles one UI extension into a single script, as `shopify app deploy` does: the same generated entry,
 * which registers each target of shopify.extension.toml by `shopify.extend(target, render)`, and the same
 * settings of esbuild (github.com/Shopify/cli, packages/app/src/cli/services/extensions/bundle.ts: minified,
 * ES6, no module). Tests therefore run what Shopify would serve.
 * @param name the extension's folder
 * @param options.appUrl the app's address, which the command line passes as `process.env.APP_URL`; by default
 *   the placeholder in the extension's `app-url.ts`
 * @param options.outfile by default `build/extensions/<name>.js`
 */
export async function bundleExtension(
  name: string,
  options: { appUrl?: string; outfile?: string } = {},
): Promise<Bundle> {
  const folder = join(ROOT, 'extensions', name);
  const file = options.outfile ?? join(ROOT, 'build/extensions', `${name}.js`);
  await build({
    outfile: file,
    stdin: { contents: entryOf(folder), resolveDir: folder, loader: 'tsx' },
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.APP_URL': JSON.stringify(options.appUrl ?? ''),
    },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es6',
    jsx: 'automatic',
    resolveExtensions: ['.tsx', '.ts', '.js', '.json', '.esnext', '.mjs', '.ejs'],
    loader: { '.esnext': 'ts', '.js': 'jsx' },
    legalComments: 'none',
    logLevel: 'warning',
  });
  return { file, gzipBytes: gzipSync(readFileSync(file)).byteLength };
}

/** The entry script that Shopify's command line generates from an extension's targets. */
function entryOf(folder: string): string {
  const toml = readFileSync(join(folder, 'shopify.extension.toml'), 'utf8');
  const [{ targeting }] = uiExtension.parse(parse(toml)).extensions;
  return targeting
    .map(
      ({ module, target }, index) =>
        `import Target_${index} from '${module}';` +
        `shopify.extend('${target}', (...args) => Target_${index}(...args));`,
    )
    .join('\n');
}
