import type { Signal } from '@preact/signals';

/** What the survey uses of the page around it; the two pages have the same under the same names. */
interface Page {
  i18n: { translate(key: string, words?: Record<string, string | number>): string };
  localization: { extensionLanguage: Pick<Signal<{ isoCode: string }>, 'value'> };
  storage: {
    read(key: string): Promise<unknown>;
    write(key: string, data: unknown): Promise<void>;
  };
  sessionToken: { get(): Promise<string> };
  shop: { name: string };
  extension: { editor?: unknown };
}

/** A text of the locale files in the buyer's language; the shop's name is filled in. */
export type Say = (key: string, words?: Record<string, string | number>) => string;

/** Which order a message is about, and what proves that the sender has seen its page. */
export interface About {
  /** the digits of Shopify's id */
  order: string;
  /** the confirmation number, which a session token does not carry; undefined: the order has none */
  number: string | undefined;
}

/** The page that the survey stands on. */
export interface Host {
  source: 'thank_you' | 'order_status';
  /** undefined until Shopify has the order. Reads a signal: ask again when it changes */
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
    say: (key, words) => page.i18n.translate(key, Object.assign({ shop: page.shop.name }, words)),
  };
}

/**
 * The number at the end of an id. The thank-you page says `gid://shopify/OrderIdentity/7` of the order
 * that is `gid://shopify/Order/7` everywhere else: only the digits are the same.
 */
function orderNumber(id: string | undefined): string | undefined {
  return id === undefined ? undefined : /\d+$/.exec(id)?.[0];
}
