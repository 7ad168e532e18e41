import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { leadsToDoor, listDoors } from '../../deploy/doors';
import { MERGE_SCOPE } from '../../deploy/customer-merge';
import { LOCAL_ENV, LOCAL_TOML, PROCESS_ENV } from '../../deploy/setup-files';
import { setUp } from '../../deploy/set-up';
import { keyProblems } from '../../deploy/toml-keys';
import { projectFolder } from '../support/processes/ensure-built';

const read = (...path: string[]) => readFileSync(join(projectFolder, ...path), 'utf8');
const document = read('docs/deploying.md');
const blocks = [...document.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', text = '']) => ({ language, text }),
);
const block = (language: string): string =>
  blocks.find((one) => one.language === language)?.text ?? '';

/** The largest webhook about a person, which a proxy has to let through. */
const LARGEST_BODY = 5_000_000;

describe('docs/deploying.md', () => {
  it('names only existing scripts', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    const named = [...document.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(8);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });

  it('names every option of the set-up and no other', () => {
    const [usage = ''] = setUp(projectFolder, ['--help']);
    const known = [...usage.matchAll(/--[\w-]+/g)].map(([option]) => option);
    const lines = document.split('\n').filter((line) => line.includes('npm run setup:shopify'));
    const given = lines.flatMap((line) =>
      [...line.matchAll(/ (--\w[\w-]+)/g)].map(([, one]) => one),
    );
    expect(given.length).toBeGreaterThan(3);
    for (const option of given) expect(known).toContain(option);
    for (const name of [LOCAL_TOML, LOCAL_ENV, PROCESS_ENV])
      expect(document).toContain(`\`${name}\``);
  });

  it('names only existing files', () => {
    const named = [...document.matchAll(/`((?:public|docs|extensions|app)\/[\w./-]+)`/g)];
    expect(named.length).toBeGreaterThan(0);
    for (const [, file = ''] of named) expect(read(file)).not.toBe('');
  });

  it('calls only addresses that lead to a door', () => {
    const asked = [...document.matchAll(/https:\/\/numbers\.your-domain\.com(\/[\w/-]+)/g)];
    expect(asked.length).toBeGreaterThan(3);
    for (const [, path = ''] of asked)
      if (path !== '/webhooks/')
        expect([path, leadsToDoor(path, listDoors())]).toEqual([path, true]);
  });

  it('shows proxies that let an erasure request through and log no query string', () => {
    expect(read('app/web/doors/own-doors.server.ts')).toContain("'/webhooks/privacy': 5_000_000");
    const [, caddy = 0] = /max_size (\d+)MB/.exec(block('caddyfile')) ?? [];
    expect(Number(caddy) * 1_000_000).toBeGreaterThanOrEqual(LARGEST_BODY);
    expect(block('caddyfile')).not.toMatch(/^\s*log\b/m);
    const nginx = block('nginx');
    const [, most = 0] = /client_max_body_size (\d+)m;/.exec(nginx) ?? [];
    expect(Number(most) * 1_048_576).toBeGreaterThanOrEqual(LARGEST_BODY);
    expect(/log_format .*$/m.exec(nginx)?.[0]).not.toMatch(
      /\$(?:request|request_uri|args|http_referer)\b/,
    );
    expect(nginx).toMatch(/access_log \S+ without_query;/);
  });

  it('shows toml that Shopify’s command line reads', () => {
    const shown = blocks.filter(({ language }) => language === 'toml');
    expect(shown).toHaveLength(1);
    for (const { text } of shown) {
      const whole = parse(`${read('shopify.app.toml')}\n${text}`);
      expect(keyProblems('app', whole)).toEqual([]);
    }
  });

  it('says how to receive customer merges, as the scopes in docs/merchants.md do', () => {
    expect(document).toContain('--customer-merge');
    expect(read('docs/merchants.md')).toContain(`\`${MERGE_SCOPE}\``);
  });
});
