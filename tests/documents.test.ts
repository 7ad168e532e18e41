import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from './support/processes/ensure-built';

const read = (file: string) => readFileSync(join(projectFolder, file), 'utf8');

const documents = globSync(['*.md', '{app,docs,extensions,prisma,tests}/**/*.md'], {
  cwd: projectFolder,
});
const decisions = documents.filter((file) => /^docs\/decisions\/\d/.test(file)).sort();

/** What GitHub makes of a heading, so that a link can lead to it. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- _]/gu, '')
    .replaceAll(' ', '-');

const anchors = (text: string) =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchor(heading));

/** The links of a document that lead nowhere: no such file, or no such heading in it. */
const deadLinks = (file: string, text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [path = '', heading] = target.split('#');
      const led = path === '' ? file : join(dirname(file), path);
      if (!existsSync(join(projectFolder, led))) return true;
      return heading !== undefined && !anchors(read(led)).includes(heading);
    });

describe('documents', () => {
  it('are found', () => {
    expect(documents).toEqual(expect.arrayContaining(['README.md', 'tests/sandbox/README.md']));
    expect(decisions.length).toBeGreaterThan(100);
  });

  it('have no dead link', () => {
    expect(deadLinks('README.md', '[a](no.md) [b](#no) [c](docs/growing.md#no)')).toHaveLength(3);
    for (const file of documents) expect([file, deadLinks(file, read(file))]).toEqual([file, []]);
  });

  it('name files that there are', () => {
    const named = /`((?:app|deploy|docs|extensions|prisma|public|tests)\/[\w./-]+\.\w+)`/g;
    for (const file of documents.filter((one) => !decisions.includes(one))) {
      const missing = [...read(file).matchAll(named)]
        .map(([, path = '']) => path)
        .filter((path) => !existsSync(join(projectFolder, path)));
      expect([file, missing]).toEqual([file, []]);
    }
  });

  it('have the headings that the sentences of commands name', () => {
    const sources = globSync('{app,deploy,tests}/**/*.{ts,tsx}', { cwd: projectFolder });
    const named = sources.flatMap((file) => [
      ...read(file).matchAll(/(?<document>docs\/\w+\.md|README\.md), "(?<heading>[^"$\n]+)"/g),
    ]);
    expect(named.length).toBeGreaterThan(8);
    for (const { groups: { document = '', heading = '' } = {} } of named)
      expect([document, anchors(read(document))]).toEqual([
        document,
        expect.arrayContaining([anchor(heading)]),
      ]);
  });

  it('quote messages that a source says', () => {
    const sources = globSync(['*.mjs', '{app,tests}/**/*.{ts,json}'], { cwd: projectFolder })
      .filter((file) => !file.includes('.test.'))
      .map(read)
      .join('\n')
      .replaceAll(/['"`]\s*\+\s*['"`]/g, '');
    const [, table = ''] =
      /^## What it says, and what to do\n([^]*?)^## /m.exec(read('docs/operating.md')) ?? [];
    const rows = [...table.matchAll(/^\| (.*?) +\| /gm)].map(([, cell = '']) => cell).slice(1);
    expect(rows.length).toBeGreaterThan(30);
    const unsaid = rows.filter((cell) =>
      [...cell.matchAll(/`([^`]+)`|"([^"`]+)"$/g)].some(([, said, page]) => {
        const parts = (said ?? page ?? '')
          .split(/…|\d+|: |DATABASE_URL/)
          .map((part) => part.trim());
        return (
          !said?.startsWith('…') && !parts.some((part) => part.length > 6 && sources.includes(part))
        );
      }),
    );
    // said by Node and by PostgreSQL
    const others = /Cannot find module|"graphile_worker" does not exist/;
    expect(unsaid.filter((cell) => !others.test(cell))).toEqual([]);
  });

  it('begin with a README of at most 120 lines, its two commands in the first screen', () => {
    const lines = read('README.md').split('\n');
    expect(lines.length).toBeLessThanOrEqual(120);
    const screen = lines.slice(0, 24).join('\n');
    expect(screen).toMatch(/npm run demo/);
    expect(screen).toMatch(/npm test/);
  });

  it('are listed in the index of decisions with title and status', () => {
    const rows = read('docs/decisions/README.md')
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .filter(([, number = '']) => /^\d+$/.test(number))
      .map(([, number, link, status]) => `${number} ${link} ${status}`);
    const expected = decisions.map((file) => {
      const [, number, title] = /^# (\d{3}) (.*)\n/.exec(read(file)) ?? [];
      const [, status] = /^Status: (.*?)\./m.exec(read(file)) ?? [];
      expect([file, status]).toEqual([file, expect.stringMatching(/^(accepted|superseded by)/)]);
      expect(basename(file).startsWith(`${number}-`)).toBe(true);
      return `${number} [${title}](${basename(file)}) ${status}`;
    });
    expect(rows.sort()).toEqual(expected);
  });
});
