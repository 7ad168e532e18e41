import type { Setting, SettingValue } from './block';

/** What a merchant has set in the theme editor, and where Shopify's admin sets an app proxy's path. */
export interface ShopTheme {
  /** how often the app's block stands on a page */
  blocks: number;
  /** where it differs from the default */
  settings: Record<string, SettingValue>;
  /** `/apps/omega` */
  proxyPath: string;
}

const PROXY_PATH = /^\/(?:apps|a|community|tools)\/[\w-]{1,30}$/;

/**
 * The theme after the editor's form was sent. What is no number of blocks, or no path of an app
 * proxy, stays as it was.
 */
export function themeAfter(
  theme: ShopTheme,
  settings: Setting[],
  form: URLSearchParams,
): ShopTheme {
  const said = (name: string): string => form.get(name) ?? '';
  const blocks = said('blocks');
  const proxyPath = said('proxyPath');
  return {
    blocks: /^[0-5]$/.test(blocks) ? Number(blocks) : theme.blocks,
    proxyPath: PROXY_PATH.test(proxyPath) ? proxyPath : theme.proxyPath,
    settings: Object.fromEntries(
      settings.map(({ id, type }): [string, SettingValue] => {
        const text = said(`settings.${id}`);
        if (type === 'checkbox') return [id, text === 'on'];
        return [id, type === 'range' || type === 'number' ? Number(text) : text];
      }),
    ),
  };
}
