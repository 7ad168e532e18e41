import '@shopify/ui-extensions/preact';
import { hostOf } from './host';
import { openSurvey } from './open-survey';

/** The survey on the page that follows a purchase. */
export default function thankYou(): void {
  openSurvey(hostOf(shopify, 'thank_you', () => shopify.orderConfirmation.value.order.id));
}
