import { createHmac, randomUUID } from 'node:crypto';
import { API_VERSION } from './app-identity';
import type { Clock } from './clock';

/** An app-specific subscription, as `shopify.app.toml` declares it. */
export interface Subscription {
  /** `orders/updated` */
  topic: string;
  /** a path of the app, `/webhooks/orders`, or a whole address */
  uri: string;
  /** the top-level (or dotted) fields of the payload that are sent; all if not given */
  includeFields?: string[];
}

export interface Delivery {
  topic: string;
  domain: string;
  webhookId: string;
  attempts: number;
  /** HTTP status of the last attempt; null: no answer, or the delivery was lost */
  status: number | null;
}

/** How deliveries of a topic (or of `*`) go wrong. */
export interface WebhookFault {
  topic: string;
  fault: { kind: 'lose' } | { kind: 'double' } | { kind: 'delay'; milliseconds: number };
  /** how many deliveries it meets; 1 if not given */
  times?: number;
}

export interface WebhookOptions {
  clock: Clock;
  apiSecret: string;
}

/** Shopify waits five seconds for an answer and tries eight more times over four hours. */
const ANSWER_MILLISECONDS = 5_000;
const RETRY_MINUTES = [1, 2, 5, 12, 25, 45, 65, 85];

/** Sends webhooks with real signatures and all the headers; loses, doubles or delays them if told. */
export class Webhooks {
  readonly #options: WebhookOptions;
  readonly #pending = new Set<Promise<void>>();
  #subscriptions: Subscription[] = [];
  #faults: { fault: WebhookFault; left: number }[] = [];
  #appUrl: string | null = null;
  #closed = false;
  /** every delivery since the start, oldest first */
  readonly deliveries: Delivery[] = [];

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  /** Where the app listens and what it wants to hear; replaces what was registered before. */
  register(appUrl: string, subscriptions: Subscription[]): void {
    this.#appUrl = appUrl;
    this.#subscriptions = subscriptions;
  }

  failNext(fault: WebhookFault): void {
    this.#faults.push({ fault, left: fault.times ?? 1 });
  }

  /**
   * Something happened: every subscription to the topic hears of it, under one event id and a webhook
   * id each. Returns at once; `settled()` waits for the first attempts.
   */
  send(domain: string, topic: string, payload: Record<string, unknown>): void {
    if (this.#appUrl === null || this.#closed) return;
    const eventId = randomUUID();
    const triggeredAt = this.#options.clock.now().toISOString();
    for (const subscription of this.#subscriptions) {
      if (subscription.topic !== topic) continue;
      const body = JSON.stringify(pick(payload, subscription.includeFields));
      const delivery: Delivery = {
        topic,
        domain,
        webhookId: randomUUID(),
        attempts: 0,
        status: null,
      };
      this.deliveries.push(delivery);
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'Shopify-Captain-Hook',
        'x-shopify-topic': topic,
        'x-shopify-hmac-sha256': this.sign(body),
        'x-shopify-shop-domain': domain,
        'x-shopify-api-version': API_VERSION,
        'x-shopify-webhook-id': delivery.webhookId,
        'x-shopify-event-id': eventId,
        'x-shopify-triggered-at': triggeredAt,
      };
      const address = new URL(subscription.uri, this.#appUrl).href;
      this.#deliver(delivery, () => this.#attempt(address, headers, body));
    }
  }

  /** The signature of a raw body. */
  sign(body: string): string {
    return createHmac('sha256', this.#options.apiSecret).update(body).digest('base64');
  }

  /** Resolves when every delivery had its first attempt (or was lost). */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  close(): void {
    this.#closed = true;
  }

  #deliver(delivery: Delivery, attempt: () => Promise<number | null>): void {
    const fault = this.#takeFault(delivery.topic);
    if (fault?.kind === 'lose') return;
    const once = async (): Promise<void> => {
      if (fault?.kind === 'delay') await this.#options.clock.sleep(fault.milliseconds);
      delivery.attempts += 1;
      delivery.status = await attempt();
      if (!isSuccess(delivery.status)) void this.#retry(delivery, attempt);
    };
    this.#track(once());
    if (fault?.kind === 'double') this.#track(once());
  }

  async #retry(delivery: Delivery, attempt: () => Promise<number | null>): Promise<void> {
    for (const minutes of RETRY_MINUTES) {
      await this.#options.clock.sleep(minutes * 60_000);
      if (this.#closed || isSuccess(delivery.status)) return;
      delivery.attempts += 1;
      delivery.status = await attempt();
    }
  }

  async #attempt(
    address: string,
    headers: Record<string, string>,
    body: string,
  ): Promise<number | null> {
    try {
      const signal = AbortSignal.timeout(ANSWER_MILLISECONDS);
      const response = await fetch(address, { method: 'POST', headers, body, signal });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null;
    }
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => {
      this.#pending.delete(tracked);
    });
    this.#pending.add(tracked);
  }

  #takeFault(topic: string): WebhookFault['fault'] | null {
    const waiting = this.#faults.find(({ fault }) => fault.topic === topic || fault.topic === '*');
    if (!waiting) return null;
    waiting.left -= 1;
    if (waiting.left <= 0) this.#faults = this.#faults.filter((each) => each !== waiting);
    return waiting.fault.fault;
  }
}

function isSuccess(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** The named fields of a payload; `customer.id` keeps the nesting. */
function pick(payload: Record<string, unknown>, names?: string[]): Record<string, unknown> {
  if (!names) return payload;
  const picked: Record<string, unknown> = {};
  for (const name of names) {
    const [outer = '', inner] = name.split('.');
    const value = payload[outer];
    if (inner === undefined) {
      if (outer in payload) picked[outer] = value;
    } else if (typeof value === 'object' && value !== null && inner in value) {
      picked[outer] = { [inner]: (value as Record<string, unknown>)[inner] };
    }
  }
  return picked;
}
