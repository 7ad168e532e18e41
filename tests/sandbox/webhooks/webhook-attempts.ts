/** Shopify waits five seconds for an answer. */
const ANSWER_MILLISECONDS = 5_000;
/** Deliveries under way at once: more would measure this process and not the app. */
const AT_ONCE = 64;

/** One delivery, ready to be sent as often as it takes. */
export interface Letter {
  address: string;
  headers: Record<string, string>;
  body: string;
}

/** Sends letters, so many at once; the rest wait in the order in which they came. */
export class Attempts {
  #under = 0;
  readonly #waiting: (() => void)[] = [];

  /** @returns the HTTP status; null: no answer in five seconds */
  async send(letter: Letter): Promise<number | null> {
    if (this.#under >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#under += 1;
    try {
      return await attempt(letter);
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#under -= 1;
    }
  }
}

async function attempt({ address, headers, body }: Letter): Promise<number | null> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MILLISECONDS);
    const response = await fetch(address, { method: 'POST', headers, body, signal });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}
