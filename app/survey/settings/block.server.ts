import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { admin } from '../../shopify/api/admin.server';
import {
  INSTALLATION_METAFIELD,
  installationMetafieldAnswer,
} from '../../shopify/documents/installation-metafield';
import { METAFIELDS_SET, metafieldsSetAnswer } from '../../shopify/documents/metafields-set';
import { UserErrors } from '../../shopify/protocol/errors';
import { rows, sql, withShop, type ShopId } from '../../store/db.server';
import { surveySettings, type SurveySettings } from './settings';

/** Where the block looks; public names: blocks on storefronts read them. */
const PLACE = { namespace: 'omega', key: 'survey' };

/** What the survey's block on the storefront needs to know, as it reads it. */
interface BlockFacts {
  /** false: buyers see nothing */
  enabled: boolean;
  /** what leads from the shop's own address to the app, by the app proxy */
  path: string;
  questions: SurveySettings['questions'];
  thanks: SurveySettings['thanks'];
  followUps: SurveySettings['followUps'];
  shareUrl: string | null;
}

/**
 * Tells the block on the shop's storefront where the app is and what was set about the survey (job):
 * as an app-data metafield, which Liquid reads and only this app writes. After installing and after
 * each change of the settings. Where it says the same already, nothing is written.
 * @throws what `admin(shop).query` throws; UserErrors when Shopify does not take it
 */
export async function tellSurveyBlock(shop: ShopId): Promise<void> {
  const [known] = await withShop(shop, (tx) =>
    rows(
      tx,
      z.object({ domain: z.string(), settings: z.unknown() }),
      sql`select domain, settings from shops where id = ${shop} and uninstalled_at is null`,
    ),
  );
  if (known === undefined) return;
  const facts = blockFacts(surveySettings(known.settings));
  const shopify = admin(known.domain);
  const { currentAppInstallation } = await shopify.query(
    INSTALLATION_METAFIELD,
    PLACE,
    installationMetafieldAnswer,
  );
  const { id: ownerId, metafield } = currentAppInstallation;
  if (metafield !== null && isDeepStrictEqual(written(metafield.value), facts)) return;
  const value = JSON.stringify(facts);
  const { metafieldsSet } = await shopify.query(
    METAFIELDS_SET,
    { metafields: [{ ownerId, ...PLACE, type: 'json', value }] },
    metafieldsSetAnswer,
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

/** What stands there; Shopify may write its JSON in another way than it was written. */
function written(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}
