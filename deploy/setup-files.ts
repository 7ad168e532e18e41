import { randomBytes } from 'node:crypto';
import { MERGE_SCOPE, MERGE_SUBSCRIPTION } from './customer-merge';
import { setVariable } from './env-file';
import type { SetupValues } from './setup-values';

/** `shopify app … --config local` reads the app's configuration and the extensions' variables from these. */
export const LOCAL_TOML = 'shopify.app.local.toml';
export const LOCAL_ENV = '.env.local';
/** The environment of web, worker and migration. */
export const PROCESS_ENV = 'omega.env';

/** Shopify grants it on request, and until then refuses a version that asks for it. */
export const ALL_ORDERS_SCOPE = 'read_all_orders';

/** The placeholders of `shopify.app.toml`. */
const PLACEHOLDER = { clientId: 'omega', url: 'https://omega.example' };

/**
 * The app's toml file with the values of one deployment.
 * @param base the text of `shopify.app.toml`
 * @throws Error where a placeholder is missing
 */
export function localToml(base: string, values: SetupValues): string {
  const { clientId, url, customerMerge, recentOrdersOnly } = values;
  const own = replaceText(
    base,
    `client_id = "${PLACEHOLDER.clientId}"`,
    `client_id = "${clientId}"`,
  )
    .replace(/^(?:#.*\n)+/, '')
    .replaceAll(PLACEHOLDER.url, url);
  const asked = recentOrdersOnly ? replaceText(own, `${ALL_ORDERS_SCOPE},`, '') : own;
  return [
    '# `npm run setup:shopify` writes this file and overwrites it each time: lasting changes belong in shopify.app.toml.',
    '# Read by: shopify app … --config local',
    (customerMerge ? withMerges(asked) : asked).trimEnd(),
    '',
    '[build]',
    '# `shopify app dev` tells the development store its tunnel, and no other shop',
    'automatically_update_urls_on_dev = true',
    '',
  ].join('\n');
}

function withMerges(toml: string): string {
  const [, scopes = ''] = /^scopes = "(.*)"$/m.exec(toml) ?? [];
  const list = (values: string[]): string => JSON.stringify(values).replaceAll(',', ', ');
  const { topics, uri, include_fields } = MERGE_SUBSCRIPTION;
  return [
    replaceText(toml, `scopes = "${scopes}"`, `scopes = "${scopes},${MERGE_SCOPE}"`).trimEnd(),
    '',
    '  [[webhooks.subscriptions]]',
    `  topics = ${list(topics)}`,
    `  uri = "${uri}"`,
    `  include_fields = ${list(include_fields)}`,
  ].join('\n');
}

/** Sets the extensions' variables in the text of `.env.local`. */
export function localEnv(before: string, { url }: SetupValues): string {
  return setVariable(before, 'APP_URL', url);
}

/**
 * Sets the processes' variables in the text of `omega.env`. Unknown values stay empty; encryption keys are
 * never replaced.
 */
export function processEnv(before: string, { clientId, url }: SetupValues): string {
  const text = before === '' ? newProcessEnv() : before;
  return setVariable(setVariable(text, 'SHOPIFY_API_KEY', clientId), 'SHOPIFY_APP_URL', url);
}

function newProcessEnv(): string {
  return `# For web, worker and \`npm run migrate\` (docs/operating.md, "Configuration"). Keep it out of git and off screens.
# Write values as they are, without quotes.
SHOPIFY_API_KEY=
# Dev Dashboard → your app → Settings → Client secret
SHOPIFY_API_SECRET=
SHOPIFY_APP_URL=
# postgresql://omega:…@host:5432/omega, as the role of web and worker (docs/operating.md, "The database roles")
DATABASE_URL=
# the same database as its owner; \`npm run migrate\` alone needs it
MIGRATION_DATABASE_URL=
# Encrypts stored access tokens. Keep a copy elsewhere: without it every shop has to be opened once more.
TOKEN_ENCRYPTION_KEYS=v1:${randomBytes(32).toString('base64')}
PORT=3000
`;
}

function replaceText(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`shopify.app.toml has no line ${from}`);
  return text.replace(from, () => to);
}
