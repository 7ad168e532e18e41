import { isDeepStrictEqual } from 'node:util';
import { admin } from '../../shopify/api/admin.server';
import {
  INSTALLATION_METAFIELD,
  installationMetafieldResponse,
} from '../../shopify/documents/installation-metafield';
import { METAFIELDS_SET, metafieldsSetResponse } from '../../shopify/documents/metafields-set';
import { UserErrors } from '../../shopify/protocol/errors';
import { withShop, type ShopId } from '../../store/db.server';
import { findShop } from '../../store/shops/shops';
import { surveySettings, type FollowUpSettings, type SurveySettings } from './settings';

/** The metafield that blocks on storefronts read: a public name. */
const PLACE = { namespace: 'omega', key: 'survey' };

/** The metafield's JSON, as the block reads it. */
interface BlockFacts extends FollowUpSettings, Pick<SurveySettings, 'questions' | 'thanks'> {
  /** false: buyers see nothing */
  enabled: boolean;
  /** path of the app proxy on the shop's domain */
  path: string;
}

/**
 * Writes the app's path and the survey's settings for the storefront's block (job) into an app-data
 * metafield, which Liquid reads and only this app writes. Runs after installation and after each change of
 * the settings; an equal value is not written again.
 * @throws what `admin(shop).query` throws; UserErrors where Shopify refuses the value
 */
export async function tellSurveyBlock(shop: ShopId): Promise<void> {
  const known = await withShop(shop, (tx) => findShop(tx, shop));
  if (known === null || !known.installed) return;
  const facts = blockFacts(surveySettings(known));
  const shopify = admin(known.domain);
  const { currentAppInstallation } = await shopify.query(
    INSTALLATION_METAFIELD,
    PLACE,
    installationMetafieldResponse,
  );
  const { id: ownerId, metafield } = currentAppInstallation;
  if (metafield !== null && isDeepStrictEqual(written(metafield.value), facts)) return;
  const value = JSON.stringify(facts);
  const { metafieldsSet } = await shopify.query(
    METAFIELDS_SET,
    { metafields: [{ ownerId, ...PLACE, type: 'json', value }] },
    metafieldsSetResponse,
  );
  if (metafieldsSet !== null && metafieldsSet.userErrors.length > 0)
    throw new UserErrors(metafieldsSet.userErrors);
}

function blockFacts(settings: SurveySettings): BlockFacts {
  const { enabled, onStorefront, proxyPath, questions, thanks, followUps, shareUrl } = settings;
  return {
    enabled: enabled && onStorefront,
    path: proxyPath,
    ...{ questions, thanks, followUps, shareUrl },
  };
}

/** The stored JSON, parsed: Shopify may format it otherwise. */
function written(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}
