/** Where Shopify's hosts lead from now on; null: nowhere, calls to them fail. */
export function routeShopifyTo(url: string | null): void;
