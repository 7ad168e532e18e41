import { index, layout, prefix, route, type RouteConfig } from '@remix-run/route-config';

/** The table of doors: every URL of the app and its file, grouped by who calls it. */
export default [
  index('routes/auth/entry.ts'),

  // the merchant, inside Shopify admin
  ...prefix('app', [
    layout('routes/admin/layout.tsx', [
      index('routes/admin/dashboard/route.tsx'),
      route('customers', 'routes/admin/customers/list.tsx'),
      route('customers/counts', 'routes/admin/customers/counts.ts'),
      route('segments', 'routes/admin/segments/route.tsx'),
      route('ltv', 'routes/admin/ltv/route.tsx'),
      route('ltv/channels', 'routes/admin/ltv/channels.tsx'),
      route('repeat', 'routes/admin/repeat/route.tsx'),
      route('stages', 'routes/admin/stages/route.tsx'),
      route('customers/:id', 'routes/admin/customers/profile.tsx'),
      route('nps', 'routes/admin/nps/route.tsx'),
      route('nps/answers', 'routes/admin/nps/answers.tsx'),
      route('nps/voices', 'routes/admin/nps/voices.tsx'),
      route('nps/survey', 'routes/admin/nps/survey.tsx'),
      ...['survey', 'survey/links', 'privacy'].map((old) =>
        route(old, 'routes/admin/moved.ts', { id: `routes/admin/moved/${old}` }),
      ),
      route('setup', 'routes/admin/setup/route.tsx'),
      route('setup/sample', 'routes/admin/setup/sample.tsx'),
      route('settings', 'routes/admin/settings/overview.tsx'),
      route('settings/costs', 'routes/admin/settings/costs.tsx'),
      route('settings/unit-costs', 'routes/admin/settings/unit-costs.tsx'),
      route('settings/unit-costs/import', 'routes/admin/settings/unit-costs-import.tsx'),
      route('settings/products', 'routes/admin/settings/products.tsx'),
      route('settings/rules', 'routes/admin/settings/rules.tsx'),
      route('settings/rules/tags', 'routes/admin/settings/customer-tags.ts'),
      route('settings/advertising', 'routes/admin/settings/advertising.tsx'),
      route('settings/advertising/channels', 'routes/admin/settings/channels.tsx'),
      route('settings/advertising/import', 'routes/admin/settings/advertising-import.tsx'),
      route('settings/definitions', 'routes/admin/settings/definitions.tsx'),
      ...prefix('settings/data', [
        index('routes/admin/settings/data/overview.tsx'),
        route('reconcile', 'routes/admin/settings/data/reconcile.tsx'),
        route('orders', 'routes/admin/settings/data/orders.tsx'),
      ]),
      route('settings/display', 'routes/admin/settings/display.tsx'),
      route('settings/history', 'routes/admin/settings/history.tsx'),
      route('settings/privacy', 'routes/admin/privacy/route.tsx'),
      route('files', 'routes/admin/files/tickets.ts'),
      route('past-day', 'routes/admin/past-day.ts'),
      route('live', 'routes/admin/live.ts'),
      route('*', 'routes/admin/nowhere.tsx'),
    ]),
    route('files/open', 'routes/files/open.ts'),
  ]),

  // Shopify
  ...prefix('webhooks', [
    ...['app', 'bulk-finished', 'customers', 'orders', 'products'].map((about) =>
      route(about, 'routes/webhooks/receive.ts', { id: `webhooks/${about}` }),
    ),
    route('privacy', 'routes/webhooks/privacy.ts'),
  ]),

  // the buyer
  route('checkout/survey', 'routes/storefront/checkout-survey.ts'),
  route('proxy/survey', 'routes/storefront/proxy-survey.ts'),

  // visitors who are not signed in
  ...prefix('auth', [
    route('login', 'routes/auth/login.tsx'),
    route('*', 'routes/auth/catch-all.ts'),
  ]),

  // load balancers
  ...prefix('health', [route(':question', 'routes/health.ts')]),
] satisfies RouteConfig;
