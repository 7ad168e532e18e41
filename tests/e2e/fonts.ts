import { mkdir, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Writes the font configuration for the test browser: a Japanese font from npm in two weights, and
 * the browser's own Latin font. No font of the machine is used, so pages look the same everywhere.
 * @param cache folder for the file and for fontconfig's cache
 * @param bundled folder of the font that came with the browser
 * @returns path for FONTCONFIG_FILE
 */
export async function fontConfiguration(cache: string, bundled?: string): Promise<string> {
  const noto = dirname(
    createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-jp/package.json'),
  );
  const folders = [join(noto, '400Regular'), join(noto, '700Bold')];
  if (bundled !== undefined) folders.push(bundled);
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((folder) => `  <dir>${escapeXml(folder)}</dir>`).join('\n')}
  <cachedir>${escapeXml(join(cache, 'fontconfig'))}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family><family>Noto Sans JP</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>Open Sans</family><family>Noto Sans JP</family></prefer></alias>
</fontconfig>
`;
  await mkdir(join(cache, 'fontconfig'), { recursive: true });
  const path = join(cache, 'fonts.conf');
  const draft = `${path}.${String(process.pid)}`;
  await writeFile(draft, text);
  await rename(draft, path);
  return path;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
