import type { Extensions } from './protocol';

/** Places for the app's blocks. */
export const PLACES = {
  thankYou: 'purchase.thank-you.block.render',
  orderStatus: 'customer-account.order-status.block.render',
  theme: 'section',
} as const;
export type Place = keyof typeof PLACES;

/** Blocks that merchants have removed; a local shop starts with every block in its place. */
const takenOff = new Map<string, Set<Place>>();

/** Removes a block, or puts it back, as a merchant does in Shopify's editor. */
export function place(domain: string, where: Place, placed: boolean): void {
  const places = takenOff.get(domain) ?? new Set();
  if (placed) places.delete(where);
  else places.add(where);
  takenOff.set(domain, places);
}

/** The reply of `shopify.app.extensions()` for a shop. */
export function extensionsOf(domain: string): Extensions {
  const placed = (where: Place): boolean => !takenOff.get(domain)?.has(where);
  const pages = (['thankYou', 'orderStatus'] as const).filter(placed);
  return [
    {
      handle: 'survey-checkout',
      type: 'ui_extension',
      activations: pages.map((page) => ({ target: PLACES[page] })),
    },
    {
      handle: 'survey-theme-block',
      type: 'theme_app_extension',
      activations: [
        {
          target: PLACES.theme,
          handle: 'survey',
          name: 'Recommendation survey',
          status: placed('theme') ? 'active' : 'available',
          activations: placed('theme')
            ? [
                {
                  target: 'template--index/main/survey',
                  themeId: 'gid://shopify/OnlineStoreTheme/1',
                },
              ]
            : [],
        },
      ],
    },
  ];
}
