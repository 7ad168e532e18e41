import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { API_VERSION } from '../sandbox/oauth/app-identity';
import { usedCharacters, usualCharacters } from './characters';
import { origins, sha256, vendored } from './origins';

const { files, moreCharacters } = origins();

describe('vendored files of other packages', () => {
  it.each(Object.entries(files))(
    '%s is unchanged since it was vendored, and has its licence',
    (file, origin) => {
      expect(sha256(readFileSync(vendored(file)))).toBe(origin.sha256);
      expect(readFileSync(vendored(origin.license), 'utf8')).toMatch(/permission|license/i);
    },
  );

  it('are only the named files, and their packages are not installed', () => {
    const found = readdirSync(vendored(''), { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(gz|br)$/.test(file),
    );
    expect(found.sort()).toEqual(Object.keys(files).sort());
    const lock = readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8');
    for (const origin of Object.values(files))
      expect(lock.includes(`"node_modules/${origin.package}"`)).toBe(false);
  });

  it('include the schema of the app’s API version', () => {
    expect(existsSync(vendored(`admin-schema/admin_${API_VERSION}.json.gz`))).toBe(true);
  });

  it('include a font with every East Asian character of the project: otherwise npm run refresh:vendored', () => {
    const drawn = usualCharacters();
    expect(drawn.size).toBeGreaterThan(7_000);
    expect(
      [...usedCharacters()].filter((one) => !drawn.has(one) && !moreCharacters.includes(one)),
    ).toEqual([]);
  });
});
