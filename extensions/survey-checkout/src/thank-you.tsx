import '@shopify/ui-extensions/preact';
import { hostOf } from './host';
import { openSurvey } from './open-survey';

/** The survey on the thank-you page. */
export default function thankYou(): void {
  openSurvey(
    hostOf(shopify, 'thank_you', () => {
      const { order, number } = shopify.orderConfirmation.value;
      return { id: order.id, number };
    }),
  );
}
