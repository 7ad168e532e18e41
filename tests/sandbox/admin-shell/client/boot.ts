import * as z from 'zod/mini';

import type { ShellBoot } from '../document';
import { byId } from './elements';

const boot = z.object({
  shopDomain: z.string(),
  storePath: z.string(),
  appPath: z.string(),
  appName: z.string(),
  appOrigin: z.string(),
  homePath: z.string(),
  frameUrl: z.nullable(z.string()),
  words: z.record(z.string(), z.string()),
});

/** The data that the server wrote into the page. */
export interface Boot extends Omit<ShellBoot, 'words'> {
  say(key: keyof ShellBoot['words']): string;
}

export function readBoot(): Boot {
  const { words, ...rest } = boot.parse(JSON.parse(byId('boot', HTMLScriptElement).text));
  return { ...rest, say: (key) => words[key] ?? key };
}
