import { deployedAddress } from './addresses';
import { leadsToDoor } from './doors';
import type { AppToml, WebToml } from './toml-keys';

/** Doors that a toml file must declare: Shopify would never call them otherwise. */
const DECLARED_DOORS = /^\/(?:webhooks|proxy)\//;

/**
 * The problems of an app toml's addresses, one sentence each: an address that leads to no door, as Shopify
 * joins it, and a door that Shopify must know and no address names.
 * @param doors the app's, from `app/routes.ts`
 */
export function addressProblems(toml: AppToml, doors: string[]): string[] {
  const { application_url: applicationUrl } = toml;
  const wrong = originProblem(applicationUrl);
  if (wrong !== null) return [wrong];
  const uris = toml.webhooks.subscriptions.map(({ uri }) => uri);
  const proxy = toml.app_proxy === undefined ? [] : [toml.app_proxy.url];
  const browsers = [toml.auth.redirect_urls, toml.app_preferences?.url ?? []].flat();
  const leading = (addresses: string[], leads: (path: string) => boolean): string[] =>
    addresses.flatMap((address) => addressProblem(address, applicationUrl, leads) ?? []);
  const named = [...uris, ...proxy].map((address) => deployedAddress(address, ''));
  const untold = doors
    .filter((door) => DECLARED_DOORS.test(door))
    .filter((door) => !named.some((path) => door === path || door.startsWith(`${path}/`)))
    .map((door) => `${door} is a door of the app that no address leads to.`);
  return [
    ...leading(browsers, (path) => leadsToDoor(path, doors)),
    // exact: the pages' catch-all takes no webhook
    ...leading(uris, (path) => doors.includes(path)),
    ...leading(proxy, (path) => doors.some((door) => door.startsWith(`${path}/`))),
    ...untold,
  ];
}

function addressProblem(
  address: string,
  applicationUrl: string,
  leads: (path: string) => boolean,
): string | null {
  const deployed = deployedAddress(address, applicationUrl);
  const url = URL.canParse(deployed) ? new URL(deployed) : null;
  if (url?.origin !== applicationUrl)
    return `${address} is not at ${applicationUrl}, where the app is.`;
  if (leads(url.pathname) && url.search === '' && url.hash === '') return null;
  return `${address} becomes ${deployed}, where the app has no door.`;
}

/** The paths of `shopify.web.toml` that lead to no door, one sentence each. */
export function webProblems(toml: WebToml, doors: string[]): string[] {
  return [toml.auth_callback_path ?? [], toml.webhooks_path ?? []]
    .flat()
    .filter((path) => !leadsToDoor(path, doors))
    .map((path) => `${path} is a path where the app has no door.`);
}

/** Why an `application_url` is not the app's origin alone, as a sentence; null where it is. */
function originProblem(applicationUrl: string): string | null {
  const url = URL.canParse(applicationUrl) ? new URL(applicationUrl) : null;
  if (url?.protocol !== 'https:')
    return `"application_url" is "${applicationUrl}"; expected an address with https://.`;
  if (url.origin === applicationUrl) return null;
  const becomes = deployedAddress('/webhooks/orders', applicationUrl);
  return `"application_url" is "${applicationUrl}"; expected the origin alone, ${url.origin}. Shopify puts all of it before every relative address: /webhooks/orders becomes ${becomes}.`;
}
