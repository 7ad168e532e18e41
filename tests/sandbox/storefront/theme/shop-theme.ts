import type { Setting, SettingValue } from './block';

/** A merchant's settings in the theme editor, and the app proxy's path from Shopify's admin. */
export interface ShopTheme {
  /** number of the app's blocks on a page */
  blocks: number;
  /** values that differ from the default */
  settings: Record<string, SettingValue>;
  /** `/apps/omega` */
  proxyPath: string;
}

const PROXY_PATH = /^\/(?:apps|a|community|tools)\/[\w-]{1,30}$/;

/** The theme after the editor's form. An invalid number of blocks or proxy path leaves the old one. */
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
