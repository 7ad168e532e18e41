import '@shopify/ui-extensions/preact';
import { hostOf } from './host';
import { openSurvey } from './open-survey';

/** The survey on the order status page. */
export default function orderStatus(): void {
  openSurvey(
    hostOf(shopify, 'order_status', () => {
      const order = shopify.order.value;
      return order && { id: order.id, number: order.confirmationNumber };
    }),
  );
}
