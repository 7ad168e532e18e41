import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { origins, vendored } from '../../vendored/origins';

/**
 * Writes the font configuration for the test browser: a Japanese font in two weights, and the
 * browser's own Latin font. No font of the machine is used, so pages look the same everywhere.
 * @param cache folder for the file and for fontconfig's cache
 * @param bundled folder of the font that came with the browser
 * @returns path for FONTCONFIG_FILE
 */
export async function fontConfiguration(cache: string, bundled?: string): Promise<string> {
  const folders = [await japaneseFont(cache)];
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

/** Unpacks the vendored font into the cache, once for each of its versions. @returns its folder */
async function japaneseFont(cache: string): Promise<string> {
  const fonts = Object.entries(origins().files).filter(([file]) => file.endsWith('.ttf.br'));
  const version = fonts.map(([, { sha256 }]) => sha256.slice(0, 8)).join('-');
  const folder = join(cache, `noto-sans-jp-${version}`);
  await mkdir(folder, { recursive: true });
  for (const [file] of fonts)
    await writeWhole(join(folder, file.replace(/^.*\//, '').replace(/\.br$/, '')), async () =>
      brotliDecompressSync(await readFile(vendored(file))),
    );
  return folder;
}

/** Writes a missing file beside its place and renames it: two processes may do this at once. */
async function writeWhole(path: string, content: () => Promise<Buffer>): Promise<void> {
  if (existsSync(path)) return;
  const draft = `${path}.${String(process.pid)}`;
  await writeFile(draft, await content());
  await rename(draft, path);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
