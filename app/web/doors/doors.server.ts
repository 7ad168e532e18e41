import type { ServerBuild } from '@remix-run/node';

type Routes = ServerBuild['routes'];

/** The address of a route as `app/routes.ts` has it, for example `/health/:question`. */
export function addressOf(routes: Routes, id: string): string {
  const parts: string[] = [];
  for (let at = routes[id]; at; at = routes[at.parentId ?? '']) if (at.path) parts.unshift(at.path);
  return `/${parts.join('/')}`;
}

/**
 * Names the door of a path, as a label of metrics: an address of `app/routes.ts`, `files`, or `other`. There
 * are no more names than doors, whatever paths strangers try.
 */
export function doorsOf({ routes }: ServerBuild): (path: string) => string {
  const addresses = [...new Set(Object.keys(routes).map((id) => addressOf(routes, id)))];
  const plain = new Set(addresses.filter((address) => !/[:*]/.test(address)));
  const patterns = addresses
    .filter((address) => !plain.has(address))
    .map((address) => ({ address, segments: address.split('/') }));
  return (path) => {
    if (plain.has(path)) return path;
    if (path.startsWith('/assets/')) return 'files';
    const asked = path.split('/');
    return patterns.find(({ segments }) => leadsTo(segments, asked))?.address ?? 'other';
  };
}

/** Whether a path leads to a door, both split at slashes: `:id` is any segment, `*` at the end any rest. */
export function leadsTo(segments: string[], asked: string[]): boolean {
  const rest = segments.at(-1) === '*';
  if (rest ? asked.length < segments.length : asked.length !== segments.length) return false;
  return segments.every(
    (segment, place) => segment === '*' || segment.startsWith(':') || segment === asked[place],
  );
}

/** Asks the web process's own health door. @returns why it is not ready, as a sentence; null where it is */
export async function readinessProblem({
  routes,
}: Pick<ServerBuild, 'routes'>): Promise<string | null> {
  const id = Object.keys(routes).find((one) => addressOf(routes, one) === '/health/:question');
  const loader = routes[id ?? '']?.module.loader;
  if (loader === undefined) return 'there is no health door';
  const request = new Request('http://localhost/health/ready');
  const answer = await loader({ request, params: { question: 'ready' }, context: {} });
  if (!(answer instanceof Response)) return 'the health door gave no answer';
  return answer.ok ? null : (await answer.text()).trim();
}
