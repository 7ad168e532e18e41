/** Shopify waits five seconds for a reply. */
const ANSWER_MILLISECONDS = 5_000;
/** Concurrent deliveries: more would measure this process instead of the app. */
const AT_ONCE = 64;

/** One delivery, which can be sent repeatedly. */
export interface Letter {
  address: string;
  headers: Record<string, string>;
  body: string;
}

/** Sends letters, a limited number at once; the rest wait in order. */
export class Attempts {
  #under = 0;
  readonly #waiting: (() => void)[] = [];

  /** @returns the HTTP status; null: no reply in five seconds */
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
