import type { AppMetafield } from '../../graphql/app-metafields';
import { markup, Html } from '../../http/markup';
import type { AppBlock, Setting } from './block';
import { liquidEngine, metafieldDrop } from './liquid';
import type { ShopTheme } from './shop-theme';
import type { Visitor } from '../visitor';

/** Address of the extension's assets. */
const ASSETS = '/storefront-files/block';

/** The block's page, as Liquid sees it. */
export interface LiquidPage {
  visitor: Visitor;
  /** `index` or `customers/account` */
  template: string;
  path: string;
  /** the app's metafields for its block */
  metafields: readonly Pick<AppMetafield, 'namespace' | 'key' | 'type' | 'value'>[];
}

/** The app's block on a page of the theme, once for each time that the merchant placed it. */
export function renderedBlocks(
  block: AppBlock,
  settings: Setting[],
  theme: ShopTheme,
  page: LiquidPage,
): Html {
  const values = Object.fromEntries(
    settings.map((one) => [one.id, theme.settings[one.id] ?? one.default]),
  );
  const engine = liquidEngine(page.visitor.language, ASSETS);
  const { schema, handle } = block;
  const placed = Array.from({ length: theme.blocks }, (_, place) => {
    const id = `${handle}_${String(place + 1)}`;
    const text = String(
      engine.parseAndRenderSync(block.liquid, {
        ...globalsOf(page),
        block: { id, type: handle, settings: values, shopify_attributes: '' },
        section: { id: 'apps' },
      }),
    );
    const tag = schema.tag === undefined ? 'div' : (schema.tag ?? '');
    if (tag === '') return new Html(text);
    const classes = ['shopify-block', 'shopify-app-block', schema.class].filter(Boolean).join(' ');
    return markup`${new Html(`<${tag}`)} id="shopify-block-${id}" class="${classes}">${new Html(text)}${new Html(`</${tag}>`)}`;
  });
  return markup`<div class="section">${placed}</div>`;
}

/** The schema's style sheet and script, which a page with the block loads once. */
export function blockHead({ schema }: AppBlock): Html {
  const { stylesheet, javascript } = schema;
  return markup`${stylesheet === undefined ? null : markup`<link rel="stylesheet" href="${ASSETS}/${stylesheet}">`}${javascript === undefined ? null : markup`<script src="${ASSETS}/${javascript}" defer></script>`}`;
}

/** A Liquid reply of the app's proxy, rendered as a page's content. */
export function renderedAnswer(liquid: string, page: LiquidPage): Html {
  const engine = liquidEngine(page.visitor.language, ASSETS);
  return new Html(String(engine.parseAndRenderSync(liquid, globalsOf(page))));
}

function globalsOf({ visitor, template, path, metafields }: LiquidPage): Record<string, unknown> {
  const { shop, language, customer } = visitor;
  const app: Record<string, Record<string, unknown>> = {};
  for (const { namespace, key, type, value } of metafields)
    (app[namespace] ??= {})[key] = metafieldDrop(type, value);
  const locale = { iso_code: language, primary: shop.primaryLocale.startsWith(language) };
  return {
    app: { metafields: app },
    shop: { name: shop.name, permanent_domain: shop.domain, domain: shop.domain, locale: language },
    customer: customer && { id: customer.id, first_name: customer.firstName },
    request: { locale, design_mode: false, page_type: template, path, host: shop.domain },
    localization: { language: locale },
    template: { name: template.split('/').at(-1), toString: () => template },
    routes: { root_url: '/', account_url: '/account' },
  };
}
