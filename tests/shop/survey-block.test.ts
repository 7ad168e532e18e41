import { expect, it } from 'vitest';
import { surveySettings } from '../../app/survey/settings/settings';
import { NOW, SCOPES, stage } from '../support/shops/import-stage';
import { youngShop } from '../sandbox/worlds/young';

const on = await stage();
await on.work();
const { setSurveySettings } = await import('../../app/survey/settings/settings.server');

/** A small shop with a domain of its own and an opened app. */
let made = 0;
async function installed(scopes = SCOPES): Promise<string> {
  const domain = `block-${++made}.myshopify.com`;
  const young = youngShop({ until: NOW });
  await on.install({ ...young, shop: { ...young.shop, domain, id: made } }, scopes);
  return domain;
}

/** The metafield that the block on the shop's storefront reads. */
function told(domain: string): unknown {
  const [metafield] = on.shopify.appMetafields(domain);
  if (metafield === undefined) return null;
  const { namespace, key, type, value } = metafield;
  expect({ namespace, key, type }).toEqual({ namespace: 'omega', key: 'survey', type: 'json' });
  return JSON.parse(value);
}

const untilTold = (domain: string, what: object) =>
  on.until(async () => {
    await Promise.resolve();
    const found = told(domain);
    return found !== null && JSON.stringify(found).includes(JSON.stringify(what).slice(1, -1));
  });

const sessionsOf = (domain: string) =>
  on.db.query('select 1 from sessions where shop = $1', [domain]);

const asInstalled = {
  enabled: true,
  path: '/apps/omega',
  questions: {},
  thanks: {},
  followUps: { share: true, improve: true, reason: true, voice: true },
  shareUrl: null,
};

it('gets the app’s path as soon as the app is installed', async () => {
  const domain = await installed();
  await on.until(() => Promise.resolve(told(domain) !== null));
  expect(told(domain)).toEqual(asInstalled);
});

it('gets it also in a shop that granted its scopes before the proxy existed', async () => {
  const domain = await installed(SCOPES.filter((scope) => scope !== 'write_app_proxy'));
  await on.until(() => Promise.resolve(told(domain) !== null));
  expect(told(domain)).toEqual(asInstalled);
});

it('follows the settings, and is hidden if the survey is off for the storefront', async () => {
  const domain = await installed();
  await on.until(() => Promise.resolve(told(domain) !== null));
  const shop = await on.shopId(domain);
  const settings = surveySettings({
    settings: {
      survey: {
        questions: { ja: '当店をお友達に薦めますか？' },
        thanks: { en: 'Thanks!' },
        followUps: { share: false },
        shareUrl: 'https://tea.example/friends',
        proxyPath: '/community/tea',
      },
    },
  });
  await setSurveySettings(shop, settings);
  await untilTold(domain, { path: '/community/tea' });
  expect(told(domain)).toEqual({
    enabled: true,
    path: '/community/tea',
    questions: { ja: '当店をお友達に薦めますか？' },
    thanks: { en: 'Thanks!' },
    followUps: { share: false, improve: true, reason: true, voice: true },
    shareUrl: 'https://tea.example/friends',
  });
  await setSurveySettings(shop, { ...settings, onStorefront: false });
  await untilTold(domain, { enabled: false });
  await setSurveySettings(shop, settings);
  await untilTold(domain, { enabled: true });
  await setSurveySettings(shop, { ...settings, enabled: false });
  await untilTold(domain, { enabled: false });
});

it('is written once, however often the app is opened, and again after a new installation', async () => {
  const domain = await installed();
  await on.imported(domain, { history: false });
  const [before] = on.shopify.appMetafields(domain);
  on.shopify.clock.advance(60_000);
  await on.expireSessions();
  await on.open(domain);
  await on.imported(domain, { history: false });
  expect(on.shopify.appMetafields(domain)).toEqual([before]);

  on.shopify.uninstall(domain);
  expect(on.shopify.appMetafields(domain)).toEqual([]);
  await on.shopify.webhooks.settled();
  await on.until(async () => (await sessionsOf(domain)).length === 0);
  on.shopify.install(domain, { scopes: SCOPES });
  await on.open(domain);
  await on.until(() => Promise.resolve(told(domain) !== null));
  expect(told(domain)).toEqual(asInstalled);
});
