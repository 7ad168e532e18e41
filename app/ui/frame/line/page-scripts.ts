/** The part of Remix's manifest that names the scripts of a route. */
interface RouteScripts {
  id: string;
  module: string;
  imports?: string[];
}

/** The merchant's pages. */
const PAGE = /^routes\/admin\//;

/**
 * The addresses of the scripts of every page of the merchant, each once.
 * @param routes of Remix's manifest
 */
export function pageScripts(routes: readonly RouteScripts[]): string[] {
  const pages = routes.filter(({ id }) => PAGE.test(id));
  return [...new Set(pages.flatMap(({ module, imports = [] }) => [module, ...imports]))];
}

/**
 * Fetches the scripts of the other pages when the browser has nothing else to do. Remix loads a page's script at the
 * click, and reloads the document where that fails: without a connection, nothing would be left of it.
 */
export function fetchPageScripts(): void {
  const fetchAll = () => {
    const routes = Object.values(window.__remixManifest.routes);
    for (const href of pageScripts(routes)) {
      const link = document.createElement('link');
      link.rel = 'modulepreload';
      link.href = href;
      document.head.append(link);
    }
  };
  const whenIdle = () =>
    'requestIdleCallback' in window ? requestIdleCallback(fetchAll) : setTimeout(fetchAll);
  if (document.readyState === 'complete') whenIdle();
  else addEventListener('load', whenIdle, { once: true });
}
