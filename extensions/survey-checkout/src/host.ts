import type { Signal } from '@preact/signals';

/** The part of Shopify's API that the survey uses; both pages have it under the same names. */
interface Page {
  i18n: { translate(key: string, words?: Record<string, string | number>): string };
  localization: { extensionLanguage: Pick<Signal<{ isoCode: string }>, 'value'> };
  storage: {
    read(key: string): Promise<unknown>;
    write(key: string, data: unknown): Promise<void>;
  };
  sessionToken: { get(): Promise<string> };
  extension: { editor?: unknown };
}

/** Reads a text of the locale files in the buyer's language. */
export type Say = (key: string, words?: Record<string, string | number>) => string;

/** The order of a message, and the proof that the sender has seen its page. */
export interface About {
  /** the digits of Shopify's id */
  order: string;
  /** the confirmation number, which session tokens do not contain; undefined: the order has none */
  number: string | undefined;
}

/** The page that the survey stands on. */
export interface Host {
  source: 'thank_you' | 'order_status';
  /** undefined until Shopify has the order; reads a signal, so that effects run again when it changes */
  about(): About | undefined;
  say: Say;
  page: Page;
}

/**
 * @param page the target's `shopify` global
 * @param about reads Shopify's id of the order and its confirmation number
 */
export function hostOf(
  page: Page,
  source: Host['source'],
  about: () => { id: string; number: string | undefined } | undefined,
): Host {
  return {
    source,
    page,
    about() {
      const { id, number } = about() ?? {};
      const order = orderNumber(id);
      return order === undefined ? undefined : { order, number };
    },
    say: (key, words) => page.i18n.translate(key, words),
  };
}

/**
 * The number at the end of an id: the thank-you page calls an order `gid://shopify/OrderIdentity/7` that is
 * `gid://shopify/Order/7` everywhere else.
 */
function orderNumber(id: string | undefined): string | undefined {
  return id === undefined ? undefined : /\d+$/.exec(id)?.[0];
}
