/** One request, byte for byte as it is sent. */
export interface Input {
  /** which kind of door it is for; only for people who read a finding */
  about: string;
  method: string;
  /** what stands in the request line: path and query, or nonsense */
  target: string;
  headers: [name: string, value: string][];
  body: Buffer;
  /** so many bytes of the body are not sent, and the connection ends */
  missing: number;
  /** the shop whose merchant is signed in, validly */
  signedIn: string | null;
  /** no door may take it: its answer is a 4xx */
  refused?: boolean;
}

/** The request's bytes: names and values as they are, however malformed. */
export function bytesOf(input: Input): Buffer {
  const lines = [`${input.method} ${input.target} HTTP/1.1`];
  const has = (name: string): boolean =>
    input.headers.some(([each]) => each.toLowerCase() === name);
  if (!has('host')) lines.push('host: omega.example');
  lines.push('connection: close');
  for (const [name, value] of input.headers) lines.push(`${name}: ${value}`);
  if (input.body.length > 0 && !has('content-length') && !has('transfer-encoding'))
    lines.push(`content-length: ${String(input.body.length)}`);
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
  return Buffer.concat([head, input.body.subarray(0, input.body.length - input.missing)]);
}
