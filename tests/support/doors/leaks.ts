/** A text that no reply may have, with its name. */
export interface Secret {
  what: string;
  text: string;
}

/** Patterns of a stack, a path of this machine, a statement or a token. */
const TRACES: [what: string, pattern: RegExp][] = [
  ['a stack trace', /\n\s+at .{0,200}(?:node:|file:|\/).{0,200}:\d+:\d+/],
  ['a path of the machine', /\/node_modules\/|\/build\/(?:server|chunks)\//],
  ['a database error', /violates \w+ constraint|syntax error at or near|relation "\w+" does not/],
  ['an error of the database library', /Prisma(?:Client)?\w*Error|ECONNREFUSED|ENOENT/],
  ['an access token', /shp(?:at|rt|ss|ca)_\w/],
];

/**
 * The forbidden texts in a reply or a log.
 * @param asked the request: a reply may repeat it
 */
export function leaksIn(text: string, secrets: readonly Secret[], asked = ''): string[] {
  const traces = TRACES.filter(([, pattern]) => {
    const found = pattern.exec(text)?.[0];
    return found !== undefined && !asked.includes(found);
  }).map(([what]) => what);
  const told = secrets.filter(
    (secret) => text.includes(secret.text) && !asked.includes(secret.text),
  );
  return [...traces, ...told.map(({ what }) => what)];
}
