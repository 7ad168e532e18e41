import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { effectiveScopes } from './oauth/access';
import { API_KEY, API_SECRET } from './oauth/app-identity';
import { appMetafields, forgetAppMetafields, type AppMetafield } from './graphql/app-metafields';
import { BulkOperations } from './bulk/operations';
import { Clock } from './control/clock';
import { Faults, type FaultRule } from './control/faults';
import { ShopEvents, type ShopEventsOptions } from './events/shop-events';
import { Customers, Orders, Products } from './store/goods';
import { listen, type ExtraRoute, type Listening } from './http/http-server';
import { signIdToken } from './oauth/id-token';
import type { ShopRecord, World } from './store/records';
import type { Context } from './resolvers/define';
import { Store, type ShopRow } from './store/store';
import { loadWorld } from './store/store-load';
import { ShopStore } from './store/store-shop';
import { Bucket } from './graphql/throttle';
import { Tokens } from './oauth/tokens';
import { Privacy } from './webhooks/privacy';
import { scopesFor } from '../../deploy/scope-problems';
import { bulkPayload } from './webhooks/webhook-payloads';
import { Webhooks } from './webhooks/webhooks';

export type { ExtraRoute, Listening } from './http/http-server';

export interface LocalShopifyOptions {
  /** the SQLite file of all state, or `:memory:`; results of bulk operations are beside it */
  path: string;
  clock?: Clock;
  apiKey?: string;
  apiSecret?: string;
  faults?: FaultRule[];
  /** simulated speed of bulk operations; as fast as possible if not given */
  bulkObjectsPerSecond?: number;
}

/** The local Shopify: shops, their goods, and the app's installations. */
export class LocalShopify {
  readonly store: Store;
  readonly clock: Clock;
  readonly app: { apiKey: string; apiSecret: string };
  readonly faults: Faults;
  readonly tokens: Tokens;
  readonly webhooks: Webhooks;
  readonly bulk: BulkOperations;
  readonly #buckets = new Map<number, Bucket>();
  readonly #rows = new Map<number, ShopStore>();
  readonly #temporary: string | null;
  readonly #listening = new Set<Listening>();
  #closed = false;

  private constructor(options: LocalShopifyOptions) {
    this.clock = options.clock ?? new Clock();
    this.app = { apiKey: options.apiKey ?? API_KEY, apiSecret: options.apiSecret ?? API_SECRET };
    this.store = new Store(options.path);
    this.faults = new Faults(options.faults);
    this.tokens = new Tokens(this.store, this.clock);
    this.webhooks = new Webhooks({ clock: this.clock, apiSecret: this.app.apiSecret });
    this.#temporary =
      options.path === ':memory:' ? mkdtempSync(path.join(tmpdir(), 'local-shopify-')) : null;
    this.bulk = new BulkOperations({
      store: this.store,
      clock: this.clock,
      directory: this.#temporary ?? `${options.path}.bulk`,
      objectsPerSecond: options.bulkObjectsPerSecond ?? Infinity,
      contextOf: (no) => this.contextOf(this.#shopByNo(no)),
      finished: (row) => {
        const { domain } = this.#shopByNo(row.shop).record;
        this.#send(domain, 'bulk_operations/finish', bulkPayload(row));
      },
    });
  }

  /** Opens the state and restarts interrupted operations; call `close()` at the end. */
  static open(options: LocalShopifyOptions): Promise<LocalShopify> {
    const shopify = new LocalShopify(options);
    shopify.bulk.resume();
    return Promise.resolve(shopify);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.webhooks.close();
    await this.bulk.close();
    await Promise.all([...this.#listening].map((listening) => listening.close()));
    this.store.close();
    if (this.#temporary) rmSync(this.#temporary, { recursive: true, force: true });
  }

  /** Creates the world's shop, replacing an existing one of the domain. Streams; the app is not installed yet. */
  async addShop(world: World): Promise<void> {
    const before = this.store.shop(world.shop.domain);
    if (before) {
      this.bulk.forget(before.no);
      this.#buckets.delete(before.no);
      this.#rows.delete(before.no);
    }
    await loadWorld(this.store, world);
  }

  get closed(): boolean {
    return this.#closed;
  }

  domains(): string[] {
    return this.store.domains();
  }

  shop(domain: string): ShopRecord {
    return this.#shop(domain).record;
  }

  /** A shop's rows, for reads and for writes without webhooks. */
  rows(domain: string): ShopStore {
    return this.#rowsOf(this.#shop(domain));
  }

  orders(domain: string): Orders {
    return new Orders(this.rows(domain), this.#sender(domain));
  }

  customers(domain: string): Customers {
    return new Customers(this.rows(domain), this.#sender(domain), this.clock);
  }

  products(domain: string): Products {
    return new Products(this.rows(domain), this.#sender(domain), this.clock);
  }

  /** Shopify's compliance webhooks, also to an app that the shop has uninstalled. */
  privacy(domain: string): Privacy {
    const shop = this.#shop(domain);
    return new Privacy(shop.record, this.#rowsOf(shop), (topic, payload) => {
      this.webhooks.send(domain, topic, payload);
    });
  }

  /** Events in the shop, random or chosen. */
  events(domain: string, options: ShopEventsOptions = {}): ShopEvents {
    return new ShopEvents(this, domain, this.rows(domain), options);
  }

  /** Installs the app for the merchant (or grants other scopes after a change of its toml). */
  install(domain: string, options: { scopes: string[] }): void {
    const before = this.#shop(domain).installation;
    const current = options.scopes;
    this.store.run(
      'update shops set scopes = ?, installed_at = coalesce(installed_at, ?) where domain = ?',
      current.join(','),
      this.clock.milliseconds(),
      domain,
    );
    if (before && before.scopes.join(',') !== current.join(',')) {
      const updated_at = this.clock.now().toISOString();
      const payload = { id: this.#shop(domain).no, previous: before.scopes, current, updated_at };
      this.#send(domain, 'app/scopes_update', payload);
    }
  }

  /** Uninstalls the app: revokes its tokens at once and sends the webhook. */
  uninstall(domain: string): void {
    const shop = this.#shop(domain);
    this.tokens.revokeAll(shop.no);
    this.#send(domain, 'app/uninstalled', {
      id: shop.record.id,
      domain,
      myshopify_domain: domain,
      updated_at: this.clock.now().toISOString(),
    });
    forgetAppMetafields(this.store, shop.no);
    const sql = 'update shops set scopes = null, installed_at = null where domain = ?';
    this.store.run(sql, domain);
  }

  isInstalled(domain: string): boolean {
    return this.#shop(domain).installation !== null;
  }

  grantedScopes(domain: string): string[] {
    return this.#shop(domain).installation?.scopes ?? [];
  }

  /** Sets whether the app may read customers' names (protected customer data, level 2); allowed by default. */
  setLevel2Approved(domain: string, approved: boolean): void {
    const sql = 'update shops set level2_approved = ? where domain = ?';
    this.store.run(sql, approved ? 1 : 0, domain);
  }

  level2Approved(domain: string): boolean {
    return this.#shop(domain).level2Approved;
  }

  /** The metafields that the app has written for its blocks on the storefront. */
  appMetafields(domain: string): AppMetafield[] {
    return appMetafields(this.store, this.#shop(domain).no);
  }

  /** A session token as App Bridge gives it to the page of a signed-in merchant. */
  idToken(domain: string, options: { userId?: number; expiresInSeconds?: number } = {}): string {
    const { userId = 1, expiresInSeconds = 60 } = options;
    return signIdToken({ domain, userId, expiresInSeconds, ...this.app });
  }

  /** Starts to serve HTTP on the loopback; port 0 is any free one. */
  async listen(port = 0, routes: ExtraRoute[] = []): Promise<Listening> {
    const listening = await listen(this, port, routes);
    this.#listening.add(listening);
    return {
      ...listening,
      close: () => {
        this.#listening.delete(listening);
        return listening.close();
      },
    };
  }

  bucket(shop: ShopRow): Bucket {
    let bucket = this.#buckets.get(shop.no);
    if (!bucket) {
      bucket = new Bucket(this.clock, shop.record.planName);
      this.#buckets.set(shop.no, bucket);
    }
    return bucket;
  }

  /** The context of the app's requests in this shop. */
  contextOf(shop: ShopRow): Context {
    return {
      store: this.store,
      shop,
      rows: this.#rowsOf(shop),
      clock: this.clock,
      bulk: this.bulk,
      scopes: effectiveScopes(shop.installation?.scopes ?? []),
    };
  }

  #shop(domain: string): ShopRow {
    const shop = this.store.shop(domain);
    if (!shop) throw new Error(`there is no shop ${domain}`);
    return shop;
  }

  #shopByNo(no: number): ShopRow {
    const row = this.store.get('select domain from shops where no = ?', no);
    return this.#shop(String(row?.domain));
  }

  #rowsOf(shop: ShopRow): ShopStore {
    let rows = this.#rows.get(shop.no);
    if (!rows) {
      rows = new ShopStore(this.store, shop.no);
      this.#rows.set(shop.no, rows);
    }
    return rows;
  }

  #sender(domain: string): (topic: string, payload: Record<string, unknown>) => void {
    return (topic, payload) => {
      this.#send(domain, topic, payload);
    };
  }

  /** Sends webhooks only from shops with the app, and only topics of its scopes. */
  #send(domain: string, topic: string, payload: Record<string, unknown>): void {
    const { installation } = this.#shop(domain);
    if (!installation) return;
    const scopes = scopesFor(topic);
    const granted = effectiveScopes(installation.scopes);
    if (scopes && !scopes.some((scope) => granted.has(scope))) return;
    this.webhooks.send(domain, topic, payload);
  }
}
