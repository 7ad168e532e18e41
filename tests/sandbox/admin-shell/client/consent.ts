import type { ScopesDetail } from '../protocol';
import type { Boot } from './boot';
import { ask } from './dialogs';
import { textElement } from './elements';
import type { LocalShopify } from './local-shopify';

type Answer = { result: 'granted-all' | 'declined-all'; detail: ScopesDetail };

/**
 * The permission prompt: asks the merchant for the scopes that the app lacks, and grants them.
 * @throws Error when the app's configuration does not declare one of them as optional
 */
export async function requestScopes(
  boot: Boot,
  shopify: LocalShopify,
  scopes: string[],
): Promise<Answer> {
  const detail = await shopify.scopes();
  const missing = scopes.filter((scope) => !detail.granted.includes(scope));
  if (missing.length === 0) return { result: 'granted-all', detail };
  const unknown = missing.filter((scope) => !detail.optional.includes(scope));
  if (unknown.length > 0)
    throw new Error(`Not declared as optional in the app's configuration: ${unknown.join(', ')}.`);
  const list = document.createElement('ul');
  list.append(...missing.map((scope) => textElement('li', scope)));
  const granted = await ask({
    title: boot.say('scopesTitle').replace('{app}', boot.appName),
    body: [boot.say('scopesText'), list],
    yes: boot.say('scopesGrant'),
    no: boot.say('cancel'),
    critical: false,
  });
  if (!granted) return { result: 'declined-all', detail };
  return { result: 'granted-all', detail: await shopify.grant(missing) };
}
