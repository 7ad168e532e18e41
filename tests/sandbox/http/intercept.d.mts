/** Routes Shopify's hosts to this address; null: calls to them fail. */
export function routeShopifyTo(url: string | null): void;
