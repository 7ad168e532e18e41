import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { browserScript } from '../http/browser-script';
import { extensionBundle } from './extension';
import { blockFolder } from './theme/block';

export interface ServedFile {
  type: string;
  body: string;
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const here = (name: string): string => join(import.meta.dirname, name);

/**
 * A file of the storefront: its own scripts and styles, the extension's bundle, the block's assets.
 * @param name the path after `/storefront-files/`
 * @returns null for an unknown file
 */
export async function storefrontFile(name: string, appUrl: string): Promise<ServedFile | null> {
  const type = TYPES[extname(name)];
  if (type === undefined) return null;
  const body = await contents(name, appUrl);
  return body === null ? null : { type, body };
}

async function contents(name: string, appUrl: string): Promise<string | null> {
  if (name === 'storefront.css' || name === 'frame.css') return readFile(here(name), 'utf8');
  if (name === 'client/frame.js') return browserScript(here('client/frame.ts'));
  if (name === 'client/extension-host.js') return browserScript(here('client/extension-host.ts'));
  if (name === 'extension.js') return extensionBundle(appUrl);
  const [, asset] = /^block\/([\w-]+\.\w+)$/.exec(name) ?? [];
  if (asset === undefined) return null;
  const file = join(blockFolder, 'assets', asset);
  return existsSync(file) ? readFile(file, 'utf8') : null;
}
