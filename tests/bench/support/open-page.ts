import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { RunningApp } from '../../commands/processes/running-app';

/** Home's figures of the shop's orders; an added or cancelled order changes them. */
export interface Shown {
  read: number;
  cancelled: number;
}

const live = z.object({ version: z.string(), nextMs: z.number() });
const home = z.object({
  status: z.object({ following: z.object({ version: z.string() }) }),
  view: z
    .object({
      orders: z.object({
        read: z.number(),
        excluded: z.object({ cancelled: z.number().default(0) }),
      }),
    })
    .nullable(),
});

export const HOME = '/app?index&_data=routes%2Fadmin%2Fdashboard%2Froute';

/**
 * Sends the requests of an open, visible Home over HTTP with the merchant's session tokens: first for
 * the version, as often as the app says, then for a changed version's data
 * (`app/ui/frame/use-live.ts`).
 */
export class OpenPage {
  #closed = false;
  #asked = 0;

  constructor(
    private readonly app: RunningApp,
    private readonly domain: string,
  ) {}

  /** requests for the version so far */
  get asked(): number {
    return this.#asked;
  }

  /** Polls until it is closed. @param onShown called with Home's figures after each read */
  async open(onShown: (shown: Shown) => void): Promise<void> {
    let version = '';
    while (!this.#closed) {
      const answer = live.parse(await this.#json('/app/live'));
      this.#asked += 1;
      if (answer.version !== version) {
        const { status, view } = home.parse(await this.#json(HOME));
        version = status.following.version;
        if (view !== null)
          onShown({ read: view.orders.read, cancelled: view.orders.excluded.cancelled });
      }
      await wait(answer.nextMs);
    }
  }

  close(): void {
    this.#closed = true;
  }

  async #json(path: string): Promise<unknown> {
    const response = await this.app.ask(this.domain, path);
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return await response.json();
  }
}
