import { AsyncLocalStorage } from 'node:async_hooks';
import { Busy } from './busy';
import { PATIENCE, type Kind } from './work';

/**
 * Limits each shop to a share of a kind's connections. A locked shop holds its connections until its lock
 * is free, and a busy one sends hundreds of messages at once. The other connections serve the other shops,
 * whose messages do not wait behind these.
 */
export class ShopShares {
  private readonly shares = new Map<string, { used: number; waiting: (() => void)[] }>();
  private readonly inside = new AsyncLocalStorage<string>();

  /** @param most connections of one shop */
  constructor(
    private readonly kind: Kind,
    private readonly most: number,
  ) {}

  /**
   * Runs `work`, which takes a connection, in one of the shop's places. Nested calls take no second place.
   * @param shop its domain or id: always the same for a kind of work
   * @throws Busy where no place becomes free in time; `work` has not begun
   */
  async take<T>(shop: string, work: () => Promise<T>): Promise<T> {
    if (this.inside.getStore() === shop) return await work();
    const share = this.shares.get(shop) ?? { used: 0, waiting: [] };
    this.shares.set(shop, share);
    if (share.used < this.most) share.used++;
    else await this.place(share.waiting);
    try {
      return await this.inside.run(shop, work);
    } finally {
      // the next call takes over this place
      const next = share.waiting.shift();
      if (next !== undefined) next();
      else if (--share.used === 0) this.shares.delete(shop);
    }
  }

  private async place(waiting: (() => void)[]): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const turn = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(turn), 1);
        reject(new Busy('the shop has too much work under way'));
      }, PATIENCE[this.kind].connectionMs);
      waiting.push(turn);
    });
  }
}
