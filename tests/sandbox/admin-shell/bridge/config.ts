import * as z from 'zod/mini';

const stored = z.object({ shop: z.string(), host: z.string(), locale: z.string() });

/** `shopify.config`, as far as the stand-in fills it. */
export interface BridgeConfig extends z.infer<typeof stored> {
  apiKey: string;
  appOrigins: string[];
  disabledFeatures: string[];
}

const storageKey = 'app-bridge-config';

/**
 * Reads the embedding shop from the page's address; on later pages, without it in the address, from the tab's
 * storage.
 * @throws Error when the page names no API key, as the real App Bridge does
 */
export function readConfig(script: HTMLScriptElement | null): BridgeConfig {
  const apiKey = meta('shopify-api-key') ?? script?.dataset.apiKey;
  if (apiKey === undefined)
    throw new Error('App Bridge: <meta name="shopify-api-key"> or data-api-key is missing.');
  const remembered = recall();
  const address = new URLSearchParams(location.search);
  const config = {
    shop: address.get('shop') ?? remembered.shop,
    host: address.get('host') ?? remembered.host,
    locale: address.get('locale') ?? remembered.locale,
  };
  sessionStorage.setItem(storageKey, JSON.stringify(config));
  return {
    apiKey,
    ...config,
    appOrigins: list(meta('shopify-app-origins')),
    disabledFeatures: list(meta('shopify-disabled-features')),
  };
}

/** `/store/<handle>` of the `host` parameter, base64 of `admin.shopify.com/store/<handle>`. */
export function storePath(config: BridgeConfig): string {
  const path = /^admin\.shopify\.com(\/store\/[\w-]+)$/.exec(decode(config.host))?.[1];
  return path ?? `/store/${config.shop.replace(/\.myshopify\.com$/, '')}`;
}

function decode(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return '';
  }
}

function recall(): z.infer<typeof stored> {
  const text = sessionStorage.getItem(storageKey);
  const parsed = stored.safeParse(text === null ? null : JSON.parse(text));
  return parsed.success ? parsed.data : { shop: '', host: '', locale: 'en-US' };
}

function meta(name: string): string | undefined {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute('content') ?? undefined;
}

function list(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
