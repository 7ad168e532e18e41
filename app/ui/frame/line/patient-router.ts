import { matchRoutes } from '@remix-run/react';
import { untilThere } from './line';

/** The parts of Remix's manifest and router that say which scripts an address needs. */
interface Pages {
  /** `module` is the script of a route, `imports` are those that it needs */
  manifest: Record<string, { module: string; imports?: string[] | undefined } | undefined>;
  /** ids of the routes whose scripts run already */
  loaded: object;
}

type Router = typeof window.__remixRouter;

/** Addresses of the scripts that a page needs and the document does not have yet. */
export function scriptsOf(ids: readonly string[], { manifest, loaded }: Pages): string[] {
  const missing = ids.filter((id) => !(id in loaded)).map((id) => manifest[id]);
  const scripts = missing.flatMap((route) =>
    route === undefined ? [] : [route.module, ...(route.imports ?? [])],
  );
  return [...new Set(scripts)];
}

/**
 * Has the router wait for the scripts of a page before it goes there. Remix imports them at the click, and reloads the
 * document where that fails: without a connection, nothing would be left of it. The scripts never change under
 * their address, so that the import finds them in the browser's cache.
 */
export function waitForScripts(router: Router): void {
  const { navigate, fetch: send } = router;
  let leaving = new AbortController();

  const scriptsFor = (path: string | null | undefined): string[] => {
    if (path?.startsWith('/') !== true) return [];
    const { pathname } = new URL(path, location.href);
    const ids = (matchRoutes(router.routes, pathname) ?? []).map(({ route }) => route.id ?? '');
    const pages = { manifest: window.__remixManifest.routes, loaded: window.__remixRouteModules };
    return scriptsOf(ids, pages);
  };

  const patientNavigate = async (to: unknown, options?: unknown): Promise<void> => {
    leaving.abort();
    leaving = new AbortController();
    const { signal } = leaving;
    const path = typeof to === 'string' ? to : pathOf(to);
    const scripts = scriptsFor(path);
    if (scripts.length > 0 && !(await untilThere(scripts, signal))) return;
    await Reflect.apply(navigate, router, [to, options]);
  };
  const patientSend: Router['fetch'] = (key, routeId, href, options) => {
    const scripts = scriptsFor(href);
    if (scripts.length === 0) send.call(router, key, routeId, href, options);
    else
      void untilThere(scripts, new AbortController().signal).then(() =>
        send.call(router, key, routeId, href, options),
      );
  };
  Object.assign(router, { navigate: patientNavigate, fetch: patientSend });
}

function pathOf(to: unknown): string | null {
  return typeof to === 'object' &&
    to !== null &&
    'pathname' in to &&
    typeof to.pathname === 'string'
    ? to.pathname
    : null;
}
