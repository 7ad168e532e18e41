import { pathPrefix } from '../app-proxy';
import type { ProxyDeclaration } from '../../webhooks/app-declaration';
import type { ShopTheme } from './shop-theme';

/** Every shop's theme, while the local Shopify runs; at first, each page has the app's block once. */
export class Themes {
  readonly #changed = new Map<string, ShopTheme>();

  constructor(private readonly proxy: ProxyDeclaration | null) {}

  of(domain: string): ShopTheme {
    const proxyPath = this.proxy === null ? '' : pathPrefix(this.proxy);
    return this.#changed.get(domain) ?? { blocks: 1, settings: {}, proxyPath };
  }

  set(domain: string, theme: ShopTheme): void {
    this.#changed.set(domain, theme);
  }
}
