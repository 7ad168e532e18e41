import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

import { fontConfiguration } from './fonts';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));

/** The project's folder for reproducible files; git ignores it. */
export const cacheFolder = resolve(here, '../../../.cache');

/** The path of a Chromium, and the environment that its process needs. */
export interface ChromiumBinary {
  executablePath: string;
  env: Record<string, string>;
}

/** This machine has no Chromium; the message says what to do. */
class NoBrowser extends Error {
  override name = 'NoBrowser';
}

const installedOnMac = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/**
 * The Chromium of the tests: OMEGA_CHROMIUM if it is set, else the one of the npm package (Linux x64),
 * else an installed Chrome (macOS).
 * @throws NoBrowser if the machine has none
 */
export async function chromiumBinary(): Promise<ChromiumBinary> {
  const chosen = process.env.OMEGA_CHROMIUM;
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen))
      throw new NoBrowser(`OMEGA_CHROMIUM names ${chosen}, and there is no such file.`);
    return { executablePath: chosen, env: await fontEnvironment() };
  }
  if (process.platform === 'linux' && process.arch === 'x64') return unpacked();
  const installed = installedOnMac.find((path) => existsSync(path));
  if (process.platform === 'darwin' && installed !== undefined)
    return { executablePath: installed, env: {} };
  throw new NoBrowser(
    `No browser for ${process.platform} ${process.arch}: the Chromium that npm brings is for Linux x64 only. ` +
      'Install Google Chrome, or set OMEGA_CHROMIUM to the path of a Chrome or Chromium.',
  );
}

async function fontEnvironment(bundled?: string): Promise<Record<string, string>> {
  if (process.platform !== 'linux') return {};
  return { FONTCONFIG_FILE: await fontConfiguration(cacheFolder, bundled) };
}

/** A folder per version: the package reuses files of an older version in its temp folder. */
async function unpacked(): Promise<ChromiumBinary> {
  const home = join(cacheFolder, `chromium-${await packageVersion()}`);
  if (!existsSync(join(home, 'chromium'))) await unpackInto(home);
  return {
    executablePath: join(home, 'chromium'),
    env: {
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      ...(await fontEnvironment(join(home, 'fonts', 'fonts'))),
    },
  };
}

/** Unpacks beside the target and renames: two test processes may do this at the same time. */
async function unpackInto(home: string): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  const work = await mkdtemp(join(cacheFolder, 'unpacking-'));
  try {
    await run(process.execPath, [join(here, 'browser-unpack.mjs')], {
      // Only on "Lambda" does the package unpack the libraries (NSS, expat) that a bare machine lacks.
      env: { ...process.env, TMPDIR: work, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    });
    await rename(work, home);
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    if (!existsSync(join(home, 'chromium'))) throw error;
  }
}

async function packageVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const text = await readFile(join(dirname(entry), '..', 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
