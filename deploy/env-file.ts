/** Parses an environment file: `NAME=value` lines, as `docker --env-file` reads them. */
export function parseVariables(text: string): Map<string, string> {
  return new Map(
    text
      .split('\n')
      .map((line) => /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line.trim()))
      .filter((found) => found !== null)
      .map(([, name = '', value = '']) => [name, value]),
  );
}

/** Sets a variable in an environment file's text; the other lines stay. */
export function setVariable(text: string, name: string, value: string): string {
  const line = `${name}=${value}`;
  const lines = text.split('\n');
  const at = lines.findIndex((one) => one.startsWith(`${name}=`));
  if (at >= 0) return lines.with(at, line).join('\n');
  return `${text.replace(/\n*$/, text === '' ? '' : '\n')}${line}\n`;
}
