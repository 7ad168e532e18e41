import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { freePort } from './ports';

const figures = z.object({
  /** what the operating system has given it */
  rssBytes: z.number(),
  /** the most of it since this was last asked */
  peakRssBytes: z.number(),
  /** what its objects and buffers have: the rest is what allocators keep for the next ones */
  heldBytes: z.number(),
  /** processor time since it began */
  cpuMs: z.number(),
});
export type ProcessFigures = z.output<typeof figures>;

/** What a process of the app says of itself, and how it is started so that it does. */
export interface Measured {
  env: Record<string, string>;
  webImports: string[];
  /** @param collect what nothing needs any more is given back first */
  figures(collect?: boolean): Promise<ProcessFigures>;
}

export async function measured(): Promise<Measured> {
  const port = await freePort();
  return {
    env: { FIGURES_PORT: String(port) },
    webImports: [pathToFileURL(join(import.meta.dirname, 'say-figures.mjs')).href],
    figures: async (collect = false) => {
      const socket = connect(port, '127.0.0.1');
      socket.write(collect ? 'collect' : 'now');
      return figures.parse(JSON.parse(await text(socket)));
    },
  };
}
