import type { SurveyPlace } from '../../terms/survey-places';

/** The block's file in the theme extension; addresses name the block by it. */
const BLOCK = 'survey';

/** The shop at Shopify, and the app's own name there. */
export interface EditorAddress {
  domain: string;
  clientId: string;
}

/** The address of Shopify's editor in which a merchant places the question, with the block at hand. */
export function editorOf(place: SurveyPlace, { domain, clientId }: EditorAddress): string {
  const admin = `https://${domain}/admin`;
  switch (place) {
    case 'onThankYou':
      return `${admin}/settings/checkout/editor?page=thank-you&context=apps`;
    case 'onOrderStatus':
      return `${admin}/settings/checkout/editor?page=order-status&context=apps`;
    case 'onStorefront':
      return `${admin}/themes/current/editor?template=index&addAppBlockId=${clientId}/${BLOCK}&target=newAppsSection`;
  }
}
