/** Removes the slashes at an address's end. */
export function withoutTrailingSlashes(address: string): string {
  return address.replace(/\/+$/, '');
}

/**
 * Joins an address of the toml files as Shopify does at deployment: it appends a relative one to
 * `application_url`, path included, without trailing slashes. `https://a.example/app` and `/webhooks/orders`
 * make `https://a.example/app/webhooks/orders`; `new URL()` would drop `/app`.
 * @source `prependApplicationUrl` of @shopify/cli 4.8.2, and the schemas of `uri` and `url` before it
 */
export function deployedAddress(address: string, applicationUrl: string): string {
  if (!address.startsWith('/')) return address;
  return `${withoutTrailingSlashes(applicationUrl)}${withoutTrailingSlashes(address)}`;
}
