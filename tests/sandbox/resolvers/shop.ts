import type { ShopRecord } from '../store/records';
import type { Page } from '../store/store-pages';
import { fields, type Args, type Context } from './define';
import { installationMetafield } from './metafields';
import { dateTime, gid } from './scalars';

/** The tags that any customer carries, by name, as `first` of them: Shopify's list has no next page. */
function tagsOfCustomers(args: Args, { store, shop }: Context): Page<string> {
  const first = Number(args.first);
  const found = store.all(
    `select distinct tag.value as tag from customers, json_each(record, '$.tags') tag
     where shop = ? order by 1 limit ?`,
    shop.no,
    first + 1,
  );
  const items = found.map(({ tag }, at) => ({
    key: [String(tag), at] as const,
    node: String(tag),
  }));
  return {
    items: items.slice(0, first),
    hasNextPage: items.length > first,
    hasPreviousPage: false,
  };
}

const LOCALE_NAMES: Record<string, string> = { ja: 'Japanese', en: 'English' };

export const shopResolvers = {
  Shop: fields<ShopRecord>({
    id: (shop) => gid('Shop', shop.id),
    name: (shop) => shop.name,
    myshopifyDomain: (shop) => shop.domain,
    currencyCode: (shop) => shop.currencyCode,
    ianaTimezone: (shop) => shop.ianaTimezone,
    createdAt: (shop) => dateTime(shop.createdAt),
    taxesIncluded: (shop) => shop.taxesIncluded,
    url: (shop) => `https://${shop.domain}`,
    primaryDomain: (shop) => shop,
    plan: (shop) => shop,
    features: (shop) => shop,
    customerTags: (_, args, context) => tagsOfCustomers(args, context),
  }),
  Domain: fields<ShopRecord>({
    id: (shop) => gid('Domain', shop.id),
    host: (shop) => shop.domain,
    url: (shop) => `https://${shop.domain}`,
    sslEnabled: () => true,
    localization: (shop) => shop,
  }),
  DomainLocalization: fields<ShopRecord>({
    defaultLocale: (shop) => shop.primaryLocale,
    alternateLocales: () => [],
  }),
  ShopPlan: fields<ShopRecord>({
    displayName: (shop) => shop.planName,
    publicDisplayName: (shop) => shop.planName,
    partnerDevelopment: (shop) => shop.planName === 'Development',
    shopifyPlus: (shop) => shop.planName === 'Shopify Plus',
  }),
  // Features of every shop of the local Shopify; others are refused by name.
  ShopFeatures: fields<ShopRecord>({
    storefront: () => true,
    reports: () => true,
    giftCards: () => true,
    shopifyPlus: (shop) => shop.planName === 'Shopify Plus',
  }),
  ShopLocale: fields<{ locale: string }>({
    locale: ({ locale }) => locale,
    name: ({ locale }) => LOCALE_NAMES[locale] ?? locale,
    primary: () => true,
    published: () => true,
  }),
  AppInstallation: fields<Context>({
    id: ({ shop }) => gid('AppInstallation', shop.no),
    accessScopes: ({ shop }) => shop.installation?.scopes ?? [],
    metafield: installationMetafield,
  }),
  AccessScope: fields<string>({
    handle: (scope) => scope,
    description: (scope) => scope.replaceAll('_', ' '),
  }),
  Count: fields<{ count: number; precision: string }>({
    count: ({ count }) => count,
    precision: ({ precision }) => precision,
  }),
};

export const shopQueries = fields<unknown>({
  shop: (_, __, { shop }) => shop.record,
  shopLocales: (_, __, { shop }) => [{ locale: shop.record.primaryLocale }],
  currentAppInstallation: (_, __, context) => context,
});
