/** One request, byte for byte. */
export interface Input {
  /** kind of the door, shown in a finding */
  about: string;
  method: string;
  /** target of the request line: path and query, or nonsense */
  target: string;
  headers: [name: string, value: string][];
  body: Buffer;
  /** bytes of the body that are not sent before the connection ends */
  missing: number;
  /** the shop whose merchant has a valid session */
  signedIn: string | null;
  /** no door may accept it: the reply must be a 4xx */
  refused?: boolean;
}

/** The request's bytes, with malformed names and values unchanged. */
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
