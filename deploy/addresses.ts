/** An address without the slashes at its end. */
export function withoutTrailingSlashes(address: string): string {
  return address.replace(/\/+$/, '');
}

/**
 * What Shopify makes of an address of the toml files when a version is deployed: a relative one stands behind
 * `application_url`, whose path, if there is one, stays in front of it, and loses the slashes at its end.
 * `https://a.example/app` and `/webhooks/orders` make `https://a.example/app/webhooks/orders`, and `new URL()`
 * would say otherwise.
 * @source `prependApplicationUrl` of @shopify/cli 4.8.2, and the schemas of `uri` and `url` before it
 */
export function deployedAddress(address: string, applicationUrl: string): string {
  if (!address.startsWith('/')) return address;
  return `${withoutTrailingSlashes(applicationUrl)}${withoutTrailingSlashes(address)}`;
}
