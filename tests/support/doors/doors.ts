import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RouteConfigEntry } from '@remix-run/route-config';
import routes from '../../../app/routes';
import { projectFolder } from '../processes/ensure-built';

/** An address of the app, as `app/routes.ts` has it. */
export interface Door {
  /** `/app/ltv`, `/health/:question`, `/auth/*` */
  path: string;
  /** ids of the routes at the address, outermost first, which `?_data=` may name */
  routes: string[];
}

/** Addresses beside the routes, which the server in front of them answers itself. */
const FILES = ['/assets/x.js', '/favicon.ico', '/__manifest', '/robots.txt', '/nowhere'];

/** Addresses that Shopify's library answers itself, behind one route of the app, and their parameters. */
const LIBRARY = ['/auth/exit-iframe', '/auth/session-token'];
const LIBRARY_FIELDS = ['exitIframe', 'shopify-reload'];

/** Every address of the app. */
export function allDoors(): Door[] {
  const found = doorsOf(routes, '', ['root']);
  const library = LIBRARY.map((path) => ({ path, routes: ['root', 'routes/auth/catch-all'] }));
  return [...found, ...library, ...FILES.map((path) => ({ path, routes: ['root'] }))];
}

function doorsOf(entries: readonly RouteConfigEntry[], under: string, above: string[]): Door[] {
  return entries.flatMap((entry) => {
    const path = [under, entry.path ?? ''].filter(Boolean).join('/');
    const ids = [...above, entry.id ?? entry.file.replace(/\.\w+$/, '')];
    if (entry.children) return doorsOf(entry.children, path, ids);
    return [{ path: `/${path}`, routes: ids }];
  });
}

/** Names that the doors read from forms and queries: those of the app's sources, and the library's. */
export function fieldNames(): string[] {
  const app = join(projectFolder, 'app');
  const names = readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => [...readFileSync(join(app, file), 'utf8').matchAll(/\.get\('([\w-]+)'\)/g)])
    .map(([, name = '']) => name);
  return [...new Set([...names, ...LIBRARY_FIELDS])].sort();
}
