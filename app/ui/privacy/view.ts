/** What Shopify has asked for, as the page shows it. Times are ISO 8601. */
export interface ShownRequest {
  id: number;
  kind: 'dataRequest' | 'customerRedact';
  state: 'waiting' | 'done' | 'expired' | 'erased';
  /** Shopify's numeric id; null once he is erased, and where only orders were named */
  customer: string | null;
  receivedAt: string;
  dueAt: string;
  finishedAt: string | null;
  fileExpiresAt: string | null;
}

export interface PrivacyView {
  requests: ShownRequest[];
  /** days after which comments go; null: they stay */
  commentDays: number | null;
  /** days after which anonymous answers become counts; null: the shop is not known yet */
  anonymousDays: number | null;
  /** the moment the page was made, ISO 8601 */
  now: string;
  currency: string;
  timezone: string;
}
