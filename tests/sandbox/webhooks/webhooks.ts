import { createHmac, randomUUID } from 'node:crypto';
import { deployedAddress } from '../../../deploy/addresses';
import { API_VERSION } from '../oauth/app-identity';
import type { Clock } from '../control/clock';
import { Attempts } from './webhook-attempts';

/** An app-specific subscription, as `shopify.app.toml` declares it. */
export interface Subscription {
  /** `orders/updated` */
  topic: string;
  /** relative to the app's `application_url`, `/webhooks/orders`, or a whole address */
  uri: string;
  /** the top-level (or dotted) fields of the payload to send; all if not given */
  includeFields?: string[];
}

export interface Delivery {
  topic: string;
  domain: string;
  webhookId: string;
  attempts: number;
  /** HTTP status of the last attempt; null: no reply, or a lost delivery */
  status: number | null;
}

/** A fault for deliveries of a topic (or of `*`). */
export interface WebhookFault {
  topic: string;
  fault: { kind: 'lose' } | { kind: 'double' } | { kind: 'delay'; milliseconds: number };
  /** number of faulty deliveries; 1 if not given */
  times?: number;
}

/** Random faults of deliveries, which Shopify's documentation allows. */
export interface Disturbance {
  /** 0 <= x < 1; the same seed gives the same faults */
  random: () => number;
  /** share of lost deliveries */
  lost: number;
  /** share of doubled deliveries */
  doubled: number;
  /** maximum wait of every delivery, which shuffles their order */
  shuffledWithinMs: number;
  /** share that waits longer, and its maximum wait */
  delayed: number;
  delayedUpToMs: number;
}

export interface WebhookOptions {
  clock: Clock;
  apiSecret: string;
}

/** Shopify retries a failed delivery eight times over four hours. */
const RETRY_MINUTES = [1, 2, 5, 12, 25, 45, 65, 85];

/** Sends webhooks with valid signatures and all headers; loses, doubles or delays them on request. */
export class Webhooks {
  readonly #options: WebhookOptions;
  readonly #pending = new Set<Promise<void>>();
  readonly #retrying = new Set<Promise<void>>();
  #subscriptions: Subscription[] = [];
  #faults: { fault: WebhookFault; left: number }[] = [];
  #disturbance: Disturbance | null = null;
  readonly #attempts = new Attempts();
  #applicationUrls: string[] = [];
  #turn = 0;
  #closed = false;
  /** factor by which retries are faster than Shopify's four hours */
  retryPace = 1;
  /** every delivery since the start, oldest first */
  readonly deliveries: Delivery[] = [];

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  /**
   * Registers the app's `application_url` and subscriptions, replacing earlier ones. With several addresses
   * (several web processes) each delivery goes to the next, as behind a load balancer.
   */
  register(applicationUrl: string | string[], subscriptions: Subscription[]): void {
    this.#applicationUrls = [applicationUrl].flat();
    this.#subscriptions = subscriptions;
  }

  /** Sets random faults; null removes them. */
  disturb(disturbance: Disturbance | null): void {
    this.#disturbance = disturbance;
  }

  failNext(fault: WebhookFault): void {
    this.#faults.push({ fault, left: fault.times ?? 1 });
  }

  /**
   * Sends an event to every subscription of its topic, under one event id and a webhook id each. Returns at
   * once; `settled()` waits for the first attempts.
   */
  send(domain: string, topic: string, payload: Record<string, unknown>): void {
    if (this.#applicationUrls.length === 0 || this.#closed) return;
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
      this.#deliver(delivery, () => {
        const address = deployedAddress(subscription.uri, this.#nextApplicationUrl());
        return this.#attempts.send({ address, headers, body });
      });
    }
  }

  /** The signature of a raw body. */
  sign(body: string): string {
    return createHmac('sha256', this.#options.apiSecret).update(body).digest('base64');
  }

  /** Resolves when every delivery has had its first attempt or is lost. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  /** Resolves when every delivery is accepted, lost or out of retries. */
  async finished(): Promise<void> {
    await this.settled();
    while (this.#retrying.size > 0) await Promise.all(this.#retrying);
  }

  close(): void {
    this.#closed = true;
  }

  #deliver(delivery: Delivery, attempt: () => Promise<number | null>): void {
    const { times, waits } = this.#fate(delivery.topic);
    const once = async (): Promise<void> => {
      const wait = waits();
      if (wait > 0) await this.#options.clock.sleep(wait);
      delivery.attempts += 1;
      delivery.status = await attempt();
      if (!isSuccess(delivery.status)) this.#track(this.#retry(delivery, attempt), this.#retrying);
    };
    for (let time = 0; time < times; time += 1) this.#track(once());
  }

  /** The number of copies of a delivery, and their waits. */
  #fate(topic: string): { times: number; waits: () => number } {
    const fault = this.#takeFault(topic);
    const late = fault?.kind === 'delay' ? fault.milliseconds : 0;
    if (fault) {
      const times = fault.kind === 'lose' ? 0 : fault.kind === 'double' ? 2 : 1;
      return { times, waits: () => late };
    }
    const by = this.#disturbance;
    if (!by) return { times: 1, waits: () => 0 };
    const times = by.random() < by.lost ? 0 : by.random() < by.doubled ? 2 : 1;
    const longest = () => (by.random() < by.delayed ? by.delayedUpToMs : by.shuffledWithinMs);
    return { times, waits: () => by.random() * longest() };
  }

  #nextApplicationUrl(): string {
    this.#turn += 1;
    return this.#applicationUrls[this.#turn % this.#applicationUrls.length] ?? '';
  }

  async #retry(delivery: Delivery, attempt: () => Promise<number | null>): Promise<void> {
    for (const minutes of RETRY_MINUTES) {
      await this.#options.clock.sleep((minutes * 60_000) / this.retryPace);
      if (this.#closed || isSuccess(delivery.status)) return;
      delivery.attempts += 1;
      delivery.status = await attempt();
    }
  }

  #track(work: Promise<void>, among = this.#pending): void {
    const tracked = work.finally(() => {
      among.delete(tracked);
    });
    among.add(tracked);
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
