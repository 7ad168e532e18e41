import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deployedAddress } from '../../deploy/addresses';
import { scopesFor } from '../../deploy/scope-problems';
import { tomlProblems, findTomls, type Toml } from '../../deploy/tomls';
import { projectFolder } from '../support/processes/ensure-built';
import { adminSchema } from '../sandbox/graphql/schema';

const tomls = findTomls(projectFolder);
const named = (name: string): Toml => {
  const found = tomls.find((toml) => toml.name === name);
  if (found === undefined) throw new Error(`${name} is not there`);
  return found;
};

/** The problems of a file after a change of its text. */
function changed(name: string, from: string | RegExp, to: string): string[] {
  const toml = named(name);
  const text = toml.text.replace(from, to);
  expect(text).not.toBe(toml.text);
  return tomlProblems({ ...toml, text });
}

const APP = 'shopify.app.toml';
const CHECKOUT = 'extensions/survey-checkout/shopify.extension.toml';
const THEME = 'extensions/survey-theme-block/shopify.extension.toml';
const WEB = 'shopify.web.toml';

describe('the toml files', () => {
  it('are all found', () => {
    const committed = tomls.map(({ name }) => name).filter((name) => !/app\..+\.toml/.test(name));
    expect(committed.toSorted()).toEqual([CHECKOUT, THEME, APP, WEB].toSorted());
  });

  it.each([APP, CHECKOUT, THEME, WEB])('%s: Shopify reads all of it', (name) => {
    expect(tomlProblems(named(name))).toEqual([]);
  });

  it.each([
    [APP, 'include_fields =', 'include_field =', 'webhooks.subscriptions[0].include_field'],
    [APP, '[app_proxy]', '[app_proxies]', 'app_proxies'],
    [
      APP,
      'use_legacy_install_flow =',
      'legacy_install_flow =',
      'access_scopes.legacy_install_flow',
    ],
    [APP, 'embedded = true', 'embedded = true\nembeded = true', 'embeded'],
    [CHECKOUT, 'network_access', 'network_acess', 'extensions[0].capabilities.network_acess'],
    [CHECKOUT, 'module', 'modul', 'extensions[0].targeting[0].modul'],
    [CHECKOUT, 'api_version', 'api_versions', 'api_versions'],
    [THEME, 'uid', 'uuid', 'uuid'],
    [WEB, 'webhooks_path', 'webhook_path', 'webhook_path'],
  ])('%s: a misspelt %s is reported', (name, from, to, path) => {
    expect(changed(name, from, to)).toContain(
      `${name}: "${path}" is a key that Shopify's command line would ignore.`,
    );
  });

  it.each([
    ['an extension type that the command line skips', CHECKOUT, 'ui_extension', 'ui_extensions'],
    ['a handle that it refuses', CHECKOUT, 'survey-checkout', 'survey_checkout'],
    ['a value of another type', APP, 'embedded = true', 'embedded = "true"'],
    ['an unknown compliance topic', APP, 'shop/redact', 'shop/redacted'],
    ['text that is not toml', APP, '[auth]', '[auth'],
    ['an unknown role', WEB, '"backend"', '"behind"'],
  ])('%s is reported', (_, name, from, to) => {
    expect(changed(name, from, to)).not.toEqual([]);
  });
});

describe('an address of the toml files', () => {
  it.each([
    ['/webhooks/orders', 'https://a.example', 'https://a.example/webhooks/orders'],
    ['/webhooks/orders', 'https://a.example/', 'https://a.example/webhooks/orders'],
    ['/webhooks/orders', 'https://a.example/app', 'https://a.example/app/webhooks/orders'],
    ['/webhooks/orders/', 'https://a.example/app//', 'https://a.example/app/webhooks/orders'],
    ['https://b.example/hooks', 'https://a.example/app', 'https://b.example/hooks'],
  ])('%s behind %s becomes %s, as the command line joins them', (address, url, becomes) => {
    expect(deployedAddress(address, url)).toBe(becomes);
  });

  it.each([
    ['a path in the application’s', 'https://omega.example"', 'https://omega.example/app"'],
    ['a slash at its end', 'https://omega.example"', 'https://omega.example/"'],
    ['no https', 'application_url = "https', 'application_url = "http'],
    ['a query', 'https://omega.example"', 'https://omega.example?a=b"'],
    ['no address at all', 'https://omega.example"', 'omega"'],
  ])('is refused with %s', (_, from, to) => {
    const problems = changed(APP, from, to);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^shopify\.app\.toml: "application_url" is /);
  });

  it('is reported with the effect of a path in the application’s', () => {
    expect(changed(APP, 'https://omega.example"', 'https://omega.example/app"')).toEqual([
      expect.stringContaining('becomes https://omega.example/app/webhooks/orders'),
    ]);
  });

  it.each([
    ['"/webhooks/orders"', '"/webhooks/order"', 'becomes https://omega.example/webhooks/order,'],
    ['"/webhooks/orders"', '"/app/webhooks/orders"', 'where the app has no door'],
    ['"/webhooks/orders"', '"webhooks/orders"', 'is not at https://omega.example'],
    ['"/proxy"', '"/proxies"', '/proxies becomes'],
    ['"/proxy"', '"https://elsewhere.example/proxy"', 'is not at https://omega.example'],
    ['/auth/callback', '/callback', '/callback becomes'],
    ['/auth/callback', '/app/auth/callback', '/app/auth/callback becomes'],
    ['omega.example/auth', 'omega.example.evil/auth', 'is not at https://omega.example'],
  ])('leads nowhere if %s becomes %s', (from, to, said) => {
    expect(changed(APP, from, to).join('\n')).toContain(said);
  });

  it('exists for every door that Shopify has to know', () => {
    expect(changed(APP, '"/webhooks/privacy"', '"/webhooks/app"')).toEqual([
      'shopify.app.toml: /webhooks/privacy is a door of the app that no address leads to.',
    ]);
    expect(changed(APP, /\[app_proxy\]\n(?:\w+ = .+\n)+/, '').join('\n')).toContain(
      '/proxy/survey is a door of the app that no address leads to.',
    );
  });

  it.each([
    ['/webhooks/app', '/api/webhooks'],
    ['/webhooks/app', '/app/webhooks/app'],
    ['/auth/callback', '/app/auth/callback'],
  ])('of shopify.web.toml leads to a door as %s, and to none as %s', (from, to) => {
    expect(changed(WEB, `"${from}"`, `"${to}"`)).toEqual([
      `shopify.web.toml: ${to} is a path where the app has no door.`,
    ]);
  });
});

describe('a topic', () => {
  it('with an optional scope keeps Shopify from making a version', () => {
    const merge = '["customers/delete", "customers/merge"]';
    const optional = `optional_scopes = ["read_customer_merge"]\nuse_legacy`;
    const { text } = named(APP);
    const both = text.replace('["customers/delete"]', merge).replace('use_legacy', optional);
    expect(tomlProblems({ ...named(APP), text: both })).toEqual([
      expect.stringContaining('"customers/merge" needs read_customer_merge among the required'),
    ]);
    const required = both.replace('write_app_proxy"', 'write_app_proxy,read_customer_merge"');
    expect(tomlProblems({ ...named(APP), text: required })).toEqual([]);
    expect(changed(APP, 'read_products,', '').join('\n')).toContain('inventory_items');
  });

  it('needs the scope that Shopify’s schema names', () => {
    const topics = [...named(APP).text.matchAll(/^ {2}topics = \[(.+)\]/gm)]
      .flatMap(([, list = '']) => list.split(','))
      .map((topic) => topic.replaceAll(/[" ]/g, ''));
    const values = adminSchema().schema.getType('WebhookSubscriptionTopic');
    if (values === undefined || !('getValue' in values)) throw new Error('no topics');
    for (const topic of [...topics, 'customers/merge']) {
      const name = topic.toUpperCase().replace('/', '_');
      const description = values.getValue(name)?.description ?? 'nothing';
      const required = [...description.matchAll(/\b(?:read|write)_\w+/g)].map(([scope]) => scope);
      for (const scope of scopesFor(topic) ?? []) expect(required, topic).toContain(scope);
      expect(scopesFor(topic) === null, topic).toBe(required.length === 0);
    }
  });
});

describe('the address in the extension', () => {
  it('is read from the place where Shopify’s command line puts it', () => {
    const source = readFileSync(
      join(projectFolder, 'extensions/survey-checkout/src/app-url.ts'),
      'utf8',
    );
    expect(source).toContain('process.env.APP_URL');
  });
});
