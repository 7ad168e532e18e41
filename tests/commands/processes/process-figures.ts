import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { freePort } from './ports';

const figures = z.object({
  /** its resident memory */
  rssBytes: z.number(),
  /** its peak resident memory since the last request */
  peakRssBytes: z.number(),
  /** memory of its objects and buffers; the rest is free memory in its allocators */
  heldBytes: z.number(),
  /** processor time since its start */
  cpuMs: z.number(),
});
export type ProcessFigures = z.output<typeof figures>;

/** The figures of a process of the app, and the options to start it with. */
export interface Measured {
  env: Record<string, string>;
  webImports: string[];
  /** @param collect true: collects garbage first */
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
