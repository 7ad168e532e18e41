import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleExtension } from '../../../extensions/bundle';
import { projectFolder } from '../../support/processes/ensure-built';
import { localeTexts, type Texts } from './theme/locales';

const NAME = 'survey-checkout';

/** The extension's texts in the page's language, or else in the default one. */
export function extensionTexts(language: string): Texts {
  return localeTexts(join(projectFolder, 'extensions', NAME, 'locales'), language);
}

const bundles = new Map<string, Promise<string>>();

/** The extension as `shopify app dev` serves it: the deployed bundle, with the app's address. */
export function extensionBundle(appUrl: string): Promise<string> {
  const made = bundles.get(appUrl) ?? bundled(appUrl);
  bundles.set(appUrl, made);
  return made;
}

async function bundled(appUrl: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'omega-extension-'));
  try {
    const { file } = await bundleExtension(NAME, { appUrl, outfile: join(folder, `${NAME}.js`) });
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
