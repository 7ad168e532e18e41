import type { RouteConfigEntry } from '@remix-run/route-config';
import routes from '../app/routes';
import { leadsTo } from '../app/web/doors/doors.server';

/** The addresses of `app/routes.ts`, such as `/app/privacy/files/:id` and `/auth/*`. */
export function listDoors(): string[] {
  return [...new Set(pathsOf(routes))];
}

function pathsOf(entries: RouteConfigEntry[], parent = ''): string[] {
  return entries.flatMap(({ path = '', index, children = [] }) => {
    const own = path === '' ? parent : `${parent}/${path}`;
    const inner = pathsOf(children, own);
    return index === true || children.length === 0 ? [own === '' ? '/' : own, ...inner] : inner;
  });
}

/** The 404 page below `/app`: an address that only matches it leads to no door. */
const NOWHERE = '/app/*';

/** Whether a path leads to one of the doors. */
export function leadsToDoor(path: string, known: string[]): boolean {
  const asked = path.split('/');
  return known.some((door) => door !== NOWHERE && leadsTo(door.split('/'), asked));
}
