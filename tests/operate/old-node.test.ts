import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../support/processes/ensure-built';
import { startBuilt } from '../support/processes/built';

/** Node reports another version of itself, before any other module loads. */
const pretend = (version: string): string[] => {
  const script = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`;
  return ['--import', `data:text/javascript,${encodeURIComponent(script)}`];
};

describe.each(['web', 'worker', 'migrate'] as const)('the %s process on too old a Node', (name) => {
  it.each(['18.20.8', '20.19.0'])('(%s) reports it in one sentence', async (version) => {
    const old = startBuilt(name, {}, pretend(version));
    expect(await old.ended).toBe(1);
    expect(old.said()).toBe(
      `Omega needs Node 22 or newer (24 is what it is tested on); this is Node ${version} at ${process.execPath}.\n`,
    );
  });

  it('reports it before it loads a module that would not run there', () => {
    const file = join(projectFolder, 'build', name === 'web' ? 'start.js' : `${name}.js`);
    const entry = readFileSync(file, 'utf8');
    const first = [...entry.matchAll(/^import .*?from "(.+?)";$/gms)].map((match) => match[1]);
    expect(first).toHaveLength(1);
    const check = readFileSync(join(projectFolder, 'build', first[0] ?? ''), 'utf8');
    for (const text of [entry, check]) expect(text).not.toMatch(/^import .*from "(?!\.\/)/m);
    expect(entry.indexOf('refuseOldNode()')).toBeLessThan(entry.indexOf('await import('));
  });
});
