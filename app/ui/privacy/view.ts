/** A request of Shopify for the page. Times are ISO 8601. */
export interface ShownRequest {
  id: number;
  kind: 'dataRequest' | 'customerRedact';
  state: 'waiting' | 'done' | 'expired' | 'erased';
  /** Shopify's numeric id; null once the customer is erased, and for a request about orders alone */
  customer: string | null;
  receivedAt: string;
  dueAt: string;
  finishedAt: string | null;
  fileExpiresAt: string | null;
}

export interface PrivacyView {
  requests: ShownRequest[];
  /** days after which comments expire; null: never */
  commentDays: number | null;
  /** days after which anonymous answers become counts; null: shop not known yet */
  anonymousDays: number | null;
  /** of the shop's settings; the form sends it back */
  version: number;
  /** the time of the page, ISO 8601 */
  now: string;
  currency: string;
  timezone: string;
}
